from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation


class DoorsConfig(AppConfig):
    name = "tandem.doors"
    label = "doors"

    def ready(self) -> None:
        words.register("doors.call_back_promised", _("A colleague promised to call you back."))
        words.register("doors.program_let_in", _("A partner’s program was let in."))
        words.register("doors.program_shut_out", _("A partner’s program was shut out."))
        words.register("doors.called_back", _("A colleague called you back."))
        words.register("doors.forms_ordered", _("Forms on paper were printed for a counter."))
        words.register("doors.sheet_made", _("A form on paper was made for you."))
        words.register("doors.sheet_used", _("Your form on paper came back to us."))
        navigation.register(
            _("Telephone and desk"), "doors:desk", roles=(Role.OPERATOR, Role.COORDINATOR), order=20
        )
        navigation.register(
            _("Programs of partners"), "doors:programs", roles=(Role.ADMINISTRATOR,), order=95
        )
        navigation.register(_("Go on with a form"), "doors:take_up", place="footer", order=50)
        navigation.register(_("Forms on paper"), "doors:paper", place="footer", order=55)
