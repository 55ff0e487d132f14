"""What the pages of the outbox show. Lists reveal nobody: reference, place and language only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When, Window
from django.utils import timezone

from tandem.outbox.choices import Outcome, PrintState, State
from tandem.outbox.models import Attempt, DeadAddress, Message, Printing
from tandem.outbox.rules import DELAYS, most_in_one_file
from tandem.outbox.text import MANY, Text
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.people.queries import email_digest
from tandem.territory.models import Organisation, PostalCode
from tandem.toolbox.workdays import next_to_call

A_PAGE = 50
CALL_LASTS = timedelta(minutes=30)
"""So long a colleague who opened a call is taken to be calling."""
LEAVING_TOO_LONG = timedelta(hours=1)
AT_DESK_TOO_LONG = timedelta(days=3)
TOLD_OF_RETURN = timedelta(days=14)
"""So long the desk is told that an address came back; on the case it stands until she has another."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Letters that one organisation has to print."""

    organisation: Organisation
    count: int
    """Messages, of which several to one person lie in one envelope."""
    envelopes: int
    since: datetime
    to_many: str = ""
    """What they are about, where all are one message to many: they are printed together."""
    with_forms: bool = False

    @property
    def in_one_file(self) -> int:
        """How many the next order takes; the rest waits for the one after it."""
        return most_in_one_file(to_many=bool(self.to_many), with_forms=self.with_forms)


def letters_waiting(readers: Iterable[int]) -> list[Waiting]:
    """Those that may be ordered by whoever takes all letters of the `readers`."""
    about = Case(When(kind=MANY, then="subject"), default=Value(""))
    rows = (
        Message.objects.letters_to_print()
        .printed_by(readers)
        .values("organisation_id", to_many=about)
        .annotate(
            count=Count("pk"),
            # As they are put together when they are made: what holds a form goes alone.
            to=Count("person", distinct=True, filter=Q(enclosed="")),
            since=Min("queued_at"),
            forms=Count("pk", filter=~Q(enclosed="")),
        )
        .order_by("organisation_id", "to_many")
    )
    keys = {row["organisation_id"] for row in rows}
    named = {one.pk: one for one in Organisation.objects.filter(pk__in=keys)}
    found = [
        Waiting(
            named[row["organisation_id"]],
            row["count"],
            row["to"] + row["forms"],
            row["since"],
            row["to_many"],
            with_forms=row["forms"] > 0,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.organisation.name, one.to_many))


def words_waiting(readers: Iterable[int]) -> list[tuple[Organisation, int]]:
    """Of other organisations, how many letters wait for a colleague who may read their words."""
    held = Message.objects.letters_to_print().filter(holds_word=True)
    rows = held.exclude(organisation__in=list(readers)).values("organisation")
    counted = dict(rows.annotate(count=Count("pk")).values_list("organisation", "count"))
    named = Organisation.objects.filter(pk__in=counted).order_by("name")
    return [(one, counted[one.pk]) for one in named]


def printings() -> list[Printing]:
    """Those not posted yet, then the last ones that were, or came to nothing."""
    rows = Printing.objects.defer("sealed").prefetch_related("organisation")
    ended = Q(state__in=[PrintState.POSTED, PrintState.FAILED])
    return [*rows.exclude(ended).order_by("pk")[:A_PAGE], *rows.filter(ended).order_by("-pk")[:5]]


@dataclass(frozen=True, slots=True)
class CallTask:
    message: Message
    place: str
    later: datetime | None
    """From when on, where not now: called in vain before, or nobody is called at this hour."""
    again: bool
    """Called before without answer."""
    taken: bool
    """A colleague is calling just now."""
    same: bool
    """Of the same person as the one before it."""


