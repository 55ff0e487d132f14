"""Free text in which somebody's password, secret code or bank card stands is not taken."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.toolbox.never_kept import looks_secret

NEVER_KEPT = _(
    "This looks like a password, a secret code or the number of a bank card. We never keep these: "
    "we took it out (•••). Say it to nobody, and write the rest without it."
)


def no_secret(said: object) -> None:
    """A validator; what a draft keeps was masked before, so that it stands nowhere at all."""
    if looks_secret(str(said)):
        raise ValidationError(NEVER_KEPT, code="never_kept")


NO_SECRET = no_secret
