"""Help that comes every week, by the same helper: kept, unless one of the two wishes otherwise."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Max

from tandem.solidarity.choices import ArrangementState, HowOften, Went
from tandem.solidarity.models import Arrangement, Feedback, Need, Refusal


def usual_helpers(needs: Iterable[Need], today: date, window: timedelta) -> dict[int, str]:
    """The offer that came most often of late to each weekly need; of equals, who came last.

    Nobody of whom one side said that it did not go well. Who would rather meet somebody else has
    said no to each other, and that stands before it.
    """
    weekly = [need.pk for need in needs if need.how_often == HowOften.WEEKLY]
    came = Arrangement.objects.filter(
        need__in=weekly, state=ArrangementState.DONE, day__gte=today - window
    )
    rows = came.values("need", "offer", "offer__key").annotate(times=Count("pk"), last=Max("day"))
    badly = set(
        Feedback.objects.filter(arrangement__in=came, went=Went.BADLY).values_list(
            "arrangement__need", "arrangement__offer"
        )
    )
    by_use = sorted(rows, key=lambda row: (row["times"], row["last"], row["offer"]))
    return {
        row["need"]: str(row["offer__key"])
        for row in by_use
        if (row["need"], row["offer"]) not in badly
    }


def may_come_again(need: Need) -> None:
    """Who came before and could not come this once is looked for again next week."""
    came = Arrangement.objects.filter(need=need, state=ArrangementState.DONE)
    Refusal.objects.filter(need=need, offer__in=came.values("offer")).delete()
