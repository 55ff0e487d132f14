"""Other programs are told of every step of a report: each message kept until it is heard or given up."""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tandem.journal.write import record
from tandem.streets import public, queue, signing, spoken
from tandem.streets.models import Hook, HookMessage, Move
from tandem.territory.models import Organisation
from tandem.toolbox.calling import Answer
from tandem.toolbox.sealing import seal, unseal

WAITS = tuple(timedelta(minutes=number) for number in (1, 5, 15, 60, 180, 360, 720))
"""Between one try and the next, the last one again and again."""
GIVEN_UP_AFTER = timedelta(days=1)
KEPT = timedelta(days=30)
MOST = 20
"""Hooks of one organisation."""
GONE = 410
"""What a program answers that wants no more of it."""


@transaction.atomic
def make(organisation: Organisation, url: str, categories: list[str]) -> tuple[Hook, str]:
    """The secret is told here and never again; a first message shows whether somebody listens."""
    secret = signing.new_secret()
    hook = Hook.objects.create(
        url=url,
        categories=categories,
        organisation=organisation,
        territory_id=organisation.area_id,
    )
    hook.sealed_secret = seal(secret, hook.place)
    hook.save(update_fields=["sealed_secret"])
    record("streets.hook_made", hook, facts={"hook": hook.pk})
    _keep(hook, {"type": "hook.made", "timestamp": timezone.now().isoformat(), "data": {}})
    return hook, secret


@transaction.atomic
def end(hook: Hook) -> None:
    """What still waits is not told any more."""
    now = timezone.now()
    if not Hook.objects.filter(pk=hook.pk, ended_at__isnull=True).update(ended_at=now):
        return
    HookMessage.objects.filter(hook=hook, told_at__isnull=True).update(given_up_at=now)
    record("streets.hook_ended", hook, facts={"hook": hook.pk})


def note_step(move: Move, sign: str) -> None:
    """One message for each hook that wishes to hear of such a report; once, however often it is tried."""
    report = move.report
    wished = Q(categories=[]) | Q(categories__contains=[report.category])
    hooks = list(
        Hook.objects.filter(wished, organisation=move.organisation_id, ended_at__isnull=True)
    )
    kept = HookMessage.objects.filter(hook__in=hooks, made_at__gte=move.at)
    if not hooks or kept.filter(body__data__step=move.pk).exists():
        return
    body = told(move, sign)
    for hook in hooks:
        _keep(hook, body)


def told(move: Move, sign: str) -> dict[str, object]:
    """The step, and the report as anybody may know it: no words of hers, nobody's name. `sign`: by
    which everybody follows it.
    """
    # The hour, whoever went the step: a reporter opens it again, and her minute is nobody's.
    at = public.hour_of(move.at)
    facts = public.facts_of(move.report, public.Names())
    step = {"step": move.pk, "stepped_to": move.state, "words": spoken.said(move)}
    return {
        "type": "report.moved",
        "timestamp": at.isoformat(),
        "data": {**facts, "id": sign, **step},
    }


def _keep(hook: Hook, body: dict[str, object]) -> HookMessage:
    message = HookMessage.objects.create(
        hook=hook,
        body=body,
        territory_id=hook.territory_id,
        organisation_id=hook.organisation_id,
    )
    queue.tell_hook(message)
    return message


def begin(key: int) -> HookMessage | None:
    """The message, if it is to be told now; the next try is set first, whatever becomes of this one."""
    now = timezone.now()
    waiting = HookMessage.objects.filter(
        pk=key, told_at__isnull=True, given_up_at__isnull=True, next_try_at__lte=now
    )
    message = waiting.select_for_update(of=("self",)).select_related("hook").first()
    if message is None:
        return None
    message.tried += 1
    message.next_try_at = now + wait_after(message.tried)
    message.save(update_fields=["tried", "next_try_at"])
    return message


def written(message: HookMessage) -> tuple[bytes, dict[str, str]]:
    """Body and headers of this try."""
    hook = message.hook
    body = json.dumps(message.body, ensure_ascii=False).encode()
    secret = unseal(hook.sealed_secret or b"", hook.place)
    at = int(timezone.now().timestamp())
    return body, signing.headers(secret, str(message.key), at, body)


def heard(message: HookMessage, answer: Answer) -> bool:
    """Whether it was taken; if so, it is not told again."""
    if answer.status == GONE:
        end(message.hook)
        Hook.objects.filter(pk=message.hook_id).update(failed="gone")
        return True
    if not 200 <= answer.status < 300:
        return False
    HookMessage.objects.filter(pk=message.pk).update(told_at=timezone.now())
    Hook.objects.filter(pk=message.hook_id).exclude(failed="").update(failed="")
    return True


def not_heard(message: HookMessage, why: str) -> bool:
    """Tried again later, or given up; whether the administrators have to be told."""
    now = timezone.now()
    given_up = message.next_try_at >= message.made_at + GIVEN_UP_AFTER
    if given_up:
        HookMessage.objects.filter(pk=message.pk).update(given_up_at=now)
        record("streets.hook_given_up", message, facts={"hook": message.hook_id})
    else:
        queue.tell_hook(message)
    new = Hook.objects.filter(pk=message.hook_id, failed="")
    return bool(new.update(failed=why)) if given_up else False


def wait_after(tried: int) -> timedelta:
    """How long until the next try.

    >>> [wait_after(number).seconds // 60 for number in (1, 2, 3)]
    [1, 5, 15]
    """
    return WAITS[min(tried, len(WAITS)) - 1]


def waiting(now: datetime) -> list[int]:
    """Whose bell was lost: due for an hour, and nobody has tried."""
    late = HookMessage.objects.filter(
        told_at__isnull=True, given_up_at__isnull=True, next_try_at__lt=now - timedelta(hours=1)
    )
    return list(late.order_by("pk").values_list("pk", flat=True)[:500])


def throw_away_old(now: datetime) -> int:
    old = HookMessage.objects.filter(made_at__lt=now - KEPT)
    return old.exclude(told_at__isnull=True, given_up_at__isnull=True).delete()[0]
