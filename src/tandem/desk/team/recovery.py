"""The pages by which two colleagues let a third in again."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.actions import choose_password
from tandem.accounts.forms import NewPasswordForm
from tandem.accounts.second import actions as proofs
from tandem.accounts.second import standing
from tandem.desk.team import access, queries, recovery_access, recovery_messages
from tandem.desk.team.forms import SeenForm
from tandem.people.http import PersonRequest
from tandem.territory import recovering
from tandem.territory.errors import NotAllowed
from tandem.ui.headers import never_kept

NO = {
    "not_yours_to_ask": gettext_lazy("Only another administrator may ask this."),
    "works_elsewhere": gettext_lazy(
        "This account also opens files of another organisation. Whoever runs the installation "
        "lets this colleague in again."
    ),
    "asked_already": gettext_lazy("It was asked already, and waits for a second colleague."),
    "two_are_needed": gettext_lazy("You asked for it yourself: another colleague has to agree."),
    "not_for_yourself": gettext_lazy("Nobody lets herself in again."),
    "not_yours_to_agree": gettext_lazy("Only whoever works there may agree."),
    "too_new_to_agree": gettext_lazy(
        "Whoever agrees must have been a colleague for thirty days, with a password of her own, "
        "before it was asked. Is there nobody? Whoever runs the installation lets her in again."
    ),
    "proof_first": gettext_lazy(
        "Sign in with your second proof first: without it you cannot agree to this."
    ),
    "decided_already": gettext_lazy("Somebody has agreed already, or it was stopped."),
}


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def member(request: PersonRequest, organisation: int, member: int) -> HttpResponse:
    """A colleague who can no longer sign in: what helps her, and by how many people."""
    own = access.own_organisation(request, organisation)
    membership = access.member_of(own, member)
    form = SeenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and request.account is not None:
        try:
            asked = recovering.ask(
                own, membership.account, by=request.account, seen=form.cleaned_data["seen"]
            )
        except NotAllowed as no:
            messages.error(request, NO[str(no)])
        else:
            recovery_messages.tell_asked(asked)
            messages.success(request, _("Now a second colleague has to agree; she is told too."))
        return redirect("desk:recovery", organisation=own.pk, member=membership.pk)
    recovery = recovery_access.open_of(own, membership.account_id)
    is_open = recovery is not None and recovering.is_open(recovery)
    values = {
        "own": own,
        "member": membership,
        "has_proof": bool(standing.proofs_of(membership.account)),
        "herself": membership.account == request.account,
        "recovery": recovery,
        "is_open": is_open,
        "form": form,
    }
    if recovery is not None and is_open:
        path = reverse("desk:recovered", args=[recovering.token(recovery, recovering.OPENING)])
        link = urljoin(settings.SITE_URL.rstrip("/") + "/", path)
        values |= {"link": link, "square": queries.square_of(link)}
    return render(request, "desk/team/recovery.html", values)


@never_kept
@require_GET
@login_required
def waiting(request: PersonRequest) -> HttpResponse:
    """Colleagues who are to be let in again: somebody else must have said so, and she agrees."""
    if not request.memberships:
        raise Http404
    rows = [
        (
            recovery,
            recovering.is_open(recovery),
            recovery.asked_by == request.account,
            recovery.account == request.account,
        )
        for recovery in recovery_access.open_for(request)
    ]
    return render(request, "desk/team/recoveries.html", {"rows": rows, "form": SeenForm()})


@never_kept
@require_POST
@login_required
def agree(request: PersonRequest, key: int) -> HttpResponse:
    recovery = recovery_access.one_of(request, key)
    form = SeenForm(request.POST)
    if form.is_valid() and request.account is not None:
        try:
            recovery = recovering.agree(
                recovery,
                by=request.account,
                seen=form.cleaned_data["seen"],
                proof_shown=standing.was_shown(request),
            )
        except NotAllowed as no:
            messages.error(request, NO[str(no)])
        else:
            recovery_messages.tell_agreed(recovery)
            messages.success(request, _("You agreed. The administrator hands over the link."))
    return redirect("desk:recoveries")


@never_kept
@require_POST
@login_required
def refuse(request: PersonRequest, key: int) -> HttpResponse:
    """Any colleague may stop it: who doubts is not asked for a reason."""
    recovering.stop(recovery_access.one_of(request, key))
    messages.success(request, _("It is stopped: nobody is let in by it."))
    return redirect("desk:recoveries")


@never_kept
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in her own post, without signing in: she cannot."""
    with recovery_access.by_link(token, recovering.STOPPING) as recovery:
        stopped = request.method == "POST" and recovering.stop(recovery)
    return render(request, "desk/team/recovery_stop.html", {"stopped": stopped})


@sensitive_post_parameters("password", "again")
@never_kept
@require_http_methods(["GET", "POST"])
def recovered(request: HttpRequest, token: str) -> HttpResponse:
    """A new password, and no proof of before: she begins anew."""
    with recovery_access.by_link(token, recovering.OPENING) as recovery:
        if not recovering.is_open(recovery):
            return render(request, "accounts/invitation_void.html", status=404)
        account = recovery.account
        form = NewPasswordForm(account, request.POST or None)
        if request.method == "POST" and form.is_valid() and recovering.use(recovery):
            proofs.end_all(account)
            choose_password(request, account, form.cleaned_data["password"])
            recovery_messages.tell_used(recovery)
            messages.success(request, _("Your password is kept. Now add a second proof again."))
            return redirect("accounts:proofs")
    status = 422 if form.is_bound else 200
    values = {"form": form, "email": account.email}
    return render(request, "desk/team/recovered.html", values, status=status)
