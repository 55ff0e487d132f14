"""At the desk: a colleague who sees who she is gives her a code, or ends what somebody else uses."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.models import Passkey
from tandem.cases.models import Case
from tandem.mine.choices import EntryKind, ShownBy
from tandem.mine.entering import access, actions
from tandem.mine.entering.forms import SeenForm
from tandem.mine.entering.yours_views import why_no_letter
from tandem.mine.errors import NotNow
from tandem.mine.models import EntryCode
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def entry(request: PersonRequest, reference: str) -> HttpResponse:
    """Nothing that is kept of her is shown here; only by how many ways she signs in."""
    case, person = access.at_the_desk(request, reference)
    form = SeenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        code = actions.give_at_desk(person, ShownBy(form.cleaned_data["how"]), timezone.now())
        return _handed(request, case, code)
    values = {"case": case, "form": form, "protected": person.protected, **_standing(person)}
    status = 422 if form.is_bound else 200
    return render(request, "mine/entering/desk.html", values, status=status)


def _standing(person: Person) -> dict[str, object]:
    waiting = EntryCode.objects.filter(
        person=person,
        kind=EntryKind.DESK,
        agreed_by__isnull=True,
        used_at__isnull=True,
        until__gt=timezone.now(),
    ).first()
    account = person.account
    ways = account.ways_in.count() if account is not None else 0
    keys = Passkey.objects.filter(account=account).count() if account is not None else 0
    return {"waiting": waiting, "ways": ways + keys, "may_write": not person.never_write}


def _handed(request: PersonRequest, case: Case, code: str) -> HttpResponse:
    if not code:
        said = _("Written down. It begins once another colleague has seen her too and agrees here.")
        messages.success(request, said)
        return redirect("mine:entry", case.reference)
    return render(request, "mine/entering/handed.html", {"case": case, "code": code})


@never_kept
@require_POST
@login_required
def agree(request: PersonRequest, reference: str, key: UUID) -> HttpResponse:
    case, person = access.at_the_desk(request, reference)
    row = EntryCode.objects.filter(person=person, key=key).first()
    if row is None:
        raise Http404
    try:
        code = actions.agree_at_desk(row, timezone.now())
    except NotNow as error:
        said = {
            "second_person": _("Another colleague than the one who asked must agree."),
            "too_new_to_agree": _(
                "Who agrees has worked here for thirty days at least. "
                "Ask a colleague who has been here longer."
            ),
            "already_decided": _("This was decided already."),
        }[str(error)]
        messages.warning(request, said)
        return redirect("mine:entry", case.reference)
    if not code:
        messages.success(request, _("Agreed: the code that she has opens everything from now on."))
        return redirect("mine:entry", case.reference)
    values = {"case": case, "code": code, "later": True}
    return render(request, "mine/entering/handed.html", values)


@never_kept
@require_POST
@login_required
def letter(request: PersonRequest, reference: str) -> HttpResponse:
    """For who rings: the code goes to the address that is known, so that only she has it."""
    case, person = access.at_the_desk(request, reference)
    try:
        actions.send_letter(person, timezone.now())
    except NotNow as error:
        messages.warning(request, why_no_letter(str(error)))
    else:
        messages.success(request, _("A letter with a code leaves for the address we know."))
    return redirect("mine:entry", case.reference)


@never_kept
@require_POST
@login_required
def end(request: PersonRequest, reference: str) -> HttpResponse:
    """Somebody else signs in as her, she says: all of it ends now, whoever it was."""
    case, person = access.at_the_desk(request, reference)
    try:
        if person.account is not None:
            actions.end_all_ways(person, person.account)
    except NotNow:
        messages.warning(request, _("This person works here: an administrator ends her sessions."))
        return redirect("mine:entry", case.reference)
    messages.success(request, _("Nobody signs in as this person any more. A new code opens again."))
    return redirect("mine:entry", case.reference)
