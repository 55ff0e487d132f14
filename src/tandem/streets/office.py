"""What the office decides about one report: a step, another category or team, the same as another."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.write import record
from tandem.streets import (
    addresses,
    aims,
    corrections,
    grid,
    joining,
    known_streets,
    planning,
    priority,
    queue,
    resembling,
    rules,
    telling,
)
from tandem.streets.actions import hold, move
from tandem.streets.choices import Closed, Overridden, State
from tandem.streets.errors import NotNow
from tandem.streets.kinds import find_kind
from tandem.streets.models import Override, Report, Team
from tandem.streets.place import is_in_words_only
from tandem.toolbox.workdays import add_working_days

BY_HAND = frozenset(
    {State.LOOKED_AT, State.UNDER_WAY, State.REPAIRED, State.CLOSED, State.JOINED, State.NEW}
)
"""Steps taken on the page of a report; a day is given, and a report handed over, on pages of their own."""
PLACE = (
    *("postal_code", "street", "street_folded", "house_number", "mark", "square"),
    *("lat", "lon", "rough"),
)

MOST_NOTED = 80
PROMISED = frozenset({State.PLANNED, State.UNDER_WAY})


@transaction.atomic
def take_step(
    report: Report,
    to: State,
    *,
    seen: str,
    words: str = "",
    because: Closed | None = None,
    other: Report | None = None,
) -> Report:
    """`seen`: the state that stood on the page. A colleague may have been faster."""
    if hold(report.pk).state != seen:
        raise NotNow(Report.objects.get(pk=report.pk).state)
    if to == State.JOINED:
        return join(report, other, words)
    if to == State.NEW and seen == State.JOINED:
        return take_apart(report)
    return move(report, to, words=words, because=because)


@transaction.atomic
def join(report: Report, other: Report | None, words: str = "") -> Report:
    """The same as another one: they go on as one, and who told of either hears of both."""
    if other is None or other.pk == report.pk:
        raise NotNow("joined_to_itself")
    # In one order, whichever of the two a colleague begins with.
    held = {key: hold(key) for key in sorted((report.pk, other.pk))}
    other = held[other.pk]
    if State(other.state) not in rules.OPEN or other.organisation_id != report.organisation_id:
        raise NotNow("joined_already")
    report = move(report, State.JOINED, joined_to=other, words=words)
    # What had been joined to it goes along: nobody follows a chain.
    Report.objects.filter(joined_to=report).update(joined_to=other)
    joining.recount(other)
    priority.keep(report)
    priority.keep(other)
    return report


@transaction.atomic
def join_alike(one: Report, other: Report, *, seen: str) -> Report:
    """Of two that look alike, the one that may goes on under the sign of the other; that one comes
    back. `seen`: the sign that stood on the button, so that the reporters of no other are told.
    """
    held = {key: hold(key) for key in sorted((one.pk, other.pk))}
    pair = resembling.which_goes(held[one.pk], held[other.pk])
    if pair is None or pair[1].sign != seen:
        raise NotNow("changed")
    goes, stays = pair
    join(goes, stays)
    return stays


@transaction.atomic
def take_apart(report: Report) -> Report:
    """They were not the same after all: it stands by itself again."""
    other = report.joined_to
    if other is not None:
        resembling.say_apart(report, other)
    report = move(report, State.NEW)
    joining.recount(report)
    priority.keep(report)
    if other is not None:
        other = hold(other.pk)
        joining.recount(other)
        priority.keep(other)
    return report


@transaction.atomic
def override(
    report: Report,
    *,
    category: str | None = None,
    team: Team | None = None,
    danger: bool | None = None,
    place: Mapping[str, str] | None = None,
) -> Report:
    """Set by hand; what it was before stays written down."""
    if report.job is not None:
        # The team first, as where a day is given: two colleagues never wait for one another.
        planning.hold_team(report.job.team)
    report = hold(report.pk)
    was = report.category
    if category is not None and category != report.category:
        _note(report, Overridden.CATEGORY, report.category, category)
        _recategorise(report, category)
    if danger is not None and danger != report.danger:
        _note(report, Overridden.DANGER, str(report.danger), str(danger))
        report.danger = danger
    if team is not None and team.pk != report.team_id:
        if report.job_id is not None and report.state in PROMISED:
            # The day was promised for what the other team can do: give it a day with the new one.
            raise NotNow("promised")
        before = str(report.team) if report.team else ""
        _note(report, Overridden.TEAM, before, str(team))
        report.team = team
    if place is not None:
        _set_place(report, place)
    report.save(
        update_fields=[
            "category",
            "trouble",
            "danger",
            "effort",
            "aim_now",
            "team",
            *PLACE,
            "place_confirmed",
        ]
    )
    priority.keep(report)
    queue.find_alike(report)
    if report.category != was and report.state in rules.OPEN:
        telling.recategorised(report, was)
    return report


@transaction.atomic
def confirm_place(report: Report, *, seen: str) -> Report:
    """Nothing of somebody stands in it: anybody may read it; what stands near it, where that alone is the
    place, whoever repairs it. `seen`: the place that stood on the page.
    """
    report = hold(report.pk)
    if place_seen(report) != seen:
        raise NotNow("changed")
    in_words_only = is_in_words_only(report)
    if not report.place_confirmed or in_words_only > report.landmark_confirmed:
        report.place_confirmed, report.landmark_confirmed = True, in_words_only
        report.save(update_fields=["place_confirmed", "landmark_confirmed"])
        if report.street:
            known_streets.free_others_of(report)
        record("streets.place_confirmed", report)
    return report


def place_seen(report: Report) -> str:
    """All that was typed of it, as it is held against what a colleague has read."""
    typed = f"{report.street}|{report.mark}"
    if not is_in_words_only(report):
        return typed
    return f"{typed}|{sha256(report.sealed or b'').hexdigest()}"


def _set_place(report: Report, place: Mapping[str, str]) -> None:
    """What stood there is written down only where it is surely a street: another line may be why it
    is corrected, and is public no more.
    """
    before = [getattr(report, name) for name in PLACE]
    stood = corrections.place_kept(report)
    address = rules.address_in(place["street"])
    by_address = _point_by_address(report)
    report.postal_code, report.street = place["postal_code"], place["street"]
    report.street_folded, report.house_number = address.street, address.number
    if place["mark"] != (report.square or report.mark):
        mark = rules.mark_in(place["mark"])
        report.mark, report.square = mark.number, mark.square
        middle = grid.middle_of(report.territory, mark.square) if mark.square else None
        report.rough = report.rough and not (mark.point or middle)
        report.lat, report.lon = mark.point or middle or (report.lat, report.lon)
    elif (report.lat, report.lon, report.rough) == by_address:
        # It was that of the address, and goes with it; a point that was told stays.
        report.lat, report.lon, report.rough = _point_by_address(report)
    if before != [getattr(report, name) for name in PLACE]:
        report.place_confirmed = True
        known_streets.free_others_of(report)
        now = corrections.place_kept(report)
        _note(report, Overridden.PLACE, stood[:MOST_NOTED], now[:MOST_NOTED])


def _point_by_address(report: Report) -> tuple[float | None, float | None, bool]:
    known = addresses.found_at(report.territory, report.postal_code, report.street)
    return (*known.point, known.rough) if known else (None, None, False)


def _recategorise(report: Report, category: str) -> None:
    kind = find_kind(report.territory, category)
    if not planning.stays_within(report, kind.effort):
        raise NotNow("no_longer_fits")
    report.category, report.trouble = kind.code, kind.trouble
    report.danger, report.effort = kind.danger, kind.effort
    aim = add_working_days(timezone.localdate(report.reported_at), kind.working_days)
    # What was promised first stays: nobody is less late for having chosen another category.
    as_at_first = aims.first_category(report) == category
    report.aim_now = None if as_at_first or aim == report.due_on else aim


def _note(report: Report, what: Overridden, was: str, now: str) -> None:
    Override.objects.create(
        report=report,
        account=asker.current().account,
        what=what,
        was=was,
        now=now,
        territory_id=report.territory_id,
        organisation_id=report.organisation_id,
    )
    record("streets.report_corrected", report, facts={"what": what})
