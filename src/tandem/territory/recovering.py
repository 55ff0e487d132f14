"""A colleague who lost everything is let in again: by two others, late, and not without her knowing.

Whoever talks one colleague into it by telephone has gained nothing.
"""

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.accounts.second.standing import proofs_of
from tandem.journal.write import Facts, record
from tandem.territory import long_standing, rules
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Membership, Organisation, Recovery

LIVES = rules.RECOVERY_WAITS + rules.RECOVERY_OPEN
OPENING, STOPPING = "territory.recovery.open", "territory.recovery.stop"


@transaction.atomic
def ask(organisation: Organisation, account: Account, *, by: Account, seen: bool) -> Recovery:
    """Asked by an administrator; it opens nothing until a second colleague has agreed."""
    roles = _roles(organisation, by)
    if Role.ADMINISTRATOR not in roles or by == account:
        raise NotAllowed("not_yours_to_ask")
    if not _works_here_only(organisation, account, by):
        raise NotAllowed("works_elsewhere")
    # What nobody agreed to, or nobody used, does not stand in the way for ever.
    old = Recovery.objects.open().filter(organisation=organisation, account=account)
    old.filter(asked_at__lt=timezone.now() - LIVES - LIVES).update(stopped_at=timezone.now())
    try:
        with transaction.atomic():
            made = Recovery.objects.create(
                territory_id=organisation.area_id,
                organisation=organisation,
                account=account,
                asked_by=by,
                asked_at=timezone.now(),
                asked_seen=seen,
            )
    except IntegrityError as error:
        raise NotAllowed("asked_already") from error
    _noted("territory.recovery_asked", made)
    return made


@transaction.atomic
def agree(recovery: Recovery, *, by: Account, seen: bool, proof_shown: bool = False) -> Recovery:
    """Open at once where both had her before them; else after three days, in which she is told.

    Whoever asked may have invited who agrees: so only a colleague of long standing may agree.
    """
    recovery = _locked(recovery)
    now = timezone.now()
    problem = rules.why_not_agree(
        asked_by=recovery.asked_by_id,
        account=recovery.account_id,
        by=by.pk,
        second=_second(recovery, by, proof_shown=proof_shown),
        decided=bool(recovery.agreed_by_id or recovery.stopped_at or recovery.used_at),
    )
    if problem:
        raise NotAllowed(problem)
    recovery.agreed_by, recovery.agreed_at, recovery.agreed_seen = by, now, seen
    recovery.opens_at = rules.recovery_opens(
        now,
        asked_seen=recovery.asked_seen,
        agreed_seen=seen,
        may_hurry=rules.may_hurry(
            _roles(recovery.organisation, recovery.account),
            asker_long_standing=_is_long_standing(recovery, recovery.asked_by),
        ),
    )
    recovery.save(update_fields=["agreed_by", "agreed_at", "agreed_seen", "opens_at"])
    _noted("territory.recovery_agreed", recovery)
    return recovery


@transaction.atomic
def stop(recovery: Recovery) -> bool:
    """Nobody is let in by it; false where it was stopped or used already."""
    recovery = _locked(recovery)
    if recovery.stopped_at or recovery.used_at:
        return False
    recovery.stopped_at = timezone.now()
    recovery.save(update_fields=["stopped_at"])
    _noted("territory.recovery_stopped", recovery)
    return True


@transaction.atomic
def use(recovery: Recovery) -> bool:
    """Used up: true once, when it is open and nobody stopped it."""
    recovery = _locked(recovery)
    now = timezone.now()
    if not is_open(recovery):
        return False
    recovery.used_at = now
    recovery.save(update_fields=["used_at"])
    _noted("territory.recovery_used", recovery)
    return True


def is_open(recovery: Recovery) -> bool:
    """Whether the link of it opens now."""
    if recovery.stopped_at or recovery.used_at or recovery.opens_at is None:
        return False
    return recovery.opens_at <= timezone.now() <= recovery.opens_at + rules.RECOVERY_OPEN


def token(recovery: Recovery, purpose: str) -> str:
    """For the link that opens or stops it; it leads to its row, of which the rest is asked."""
    keys = [recovery.pk, recovery.territory_id, recovery.organisation_id]
    return signing.dumps(keys, salt=purpose)


def read(token: str, purpose: str) -> tuple[int, int, int] | None:
    """Recovery, territory and organisation; None for what was changed or is too old."""
    try:
        recovery, territory, organisation = signing.loads(token, salt=purpose, max_age=LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(recovery), int(territory), int(organisation)


def _locked(recovery: Recovery) -> Recovery:
    rows = Recovery.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=recovery.pk)


def _roles(organisation: Organisation, account: Account) -> set[str]:
    rows = Membership.objects.in_force().filter(organisation=organisation, account=account)
    return set(rows.values_list("role", flat=True)) if account.is_active else set()


def _second(recovery: Recovery, by: Account, *, proof_shown: bool) -> rules.Second:
    asked = rules.asks_proof(recovery.organisation.proof_asked_from, timezone.localdate())
    return rules.Second(
        works_here=bool(_roles(recovery.organisation, by)),
        long_standing=_is_long_standing(recovery, by),
        proven=proof_shown or not (asked or proofs_of(recovery.account)),
    )


def _is_long_standing(recovery: Recovery, account: Account) -> bool:
    return long_standing.is_so(account.pk, recovery.organisation_id, recovery.asked_at)


def _works_here_only(organisation: Organisation, account: Account, by: Account) -> bool:
    """What her account opens elsewhere is not for colleagues of here to open."""
    rows = Membership.objects.in_force()
    works_for = set(rows.filter(account=account).values_list("organisation", flat=True))
    runs = rows.filter(account=by, role=Role.ADMINISTRATOR).values_list("organisation", flat=True)
    return organisation.pk in works_for and works_for <= set(runs)


def _noted(word: str, recovery: Recovery) -> None:
    facts: Facts = {"account": recovery.account_id, "recovery": recovery.pk}
    record(word, recovery, facts=facts)
