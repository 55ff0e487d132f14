"""A new association comes in: its number is checked, two vouch for it, and it is told of nobody
until its probation has ended well.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from tandem.journal.write import record
from tandem.territory import long_standing, rules
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Membership, Organisation, Vetting, Vouch


@transaction.atomic
def ask(by: int, brought_in: Organisation, name: str, number: str) -> Vetting:
    """Written down, on probation, and opening nothing: nobody works for it yet."""
    checked = rules.enterprise_number(number)
    if checked is None:
        raise NotAllowed("number")
    if Vetting.objects.filter(number=checked).exists():
        raise NotAllowed("known")
    association = Organisation.objects.create(
        kind=OrganisationKind.ASSOCIATION,
        name=name,
        area=brought_in.area,
        platform=brought_in.platform,
        on_probation=True,
    )
    vetting = Vetting.objects.create(organisation=association, number=checked, asked_by=by)
    record("territory.association_asked", brought_in, facts={"association": association.pk})
    return vetting


@transaction.atomic
def vouch(vetting: Vetting, by: int, heard_for: Organisation, name: str) -> Vouch:
    """`name`: the organisation that vouches; `by`: the colleague who spoke with it."""
    vetting = _held(vetting)
    if vetting.let_in_at is not None:
        raise NotAllowed("let_in")
    if name.strip().casefold() == vetting.organisation.name.strip().casefold():
        raise NotAllowed("itself")
    if not long_standing.is_so(by, heard_for.pk, vetting.asked_at):
        raise NotAllowed("too_new_to_agree")
    try:
        with transaction.atomic():
            made = Vouch.objects.create(vetting=vetting, name=name.strip(), account=by)
    except IntegrityError as error:
        raise NotAllowed("vouched") from error
    record("territory.association_vouched", heard_for, facts={"vetting": vetting.pk})
    return made


@transaction.atomic
def let_in(vetting: Vetting, by: int, platform_of: Organisation) -> None:
    """Its probation begins. Whoever lets it in runs it until she has invited its own people."""
    vetting = _held(vetting)
    if vetting.let_in_at is not None:
        raise NotAllowed("let_in")
    if not rules.may_be_let_in(vetting.vouches.count(), by=by, asked_by=vetting.asked_by):
        raise NotAllowed("two_vouch")
    if not long_standing.is_so(by, platform_of.pk, vetting.asked_at):
        raise NotAllowed("too_new_to_agree")
    vetting.let_in_at, vetting.let_in_by = timezone.now(), by
    vetting.save(update_fields=["let_in_at", "let_in_by"])
    Membership.objects.create(
        account_id=by, organisation=vetting.organisation, role=Role.ADMINISTRATOR
    )
    record("territory.association_let_in", platform_of, facts={"vetting": vetting.pk})


@transaction.atomic
def settle(vetting: Vetting, by: int, platform_of: Organisation) -> None:
    """Somebody looked at what it did, and it is as any other from now on."""
    vetting = _held(vetting)
    if not rules.may_be_settled(vetting.let_in_at, timezone.now()):
        raise NotAllowed("too_soon")
    vetting.settled_at, vetting.settled_by = timezone.now(), by
    vetting.save(update_fields=["settled_at", "settled_by"])
    Organisation.objects.filter(pk=vetting.organisation_id).update(on_probation=False)
    record("territory.association_settled", platform_of, facts={"vetting": vetting.pk})


@transaction.atomic
def end(vetting: Vetting, by: int, platform_of: Organisation) -> None:
    """Nobody works for it any more, and it stays on probation for good."""
    vetting = _held(vetting)
    vetting.ended_at, vetting.ended_by = timezone.now(), by
    vetting.save(update_fields=["ended_at", "ended_by"])
    Organisation.objects.filter(pk=vetting.organisation_id).update(on_probation=True)
    in_force = Membership.objects.in_force().filter(organisation=vetting.organisation_id)
    in_force.update(left_at=vetting.ended_at)
    record("territory.association_ended", platform_of, facts={"vetting": vetting.pk})


def _held(vetting: Vetting) -> Vetting:
    held = Vetting.objects.select_for_update(of=("self",)).get(pk=vetting.pk)
    if held.ended_at is not None:
        raise NotAllowed("ended")
    return held
