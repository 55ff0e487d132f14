"""Where somebody's mail can arrive: never a machine by its number, this machine, or ourselves."""

from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator


class _OfSomebody(EmailValidator):
    def validate_domain_part(self, domain_part: str) -> bool:
        """A name of the net, with a dot in it; numbers in brackets are left out."""
        return bool(self.domain_regex.match(domain_part))


_well_formed = _OfSomebody(allowlist=[])


def may_be_somebodys(address: str) -> bool:
    """
    >>> [may_be_somebodys(one) for one in ("a@b.example", "a@[127.0.0.1]", "a@localhost", "a@b")]
    [True, False, False, False]
    """
    try:
        _well_formed(address)
    except ValidationError:
        return False
    return address.lower() != parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
