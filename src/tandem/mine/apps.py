from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class MineConfig(AppConfig):
    name = "tandem.mine"
    label = "mine"

    def ready(self) -> None:
        words.register("mine.wished", _("You asked something about your data."))
