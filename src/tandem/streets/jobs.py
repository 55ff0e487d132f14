"""Work done outside the web process. Arguments are keys only; each job says whose rows it opens."""

import logging
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.streets import (
    between,
    counting,
    handing,
    hooks,
    mail_to_administrators,
    outward,
    priority,
    resembling,
    spoken,
    visits,
)
from tandem.streets.models import Figures, Move, Report, System
from tandem.streets.queue import (
    ASK_SERVICES,
    END_HANDOVER,
    FIND_ALIKE,
    SEND_HANDOVER,
    STEP,
    TELL_HOOK,
)
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.toolbox.calling import Doubtful, NotReached, call

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=4)
log = logging.getLogger(__name__)
MOST_OF_ANSWER = 65_536
"""Of what a hook answers; none of it is read."""


@app.task(name=STEP, retry=AGAIN)
def step(territory: int, organisation: int, key: int) -> None:
    """A report went a step: hooks hear of it, and whoever shares the report with us."""
    with transaction_within(scopes.of_keys(territory, organisation)):
        known = ("report__territory", "report__organisation", "report__joined_to")
        move = spoken.publicly(Move.objects.select_related(*known)).get(pk=key)
    sign = between.public_sign(move.report)
    with transaction_within(scopes.of_keys(territory, organisation)):
        hooks.note_step(move, sign)
        given, left = between.given_in(move.report), between.left_with(move)
    for report in given:
        between.tell_giver(report, move)
    for other in left:
        with transaction_within(scopes.of_organisation(other)):
            handing.let_go(other, move.report)


@app.task(name=TELL_HOOK)
def tell_hook(territory: int, organisation: int, key: int) -> None:
    """One try; in no transaction while the other side thinks."""
    scope = scopes.of_keys(territory, organisation)
    with transaction_within(scope):
        message = hooks.begin(key)
        if message is None:
            return
        body, headers = hooks.written(message)
        url = message.hook.url
    why = ""
    try:
        answer = call(url, body=body, headers=headers, most=MOST_OF_ANSWER)
        with transaction_within(scope):
            why = "" if hooks.heard(message, answer) else f"status_{answer.status}"
    except (NotReached, Doubtful) as wrong:
        # Told twice does no harm: each message carries its own key.
        why = str(wrong)
    if why:
        with transaction_within(scope):
            tell = hooks.not_heard(message, why)
        if tell:
            page = f"{settings.SITE_URL}{reverse('streets:hooks')}"
            mail_to_administrators.hook_given_up(organisation, page)


@app.task(name=SEND_HANDOVER)
def send_handover(territory: int, organisation: int, key: int) -> None:
    outward.send(scopes.of_keys(territory, organisation), key)


@app.task(name=END_HANDOVER, retry=AGAIN)
def end_handover(territory: int, organisation: int, key: int) -> None:
    """Whoever had a report hears that we went on with it ourselves."""
    outward.tell_ended(scopes.of_keys(territory, organisation), key)


@app.task(name=ASK_SERVICES)
def ask_services(territory: int, organisation: int, key: int) -> None:
    outward.ask_services(scopes.of_keys(territory, organisation), key)


@app.task(name=FIND_ALIKE, retry=AGAIN)
def find_alike(territory: int, organisation: int, key: int) -> None:
    """What else that is open may be of the same thing: the inbox shows it."""
    with transaction_within(scopes.of_keys(territory, organisation)):
        resembling.find(key)


@app.periodic(cron="*/10 * * * *")
@app.task(name="streets.follow_systems")
def follow_systems(timestamp: int) -> None:
    """What became of what was handed over to other programs."""

    def follow(organisation: Organisation) -> None:
        scope = scopes.of_organisation(organisation)
        with transaction_within(scope):
            called = System.objects.filter(left_at__isnull=True, contact__isnull=True)
            keys = list(called.values_list("pk", flat=True))
        for key in keys:
            outward.follow(scope, key)

    _each_alone(follow)


@app.periodic(cron="41 * * * *")
@app.task(name="streets.ring_again")
def ring_again(timestamp: int) -> None:
    """What waits although its bell was lost."""

    def ring(organisation: Organisation) -> None:
        scope, now = scopes.of_organisation(organisation), timezone.now()
        with transaction_within(scope):
            keys = hooks.waiting(now)
            sending = outward.waiting(now)
        for key in keys:
            tell_hook(organisation.area_id, organisation.pk, key)
        for key in sending:
            outward.send(scope, key)

    _each_alone(ring)


def _each_alone(deed: Callable[[Organisation], None]) -> None:
    """One that fails leaves the others done."""
    for organisation in Organisation.objects.order_by("pk"):
        try:
            deed(organisation)
        except Exception:
            log.exception("Other programs of organisation %s could not be asked.", organisation.pk)


@app.periodic(cron="17 3 * * *")
@app.task(name="streets.keep_order")
def keep_order(timestamp: int) -> None:
    """How rarely one hears from an area changes as time goes by."""
    _for_each(priority.keep_all)


@app.periodic(cron="37 4 * * *")
@app.task(name="streets.draw_visits")
def draw_visits(timestamp: int) -> None:
    """A share of what was repaired in the month before is looked at by somebody else: once a month,
    on its first day or, where that was missed, as soon as this runs again.
    """
    _for_each(visits.draw)


@app.periodic(cron="23 3 * * *")
@app.task(name="streets.count")
def count(timestamp: int) -> None:
    """What becomes of reports is public, also what is not repaired; counted anew each night."""
    _for_each(count_for)


def count_for(organisation: Organisation, today: date) -> None:
    """In its scope."""
    if not Report.objects.filter(organisation=organisation).exists():
        return
    last = Figures.objects.filter(organisation=organisation).first()
    people = counting.of_a_quarter(organisation.pk, today, last.counted if last else {})
    Figures.objects.update_or_create(
        organisation=organisation,
        defaults={
            "since": today - counting.A_YEAR,
            "until": today,
            "counted": counting.counted(organisation.pk, today) | people,
        },
    )


def _for_each(deed: Callable[[Organisation, date], object]) -> None:
    today = timezone.localdate()
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        with transaction_within(scopes.of_organisation(organisation)):
            deed(organisation, today)
