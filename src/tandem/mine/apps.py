from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation


class MineConfig(AppConfig):
    name = "tandem.mine"
    label = "mine"

    def ready(self) -> None:
        words.register("mine.wished", _("You asked something about your data."))
        helping = (Role.OPERATOR, Role.OFFICER, Role.COORDINATOR)
        navigation.register(_("Mandates"), "mine:mandates", roles=helping, order=45)
