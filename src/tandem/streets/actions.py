"""Reporting: the deed behind the room's service, and how a report goes its way."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.write import record
from tandem.services.declaration import Answers, CaseLike
from tandem.streets import queue, rules
from tandem.streets.choices import Closed, State
from tandem.streets.errors import NotNow
from tandem.streets.kinds import find_kind
from tandem.streets.models import Move, Report, Voice
from tandem.toolbox.reference import new_reference
from tandem.toolbox.sealing import seal, unseal
from tandem.toolbox.workdays import add_working_days


def report_broken(answers: Answers, *, case: CaseLike) -> None:
    """On the list of whoever repairs it, with the voice of who told it."""
    report = _new_report(answers, case)
    _add_voice(report, answers, case)


def _new_report(answers: Answers, case: CaseLike) -> Report:
    kind = find_kind(case.territory, answers["kind"])
    report = Report(
        sign=new_reference(),
        category=kind.code,
        trouble=kind.trouble,
        danger=kind.danger,
        door=asker.current().door,
        effort=kind.effort,
        due_on=add_working_days(timezone.localdate(), kind.working_days),
        **_spot(answers["where"]),
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    said = [answers["where"].get("landmark"), answers["what"]]
    words = "\n".join(filter(None, said))
    report.sealed = seal(words, report.place) if words else None
    report.save(force_insert=True)
    note_move(report)
    record("streets.broken_reported", report, facts={"category": kind.code})
    return report


def _spot(where: dict[str, str]) -> dict[str, Any]:
    address = rules.address_in(where["street"])
    mark = rules.mark_in(where["mark"])
    lat, lon = mark.point or (None, None)
    return {
        "postal_code": where["postal_code"],
        "street": where["street"],
        "street_folded": address.street,
        "house_number": address.number,
        "mark": mark.number,
        "square": mark.square,
        "lat": lat,
        "lon": lon,
    }


def _add_voice(report: Report, answers: Answers, case: CaseLike) -> Voice:
    if case.person is None:
        raise NotNow("nobody_tells")
    voice = Voice(
        report=report,
        case_id=case.pk,
        person=case.person,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    voice.sealed = seal(answers["what"], voice.place) if answers["what"] else None
    voice.save(force_insert=True)
    Report.objects.filter(pk=report.pk).update(voices_count=F("voices_count") + 1)
    record("streets.voice_added", report, persons=[case.person])
    return voice


def hold(report: int) -> Report:
    """The report, for this transaction alone: two colleagues may work on it at once."""
    return Report.objects.select_for_update(of=("self",)).get(pk=report)


@transaction.atomic
def move(
    report: Report,
    to: State,
    *,
    words: str = "",
    because: Closed | None = None,
    joined_to: Report | None = None,
) -> Report:
    """The report in its new state, with its line; NotNow if it may not go there."""
    report = hold(report.pk)
    if not rules.may_move(State(report.state), to):
        raise NotNow(report.state)
    if report.state not in rules.OPEN and to == State.NEW:
        report.reopened += 1
    report.state = to
    report.closed_because = because or ""
    report.joined_to = joined_to
    report.ended_at = None if to in rules.OPEN else timezone.now()
    report.save(update_fields=["state", "closed_because", "joined_to", "ended_at", "reopened"])
    note_move(report, words)
    record("streets.report_moved", report, facts={"state": to})
    return report


def note_move(report: Report, words: str = "") -> Move:
    who = asker.current()
    line = Move.objects.create(
        report=report,
        state=report.state,
        account=who.account,
        door=who.door,
        words=words.strip(),
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )
    # The first line too: a program waits for what is new.
    queue.step_made(line)
    return line


def what_was_seen(report: Report) -> str:
    """What stands near it and what was seen; a look must have been noted before."""
    return unseal(report.sealed, report.place) if report.sealed else ""
