from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation


class DeskConfig(AppConfig):
    name = "tandem.desk"
    label = "desk"

    def ready(self) -> None:
        words.register("desk.link_sent", _("A link to a new password was sent."))
        words.register("desk.link_shown", _("The link of a first colleague was shown."))
        everybody = tuple(Role)
        navigation.register(_("What you can do here"), "desk:home", place="public", order=10)
        navigation.register(_("Overview"), "desk:staff", roles=everybody, order=10)
        navigation.register(
            _("Data and the law"),
            "desk:accountable",
            roles=(Role.ADMINISTRATOR, Role.DATA_OFFICER),
            order=88,
            group="set_up",
        )
        navigation.register(
            _("Team"), "desk:team", roles=(Role.ADMINISTRATOR,), order=90, group="set_up"
        )
