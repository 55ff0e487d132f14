"""How to answer, said around every text that is written."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.outbox.text import Text
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable


def greeting(name: str) -> str:
    return _("Good day %(name)s,") % {"name": name} if name else _("Good day,")


def opening(organisation: Organisation, reference: str) -> str:
    """Before anything of the matter: what a telephone shows of a message while it lies about."""
    sender = {"organisation": str(organisation)}
    if not reference:
        return _("This is a message from %(organisation)s. It is meant for you only.") % sender
    return _(
        "This is a message from %(organisation)s. It is meant for you only. "
        "Your reference is %(reference)s."
    ) % (sender | {"reference": reference})


def where(text: Text) -> str:
    """The full address of the page the text leads to."""
    return urljoin(settings.SITE_URL.rstrip("/") + "/", text.link) if text.link else ""


def ways_to_answer(organisation: Organisation, *, by_email: bool = False) -> tuple[str, ...]:
    ways: list[str] = []
    if number := _telephone(organisation):
        ways.append(_("By telephone: %(number)s") % {"number": readable(number)})
    if by_email and (settings.MAIL_IN_DOMAIN or organisation.email):
        ways.append(_("By answering this e-mail."))
    if organisation.address:
        ways.append(_at_the_desk(organisation))
        ways.append(
            _("By post: %(organisation)s, %(address)s")
            % {"organisation": str(organisation), "address": organisation.address}
        )
    return tuple(ways)


def _telephone(organisation: Organisation) -> str:
    platform = organisation.platform
    return organisation.telephone or (platform.telephone if platform else "")


def _at_the_desk(organisation: Organisation) -> str:
    if not organisation.opening_hours:
        return _("At the desk: %(address)s") % {"address": organisation.address}
    return _("At the desk: %(address)s. Open: %(hours)s") % {
        "address": organisation.address,
        "hours": organisation.opening_hours,
    }
