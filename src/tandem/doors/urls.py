from django.urls import path

from tandem.doors.phone import calls, desk, sending, writing
from tandem.doors.sms import views as sms
from tandem.doors.web import taking_up, views

app_name = "doors"
urlpatterns = [
    path("sms/kannel/", sms.kannel, name="sms_kannel"),
    path("sms/telephone/", sms.telephone, name="sms_telephone"),
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
]
