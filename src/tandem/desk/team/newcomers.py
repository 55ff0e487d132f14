"""The pages by which a second colleague says yes to a new one, and an invitation is taken back."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.mail import write_to
from tandem.desk.team import access, queries
from tandem.desk.team.actions import send_new_link
from tandem.people.http import PersonRequest
from tandem.territory import asking, inviting
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Invitation, Membership
from tandem.ui.headers import never_kept

NO = {
    "two_are_needed": gettext_lazy("You invited her yourself: another colleague has to agree."),
    "yourself": gettext_lazy("Nobody gives herself a role. Ask another administrator to do it."),
    "asker_gone": gettext_lazy(
        "Whoever invited her runs this service no more. Another administrator invites her anew."
    ),
    "not_yours_to_agree": gettext_lazy("Only whoever works there may agree."),
    "too_new_to_agree": gettext_lazy(
        "Whoever agrees must have been a colleague for thirty days, with a password of her own, "
        "before she was invited. Ask a colleague who has been here longer."
    ),
    "second_first": gettext_lazy("Nothing leaves before a second colleague says yes."),
    "decided_already": gettext_lazy("Somebody has agreed already, or it was taken back."),
}


def go_on(invitation: Invitation) -> tuple[bool, Membership | None]:
    """Two agreed, or one was enough. Whoever has an account is asked in her own post; all others
    begin, and have a link to choose a password. Whether the mail left, and the role that began.
    """
    if asking.is_asked_first(invitation.account, invitation.organisation):
        return send_question(invitation), None
    given = inviting.begin(invitation)
    return not access.is_awaited(given.account) or send_new_link(given), given


def send_question(invitation: Invitation) -> bool:
    """In her own post; false if no mail server took it."""
    path = reverse("desk:team_asked", args=[asking.token(invitation)])
    said = {"organisation": invitation.organisation, "role": Role(invitation.role).label}

    def wording() -> tuple[str, list[str]]:
        return _("A message from %(organisation)s") % said, [
            _("%(organisation)s asks whether you work with it (%(role)s).") % said,
            _("You have an account already. Sign in with it, and say whether you agree:"),
            urljoin(settings.SITE_URL.rstrip("/") + "/", path),
            _("Until then nothing changes. The link opens for seven days."),
            _("You do not know of it? Do nothing."),
        ]

    return write_to(invitation.account, wording)


def tell_sent(request: PersonRequest, sent: bool) -> None:
    if sent:
        messages.success(request, _("A link is sent to her own e-mail address."))
    else:
        messages.error(request, _("The mail server does not answer. Try again in a moment."))


@never_kept
@require_GET
@login_required
def waiting(request: PersonRequest) -> HttpResponse:
    """New colleagues to whom somebody else must say yes; and whether she may."""
    if not request.memberships or request.account is None:
        raise Http404
    found = access.waiting_for_yes(request)
    rows = [(one, inviting.why_not_agree(one, request.account)) for one in found]
    values = {"rows": [(one, NO[problem] if problem else "") for one, problem in rows]}
    return render(request, "desk/team/newcomers.html", values)


@never_kept
@require_POST
@login_required
def agree(request: PersonRequest, key: int) -> HttpResponse:
    invitation = access.one_that_waits(request, key)
    if request.account is None:
        raise Http404
    try:
        sent, _given = go_on(inviting.agree(invitation, by=request.account))
    except NotAllowed as no:
        messages.error(request, NO[str(no)])
    else:
        tell_sent(request, sent)
    return redirect("desk:newcomers")


@never_kept
@require_POST
@login_required
def stop(request: PersonRequest, key: int) -> HttpResponse:
    """Any colleague may: who doubts is not asked for a reason."""
    inviting.take_back(access.one_that_waits(request, key))
    messages.success(request, _("It is stopped: nobody comes in by it."))
    return redirect("desk:newcomers")


@never_kept
@require_POST
@login_required
def take_back(request: PersonRequest, organisation: int, key: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    if inviting.take_back(access.invitation_of(own, key)):
        messages.success(request, _("The invitation is taken back: nobody comes in by it."))
    return redirect("desk:team_of", organisation=own.pk)


@never_kept
@require_POST
@login_required
def ask_again(request: PersonRequest, organisation: int, key: int) -> HttpResponse:
    """The question, where it was lost or is too old; never before a second colleague said yes."""
    own = access.own_organisation(request, organisation)
    invitation = access.invitation_of(own, key)
    if queries.state_of(invitation) != queries.HERS or inviting.waits_after_all(invitation):
        messages.error(request, NO["second_first"])
        return redirect("desk:team_of", organisation=own.pk)
    sent, _given = go_on(invitation)
    tell_sent(request, sent)
    return redirect("desk:team_of", organisation=own.pk)
