import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.doors.actions import mark_called_back
from tandem.doors.choices import CallState
from tandem.doors.line import rules
from tandem.doors.line.errors import Flooded, TooOld
from tandem.doors.models import Call, CallBack, Duty, Greeting, Line
from tandem.doors.models.call_backs import CallBackQuerySet
from tandem.journal.write import record
from tandem.people import things
from tandem.territory import signposts
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number
from tandem.toolbox.turns import wait_for

MOST_SIGNS = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What an exchange tells of one call."""

    exchange_id: str
    event: CallState
    number: str = ""
    language: str = ""
    at: datetime | None = None


@transaction.atomic
def open_line(desk: Organisation, name: str) -> tuple[Line, str]:
    """An exchange may tell of calls by this token, which nobody can read again."""
    token = secrets.token_urlsafe(32)
    line = Line.objects.create(
        name=name,
        token_digest=digest("line", token),
        territory_id=desk.area_id,
        organisation=desk,
    )
    signposts.put("line", token, line, line.pk)
    record("doors.line_opened", line)
    return line, token


@transaction.atomic
def end_line(line: Line) -> None:
    """Its token opens nothing any more."""
    if Line.objects.filter(pk=line.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        record("doors.line_ended", line)


@transaction.atomic
def note_call(line: Line, told: Told) -> Call:
    """The call as it stands after this event; a missed one is to be returned."""
    now = timezone.now()
    if told.at is not None and not rules.is_told_in_time(told.at, now):
        raise TooOld
    # Locked, so that the events of one exchange are taken one after the other.
    Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    call = Call.objects.filter(exchange_id=told.exchange_id).first() or _came(line, told, now)
    state = rules.state_after(CallState(call.state), told.event)
    if state == call.state:
        return call
    call.state = state
    call.ended_at = now if state in {CallState.ENDED, CallState.MISSED} else None
    call.save(update_fields=["state", "ended_at"])
    if state == CallState.ANSWERED:
        _spoken_with(call)
    elif state == CallState.MISSED:
        _to_be_returned(call, now)
    return call


def _came(line: Line, told: Told, now: datetime) -> Call:
    lately = Call.objects.filter(organisation=line.organisation_id)
    if lately.filter(came_at__gt=now - timedelta(minutes=1)).count() >= rules.MOST_A_MINUTE:
        raise Flooded
    number = plain_number(told.number)[:MOST_SIGNS] if told.number else ""
    call = Call(
        exchange_id=told.exchange_id,
        state=CallState.RINGING,
        language=told.language,
        number_digest=digest("line-number", number) if number else None,
        territory_id=line.territory_id,
        organisation_id=line.organisation_id,
    )
    call.sealed = things.seal(call, number.encode(), call.place)
    call.save(force_insert=True)
    record("doors.call_came", call)
    return call


def _to_be_returned(call: Call, now: datetime) -> None:
    """Once, however often the same number rang in vain; nobody can return a withheld number."""
    if call.number_digest is None or _waiting_for(call).exists():
        return
    promised = CallBack.objects.create(
        call=call,
        promised_at=rules.to_be_returned_at(timezone.localtime(now)),
        territory_id=call.territory_id,
        organisation_id=call.organisation_id,
    )
    record("doors.call_missed", promised)


def _spoken_with(call: Call) -> None:
    """She rang again and was heard: nobody needs to return her missed call."""
    if call.number_digest is not None:
        for promised in _waiting_for(call):
            mark_called_back(promised)


def _waiting_for(call: Call) -> CallBackQuerySet:
    found: CallBackQuerySet = CallBack.objects.still_to_make().filter(
        organisation=call.organisation_id, call__number_digest=call.number_digest
    )
    return found


@transaction.atomic
def take_call(call: Call, *, by: Account | None) -> bool:
    """The colleague who answers; False if another was faster."""
    free = Call.objects.filter(pk=call.pk, taken_by__isnull=True)
    if free.update(taken_by=by):
        record("doors.call_taken", call)
        return True
    return Call.objects.filter(pk=call.pk, taken_by=by).exists()


@transaction.atomic
def take_call_back(promised: CallBack, *, by: Account | None) -> bool:
    """The colleague who calls; False if another is calling, or has called already."""
    waiting = CallBack.objects.still_to_make().select_for_update(of=("self",))
    row = waiting.filter(pk=promised.pk).first()
    now = timezone.now()
    if row is None:
        return False
    if row.taken_by_id != (by and by.pk) and rules.is_taken(row.taken_at, now):
        return False
    row.taken_by, row.taken_at = by, now
    row.save(update_fields=["taken_by", "taken_at"])
    return True


@transaction.atomic
def say_languages(desk: Organisation, account: Account, day: date, languages: list[str]) -> None:
    """What she speaks on the line today; nothing said means that she is not on the line."""
    Duty.objects.update_or_create(
        organisation=desk,
        account=account,
        day=day,
        defaults={"languages": languages, "territory_id": desk.area_id},
    )


@transaction.atomic
def word_greeting(desk: Organisation, greetings: dict[str, str]) -> None:
    """What operators say first, by language; without words, the house's own are said."""
    wait_for("greetings", desk.pk)
    for language, words in greetings.items():
        Greeting.objects.filter(organisation=desk, language=language).delete()
        if words:
            Greeting.objects.create(
                language=language, words=words, organisation=desk, territory_id=desk.area_id
            )
    record("doors.greeting_worded", desk)
