"""Reporting: the deed behind the room's service, and how a report goes its way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tandem.cases.rules import says_why
from tandem.journal import asker
from tandem.journal.write import record
from tandem.people import things
from tandem.people.words import seal_for, text_of
from tandem.services import draft_pictures
from tandem.services.alike import SAME_AS, Joined
from tandem.services.declaration import Answers, CaseLike
from tandem.streets import (
    addresses,
    crowding,
    ended_jobs,
    grid,
    joining,
    known_streets,
    letting_go,
    priority,
    proving,
    queue,
    routing,
    rules,
    suggesting,
    telling,
)
from tandem.streets.choices import Closed, State
from tandem.streets.errors import NotNow
from tandem.streets.kinds import find_kind, kinds_of
from tandem.streets.models import Handover, Move, Photo, Report, Voice
from tandem.streets.models.abroad import IN_FORCE
from tandem.streets.sealed import sealed_photo
from tandem.streets.unnamed import names_in, unnamed
from tandem.territory import signposts
from tandem.territory.models import Area
from tandem.toolbox.reference import new_reference
from tandem.toolbox.workdays import add_working_days

CHANGED = [
    "state",
    "closed_because",
    "joined_to",
    "planned_for",
    "job",
    "ended_at",
    "reopened",
    "insisted",
    "crowded",
]


def report_broken(answers: Answers, *, case: CaseLike) -> Joined | None:
    """On the list of whoever repairs it, with the voice of who told it: a report of its own, or one
    that was known already.
    """
    known = _known(answers.get(SAME_AS, ""))
    report = known or _new_report(answers, case)
    _keep_photo(answers, join_voice(report, answers, case))
    return Joined(known.voices_count) if known else None


def _keep_photo(answers: Answers, voice: Voice) -> None:
    """A copy of the service's own, which it may release; hers goes with her case."""
    photo = Photo(
        report=voice.report,
        voice=voice,
        territory_id=voice.territory_id,
        organisation_id=voice.organisation_id,
    )
    jpeg = draft_pictures.take(answers.get("photo"))
    if jpeg is not None:
        photo.sealed = sealed_photo(photo, jpeg)
        photo.save(force_insert=True)


def _known(sign: str) -> Report | None:
    """The report she says it is, unless it ended a moment ago: then hers is one of its own."""
    if not sign:
        return None
    report: Report | None = (
        Report.objects.open().select_for_update(of=("self",)).filter(sign=sign).first()
    )
    return report


