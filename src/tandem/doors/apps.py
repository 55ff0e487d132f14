from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.doors.scans.card import SHEETS
from tandem.journal import words
from tandem.register import cards
from tandem.territory.choices import Role
from tandem.ui import navigation

DESK = (Role.OPERATOR, Role.COORDINATOR)


class DoorsConfig(AppConfig):
    name = "tandem.doors"
    label = "doors"

    def ready(self) -> None:
        cards.register(SHEETS)
        words.register(
            "doors.word_shown",
            _("The word of your request was shown to a colleague once, to tell it to you."),
        )
        words.register(
            "doors.draft_word_shown",
            _("The word of the form you began was shown to a colleague once, to tell it to you."),
        )
        words.register("doors.call_back_promised", _("A colleague promised to call you back."))
        words.register("doors.program_let_in", _("A partner’s program was let in."))
        words.register("doors.program_shut_out", _("A partner’s program was shut out."))
        words.register("doors.called_back", _("A colleague called you back."))
        words.register("doors.forms_ordered", _("Forms on paper were printed for a counter."))
        words.register("doors.sheet_made", _("A form on paper was made for you."))
        words.register("doors.sheet_used", _("Your form on paper came back to us."))
        words.register("doors.terminal_made", _("A terminal was named."))
        words.register("doors.terminal_code_given", _("A terminal was given a code."))
        words.register("doors.terminal_enrolled", _("A machine became a terminal."))
        words.register("doors.terminal_revoked", _("A terminal was ended."))
        words.register("doors.rung", _("Somebody called for a colleague at a terminal."))
        words.register("doors.ring_answered", _("A colleague said that she comes."))
        words.register("doors.ring_ended", _("A call at a terminal was ended."))
        words.register("doors.line_opened", _("A telephone exchange was connected."))
        words.register("doors.line_ended", _("A telephone exchange was disconnected."))
        words.register("doors.call_came", _("Somebody rang the line."))
        words.register("doors.call_taken", _("A colleague took the call."))
        words.register("doors.call_opened", _("The number of a call was opened."))
        words.register("doors.call_missed", _("A missed call is to be returned."))
        words.register("doors.greeting_worded", _("The first words of the line were changed."))
        words.register("doors.scans_taken_in", _("Scans of forms on paper were handed in."))
        words.register("doors.sheet_opened", _("What you wrote on paper was looked at."))
        words.register("doors.scan_opened", _("A scanned page was looked at."))
        words.register("doors.scan_dealt_with", _("A colleague dealt with a scanned page."))
        words.register("doors.scan_moved", _("A colleague said whose a scanned page is."))
        words.register("doors.sheet_went_back", _("You were asked what your form left open."))
        words.register("doors.sheet_set_aside", _("A form on paper was set aside."))
        _show_the_way()


def _show_the_way() -> None:
    navigation.register(_("Telephone and desk"), "doors:desk", roles=DESK, order=20)
    navigation.register(_("Line"), "doors:line", roles=DESK, order=25, group="counter")
    navigation.register(_("Scans"), "doors:scans", roles=DESK, order=46, group="counter")
    navigation.register(
        _("Waiting room"), "doors:waiting_room", roles=DESK, order=47, group="counter"
    )
    navigation.register(
        _("Programs of partners"),
        "doors:programs",
        roles=(Role.ADMINISTRATOR,),
        order=95,
        group="set_up",
    )
    navigation.register(_("Go on with a form"), "doors:take_up", place="footer", order=50)
    navigation.register(_("Forms on paper"), "doors:paper", place="footer", order=55)
    navigation.register(_("Every door, measured"), "doors:compared", place="footer", order=35)
