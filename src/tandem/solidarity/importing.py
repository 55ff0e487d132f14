"""Volunteers brought in from a list: shown first, then taken in, and undone while nothing was
promised.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.journal.write import record
from tandem.people import things
from tandem.people.actions import Reach, forget_person, register_person
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import known_alike
from tandem.people.words import text_of
from tandem.solidarity import queue, seating, whereabouts
from tandem.solidarity.actions import offer_from
from tandem.solidarity.choices import OfferState
from tandem.solidarity.errors import NotNow
from tandem.solidarity.forms import OfferHelpForm
from tandem.solidarity.models import Arrangement, Batch, Offer
from tandem.solidarity.volunteers_file import COLUMN_OF, Row, Wishes, read_text
from tandem.tenancy.scope import required, within
from tandem.territory.models import Organisation

KEPT = timedelta(days=1)
"""So long a list waits to be taken in; then it is thrown away."""
NEW, LEAVE = "new", "leave"


@dataclass(slots=True)
class Kept:
    """What a batch keeps, sealed, until it is taken in."""

    text: str
    """The list itself, so that it can be read again once its coordinator has said more."""
    wishes: Wishes
    columns: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    known: dict[int, list[int]] = field(default_factory=dict)
    """Persons already registered who may be the one of a line."""

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.problems]

    @property
    def ignored(self) -> list[str]:
        return [heading for heading, name in self.columns.items() if not name]

    @property
    def has_names(self) -> bool:
        return not {"last_name", "full_name"}.isdisjoint(self.columns.values())


@transaction.atomic
def show(text: str, wishes: Wishes, organisation: Organisation, account: int) -> Batch:
    """Kept sealed for a day, so that somebody can look at it before anything is taken in.

    Raises NotReadable where the list as a whole cannot be read.
    """
    throw_away_old(timezone.now())
    batch = Batch(
        account=account, territory_id=organisation.area_id, organisation_id=organisation.pk
    )
    batch.sealed = _sealed(_looked_at(text, wishes), batch)
    batch.save(force_insert=True)
    return batch


@transaction.atomic
def look_again(
    batch: Batch,
    *,
    columns: Mapping[str, str] | None = None,
    cells: Mapping[int, Mapping[str, str]] | None = None,
) -> None:
    """The list as its coordinator now says it is: what a column means, what stands in a line."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    kept = opened(batch)
    corrected = {line: dict(said) for line, said in kept.wishes.cells.items()}
    for line, said in (cells or {}).items():
        corrected.setdefault(str(line), {}).update(said)
    wishes = replace(
        kept.wishes, columns={**kept.wishes.columns, **(columns or {})}, cells=corrected
    )
    batch.sealed = _sealed(_looked_at(kept.text, wishes), batch)
    batch.save(update_fields=["sealed"])


def _looked_at(text: str, wishes: Wishes) -> Kept:
    read = read_text(text, wishes)
    kept = Kept(text, wishes, read.columns)
    if not read.has_names:
        return kept
    kept.rows = read.rows
    seen: dict[str, int] = {}
    for row in read.rows:
        # All that is wrong with a line is said at once.
        who = _checked(row) if row.raw else None
        if who is None or row.problems:
            continue
        same = f"{who.full_name.casefold()}|{who.phone}|{who.email.lower()}"
        if same in seen:
            row.problems["last_name"] = _("This person already stands in line %(line)s.") % {
                "line": seen[same]
            }
            continue
        seen[same] = row.line
        if alike := known_alike(who):
            kept.known[row.line] = alike
    return kept


def _checked(row: Row) -> Identity | None:
    """Who the line is about; None, and the problems said, where the form would not take it."""
    form = OfferHelpForm(row.raw)
    if not form.check():
        return _who(form)
    for question, wrong in form.errors.as_data().items():
        for error in wrong:
            part = (error.params or {}).get("part", "") if error.code == "part" else ""
            name = f"{question}_{part}" if part else question
            row.problems.setdefault(COLUMN_OF.get(name, name), " ".join(error.messages))
    return None


def _who(form: OfferHelpForm) -> Identity:
    said = form.cleaned_data
    return Identity(
        first_name=said["who"]["first_name"],
        last_name=said["who"]["last_name"],
        email=said["reach"]["email"],
        phone=said["reach"]["phone"],
        street=said["where"]["street"],
        postal_code=said["where"]["postal_code"],
    )