def _new_report(answers: Answers, case: CaseLike) -> Report:
    kind = find_kind(case.territory, answers["kind"])
    report = Report(
        sign=new_reference(),
        category=kind.code,
        trouble=kind.trouble,
        danger=kind.danger,
        may_be_danger=not kind.danger
        and suggesting.may_be_danger(kinds_of(case.territory), answers["what"] or ""),
        door=asker.current().door,
        effort=kind.effort,
        due_on=add_working_days(timezone.localdate(), kind.working_days),
        **_spot(answers["where"], answers.get("photo") or {}, case.territory),
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    words = _without_names(answers)
    hers = case.person.pk if case.person else None
    report.sealed = things.seal(report, words.encode(), report.place, hers=hers) if words else None
    report.place_confirmed = known_streets.is_known(report)
    report.crowded = crowding.is_one_of_many(report)
    routing.give(report)
    report.save(force_insert=True)
    # Whoever reads its sign in the street finds its page.
    signposts.put("report", report.sign, report, report.pk)
    note_move(report)
    record("streets.broken_reported", report, facts={"category": kind.code})
    return report


def _without_names(answers: Answers) -> str:
    """What goes with the report, to whoever repairs; hers stay whole with her voice."""
    hers = names_in(answers.get("reach"))
    near = unnamed(answers["where"].get("landmark") or "", hers, where=True)
    return "\n".join(filter(None, [near, unnamed(answers["what"] or "", hers)]))


def _spot(where: dict[str, str], photo: Mapping[str, Any], commune: Area) -> dict[str, Any]:
    address = rules.address_in(where["street"])
    mark = rules.mark_in(where["mark"])
    # A square is some way across: its middle stands in for the point, and the square is kept.
    middle = grid.middle_of(commune, mark.square) if mark.square else None
    taken_at = (photo["lat"], photo["lon"]) if "lat" in photo else None
    known = mark.point or taken_at or middle
    listed = addresses.found_at(commune, where["postal_code"], where["street"])
    lat, lon = known or (listed.point if listed else (None, None))
    return {
        "postal_code": where["postal_code"],
        "street": where["street"],
        "street_folded": address.street,
        "house_number": address.number,
        "mark": mark.number,
        "square": mark.square,
        "lat": lat,
        "lon": lon,
        "rough": not known and listed is not None and listed.rough,
    }


def join_voice(report: Report, answers: Answers, case: CaseLike) -> Voice:
    if case.person is None:
        raise NotNow("nobody_tells")
    voice = Voice(
        report=report,
        case_id=case.pk,
        person=case.person,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    if answers["what"]:
        voice.sealed = seal_for(case.person.pk, voice, answers["what"].encode(), voice.place)
    voice.proven = proving.is_proven(report, case.person, answers.get("reach"))
    voice.counted = joining.is_counted(report, case.person, proven=voice.proven)
    voice.save(force_insert=True)
    priority.keep(report)
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
    planned_for: date | None = None,
) -> Report:
    """The report in its new state, with its line; NotNow if it may not go there."""
    report = hold(report.pk)
    before, job, told_day = State(report.state), report.job_id, report.planned_for
    if not rules.may_move(before, to):
        raise NotNow(report.state)
    if to == State.CLOSED and not _is_explained(report, because, words):
        raise NotNow("say_why")
    if to in {State.NEW, State.LOOKED_AT} or (before != to and State.HANDED_OVER in {before, to}):
        # The day of another is none of ours, and ours is free for something else.
        report.job = report.planned_for = None
    if to in rules.LOOKED:
        report.insisted = report.crowded = False
        Voice.objects.of(report).filter(refusals__gt=0).update(refusals=0)
    if to == State.NEW:
        report.reopened += before in rules.ENDED
    report.planned_for = planned_for or report.planned_for
    report.state = to
    report.closed_because = because or ""
    report.joined_to = joined_to
    report.ended_at = None if to in rules.OPEN else timezone.now()
    report.save(update_fields=CHANGED)
    if before == State.HANDED_OVER and to != before:
        _with_nobody(report)
    note_move(report, words, because)
    record("streets.report_moved", report, facts={"state": to})
    telling.tell(report, telling.news_of(report, before, words, told_day))
    priority.keep(report)
    if job is not None:
        ended_jobs.end_if_empty(job)
    return report


def _with_nobody(report: Report) -> None:
    """We went on with it ourselves: whoever had it has it no more."""
    letting_go.end(Handover.objects.filter(report=report, state__in=IN_FORCE))


def _is_explained(report: Report, because: Closed | None, words: str) -> bool:
    """A reason always; where somebody is told of it, words as well."""
    told = Voice.objects.speaking().of(report).exists()
    return because is not None and (says_why(words) or not told)


def note_move(report: Report, words: str = "", because: Closed | None = None) -> Move:
    who = asker.current()
    line = Move.objects.create(
        report=report,
        state=report.state,
        account=who.account,
        door=who.door,
        words=words.strip(),
        because=because or "",
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )
    # The first line too: a program waits for what is new.
    queue.step_made(line)
    if report.state == State.NEW:
        queue.find_alike(report)
    return line


def what_was_seen(report: Report) -> str:
    """What stands near it and what was seen; a look must have been noted before."""
    return text_of(None, report.sealed, report.place)


def what_she_saw(voice: Voice) -> str:
    """In her own words; a look must have been noted before."""
    return text_of(voice.person_id, voice.sealed, voice.place)
