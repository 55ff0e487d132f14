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
    number = readable(telephone(organisation))
    facts = {"organisation": organisation, "number": number}
    if number:
        return (
            _(
                "At %(organisation)s nobody answers yet on this platform. Your request is kept and waits; "
                "we cannot promise a day. Telephone %(number)s."
            )
            % facts
        )
    return (
        _(
            "At %(organisation)s nobody answers yet on this platform. Your request is kept and waits; "
            "we cannot promise a day. Ask there too."
        )
        % facts
    )


def instead_for(service: type[Service], organisation: str) -> str:
    """The same by the key on a receipt."""
    rows = Organisation.objects.select_related("platform")
    return instead(service, rows.filter(pk=organisation).first())
