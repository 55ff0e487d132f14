from django.urls import path

from tandem.cases.looks import views as looks
from tandem.cases.looks import views_flags, views_guard
from tandem.cases.views import adding, alike, erasing, follow, mine, pictures, replies, staff

app_name = "cases"
urlpatterns = [
    path("cases/", staff.cases, name="cases"),
    path("follow/", follow.follow, name="follow"),
    path("follow/close/", follow.close, name="follow_close"),
    path("follow/solved/", follow.say_solved, name="follow_solved"),
    path("follow/photo/", adding.photo, name="follow_photo"),
    path("follow/exclude/", views_guard.exclude_followed, name="follow_exclude"),
    path("follow/<slug:name>/", follow.do, name="follow_deed"),
    path("mine/", mine.mine, name="mine"),
    path("mine/looks/", mine.looks, name="looks"),
    path("mine/looks/exclude/", views_guard.exclude_looker, name="looks_exclude"),
    path("looks/go-on/", looks.go_on, name="look_go_on"),
    path("looks/asked/", looks.asked, name="look_asked"),
    path("looks/asked/<uuid:key>/", looks.decide_asked, name="look_decide_asked"),
    path("looks/emergency/", looks.emergency, name="look_emergency"),
    path("looks/emergency/for/<uuid:person>/", looks.emergency_here, name="look_emergency_here"),
    path("looks/emergency/<uuid:key>/", looks.opened, name="look_opened"),
    path("looks/circle/", looks.circle, name="look_circle"),
    path("looks/unusual/", views_flags.flagged, name="look_flags"),
    path("looks/unusual/<uuid:key>/", views_flags.flag, name="look_flag"),
    path("alike/", alike.alike, name="alike"),
    path("alike/<uuid:key>/", alike.pair, name="alike_pair"),
    path("alike/<uuid:key>/decide/", alike.decide, name="alike_decide"),
    path("alike/<uuid:key>/undo/", alike.undo, name="alike_undo"),
    path("cases/<str:reference>/", staff.case, name="case"),
    path("cases/<str:reference>/answer/", staff.answer, name="answer"),
    path("cases/<str:reference>/assign/", staff.assign, name="assign"),
    path("cases/<str:reference>/note/", staff.note, name="note"),
    path("cases/<str:reference>/address/", views_guard.address, name="address"),
    path("cases/<str:reference>/guard/", views_guard.guard, name="guard"),
    path("cases/<str:reference>/erase/", erasing.erase, name="erase"),
    path("cases/<str:reference>/close/", staff.close, name="close"),
    path("cases/<str:reference>/<uuid:key>.jpg", pictures.picture, name="case_picture"),
    path("cases/<str:reference>/read/", replies.read_about, name="read"),
    path("replies/", replies.replies, name="replies"),
    path("replies/<uuid:key>/", replies.reply, name="reply"),
    path("replies/<uuid:key>/<int:number>.jpg", replies.picture, name="picture"),
]
