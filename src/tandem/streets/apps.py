from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.ui import navigation


class StreetsConfig(AppConfig):
    name = "tandem.streets"
    label = "streets"

    def ready(self) -> None:
        words.register("streets.broken_reported", _("Something broken was reported."))
        words.register("streets.voice_added", _("You told us that something is broken."))
        words.register("streets.report_moved", _("A report went a step further."))
        navigation.register(_("Open data of the street"), "streets:data", place="footer", order=45)
