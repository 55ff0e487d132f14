from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.write import Kept, record
from tandem.register.cards import Card
from tandem.register.models import Decision, Measured, Run, Tally


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
def keep_decision(
    card: Card,
    run: Run,
    about: str,
    outcome: str,
    *,
    proposed: dict[str, Any],
    decided: dict[str, Any],
    because: str = "",
) -> Decision:
    """What a person did with a proposal, beside the run that made it, and counted in public."""
    count(card, outcome)
    return Decision.objects.create(
        run=run,
        about=about,
        outcome=outcome,
        proposed=proposed,
        decided=decided,
        because=because,
        by=asker.current().account,
        territory_id=run.territory_id,
        organisation_id=run.organisation_id,
    )


@transaction.atomic
def count(card: Card, outcome: str) -> None:
    """One more proposal followed or departed from, for the public register."""
    month = timezone.localdate().replace(day=1)
    row, _made = Tally.objects.get_or_create(algorithm=card.slug, month=month, outcome=outcome)
    Tally.objects.filter(pk=row.pk).update(count=models.F("count") + 1)


def note_taken(run: Run) -> None:
    """Its question was taken away as a file: no name stands in it, and yet it is noted."""
    record("register.question_taken", run, facts={"run": run.pk})


def is_measured(card: Card, until: date) -> bool:
    return Measured.objects.filter(algorithm=card.slug, until=until).exists()


def keep_measured(card: Card, since: date, until: date, figures: dict[str, Any]) -> Measured:
    """Counted once and kept: a period that was published is not counted again."""
    row, _made = Measured.objects.get_or_create(
        algorithm=card.slug, until=until, defaults={"since": since, "figures": figures}
    )
    return row
