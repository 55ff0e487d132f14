from collections.abc import Callable

from django.http import HttpResponse
from django.urls import include, path

from tandem.cases.views import follow
from tandem.doors.api import pages as programs
from tandem.doors.compared import views as compared
from tandem.doors.fronts import KIOSK
from tandem.doors.kiosk import desk as kiosk_desk
from tandem.doors.kiosk import views as kiosk
from tandem.doors.kiosk.access import kiosk_page
from tandem.doors.line import exchange, settling
from tandem.doors.line import views as line
from tandem.doors.paper import desk as paper_desk
from tandem.doors.paper import views as paper
from tandem.doors.phone import calls, desk, requests, sending, wishes, writing
from tandem.doors.scans import views_home, views_numbered, views_reading, views_scans, views_waiting
from tandem.doors.sms import views as sms
from tandem.doors.web import numbers, taking_up, views

app_name = "doors"
AT_KIOSK = {"front": KIOSK}
KIOSK_PAGES: dict[str, tuple[Callable[..., HttpResponse], str]] = {
    "s/<slug:slug>/": (views.start, "start"),
    "s/<slug:slug>/review/": (views.review, "review"),
    "s/<slug:slug>/sent/": (views.sent, "sent"),
    "s/<slug:slug>/kept/": (views.kept, "kept"),
    "s/<slug:slug>/<slug:name>/": (views.question, "question"),
    "draft/": (taking_up.take_up, "take_up"),
    "follow/": (follow.follow, "follow"),
    "follow/solved/": (follow.say_solved, "follow_solved"),
    "follow/<slug:name>/": (follow.do, "follow_deed"),
}
"""The website's own pages, before the frame of the kiosk."""
urlpatterns = [
    path("api/v1/", include("tandem.doors.api.urls")),
    path("doors/", compared.compared, name="compared"),
    path("doors/figures.csv", compared.as_csv, name="compared_csv"),
    path("doors/figures.json", compared.as_json, name="compared_json"),
    path("desk/programs/", programs.programs, name="programs"),
    path("desk/programs/<int:token>/end/", programs.end, name="program_end"),
    path("sms/kannel/", sms.kannel, name="sms_kannel"),
    path("sms/telephone/", sms.telephone, name="sms_telephone"),
    path("draft/", taking_up.take_up, name="take_up"),
    path("number/", numbers.number, name="number"),
    path("s/<slug:slug>/", views.start, name="start"),
    path("s/<slug:slug>/review/", views.review, name="review"),
    path("s/<slug:slug>/sent/", views.sent, name="sent"),
    path("s/<slug:slug>/kept/", views.kept, name="kept"),
    path("s/<slug:slug>/leave/", views.leave, name="leave"),
    path("s/<slug:slug>/<slug:name>/", views.question, name="question"),
    path("s/<slug:slug>/<slug:name>.jpg", views.photo, name="photo"),
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
    path("desk/drafts/<uuid:key>/<slug:name>.jpg", sending.photo, name="desk_photo"),
    path("desk/drafts/<uuid:key>/sent/", sending.sent, name="desk_sent"),
    path("desk/drafts/<uuid:key>/call-back/", calls.promise, name="desk_call_back"),
    path("desk/new/<uuid:person>/call-back/", calls.promise_to, name="desk_call_back_to"),
    path("desk/new/<uuid:person>/open/", requests.open_with_her, name="desk_open_with_her"),
    path("desk/new/<uuid:person>/to-many/", wishes.to_many, name="desk_to_many"),
    path("desk/call-backs/<int:promised>/done/", calls.done, name="desk_called_back"),
    path("desk/scans/", views_scans.scans, name="scans"),
    path("desk/scans/<uuid:key>/", views_scans.batch, name="scans_batch"),
    path("desk/scans/pages/<uuid:key>/", views_scans.page, name="scans_page"),
    path("desk/scans/pages/<uuid:key>/dealt/", views_scans.dealt, name="scans_dealt"),
    path("desk/scans/pages/<uuid:key>/belongs/", views_scans.belongs, name="scans_belongs"),
    path("desk/waiting-room/", views_waiting.room, name="waiting_room"),
    path("desk/waiting-room/next/", views_waiting.following, name="waiting_next"),
    path("desk/waiting-room/numbered/", views_numbered.numbered, name="waiting_numbered"),
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
    path("paper/hand-in/", views_home.hand_in, name="paper_hand_in"),
    path("paper/handed-in/", views_home.handed_in, name="paper_handed_in"),
    path("paper/<slug:slug>/", paper.of_service, name="paper_form"),
    path("desk/paper/", paper_desk.show, name="desk_paper"),
    path("desk/paper/<uuid:key>/", paper_desk.order, name="desk_order"),
    path("desk/paper/<uuid:key>/pdf/", paper_desk.order_pdf, name="desk_order_pdf"),
    path("desk/paper/for/<uuid:person>/", paper_desk.of_person, name="desk_paper_for"),
    path("desk/drafts/<uuid:key>/paper/", paper_desk.of_draft, name="desk_draft_paper"),
    path("kiosk/", kiosk.home, name="kiosk_home"),
    path("kiosk/enrol/", kiosk.enrol, name="kiosk_enrol"),
    path("kiosk/still-there/", kiosk.still_there, name="kiosk_still_there"),
    path("kiosk/over/", kiosk.over, name="kiosk_over"),
    path("kiosk/help/", kiosk.help, name="kiosk_help"),
    path("kiosk/help/nobody/", kiosk.need_nobody, name="kiosk_need_nobody"),
    *(
        path(f"kiosk/{place}", kiosk_page(view), AT_KIOSK, name=f"kiosk_{name}")
        for place, (view, name) in KIOSK_PAGES.items()
    ),
    path("line/call/", exchange.call, name="line_told"),
    path("desk/line/", line.line, name="line"),
    path("desk/line/languages/", line.languages, name="line_languages"),
    path("desk/line/greeting/", settling.greeting, name="line_greeting"),
    path("desk/line/exchanges/", settling.exchanges, name="line_exchanges"),
    path("desk/line/exchanges/<int:line>/end/", settling.end_exchange, name="line_end_exchange"),
    path("desk/line/closing/", settling.closing, name="line_closing"),
    path("desk/line/closing/<slug:slug>/reopen/", settling.reopen, name="line_reopen"),
    path("desk/line/open/<path:exchange_id>", line.open_screen, name="line_open"),
    path("desk/line/calls/<uuid:key>/", line.call, name="line_call"),
    path("desk/line/calls/<uuid:key>/take/", line.take, name="line_take"),
    path("desk/line/back/<int:promised>/take/", line.take_back, name="line_take_back"),
    path("desk/rings/", kiosk_desk.rings, name="rings"),
    path("desk/rings/<int:ring>/coming/", kiosk_desk.coming, name="ring_coming"),
    path("desk/rings/<int:ring>/helped/", kiosk_desk.helped, name="ring_helped"),
    path("desk/terminals/", kiosk_desk.terminals, name="terminals"),
    path("desk/terminals/<uuid:key>/code/", kiosk_desk.new_code, name="terminal_code"),
    path("desk/terminals/<uuid:key>/end/", kiosk_desk.revoke, name="terminal_revoke"),
]
