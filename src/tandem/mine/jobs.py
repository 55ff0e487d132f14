"""Work done outside the web process, found here by the worker."""

from contextlib import suppress

from procrastinate.contrib.django import app

from tandem.cases.choices import State
from tandem.mine import mandating_jobs
from tandem.mine.choices import Wanted, WishState
from tandem.mine.entering import jobs as entering
from tandem.mine.models import Wish
from tandem.people.models import Person
from tandem.people.retention import StillNeeded, erase
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


@app.periodic(cron="27 3 * * *")
@app.task(name="mine.erase_promised")
def erase_promised(timestamp: int) -> None:
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        erase_promised_of(organisation)


def erase_promised_of(organisation: Organisation) -> int:
    """Those who were told, whose message has reached them, and who have not changed their mind."""
    scope = scopes.of_organisation(organisation)
    with transaction_within(scope):
        promised = Wish.objects.filter(
            organisation=organisation,
            wanted=Wanted.ERASE,
            state=WishState.DONE,
            case__state__in=[State.ANSWERED, State.CLOSED],
            person__erased_at__isnull=True,
        )
        persons = list(Person.objects.filter(pk__in=promised.values("person")).order_by("pk"))
    erased = 0
    for person in persons:
        # Something of hers is still open, or on its way: the next night.
        with suppress(StillNeeded), transaction_within(scope):
            erase(person)
            erased += 1
    return erased


ALSO_OURS = (mandating_jobs.tell_and_end, entering.send_entry_code)
