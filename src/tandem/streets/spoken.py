"""What the service wrote with a step, as anybody may read it.

Of steps of long ago some hold the name of somebody whom a colleague named by hand: perhaps a private
owner. A step is added and never changed, so such words are left out where they are read.
"""

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import pgettext

from tandem.streets import rules
from tandem.streets.choices import State
from tandem.streets.models import Handover, Move


def words() -> Case:
    """Of a step: its words, without a name that was only written by hand."""
    named = Handover.objects.filter(
        report=OuterRef("report"),
        to_organisation__isnull=True,
        to_system__isnull=True,
        to_name=OuterRef("words"),
    )
    return Case(
        When(Exists(named), state=State.HANDED_OVER, then=Value("")),
        default=F("words"),
        output_field=CharField(),
    )


def publicly(steps: QuerySet[Move]) -> QuerySet[Move]:
    """The steps with `said`, to be read in place of their words; and with `after`, for `label`."""
    before = Move.objects.filter(report=OuterRef("report"), pk__lt=OuterRef("pk")).order_by("-pk")
    return steps.annotate(said=words(), after=Subquery(before.values("state")[:1]))


def label(step: Move) -> str:
    """To what it came; where it had ended before, that it was opened again."""
    after: str | None = step.after  # type: ignore[attr-defined]
    if step.state == State.NEW and after in rules.ENDED:
        return pgettext("of a report", "Opened again")
    return str(State(step.state).label)


def said(step: Move) -> str:
    """Of a step that was asked for through `publicly`."""
    told: str = step.said  # type: ignore[attr-defined]
    return told
