from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.ui import navigation


class AccountsConfig(AppConfig):
    name = "tandem.accounts"
    label = "accounts"

    def ready(self) -> None:
        navigation.register(_("For colleagues"), "accounts:sign_in", place="footer", order=90)
