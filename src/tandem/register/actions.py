from typing import Any

from django.db import models, transaction
from django.utils import timezone

from tandem.journal.write import Kept
from tandem.register.cards import Card
from tandem.register.models import Run, Tally


def keep_run(card: Card, question: dict[str, Any], answer: dict[str, Any], whose: Kept) -> Run:
    """What was asked and answered, so that anyone entitled can run it again."""
    return Run.objects.create(
        algorithm=card.slug,
        version=card.version,
        question=question,
        answer=answer,
        territory_id=whose.territory_id,
        organisation_id=whose.organisation_id,
    )


@transaction.atomic
def count(card: Card, outcome: str) -> None:
    """One more proposal followed or departed from, for the public register."""
    month = timezone.localdate().replace(day=1)
    row, _made = Tally.objects.get_or_create(algorithm=card.slug, month=month, outcome=outcome)
    Tally.objects.filter(pk=row.pk).update(count=models.F("count") + 1)
