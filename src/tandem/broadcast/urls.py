from django.urls import path

from tandem.broadcast import views_decide, views_no_more, views_write

app_name = "broadcast"
ONE = "desk/to-many/<uuid:key>/"
urlpatterns = [
    path("desk/to-many/", views_write.broadcasts, name="broadcasts"),
    path("desk/to-many/new/", views_write.begin, name="begin"),
    path(ONE, views_decide.broadcast, name="broadcast"),
    path(f"{ONE}public/", views_write.narrow, name="public"),
    path(f"{ONE}words/", views_write.words, name="words"),
    path(f"{ONE}look/", views_write.look, name="look"),
    path(f"{ONE}letter/<slug:language>.pdf", views_write.letter, name="letter"),
    path(f"{ONE}count/", views_decide.count, name="count"),
    path(f"{ONE}ask/", views_decide.ask, name="ask"),
    path(f"{ONE}approve/", views_decide.approve, name="approve"),
    path(f"{ONE}send-back/", views_decide.send_back, name="send_back"),
    path(f"{ONE}take-back/", views_decide.take_back, name="take_back"),
    path(f"{ONE}letters/", views_decide.letters, name="letters"),
    path(f"{ONE}names/", views_decide.names, name="names"),
    path("no-more/<str:token>/", views_no_more.no_more, name="no_more"),
]
