from django.db import transaction

from tandem.journal import asker
from tandem.journal.write import Kept, record
from tandem.mandates.models import Acting
from tandem.people.models import Person


@transaction.atomic
def acted_for(person: Person, what: str, subject: Kept, subject_name: str) -> Acting | None:
    """Leaves the trace that a helper did this for the person; None when she did it alone."""
    who = asker.current()
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
    record("mandates.acted_for", acting, persons=[person], facts={"what": what})
    return acting
