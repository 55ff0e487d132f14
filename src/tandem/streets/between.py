"""A report that stands at two organisations: each hears what the other does with it."""

from contextlib import suppress

from django.utils.translation import override

from tandem.streets import handing, public, spoken
from tandem.streets.choices import State
from tandem.streets.errors import NotNow
from tandem.streets.handing import News
from tandem.streets.models import Handover, Move, Report
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


def given_in(report: Report) -> list[Report]:
    """What others gave us of it: the report itself, and those that were joined to it."""
    joined = Report.objects.filter(joined_to=report).select_related("joined_to")
    return [one for one in (report, *joined) if one.given_by_id is not None]


def left_with(move: Move) -> list[Organisation]:
    """Who still has a row of what is with nobody any more."""
    if move.state == State.HANDED_OVER or handing.in_force(move.report) is not None:
        return []
    held = Organisation.objects.filter(
        pk__in=Handover.objects.filter(report=move.report).values("to_organisation")
    )
    return list(held.select_related("area").order_by("pk"))


def giver_of(report: Report) -> Organisation | None:
    rows = Organisation.objects.select_related("area")
    return rows.filter(pk=report.given_by_id or 0).first()


def public_sign(report: Report) -> str:
    """By which everybody follows it: that of whoever was told of it first. In no scope."""
    while (giver := giver_of(report)) is not None:
        with transaction_within(scopes.of_organisation(giver)):
            above = Report.objects.filter(organisation=giver, key__in=[report.given_key]).first()
        if above is None:
            break
        report = above
    return report.sign


def tell_giver(report: Report, move: Move) -> None:
    """`move` is a step of the report, or of the one that it was joined to."""
    giver = giver_of(report)
    if giver is None:
        return
    with override(public.language_of(giver.area)):
        _tell(giver, report, move)


def _tell(giver: Organisation, report: Report, move: Move) -> None:
    kept = f"step {move.pk}"
    with suppress(NotNow), transaction_within(scopes.of_organisation(giver)):
        # The first line of their row is the hand-over itself.
        row = Handover.objects.filter(
            report__key__in=[report.given_key],
            to_organisation=report.organisation_id,
            at__lt=move.at,
        ).last()
        if row is None:
            return
        if move.state == State.NEW:
            handing.opened_again_there(row, kept)
        else:
            handing.hear(row, _news(report, move), kept)


def _news(report: Report, move: Move) -> News:
    """Joined to another, it is planned when that one is."""
    told = report.joined_to or move.report
    words = spoken.said(move) or str(State(move.state).label)
    return News(State(move.state), words, told.closed_because, told.planned_for)
