"""Where nobody is there yet to answer: said instead of a promise that nobody would keep."""

from django.utils.translation import gettext as _

from tandem.outbox.channels.answering import telephone
from tandem.services.declaration import Service
from tandem.territory.models import Membership, Organisation
from tandem.toolbox.telephone import readable


def instead(service: type[Service], organisation: Organisation | None) -> str:
    """What is said instead of the promise, where no colleague reads these requests; else nothing.

    Only of a platform that is being set up: there, somebody else can be telephoned meanwhile.
    """
    if organisation is None or organisation.platform_id is None:
        return ""
    held = Membership.objects.in_force().filter(organisation=organisation)
    if held.filter(role__in=sorted(service.handled_by)).exists():
        return ""
    kept = _(
        "At %(organisation)s nobody answers yet on this platform. Your request is kept and waits; "
        "we cannot promise a day."
    )
    return f"{kept % {'organisation': organisation}} {_meanwhile(organisation)}"


def _meanwhile(organisation: Organisation) -> str:
    """Whom she can ask besides: by telephone, else at the desk, else as people did before."""
    if number := readable(telephone(organisation)):
        return _("Telephone %(number)s.") % {"number": number}
    if organisation.address:
        return _("Ask at the desk too: %(address)s.") % {"address": organisation.address}
    return _("Can it not wait? Then ask there also without this platform, as before.")


def in_short(organisation: Organisation) -> str:
    """The same where there is room for a line."""
    if number := readable(telephone(organisation)):
        return _("Nobody answers there online yet: telephone %(number)s.") % {"number": number}
    return _("Nobody answers there online yet: your request waits, we promise no day.")


def instead_for(service: type[Service], organisation: str) -> str:
    """The same by the key on a receipt."""
    rows = Organisation.objects.select_related("platform")
    return instead(service, rows.filter(pk=organisation).first())
