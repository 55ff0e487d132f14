"""What fits a text message, checked where a colleague writes it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.outbox.coding import in_gsm


def fits_a_text_message(said: str) -> None:
    if in_gsm(said) is None:
        raise ValidationError(_("Use only letters and signs that every telephone can show."))
