from django.urls import path

from tandem.doors.paper import desk as paper_desk
from tandem.doors.paper import views as paper
from tandem.doors.phone import calls, desk, sending, writing
from tandem.doors.scans import views_reading, views_scans, views_waiting
from tandem.doors.web import taking_up, views

app_name = "doors"
urlpatterns = [
    path("draft/", taking_up.take_up, name="take_up"),
    path("s/<slug:slug>/", views.start, name="start"),
    path("s/<slug:slug>/review/", views.review, name="review"),
    path("s/<slug:slug>/sent/", views.sent, name="sent"),
    path("s/<slug:slug>/kept/", views.kept, name="kept"),
    path("s/<slug:slug>/leave/", views.leave, name="leave"),
    path("s/<slug:slug>/<slug:name>/", views.question, name="question"),
    path("desk/", desk.show, name="desk"),
    path("desk/search/", desk.search, name="desk_search"),
    path("desk/take-up/", desk.take_up, name="desk_take_up"),
    path("desk/new/", desk.choose, name="desk_new"),
    path("desk/new/<uuid:person>/", desk.choose, name="desk_new_for"),
    path("desk/drafts/<uuid:key>/", writing.write_down, name="desk_draft"),
    path("desk/drafts/<uuid:key>/kept/", writing.kept, name="desk_kept"),
    path("desk/drafts/<uuid:key>/throw-away/", writing.throw_away, name="desk_throw_away"),
    path("desk/drafts/<uuid:key>/known/", sending.known, name="desk_known"),
    path("desk/drafts/<uuid:key>/review/", sending.review, name="desk_review"),
    path("desk/drafts/<uuid:key>/sent/", sending.sent, name="desk_sent"),
    path("desk/drafts/<uuid:key>/call-back/", calls.promise, name="desk_call_back"),
    path("desk/new/<uuid:person>/call-back/", calls.promise_to, name="desk_call_back_to"),
    path("desk/call-backs/<int:promised>/done/", calls.done, name="desk_called_back"),
    path("desk/scans/", views_scans.scans, name="scans"),
    path("desk/scans/<uuid:key>/", views_scans.batch, name="scans_batch"),
    path("desk/scans/pages/<uuid:key>/", views_scans.page, name="scans_page"),
    path("desk/scans/pages/<uuid:key>/dealt/", views_scans.dealt, name="scans_dealt"),
    path("desk/scans/pages/<uuid:key>/belongs/", views_scans.belongs, name="scans_belongs"),
    path("desk/waiting-room/", views_waiting.room, name="waiting_room"),
    path("desk/waiting-room/next/", views_waiting.following, name="waiting_next"),
    path("desk/waiting-room/<uuid:key>/", views_waiting.show, name="waiting_sheet"),
    path("desk/waiting-room/<uuid:key>/take/", views_waiting.take, name="waiting_take"),
    path("desk/waiting-room/<uuid:key>/read/", views_reading.read, name="waiting_read"),
    path("desk/waiting-room/<uuid:key>/known/", views_reading.known, name="waiting_known"),
    path("desk/waiting-room/<uuid:key>/done/", views_reading.done, name="waiting_done"),
    path("desk/waiting-room/<uuid:key>/join/", views_waiting.join, name="waiting_join"),
    path(
        "desk/waiting-room/<uuid:key>/pictures/<int:page>/<int:number>/",
        views_waiting.picture,
        name="waiting_picture",
    ),
    path("paper/", paper.show, name="paper"),
    path("paper/<slug:slug>/", paper.of_service, name="paper_form"),
    path("desk/paper/", paper_desk.show, name="desk_paper"),
    path("desk/paper/<uuid:key>/", paper_desk.order, name="desk_order"),
    path("desk/paper/<uuid:key>/pdf/", paper_desk.order_pdf, name="desk_order_pdf"),
    path("desk/paper/for/<uuid:person>/", paper_desk.of_person, name="desk_paper_for"),
    path("desk/drafts/<uuid:key>/paper/", paper_desk.of_draft, name="desk_draft_paper"),
]
