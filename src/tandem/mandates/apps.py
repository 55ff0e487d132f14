from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class MandatesConfig(AppConfig):
    name = "tandem.mandates"
    label = "mandates"

    def ready(self) -> None:
        words.register("mandates.acted_for", _("Somebody wrote this down for you, at your word."))
