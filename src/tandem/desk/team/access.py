"""Only an administrator gets her organisation, its members and agreements; others get 404."""

from django.http import Http404
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.accounts.second.standing import proofs_of
from tandem.people.http import PersonRequest
from tandem.territory import rules, signposts
from tandem.territory.choices import Role
from tandem.territory.models import Agreement, Invitation, Membership, Organisation


def run_by(request: PersonRequest) -> list[Organisation]:
    """The organisations she is administrator of, by name."""
    own = [m.organisation for m in request.memberships if m.role == Role.ADMINISTRATOR]
    return sorted(own, key=lambda organisation: str(organisation))


def own_organisation(request: PersonRequest, key: int) -> Organisation:
    for organisation in run_by(request):
        if organisation.pk == key:
            return organisation
    raise Http404


def member_of(organisation: Organisation, key: int) -> Membership:
    rows = Membership.objects.in_force().filter(organisation=organisation)
    try:
        return rows.select_related("account").get(pk=key)
    except Membership.DoesNotExist as error:
        raise Http404 from error


def invitation_of(organisation: Organisation, key: int) -> Invitation:
    rows = Invitation.objects.open().filter(organisation=organisation)
    found = rows.select_related("account", "organisation").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def waiting_for_yes(request: PersonRequest) -> list[Invitation]:
    """In any organisation she works for; her own too, which waits for somebody else."""
    ours = {membership.organisation_id for membership in request.memberships}
    rows = Invitation.objects.without_second().filter(organisation__in=ours)
    return list(rows.select_related("account", "asked_by", "organisation").order_by("asked_at"))


def one_that_waits(request: PersonRequest, key: int) -> Invitation:
    for invitation in waiting_for_yes(request):
        if invitation.pk == key:
            return invitation
    raise Http404


def agreement_of(organisation: Organisation, key: int) -> Agreement:
    try:
        return Agreement.objects.of(organisation).get(pk=key)
    except Agreement.DoesNotExist as error:
        raise Http404 from error


def may_give_link(request: PersonRequest, account: Account) -> bool:
    """Whether a link to choose a password may be handed over by this administrator."""
    elsewhere = Membership.objects.in_force().filter(account=account)
    return rules.may_give_link(
        has_password=account.has_usable_password(),
        works_for=set(elsewhere.values_list("organisation", flat=True)),
        run=[organisation.pk for organisation in run_by(request)],
        is_a_resident=bool(signposts.find("account", str(account.pk))),
        first_of_all=all(is_first_of_all(request, m.organisation_id) for m in elsewhere),
    )


def is_first_of_all(request: PersonRequest, organisation: int) -> bool:
    """Whether she opened this organisation and works there by herself until now.

    Who has left counts too, or it would be enough to end all others first.
    """
    others = Membership.objects.filter(organisation=organisation).exclude(account=request.account)
    return not any(m.account.has_usable_password() for m in others.select_related("account"))


def may_have_link_sent(request: PersonRequest, account: Account) -> bool:
    """Whether she alone may have a new link sent to the colleague's own address.

    Only where the link opens nothing by itself, since a second proof is still asked for. Else one
    colleague, talked into it by whoever reads that post, would let him in: two are needed.
    """
    if not account.is_active or account == request.account:
        return False
    return is_awaited(account) or bool(proofs_of(account))


def is_awaited(account: Account) -> bool:
    """Invited, and has not chosen a password yet; nor is it the account of a resident. A link in her
    post opens nothing that is anybody's yet.
    """
    return not account.has_usable_password() and not signposts.find("account", str(account.pk))


def today_in_force(agreement: Agreement) -> bool:
    return agreement.signed_on is not None and agreement.until >= timezone.localdate()
