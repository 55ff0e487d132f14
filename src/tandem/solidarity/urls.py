from django.urls import path

from tandem.solidarity import (
    views_asker,
    views_board,
    views_changes,
    views_helper,
    views_import,
    views_kinds,
    views_minors,
    views_moving,
    views_need,
    views_notes,
    views_offers,
    views_remarks,
    views_runs,
    views_vital,
)
from tandem.solidarity.goods import views as goods

app_name = "solidarity"
NEED = "needs/<uuid:key>/"
TASK = "needs/<uuid:key>/asked/<uuid:task>/"
OFFER = "offers/<uuid:key>/"
ASKED = "asked/<str:code>/"
MINE = "mine/<uuid:key>/"
OWN_TASK = "mine/asked/<uuid:key>/"
LIST = "import/<uuid:key>/"
urlpatterns = [
    # Coordinators
    path("board/", views_board.show, name="board"),
    path("map/", views_board.show_map, name="map"),
    path("work-for/", views_board.work_for, name="work_for"),
    path("look/", views_board.look, name="look"),
    path("looking/", views_board.looking, name="looking"),
    path(NEED, views_need.need, name="need"),
    path(f"{NEED}ask/", views_need.ask, name="ask"),
    path(f"{NEED}refuse/", views_need.refuse, name="refuse"),
    path(f"{NEED}choose/", views_need.choose, name="choose"),
    path(f"{NEED}choose/<uuid:offer>/", views_need.choose_one, name="choose_one"),
    path(f"{NEED}why-not/<uuid:offer>/", views_need.why_not, name="why_not"),
    path(f"{NEED}make-room/", views_moving.make_room, name="make_room"),
    path(f"{NEED}nobody/", views_need.nobody, name="nobody"),
    path(f"{NEED}looked-at/", views_need.looked_at, name="looked_at"),
    path(f"{NEED}minor/", views_minors.say, name="minor"),
    path(f"{NEED}vital/", views_vital.correct, name="vital"),
    path(f"{NEED}vital/contested/", views_vital.note_contest, name="vital_contested"),
    path(f"{NEED}withdraw/", views_need.withdraw, name="withdraw"),
    path("offers/", views_offers.offers, name="offers"),
    path(OFFER, views_offers.offer, name="offer"),
    path(f"{OFFER}check/", views_offers.check, name="check"),
    path(f"{OFFER}welcome/", views_offers.welcome, name="welcome"),
    path(
        f"{OFFER}asked/<uuid:task>/in-touch/", views_offers.in_touch, name="in_touch_elsewhere"
    ),
    path(f"{OFFER}pause/", views_offers.pause, name="pause"),
    path(f"{OFFER}leave/", views_offers.leave, name="leave"),
    path("import/", views_import.bring_in, name="import"),
    path("import/volunteers.csv", views_import.template, name="import_template"),
    path(LIST, views_import.shown, name="import_shown"),
    path(f"{LIST}again/", views_import.look_again, name="import_again"),
    path(f"{LIST}throw-away/", views_import.throw_away, name="import_throw_away"),
    path(f"{LIST}undo/", views_import.undo, name="import_undo"),
    path("kinds/", views_kinds.kinds, name="kinds"),
    path("kinds/add/", views_kinds.add, name="kind_add"),
    path("kinds/as-people-see-it/<str:language>/", views_kinds.preview, name="kinds_preview"),
    path("kinds/<slug:code>/", views_kinds.kind, name="kind"),
    path("kinds/<slug:code>/move/", views_kinds.move, name="kind_move"),
    path("runs/", views_runs.runs, name="runs"),
    path("runs/<int:key>/", views_runs.run, name="run"),
    path("runs/<int:key>/question.json", views_runs.question, name="run_question"),
    path("look-for/", views_runs.look_for, name="look_for"),
    path("rules/", views_changes.changes, name="changes"),
    path("rules/propose/", views_changes.propose, name="change_propose"),
    path("rules/<uuid:key>/", views_changes.change, name="change"),
    path("rules/<uuid:key>/put-back/", views_changes.put_back, name="change_put_back"),
    path("program/<str:reference>/", views_remarks.remark, name="remark"),
    path("goods/", goods.goods, name="goods"),
    path("goods/<uuid:key>/", goods.gift, name="gift"),
    path("goods/<uuid:key>/share-out/", goods.share, name="gift_share"),
    path("goods/<uuid:key>/decide/", goods.decide, name="gift_decide"),
    path("goods/parcels/<uuid:key>/", goods.parcel, name="parcel"),
    # What operators write down
    path(f"{TASK}answer/", views_notes.answered, name="answered"),
    path(f"{TASK}in-touch/", views_notes.in_touch, name="in_touch"),
    path(f"{TASK}cancel/", views_notes.cancel, name="cancel"),
    path(f"{TASK}how-it-went/", views_notes.went, name="went"),
    path("answers/", views_notes.answers, name="answers"),
    # Volunteers
    path("asked/", views_helper.find, name="find"),
    path(ASKED, views_helper.asked, name="asked"),
    path(f"{ASKED}answer/", views_helper.asked_answer, name="asked_answer"),
    path(f"{ASKED}cancel/", views_helper.asked_cancel, name="asked_cancel"),
    path(f"{ASKED}how-it-went/", views_helper.asked_went, name="asked_went"),
    path("mine/", views_helper.mine, name="mine"),
    path(f"{MINE}pause/", views_helper.pause_own, name="pause_own"),
    path(f"{MINE}leave/", views_helper.leave_own, name="leave_own"),
    path(OWN_TASK, views_helper.own_task, name="own_task"),
    path(f"{OWN_TASK}answer/", views_helper.own_answer, name="own_answer"),
    path(f"{OWN_TASK}cancel/", views_helper.own_cancel, name="own_cancel"),
    path(f"{OWN_TASK}how-it-went/", views_helper.own_went, name="own_went"),
    # Whoever asked, and whoever offered, by reference and word
    path("yours/<uuid:key>/how-it-went/", views_asker.went, name="yours_went"),
    path("yours/vital/", views_vital.contest, name="yours_vital"),
    path("yours/<uuid:key>/cancel/", views_asker.cancel, name="yours_cancel"),
    path("yours/stop/", views_asker.stop, name="yours_stop"),
    path("yours/offer/", views_helper.yours_offer, name="yours_offer"),
    path("yours/offer/pause/", views_helper.pause_followed, name="pause_followed"),
    path("yours/offer/leave/", views_helper.leave_followed, name="leave_followed"),
]
