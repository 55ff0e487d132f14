from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal.write import Facts, record
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import leavers, newcomers, rules, scopes
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import (
    Agreement,
    Area,
    Controller,
    Inhabitants,
    Membership,
    Organisation,
    Platform,
)


@transaction.atomic
def give_role(organisation: Organisation, account: Account, role: Role) -> Membership:
    """Once two agreed: see `inviting`. Whoever works with people there is told of her at once."""
    membership, made = Membership.objects.get_or_create(
        account=account, organisation=organisation, role=role, left_at=None
    )
    if made:
        facts: Facts = {"account": account.pk, "role": str(role)}
        record("territory.member_invited", organisation, facts=facts)
        newcomers.ask_to_tell(membership)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Account) -> None:
    """She opens nothing of the organisation from the next page on, and reads of it in her post."""
    # Locked, so that two administrators cannot dismiss each other at the same moment.
    organisation = Organisation.objects.select_for_update(of=("self",)).get(
        pk=membership.organisation_id
    )
    in_force = Membership.objects.in_force().filter(organisation=organisation)
    administrators = in_force.filter(role=Role.ADMINISTRATOR).count()
    if not rules.may_end(membership.role, administrators):
        raise NotAllowed("last_administrator")
    if in_force.filter(pk=membership.pk).update(left_at=timezone.now()):
        facts: Facts = {"account": membership.account_id, "role": membership.role}
        record("territory.member_left", organisation, facts=facts)
        leavers.ask_to_tell(membership, by)


@transaction.atomic
def propose_agreement(by: Organisation, to: Organisation, until: date) -> Agreement:
    """Proposed, and opening nothing yet. What was agreed before stays until the other has signed."""
    if by.pk == to.pk:
        raise NotAllowed("with_itself")
    if not rules.is_a_fair_term(until, timezone.localdate()):
        raise NotAllowed("term")
    one, other = sorted((by, to), key=lambda side: side.pk)
    agreement, made = Agreement.objects.select_for_update(of=("self",)).get_or_create(
        one=one, other=other, defaults={"proposed_by": by, "until": until}
    )
    if not made:
        if is_in_force(agreement):
            raise NotAllowed("in_force")
        agreement.proposed_by, agreement.until, agreement.signed_on = by, until, None
        agreement.save(update_fields=["proposed_by", "until", "signed_on"])
    record("territory.agreement_proposed", by, facts={"with": to.pk})
    return agreement


@transaction.atomic
def sign_agreement(agreement: Agreement, by: Organisation) -> None:
    """Open from today: both sides have said yes."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if by.pk not in {agreement.one_id, agreement.other_id} or by.pk == agreement.proposed_by_id:
        raise NotAllowed("not_yours_to_sign")
    if agreement.until < timezone.localdate():
        raise NotAllowed("expired")
    agreement.signed_on = timezone.localdate()
    agreement.save(update_fields=["signed_on"])
    record("territory.agreement_signed", by, facts={"agreement": agreement.pk})


@transaction.atomic
def end_agreement(agreement: Agreement, by: Organisation) -> None:
    """Closed at once; either side may, and needs nobody for it."""
    if by.pk not in {agreement.one_id, agreement.other_id}:
        raise NotAllowed("not_yours_to_end")
    agreement.until = timezone.localdate() - timedelta(days=1)
    agreement.save(update_fields=["until"])
    record("territory.agreement_ended", by, facts={"agreement": agreement.pk})


def is_in_force(agreement: Agreement) -> bool:
    today = timezone.localdate()
    return agreement.signed_on is not None and agreement.signed_on <= today <= agreement.until


@transaction.atomic
def open_platform(
    name: str, communes: Sequence[Area], *, telephone: str, administrator: Account
) -> Platform:
    """The platform, an organisation for each commune that takes in what its people ask, and one
    administrator of them all. A shared platform also has its telephone service.
    """
    platform = Platform.objects.create(name=name, telephone=telephone)
    platform.communes.set(communes)
    made = [_commune(platform, commune) for commune in communes]
    if len(made) > 1:
        made.append(_call_centre(platform, communes[0], telephone))
    scope = current() or Scope()
    for organisation in made:
        scope |= scopes.of_organisation(organisation)
    with within(scope):
        for organisation in made:
            Membership.objects.create(
                account=administrator, organisation=organisation, role=Role.ADMINISTRATOR
            )
            record("territory.platform_opened", organisation, facts={"platform": platform.pk})
    return platform


def _commune(platform: Platform, commune: Area) -> Organisation:
    return Organisation.objects.create(
        kind=OrganisationKind.COMMUNE,
        name=commune.name,
        names=commune.names,
        area=commune,
        platform=platform,
        takes_in=True,
        telephone=platform.telephone,
        proof_asked_from=timezone.localdate() + rules.GRACE,
    )


def _call_centre(platform: Platform, commune: Area, telephone: str) -> Organisation:
    return Organisation.objects.create(
        kind=OrganisationKind.CALL_CENTRE,
        name=platform.name,
        area=commune.parent or commune,
        platform=platform,
        telephone=telephone,
        proof_asked_from=timezone.localdate() + rules.GRACE,
    )


@transaction.atomic
def change_reach(organisation: Organisation, **reach: str) -> None:
    """What the public reads under "How to reach us"."""
    Organisation.objects.filter(pk=organisation.pk).update(**reach)
    record("territory.reach_changed", organisation)


@transaction.atomic
def ask_proof_from(organisation: Organisation, day: date | None) -> None:
    """From this day on a password alone opens nothing of the organisation; None: it does."""
    Organisation.objects.filter(pk=organisation.pk).update(proof_asked_from=day)
    facts: Facts = {"from": day.isoformat() if day else ""}
    record("territory.proof_asked", organisation, facts=facts)


@transaction.atomic
def state_controller(organisation: Organisation, **said: object) -> Controller:
    """What the public reads of whoever answers for the use of data there."""
    controller, _made = Controller.objects.update_or_create(
        organisation=organisation, defaults=said
    )
    Organisation.objects.filter(pk=organisation.pk).update(
        data_officer=controller.data_officer[:200]
    )
    record("territory.controller_stated", organisation)
    return controller


@transaction.atomic
def state_inhabitants(organisation: Organisation, **said: object) -> Inhabitants:
    """How many people live in its commune, as everybody reads it from now on."""
    row, _made = Inhabitants.objects.update_or_create(
        commune=organisation.area, defaults={"invented": False} | said
    )
    record("territory.inhabitants_stated", organisation)
    return row
