"""Reads made for the pages of the operator line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from tandem.accounts.models import Account
from tandem.doors.line import rules
from tandem.doors.line.languages import language_name
from tandem.doors.models import Call, CallBack, Duty, Greeting, Line
from tandem.services import drafts
from tandem.services.catalogue import find
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list: somebody who rings, or whom we promised to call. No name, no number."""

    at: datetime
    """Since when it rings, or for when the call is promised."""
    rings: bool
    late: bool
    title: Text
    language: str
    speakers: tuple[str, ...]
    """Colleagues on the line today who speak it."""
    taken: bool
    take: str
    done: str

    @property
    def order(self) -> tuple[bool, bool, datetime]:
        """Whoever rings just now is before her eyes; then the late ones, then as promised."""
        return (not self.rings, not self.late, self.at)


def waiting(desk: Organisation, now: datetime, today: date) -> list[Waiting]:
    speakers = speakers_of(desk, today)
    found = [*_ringing(desk, speakers), *_to_call(desk, now, speakers)]
    return sorted(found, key=lambda one: one.order)


def _ringing(desk: Organisation, speakers: Mapping[str, tuple[str, ...]]) -> Iterable[Waiting]:
    rows = Call.objects.ringing().filter(organisation=desk).longest_waiting_first()
    for call in rows[:MOST_SHOWN]:
        yield Waiting(
            at=call.came_at,
            rings=True,
            late=False,
            title="",
            language=call.language,
            speakers=speakers.get(call.language, ()),
            taken=call.taken_by_id is not None,
            take=reverse("doors:line_take", args=[call.key]),
            done="",
        )


def _to_call(
    desk: Organisation, now: datetime, speakers: Mapping[str, tuple[str, ...]]
) -> Iterable[Waiting]:
    rows = CallBack.objects.still_to_make().filter(organisation=desk).soonest_first()
    shown = list(rows.select_related("person", "call")[:MOST_SHOWN])
    asked = drafts.asked_for([row.draft_key for row in shown if row.draft_key])
    for row in shown:
        service, language = asked.get(row.draft_key, ("", "")) if row.draft_key else ("", "")
        language = language or _language_of(row)
        declared = find(service)
        yield Waiting(
            at=row.promised_at,
            rings=False,
            late=row.is_late(now),
            title=declared.title if declared else "",
            language=language,
            speakers=speakers.get(language, ()),
            taken=rules.is_taken(row.taken_at, now),
            take=reverse("doors:line_take_back", args=[row.pk]),
            done=reverse("doors:desk_called_back", args=[row.pk]),
        )


def _language_of(row: CallBack) -> str:
    if row.person is not None:
        return row.person.language
    return row.call.language if row.call is not None else ""


def page_of(row: CallBack) -> str:
    """Where one finds whom to call."""
    if row.draft_key:
        return reverse("doors:desk_draft", args=[row.draft_key])
    if row.person is not None:
        return reverse("doors:desk_new_for", args=[row.person.key])
    return reverse("doors:line_call", args=[row.call.key]) if row.call else ""


def speakers_of(desk: Organisation, today: date) -> dict[str, tuple[str, ...]]:
    """By language, who speaks it on the line today."""
    rows = Duty.objects.filter(organisation=desk, day=today).select_related("account")
    found: dict[str, list[str]] = {}
    for duty in rows.order_by("account__email"):
        for language in duty.languages:
            found.setdefault(language, []).append(duty.account.email)
    return {language: tuple(names) for language, names in found.items()}


def spoken_today(desk: Organisation, account: Account | None, today: date) -> list[str]:
    duty = Duty.objects.filter(organisation=desk, account=account, day=today).first()
    return list(duty.languages) if duty else []


def greeting_of(desk: Organisation, language: str) -> str:
    found = Greeting.objects.filter(organisation=desk, language=language).first()
    return found.words if found else ""


def greetings_of(desk: Organisation) -> dict[str, str]:
    rows = Greeting.objects.filter(organisation=desk)
    return dict(rows.values_list("language", "words"))


def lines_of(desk: Organisation) -> list[Line]:
    return list(Line.objects.filter(organisation=desk, ended_at__isnull=True))


def call_named(desk: Organisation, exchange_id: str) -> UUID | None:
    found = Call.objects.filter(organisation=desk, exchange_id=exchange_id).first()
    return found.key if found else None


def named(language: str) -> str:
    return language_name(language) if language else ""
