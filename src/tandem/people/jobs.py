"""Work done outside the web process."""

import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.journal.asker import INSIDE, acting
from tandem.people.changing_keys import give_keys
from tandem.people.keeping import carry_out
from tandem.people.models import Clearing
from tandem.people.tidying import forget_former, may_rewrite, rewrite_files
from tandem.territory.models import Organisation

log = logging.getLogger(__name__)


@app.periodic(cron="41 2 * * *")
@app.task(name="people.keep_to_rules", queueing_lock="people.keep_to_rules")
def keep_to_rules(timestamp: int) -> None:
    """What is past its term is taken out, rule by rule, and the night is reported."""
    with acting(INSIDE):
        clear_away()


def clear_away() -> Clearing:
    began = timezone.now()
    outcome = carry_out(began)
    with transaction.atomic():
        return Clearing.objects.create(
            began_at=began,
            ended_at=timezone.now(),
            counts=dict(outcome.counts),
            failed=list(outcome.failed),
        )


@app.periodic(cron="7 4 * * *")
@app.task(name="people.tidy_keys")
def tidy_keys(timestamp: int) -> None:
    """What was erased by now is taken out of the data files; whoever has no key yet is given one."""
    for organisation in Organisation.objects.order_by("pk"):
        give_keys(organisation)
    forget_former(timezone.now())
    if may_rewrite():
        rewrite_files()
    else:
        log.warning("Run `manage.py tidy_keys` as the owner each night: the worker may not here.")
