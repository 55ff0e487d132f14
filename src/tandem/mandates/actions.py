from django.db import transaction

from tandem.journal import asker
from tandem.journal.asker import Asker
from tandem.journal.choices import Door
from tandem.journal.write import Kept, record
from tandem.mandates.models import Acting
from tandem.people.models import Person

HELPED = frozenset({Door.PHONE, Door.INPERSON, Door.API})
"""Where somebody else types in her name."""


def helper_at(door: Door) -> Asker | None:
    """Who is at work for somebody at this door just now; None where she types herself."""
    who = asker.current()
    if door not in HELPED or who.account is None or who.organisation is None:
        return None
    return Asker(who.account, who.organisation, door)


@transaction.atomic
def acted_for(
    person: Person, what: str, subject: Kept, subject_name: str, *, by: Asker | None = None
) -> Acting | None:
    """Leaves the trace that a helper did this for the person; None when she did it alone.

    `by`: whoever did it, where somebody else is at work by now.
    """
    who = by or asker.current()
    if who.account is None or who.organisation is None:
        return None
    acting = Acting.objects.create(
        person=person,
        helper_id=who.account,
        helper_of_id=who.organisation,
        door=who.door,
        what=what,
        subject=subject_name,
        territory_id=subject.territory_id,
        organisation_id=subject.organisation_id,
    )
    # In the name of whoever helped: the person reads it in her journal.
    with asker.acting(who):
        record("mandates.acted_for", acting, persons=[person], facts={"what": what})
    return acting
