"""What every view receives."""

from django.http import HttpRequest

from tandem.accounts.models import Account
from tandem.accounts.ways.kinds import Level
from tandem.people.models import Person
from tandem.territory.models import Membership, Organisation


class PersonRequest(HttpRequest):
    account: Account | None
    person: Person | None
    """Who is signed in, as a person of a commune."""
    memberships: list[Membership]
    """In force; empty for residents."""
    shut: list[Organisation]
    """Where she works too, and which opens nothing until she shows a second proof."""
    desk: Organisation | None
    """The organisation for which a member of staff is at work."""
    roles: frozenset[str]
    """What she may do there."""
    level: Level
    """How sure her session makes us that it is she; firm for who is not signed in."""
