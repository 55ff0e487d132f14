"""Who would be told now, by which way, in which language and at what cost; and who would not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from tandem.broadcast import messages, rules
from tandem.broadcast.choices import LeftOutReason
from tandem.broadcast.models import Broadcast
from tandem.broadcast.rules import Wording
from tandem.journal.choices import Purpose
from tandem.outbox.delivery import foresee as foresee_ways
from tandem.outbox.many import Told
from tandem.outbox.text import Estimate, Text, estimate
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.reveal import reveal

LOOK = "broadcast.public_read"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one broadcast if it left now."""

    told: list[Told]
    left_out: list[tuple[Person, LeftOutReason]]

    @property
    def keys(self) -> list[int]:
        return sorted(one.person.pk for one in self.told)

    @property
    def by_way(self) -> dict[tuple[Channel, str], int]:
        """How many, by way and by language of the text."""
        return dict(Counter((one.foreseen, one.language) for one in self.told))

    @property
    def by_reason(self) -> dict[LeftOutReason, int]:
        return dict(Counter(reason for _person, reason in self.left_out))

    @property
    def texting(self) -> Estimate:
        """How many parts its text messages have, and what they cost."""
        return estimate(Counter(one.text.short for one in self.told if one.foreseen == Channel.SMS))

    @property
    def by_parts(self) -> dict[int, int]:
        """How many are texted in so many parts: a language may need more than another."""
        texted = (one.text.short for one in self.told if one.foreseen == Channel.SMS)
        return dict(Counter(estimate({text: 1}).parts for text in texted))

    @property
    def posting(self) -> Decimal:
        letters = sum(one.foreseen == Channel.LETTER for one in self.told)
        return letters * Decimal(settings.LETTER_PRICE)


def foresee(broadcast: Broadcast) -> Foreseen:
    """Who is meant, as rows and sealed identities say now; the look at all is written before."""
    candidates = list(_candidates(broadcast))
    known = reveal(candidates, Purpose.CONTACT, what=LOOK, about=broadcast)
    left_out: list[tuple[Person, LeftOutReason]] = []
    meant: list[Person] = []
    public, today = broadcast.chosen(), timezone.localdate()
    for person in candidates:
        concerned = public.concerns(known.get(person.pk, Identity()), today)
        if concerned is False:
            continue
        reason = _told_nothing(person, concerned)
        if reason is None:
            meant.append(person)
        else:
            left_out.append((person, reason))
    told, unreachable = _by_their_ways(broadcast, meant, known)
    return Foreseen(told, [*left_out, *unreachable])


def _candidates(broadcast: Broadcast) -> Iterable[Person]:
    return (
        broadcast.chosen()
        .persons()
        .filter(organisation=broadcast.organisation_id, territory=broadcast.territory_id)
        .order_by("pk")
    )


def _told_nothing(person: Person, concerned: bool | None) -> LeftOutReason | None:
    if person.no_broadcasts or person.limited_at is not None:
        return LeftOutReason.OPTED_OUT
    if concerned is None:
        return LeftOutReason.UNKNOWN
    return LeftOutReason.AT_DESK if person.channel == Channel.DESK else None


def _by_their_ways(
    broadcast: Broadcast, meant: list[Person], known: dict[int, Identity]
) -> tuple[list[Told], list[tuple[Person, LeftOutReason]]]:
    told: list[Told] = []
    left_out: list[tuple[Person, LeftOutReason]] = []
    texts = _Texts(broadcast)
    worded = [(person, *texts.of(person)) for person in meant]
    ways = foresee_ways([(person, text) for person, _language, text in worded], known)
    for (person, language, text), (channel, obstacle) in zip(worded, ways, strict=True):
        if channel == Channel.DESK:
            safe = bool(known.get(person.pk, Identity()).safe_contact.strip())
            protected = person.never_write or safe
            left_out.append((person, rules.reason_of(obstacle, protected=protected)))
        else:
            told.append(Told(person, text, language, channel))
    return told, left_out


class _Texts:
    """Composed once for all who are told the same."""

    def __init__(self, broadcast: Broadcast) -> None:
        self._broadcast = broadcast
        self._composed: dict[tuple[Wording, str], Text] = {}

    def of(self, person: Person) -> tuple[str, Text]:
        written = self._broadcast
        wording = rules.wording_for(
            person.language, person.other_languages, written.languages, written.fallback
        )
        alike = (wording, person.language)
        if alike not in self._composed:
            self._composed[alike] = messages.compose(written, wording, person.language)
        return wording.language, self._composed[alike]
