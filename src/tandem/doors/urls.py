from django.urls import include, path

from tandem.doors.api import pages as programs
from tandem.doors.paper import desk as paper_desk
from tandem.doors.paper import views as paper
from tandem.doors.phone import calls, desk, sending, writing
from tandem.doors.web import taking_up, views

app_name = "doors"
urlpatterns = [
    path("api/v1/", include("tandem.doors.api.urls")),
    path("desk/programs/", programs.programs, name="programs"),
    path("desk/programs/<int:token>/end/", programs.end, name="program_end"),
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
    path("paper/", paper.show, name="paper"),
    path("paper/<slug:slug>/", paper.of_service, name="paper_form"),
    path("desk/paper/", paper_desk.show, name="desk_paper"),
    path("desk/paper/<uuid:key>/", paper_desk.order, name="desk_order"),
    path("desk/paper/<uuid:key>/pdf/", paper_desk.order_pdf, name="desk_order_pdf"),
    path("desk/paper/for/<uuid:person>/", paper_desk.of_person, name="desk_paper_for"),
    path("desk/drafts/<uuid:key>/paper/", paper_desk.of_draft, name="desk_draft_paper"),
]
