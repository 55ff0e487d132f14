from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation

READING = (Role.COORDINATOR,)
STAFF = (Role.OPERATOR, Role.COORDINATOR, Role.OFFICER)


class CasesConfig(AppConfig):
    name = "tandem.cases"
    label = "cases"

    def ready(self) -> None:
        words.register("cases.opened", _("Your request was received."))
        words.register("cases.looked", _("Your request was opened."))
        words.register("cases.read_out", _("Your request was opened, to read it out to you."))
        words.register("cases.more_time", _("More time was taken for your answer, with a reason."))
        words.register("cases.assigned", _("A colleague took charge of your request."))
        words.register("cases.moved", _("Your request went one step further."))
        words.register("cases.answered", _("Your request was answered."))
        words.register("cases.contested", _("You contested the answer."))
        words.register("cases.reply_came", _("What you wrote to us came in."))
        words.register("cases.reply_looked", _("What you wrote to us was opened."))
        words.register("cases.picture_added", _("A photo was added to your request."))
        words.register("cases.picture_looked", _("A photo of your request was opened."))
        words.register("cases.noted", _("A colleague wrote an internal note."))
        words.register("cases.handed_over", _("Your request was handed to another service."))
        words.register("cases.intake_closed", _("A service was closed for a while."))
        words.register("cases.intake_reopened", _("A service was opened again."))
        navigation.register(_("Follow my request"), "cases:follow", place="public", order=20)
        navigation.register(_("My requests"), "cases:mine", place="footer", order=80)
        navigation.register(_("Requests"), "cases:cases", roles=STAFF, order=15)
        navigation.register(
            _("Other replies"), "cases:replies", roles=READING, order=50, group="messages"
        )
        navigation.register(
            _("Perhaps the same person"),
            "cases:alike",
            roles=(Role.OPERATOR, Role.COORDINATOR),
            order=25,
            group="counter",
        )
        _register_looks()


def _register_looks() -> None:
    agreeing = (Role.COORDINATOR, Role.OFFICER, Role.DATA_OFFICER)
    navigation.register(
        _("To agree to"), "cases:look_asked", roles=agreeing, order=80, group="guarded"
    )
    navigation.register(
        _("In an emergency"), "cases:look_emergency", roles=STAFF, order=82, group="guarded"
    )
    navigation.register(
        _("My own circle"), "cases:look_circle", roles=STAFF, order=84, group="guarded"
    )
    navigation.register(
        _("Unusual looks"), "cases:look_flags", roles=(Role.DATA_OFFICER,), order=12
    )
