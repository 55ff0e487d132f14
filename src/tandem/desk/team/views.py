from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts import invitations
from tandem.accounts.actions import open_account
from tandem.desk.team import access, queries
from tandem.desk.team.actions import note_link_shown, send_new_link
from tandem.desk.team.forms import InviteForm, ProposeForm, ReachForm
from tandem.desk.team.newcomers import go_on, tell_sent
from tandem.people.http import PersonRequest
from tandem.territory import actions, inviting
from tandem.territory.asking import is_asked_first
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Invitation, Organisation
from tandem.ui import keeping
from tandem.ui.headers import never_kept

NOT_ALLOWED = {
    "last_administrator": gettext_lazy(
        "This is the last administrator. Invite another one first, or nobody could."
    ),
    "in_force": gettext_lazy("This agreement is in force already. End it first."),
    "expired": gettext_lazy("The proposal has expired. Propose it again with a later day."),
}

NO_LINK = gettext_lazy(
    "This account has a password, or opens what you do not answer for: no link to it is shown here. "
    "A colleague who cannot sign in any more is let in again by two."
)
YOURSELF = gettext_lazy("Nobody gives herself a role. Ask another administrator to do it.")


@never_kept
@require_GET
@login_required
def choose(request: PersonRequest) -> HttpResponse:
    """Her organisation; where she runs several, which one."""
    own = access.run_by(request)
    if not own:
        raise Http404
    if len(own) == 1:
        return redirect("desk:team_of", organisation=own[0].pk)
    return render(request, "desk/team/choose.html", {"own": queries.with_members(own)})


@never_kept
@require_GET
@login_required
def team(request: PersonRequest, organisation: int) -> HttpResponse:
    return _page(request, access.own_organisation(request, organisation))


def _page(request: PersonRequest, own: Organisation, **forms: object) -> HttpResponse:
    members = queries.members_of(own)
    values = {
        "own": own,
        "members": members,
        "invited": queries.invited_to(own),
        "first_steps": queries.first_steps(own, members) if own.takes_in else [],
        "first_of_all": access.is_first_of_all(request, own.pk),
        "agreements": queries.agreements_of(own),
        "several": len(access.run_by(request)) > 1,
        "invite_form": InviteForm(),
        "reach_form": ReachForm(instance=own),
        "propose_form": ProposeForm(own),
    }
    status = 422 if forms else 200
    return render(request, "desk/team/team.html", {**values, **forms}, status=status)


@never_kept
@require_POST
@login_required
def invite(request: PersonRequest, organisation: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, own, invite_form=form)
    said = form.cleaned_data
    if request.account is not None and said["email"].lower() == request.account.email:
        form.add_error("email", YOURSELF)
        return _page(request, own, invite_form=form)
    if request.account is None:
        raise Http404
    try:
        asked = inviting.invite(
            own, open_account(said["email"]), Role(said["role"]), by=request.account
        )
    except NotAllowed:
        messages.success(request, _("This colleague has this role already."))
        return redirect("desk:team_of", organisation=own.pk)
    return _begun(request, asked) if asked.alone else _waits(request, asked)


def _waits(request: PersonRequest, asked: Invitation) -> HttpResponse:
    """A second colleague is asked; where nobody is left who could say yes, the page says so."""
    messages.success(
        request, _("Invited. Nothing opens to her before a second colleague says yes.")
    )
    return redirect("desk:team_of", organisation=asked.organisation_id)


def _begun(request: PersonRequest, asked: Invitation) -> HttpResponse:
    """Nobody else works there yet: hers is the only word, and the platform is told."""
    place = asked.organisation_id
    if not is_asked_first(asked.account, asked.organisation) and access.is_awaited(asked.account):
        membership = inviting.begin(asked)
        if access.may_give_link(request, membership.account):
            note_link_shown(membership)
            return redirect("desk:team_link", organisation=place, member=membership.pk)
        tell_sent(request, send_new_link(membership))
        return redirect("desk:team_of", organisation=place)
    sent, membership_now = go_on(asked)
    if membership_now is None:
        tell_sent(request, sent)
    else:
        messages.success(
            request, _("This colleague has an account already, and signs in with it as usual.")
        )
    return redirect("desk:team_of", organisation=place)


@never_kept
@require_GET
@login_required
def invitation(request: PersonRequest, organisation: int, member: int) -> HttpResponse:
    """The link by which the first colleague of all chooses a password, to hand over on paper. All
    others have theirs in their own post, so that nobody comes in as somebody she has made up.
    """
    own = access.own_organisation(request, organisation)
    membership = access.member_of(own, member)
    if not access.may_give_link(request, membership.account):
        messages.error(request, NO_LINK)
        return redirect("desk:team_of", organisation=own.pk)
    link = f"{settings.SITE_URL}{invitations.link_for(membership.account)}"
    values = {"own": own, "member": membership, "link": link, "square": queries.square_of(link)}
    return render(request, "desk/team/invitation.html", values)


@never_kept
@require_POST
@login_required
def send_link(request: PersonRequest, organisation: int, member: int) -> HttpResponse:
    """To a colleague who forgot her password: by e-mail to herself, so that nobody acts as she."""
    own = access.own_organisation(request, organisation)
    membership = access.member_of(own, member)
    if not access.may_have_link_sent(request, membership.account):
        messages.error(request, NO_LINK)
    else:
        tell_sent(request, send_new_link(membership))
    return redirect("desk:team_of", organisation=own.pk)


@never_kept
@require_POST
@login_required
def end(request: PersonRequest, organisation: int, member: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    if request.account is None:
        raise Http404
    try:
        actions.end_membership(access.member_of(own, member), by=request.account)
    except NotAllowed as no:
        messages.error(request, NOT_ALLOWED[str(no)])
    else:
        messages.success(request, _("This colleague no longer opens anything here."))
    return redirect("desk:team_of", organisation=own.pk)


@never_kept
@require_POST
@login_required
def reach(request: PersonRequest, organisation: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    form = ReachForm(request.POST, instance=own)
    if not form.is_valid():
        return _page(request, own, reach_form=form)
    actions.change_reach(own, **form.cleaned_data)
    keeping.forget()
    messages.success(request, _("The public reads it so from now on."))
    return redirect("desk:team_of", organisation=own.pk)


@never_kept
@require_POST
@login_required
def propose(request: PersonRequest, organisation: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    form = ProposeForm(own, request.POST)
    if not form.is_valid():
        return _page(request, own, propose_form=form)
    try:
        actions.propose_agreement(own, form.cleaned_data["neighbour"], form.cleaned_data["until"])
    except NotAllowed as no:
        messages.error(request, NOT_ALLOWED[str(no)])
    else:
        messages.success(request, _("Proposed. It opens nothing until they have signed."))
    return redirect("desk:team_of", organisation=own.pk)


@never_kept
@require_POST
@login_required
def sign(request: PersonRequest, organisation: int, agreement: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    try:
        actions.sign_agreement(access.agreement_of(own, agreement), own)
    except NotAllowed as no:
        if str(no) not in NOT_ALLOWED:
            raise Http404 from no
        messages.error(request, NOT_ALLOWED[str(no)])
    else:
        messages.success(request, _("Signed. Coordinators of both sides see it from now on."))
    return redirect("desk:team_of", organisation=own.pk)


@never_kept
@require_POST
@login_required
def part(request: PersonRequest, organisation: int, agreement: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    actions.end_agreement(access.agreement_of(own, agreement), own)
    messages.success(request, _("The agreement has ended. Neither side sees the other's needs."))
    return redirect("desk:team_of", organisation=own.pk)
