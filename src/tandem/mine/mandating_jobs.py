"""Each night: both are told before a mandate ends, and what has run out is said to be over."""

import logging
from collections.abc import Callable

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.accounts.mail import write_to
from tandem.mandates import actions, consenting, rules
from tandem.mandates.choices import Ended
from tandem.mandates.models import Consent, Mandate
from tandem.mine import mandating_messages as messages
from tandem.outbox.actions import send
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation

log = logging.getLogger(__name__)


@app.periodic(cron="11 4 * * *")
@app.task(name="mine.tell_and_end")
def tell_and_end(timestamp: int) -> None:
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        tell_and_end_for(organisation)


def tell_and_end_for(organisation: Organisation) -> None:
    """Each in a transaction of its own, so that one that fails leaves the others done."""
    scope = scopes.of_organisation(organisation)
    today = timezone.localdate()
    with transaction_within(scope):
        ours = Mandate.objects.standing().filter(organisation=organisation, ends_on__isnull=False)
        over = list(ours.filter(ends_on__lt=today).values_list("pk", flat=True))
        soon = ours.filter(
            ends_on__gte=today, ends_on__lte=today + rules.BEFORE_THE_END, told_at__isnull=True
        )
        near = [one.pk for one in soon if _is_near(one)]
        agreed = Consent.objects.filter(organisation=organisation, ended_at__isnull=True)
        done = list(agreed.filter(ends_on__lt=today).values_list("pk", flat=True))
    for step, keys in ((_run_out, over), (_tell, near), (_end_consent, done)):
        for key in keys:
            _each(step, key, organisation)


def _each(step: Callable[[int], None], key: int, organisation: Organisation) -> None:
    try:
        with transaction_within(scopes.of_organisation(organisation)):
            step(key)
    except Exception:
        log.exception("Mandate or consent %s could not be followed up.", key)


def _is_near(mandate: Mandate) -> bool:
    if mandate.begins_on is None or mandate.ends_on is None or mandate.days == 1:
        # One of a single day was given for one errand: nobody is told of its evening.
        return False
    return rules.tell_from(mandate.begins_on, mandate.ends_on) <= timezone.localdate()


def _run_out(key: int) -> None:
    mandate = Mandate.objects.select_related("person").get(pk=key)
    if actions.run_out(mandate):
        send(mandate.person, lambda: messages.ran_out(mandate), about=mandate)


def _tell(key: int) -> None:
    mandate = Mandate.objects.select_related("person").get(pk=key)
    if actions.mark_told(mandate):
        send(mandate.person, lambda: messages.ends_soon(mandate), about=mandate)
        _tell_helpers(mandate)


def _tell_helpers(mandate: Mandate) -> None:
    rows = mandate.helpers.filter(ended_at__isnull=True, account__is_active=True)
    for helper in rows.select_related("account"):
        # Its page says it too.
        write_to(helper.account, lambda: messages.ends_soon_for_helpers(mandate))


def _end_consent(key: int) -> None:
    given = Consent.objects.get(pk=key)
    ended = consenting.take_back(given, why=Ended.RAN_OUT)
    if ended is not None and ended.understood:
        send(ended.person, lambda: messages.consent_ended(ended), about=ended)
