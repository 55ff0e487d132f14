"""How to answer, said around every text that is written."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.outbox.text import MANY, Text
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import readable


def greeting(name: str) -> str:
    return _("Good day %(name)s,") % {"name": name} if name else _("Good day,")


def opening(organisation: Organisation, text: Text) -> str:
    """Before anything of the matter: what a telephone shows of a message while it lies about."""
    sender, reference = {"organisation": str(organisation)}, text.reference
    if text.kind == MANY:
        return _("This is a message from %(organisation)s. It goes to many people.") % sender
    if not reference:
        return _("This is a message from %(organisation)s. It is meant for you only.") % sender
    return _(
        "This is a message from %(organisation)s. It is meant for you only. "
        "Your reference is %(reference)s."
    ) % (sender | {"reference": reference})


def where(text: Text) -> str:
    """The full address of the page the text leads to."""
    return _address(text.link) if text.link else ""


def where_to_stop(text: Text) -> str:
    """The full address of the page where one says: no more messages to many."""
    return _address(text.stop) if text.stop else ""


def _address(path: str) -> str:
    return urljoin(settings.SITE_URL.rstrip("/") + "/", path)


def how_to_stop(organisation: Organisation) -> str:
    """How whoever has no website says that she wants no more messages to many."""
    if number := telephone(organisation):
        return _("You want no more messages that go to many people? Call %(number)s.") % {
            "number": readable(number)
        }
    return _("You want no more messages that go to many people? Say so at our desk.")


def how_to_sign_in() -> str:
    """Said on paper to whoever has just got reference and word: she need not keep them at hand."""
    return _(
        "You can also sign in on the website, and see all your requests without reference and word: "
        "open this one there and add a way. You need not."
    )


def ways_to_answer(organisation: Organisation, *, by_email: bool = False) -> tuple[str, ...]:
    ways: list[str] = []
    if number := telephone(organisation):
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


def telephone(organisation: Organisation) -> str:
    platform = organisation.platform
    return organisation.telephone or (platform.telephone if platform else "")


def _at_the_desk(organisation: Organisation) -> str:
    if not organisation.opening_hours:
        return _("At the desk: %(address)s") % {"address": organisation.address}
    return _("At the desk: %(address)s. Open: %(hours)s") % {
        "address": organisation.address,
        "hours": organisation.opening_hours,
    }
