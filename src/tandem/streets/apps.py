from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation


class StreetsConfig(AppConfig):
    name = "tandem.streets"
    label = "streets"

    def ready(self) -> None:
        words.register("streets.broken_reported", _("Something broken was reported."))
        words.register("streets.voice_added", _("You told us that something is broken."))
        words.register("streets.report_moved", _("A report went a step further."))
        words.register(
            "streets.categories_changed", _("A commune changed its categories of what is broken.")
        )
        wording = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.OFFICER)
        label = _("Categories of what is broken")
        navigation.register(label, "streets:categories", roles=wording, order=66)
