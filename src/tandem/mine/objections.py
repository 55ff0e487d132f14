"""What an objection is about: the looks whose numbers she named. Nobody judges a look of her own."""

import re

from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.mandates.rules import Came
from tandem.mine import actions
from tandem.mine.models import Wish
from tandem.people.sameness import joined_records
from tandem.people.who_looked import Seen, seen_by_others

NUMBER = re.compile(r"\d{1,18}")


def meant(wish: Wish) -> list[Seen]:
    """A look must have been noted before: her words are opened, and the lines she speaks of."""
    named = {int(found) for found in NUMBER.findall(actions.her_words(wish))}
    if not named:
        return []
    return [one for one in seen_by_others(joined_records(wish.person)) if one.number in named]


def concerned(wish: Wish) -> set[int]:
    """Accounts who looked, and whoever wrote her objection down: somebody else answers."""
    lookers = {one.entry.account for one in meant(wish)}
    return {account for account in (*lookers, _first(wish.case)) if account}


def came_of(case: Case) -> Came:
    """How a request came in, as its first line says; nobody states this."""
    hers = case.person.account_id if case.person else None
    by = _first(case)
    return Came(
        paper=case.door == Door.PAPER,
        signed_in=case.door == Door.WEB and by is not None and by == hers,
    )


def _first(case: Case) -> int | None:
    found: int | None = case.steps.order_by("pk").values_list("account", flat=True).first()
    return found
