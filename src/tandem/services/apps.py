from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class ServicesConfig(AppConfig):
    name = "tandem.services"
    label = "services"

    def ready(self) -> None:
        words.register("services.draft_opened", _("An unfinished form of yours was opened."))
        autodiscover_modules("catalogue", "programs", "by_number")
