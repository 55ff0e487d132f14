from django.db import models
from django.utils.translation import gettext_lazy as _


class Proof(models.TextChoices):
    CODE = "code", _("Code app")
    PASSKEY = "passkey", _("Passkey")
    RESCUE = "rescue", _("Rescue code")
