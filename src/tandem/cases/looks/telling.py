"""A person is told of unusual looks by her own way: of an emergency at once, else once a day."""

from datetime import datetime

from tandem.accounts.mail import write_to
from tandem.cases.looks import messages, queue
from tandem.outbox.actions import send
from tandem.outbox.text import Text
from tandem.people import flags
from tandem.people.choices import FlagReason
from tandem.people.models import Flag, Opening, Person
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation


def tell_of_emergency(person: Person, opening: Opening, now: datetime) -> None:
    telephone = opening.organisation.telephone
    send(person, lambda: messages.emergency(telephone), about=opening)
    flags.say_told(Flag.objects.filter(opening_key=opening.key), now)
    queue.call_data_officer(opening.organisation_id)


def tell_of_address(opening: Opening) -> None:
    """Two colleagues open where she stays: she hears it by the way that is safe for her."""
    person, telephone = opening.person, opening.organisation.telephone
    if person is not None:
        send(person, lambda: messages.address_opened(telephone), about=opening)


def tell_of_readmission(person: Person) -> None:
    """A colleague wrote down that another may open her file again: she can say that it is wrong."""
    telephone = person.organisation.telephone
    send(person, lambda: messages.readmitted(telephone), about=person)


def mail_data_officers(organisation: int) -> int:
    """That somebody opened a file as an emergency, and where she reads why; how many were told."""
    held = Membership.objects.in_force().filter(
        organisation=organisation, role=Role.DATA_OFFICER, account__is_active=True
    )
    told = [
        write_to(one.account, messages.to_data_officer) for one in held.select_related("account")
    ]
    if told and not any(told):
        # Tried again by the job; where one of several was told, nobody is told twice.
        raise OSError("no_mail_server")
    return sum(told)


def tell_all(organisation: Organisation, now: datetime) -> int:
    """Whom something unusual happened to and who was not told within a day; how many are told."""
    with transaction_within(scopes.of_organisation(organisation)):
        told = flags.to_be_told(now)
        for person, raised in told.items():
            send(person, lambda raised=raised: _text(raised, organisation), about=raised[0])  # type: ignore[misc]
            flags.say_told(raised, now)
        return len(told)


def _text(raised: list[Flag], organisation: Organisation) -> Text:
    if any(flag.reason == FlagReason.EMERGENCY for flag in raised):
        return messages.emergency(organisation.telephone)
    return messages.unusual(organisation.telephone)
