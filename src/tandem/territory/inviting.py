"""A colleague is invited by one and agreed to by a second: until then nothing opens to her.

Whoever invites may own the mailbox she invites. Where nobody else works yet, her word alone has to
do, and those of the platform who could know better are told.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal.write import Facts, record
from tandem.territory import long_standing, newcomers, rules
from tandem.territory.actions import give_role
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Invitation, Membership, Organisation


@transaction.atomic
def invite(organisation: Organisation, account: Account, role: Role, *, by: Account) -> Invitation:
    """Written down; it opens nothing. Asked twice, it is the one of before."""
    if by == account:
        raise NotAllowed("yourself")
    has_it = Membership.objects.in_force().filter(account=account, organisation=organisation)
    if has_it.filter(role=role).exists():
        raise NotAllowed("has_role")
    # One after the other, so that two administrators do not both find the place empty.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    rows = Invitation.objects.open().filter(organisation=organisation, account=account, role=role)
    if (known := rows.first()) is not None:
        waits_after_all(known)
        known.refresh_from_db(fields=["alone"])
        return known
    made = Invitation(
        territory_id=organisation.area_id,
        organisation=organisation,
        account=account,
        role=role,
        asked_by=by,
        asked_at=timezone.now(),
    )
    made.alone = whose_yes(made) == rules.Yes.NOBODY
    made.save()
    _noted("territory.member_asked", made)
    if not made.alone:
        newcomers.ask_for_yes(made)
    return made


def others_of(invitation: Invitation) -> QuerySet[Membership]:
    """Who works there besides who asked and who is invited, and has a password of her own."""
    rows = Membership.objects.in_force().filter(organisation=invitation.organisation_id)
    return _who_entered(rows, invitation).filter(account__is_active=True)


def whose_yes(invitation: Invitation) -> rules.Yes:
    others = set(others_of(invitation).values_list("account", flat=True))
    place, asked = invitation.organisation_id, invitation.asked_at
    # However short she stayed: whoever is alone may have ended her a minute ago.
    ever = Membership.objects.filter(organisation=place)
    return rules.whose_yes(
        long_standing=any(long_standing.is_so(one, place, asked) for one in others),
        others=bool(others),
        gone=not others and _who_entered(ever, invitation).exists(),
    )


def _who_entered(rows: QuerySet[Membership], invitation: Invitation) -> QuerySet[Membership]:
    known = rows.exclude(account__in=[invitation.asked_by_id, invitation.account_id])
    return known.exclude(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)


def why_not_agree(invitation: Invitation, by: Account) -> str:
    """Empty where she may be the second."""
    if by.pk == invitation.asked_by_id:
        return "two_are_needed"
    if by.pk == invitation.account_id:
        return "yourself"
    if not is_asked_by_who_runs(invitation):
        return "asker_gone"
    if not others_of(invitation).filter(account=by).exists():
        return "not_yours_to_agree"
    if whose_yes(invitation) == rules.Yes.LONG_STANDING and not long_standing.is_so(
        by.pk, invitation.organisation_id, invitation.asked_at
    ):
        return "too_new_to_agree"
    return ""


def is_asked_by_who_runs(invitation: Invitation) -> bool:
    """Void once whoever asked runs the place no more."""
    runs = Membership.objects.in_force().filter(
        account=invitation.asked_by_id, organisation=invitation.organisation_id
    )
    return runs.filter(role=Role.ADMINISTRATOR, account__is_active=True).exists()


@transaction.atomic
def agree(invitation: Invitation, *, by: Account) -> Invitation:
    """The second yes: from now on the role may begin."""
    held = locked(invitation)
    if _is_settled(held) or held.agreed_by_id or held.alone:
        raise NotAllowed("decided_already")
    if problem := why_not_agree(held, by):
        raise NotAllowed(problem)
    held.agreed_by, held.agreed_at = by, timezone.now()
    try:
        with transaction.atomic():
            held.save(update_fields=["agreed_by", "agreed_at"])
    except IntegrityError as error:
        raise NotAllowed("too_new_to_agree") from error
    _noted("territory.member_agreed", held)
    return held


@transaction.atomic
def agree_for_nobody(invitation: Invitation) -> Invitation:
    """By whoever runs the installation, where all who could say yes have left."""
    held = locked(invitation)
    if _is_settled(held) or whose_yes(held) != rules.Yes.INSTALLATION:
        raise NotAllowed("others_agree")
    held.alone, held.agreed_at = True, timezone.now()
    held.save(update_fields=["alone", "agreed_at"])
    _noted("territory.member_agreed", held)
    return held


@transaction.atomic
def take_back(invitation: Invitation) -> bool:
    """Nobody comes in by it; false where that was so already, or she works there since."""
    held = locked(invitation)
    if _is_settled(held):
        return False
    held.stopped_at = timezone.now()
    held.save(update_fields=["stopped_at"])
    _noted("territory.member_taken_back", held)
    return True


@transaction.atomic
def waits_after_all(invitation: Invitation) -> bool:
    """Whether one word did, and others work there by now, or did: then it waits for a second yes."""
    held = locked(invitation)
    if _is_settled(held) or not held.alone or held.agreed_at:
        return False
    yes = whose_yes(held)
    if yes == rules.Yes.NOBODY:
        return False
    held.alone = False
    held.save(update_fields=["alone"])
    _noted("territory.member_asked", held)
    if yes != rules.Yes.INSTALLATION:
        newcomers.ask_for_yes(held)
    return True


def begin(invitation: Invitation) -> Membership:
    """She is a colleague from now on; whoever works with people there is told of her at once."""
    if waits_after_all(invitation):
        raise NotAllowed("second_first")
    return _begun(invitation)


@transaction.atomic
def _begun(invitation: Invitation) -> Membership:
    held = locked(invitation)
    if _is_settled(held) or not (held.agreed_by_id or held.alone):
        raise NotAllowed("decided_already")
    # The role first: the rows let nobody in but by an open invitation.
    given = give_role(held.organisation, held.account, Role(held.role))
    held.begun_at = timezone.now()
    held.save(update_fields=["begun_at"])
    return given


def locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "account", "asked_by").get(pk=invitation.pk)


def _is_settled(invitation: Invitation) -> bool:
    return bool(invitation.stopped_at or invitation.begun_at)


def _noted(word: str, invitation: Invitation) -> None:
    facts: Facts = {
        "account": invitation.account_id,
        "role": str(invitation.role),
        "alone": invitation.alone,
    }
    record(word, invitation, facts=facts)