def calls(number: str | None, now: datetime) -> tuple[Page[Message], list[CallTask]]:
    # A message to many waits behind whoever was written to alone.
    last = Case(When(kind=MANY, then=1), default=0)
    # Whoever is on the line is told all there is: her calls stand together, at the first one's place.
    first = Window(Min("next_try_at"), partition_by=[F("person"), last])
    rows = Message.objects.calls_to_make().defer("sealed").annotate(first=first)
    rows = rows.order_by(last, "first", "person", "pk")
    page = Paginator(rows.prefetch_related("person"), A_PAGE).get_page(number)
    places = _places({message.person.postal_code for message in page})
    persons = [message.person_id for message in page]
    tasks = [
        CallTask(
            message,
            f"{message.person.postal_code} {places.get(message.person.postal_code, '')}".strip(),
            later=_later(message, now),
            again=message.attempts > 0,
            taken=is_taken(message, now),
            same=message.person_id == before,
        )
        for before, message in zip([None, *persons], page, strict=False)
    ]
    return page, tasks


def _later(message: Message, now: datetime) -> datetime | None:
    at = next_to_call(timezone.localtime(max(message.next_try_at, now)))
    return at if at > now else None


def is_taken(message: Message, now: datetime) -> bool:
    return message.held_at is not None and message.held_at > now - CALL_LASTS


def _places(codes: Iterable[str]) -> dict[str, str]:
    rows = PostalCode.objects.filter(code__in=codes).select_related("commune")
    return {row.code: str(row.commune) for row in rows.order_by("-commune__nis")}


def stuck(number: str | None, now: datetime) -> Page[Message]:
    """Messages that need a person: could not leave, may have left, or wait too long."""
    return Paginator(_stuck(now).defer("sealed").order_by("pk"), A_PAGE).get_page(number)


def count_stuck(now: datetime) -> int:
    return _stuck(now).count()


def _stuck(now: datetime) -> QuerySet[Message]:
    leaving = [State.WAITING, State.SENDING]
    # Nobody tried yet, nor will for a while: a text message that waits for the morning.
    asleep = Q(state=State.WAITING, attempts=0, next_try_at__gt=now + DELAYS[0])
    return Message.objects.filter(
        Q(state__in=[State.FAILED, State.UNSURE])
        | Q(state__in=leaving, queued_at__lt=now - LEAVING_TOO_LONG) & ~asleep
        | Q(state__in=[State.READY, State.PRINTED], queued_at__lt=now - AT_DESK_TOO_LONG)
    )


def attempts_of(message: Message) -> list[Attempt]:
    return list(Attempt.objects.filter(message=message).order_by("-pk")[:A_PAGE])


@dataclass(frozen=True, slots=True)
class CameBack:
    """An e-mail address of somebody where nobody lives any more."""

    on: datetime
    way: Channel | None
    """By which her messages go since; None while none has gone."""


def came_back(person: Person, email: str) -> CameBack | None:
    """Whether e-mail to the address she has now comes back: who writes to her must know."""
    rows = DeadAddress.objects.filter(person=person, digest=email_digest(email))
    dead = rows.first() if email else None
    if dead is None:
        return None
    others = Message.objects.filter(person=person).exclude(channel=Channel.EMAIL)
    last = others.filter(wanted=Channel.EMAIL).order_by("pk").last()
    return CameBack(dead.since, Channel(last.channel) if last else None)


def count_came_back(now: datetime) -> int:
    return _came_back(now).count()


def messages_came_back(now: datetime) -> list[Message]:
    """The last message to each address that came back of late, newest first."""
    persons = [row.person_id for row in _came_back(now).order_by("-pk")[:A_PAGE]]
    attempts = Attempt.objects.filter(message__person__in=persons, outcome=Outcome.CAME_BACK)
    last = dict(attempts.order_by("pk").values_list("message__person", "message"))
    found = Message.objects.defer("sealed").in_bulk(last.values())
    return [found[last[person]] for person in dict.fromkeys(persons) if person in last]


def _came_back(now: datetime) -> QuerySet[DeadAddress]:
    return DeadAddress.objects.filter(since__gt=now - TOLD_OF_RETURN)


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the person, or whoever handles her case, reads it again."""

    message: Message
    text: Text


def said_about(row: models.Model) -> list[Said]:
    """Every message about `row`, oldest first: what stands at the desk for who asks there."""
    return [Said(message, message.text) for message in Message.objects.about(row).order_by("pk")]