def opened(batch: Batch) -> Kept:
    """What the list said; None of it is a person yet."""
    said = text_of(None, batch.sealed, batch.place)
    if not said:
        raise NotNow("taken_in")
    told = json.loads(said)
    return Kept(
        text=told["text"],
        wishes=Wishes(**told["wishes"]),
        columns=told["columns"],
        rows=[Row(**row) for row in told["rows"]],
        known={int(line): keys for line, keys in told["known"].items()},
    )


def _sealed(kept: Kept, batch: Batch) -> bytes:
    return things.seal(batch, json.dumps(asdict(kept), ensure_ascii=False).encode(), batch.place)


@transaction.atomic
def take_in(batch: Batch, chosen: Mapping[int, str]) -> Batch:
    """Each good line becomes an offer. `chosen`: for a line that may be somebody known, her key,
    NEW or LEAVE; a line without choice is left out.
    """
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    kept = opened(batch)
    made: list[Offer] = []
    for row in kept.good:
        person = _person(row, kept, chosen.get(row.line, LEAVE), batch)
        if person is not None and not _offers_already(person):
            made.append(_offer(row, person, batch))
    batch.offers = [offer.pk for offer in made]
    batch.sealed, batch.taken_in_at = None, timezone.now()
    batch.save()
    record(
        "solidarity.volunteers_imported",
        batch,
        persons=[offer.person for offer in made],
        facts={"offers": len(made)},
    )
    if made:
        queue.look_for_helpers(batch)
    return batch


def _person(row: Row, kept: Kept, choice: str, batch: Batch) -> Person | None:
    alike = kept.known.get(row.line, [])
    if alike and choice == LEAVE:
        return None
    if alike and choice != NEW:
        wanted = int(choice) if choice.isdecimal() else 0
        return Person.objects.present().filter(pk=wanted, pk__in=alike).first()
    form = OfferHelpForm(row.raw)
    form.check()
    who = _who(form)
    channel = Channel(form.cleaned_data["reach"]["channel"])
    reach = Reach(row.language, channel, who.postal_code)
    person = register_person(who, reach, batch.organisation)
    batch.persons.append(person.pk)
    return person


def _offers_already(person: Person) -> bool:
    return Offer.objects.filter(person=person).exclude(state=OfferState.LEFT).exists()


def _offer(row: Row, person: Person, batch: Batch) -> Offer:
    form = OfferHelpForm(row.raw)
    form.check()
    offer = offer_from(form.cleaned_data, person=person, commune=batch.territory, whose=batch)
    # Whoever stands on a commune's own list is known to it.
    offer.welcomed_at = timezone.now()
    offer.save(update_fields=["welcomed_at"])
    return offer


def throw_away_old(now: datetime) -> int:
    """Of lists that nobody took in within their day nothing remains; how many there were."""
    return Batch.objects.waiting().filter(made_at__lt=now - KEPT).delete()[0]


@transaction.atomic
def throw_away(batch: Batch) -> None:
    """Nothing of the list remains."""
    Batch.objects.waiting().filter(pk=batch.pk).delete()


def may_undo(batch: Batch) -> bool:
    """While nobody of the list was asked for anything, as far as this commune reads."""
    if batch.taken_in_at is None or batch.undone_at is not None:
        return False
    return not Arrangement.objects.filter(offer__in=batch.offers).exists()


@transaction.atomic
def undo(batch: Batch) -> None:
    """As if the list had never been taken in; who came by another way too stays."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    for offer in sorted(batch.offers):
        seating.hold_offer(offer)
    if not may_undo(batch):
        raise NotNow("promised")
    record("solidarity.import_undone", batch, facts={"offers": len(batch.offers)})
    _take_out(Offer.objects.filter(pk__in=batch.offers))
    for person in Person.objects.filter(pk__in=batch.persons):
        forget_person(person)
    batch.offers, batch.persons, batch.undone_at = [], [], timezone.now()
    batch.save()
    queue.look_for_helpers(batch)


def _take_out(offers: QuerySet[Offer]) -> None:
    """Nothing remains of them; whoever a row of a neighbour names has left."""
    if not _delete(offers):
        for offer in offers.order_by("pk"):
            if not _delete(offers.filter(pk=offer.pk)):
                _let_leave(offer)


def _delete(offers: QuerySet[Offer]) -> bool:
    """False where a row speaks of one of them, perhaps one that only a neighbour reads."""
    try:
        with transaction.atomic():
            offers.delete()
            connection.check_constraints()
    except IntegrityError:
        return False
    return True


def _let_leave(offer: Offer) -> None:
    # An arrangement across a border stands there, also after the agreement between the two ended.
    with within(required() | whereabouts.where_tasks_are(offer)):
        if Arrangement.objects.filter(offer=offer).exists():
            raise NotNow("promised")
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.LEFT)
