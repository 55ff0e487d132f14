from django.apps import AppConfig
from django.core import checks

from tandem.tenancy.checks import role_is_harmless


class TenancyConfig(AppConfig):
    name = "tandem.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        checks.register(role_is_harmless, checks.Tags.database)
