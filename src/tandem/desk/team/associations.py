"""New associations, as the administrators of the platform's communes let them in."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tandem.desk.team import access
from tandem.people.http import PersonRequest
from tandem.territory import rules, vetting
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Organisation, Vetting
from tandem.ui.headers import never_kept

REFUSED = {
    "number": _("The check figures of this enterprise number are wrong. Read it again."),
    "known": _("An association with this number has asked already."),
    "itself": _("An association does not vouch for itself."),
    "vouched": _(
        "This organisation has vouched already, or you heard the first one: two colleagues, two organisations."
    ),
    "two_vouch": _(
        "Two organisations vouch first; and another colleague than who wrote it down lets it in."
    ),
    "too_new_to_agree": _(
        "Who agrees has worked here for thirty days at least. Ask a colleague who has been here longer."
    ),
    "too_soon": _("The probation lasts three months."),
    "let_in": _("It has been let in meanwhile."),
    "ended": _("It was sent away."),
}
DEEDS: dict[str, Callable[[Vetting, int, Organisation], None]] = {
    "let_in": vetting.let_in,
    "settle": vetting.settle,
    "end": vetting.end,
}


class AskForm(forms.Form):
    name = forms.CharField(label=_("Name of the association"), max_length=120)
    number = forms.CharField(
        label=_("Enterprise number"),
        max_length=20,
        help_text=_(
            "Ten figures, such as 0403.019.261. Look it up in the register of enterprises."
        ),
    )

    def clean_number(self) -> str:
        said = rules.enterprise_number(self.cleaned_data["number"])
        if said is None:
            raise ValidationError(REFUSED["number"])
        return said


class VouchForm(forms.Form):
    name = forms.CharField(
        label=_("Which organisation vouches for it?"),
        max_length=120,
        help_text=_("You spoke with it yourself. The second one is heard by another colleague."),
    )


def _platform(request: PersonRequest) -> Organisation:
    """The commune for which she answers; its platform's associations are hers to let in."""
    for own in access.run_by(request):
        if own.takes_in and own.platform_id is not None:
            return own
    raise Http404


def _me(request: PersonRequest) -> int:
    if request.account is None:
        raise Http404
    return int(request.account.pk)


def _of(ours: Organisation, key: int) -> Vetting:
    rows = Vetting.objects.filter(organisation__platform=ours.platform_id)
    found = rows.select_related("organisation").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def listed(request: PersonRequest) -> HttpResponse:
    ours, me = _platform(request), _me(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = vetting.ask(me, ours, said["name"], said["number"])
        except NotAllowed as no:
            form.add_error("number", REFUSED[str(no)])
        else:
            return redirect("desk:association", made.pk)
    rows = Vetting.objects.filter(organisation__platform=ours.platform_id)
    values = {"form": form, "rows": rows.select_related("organisation")[:200]}
    status = 422 if form.errors else 200
    return render(request, "desk/team/associations.html", values, status=status)


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def one(request: PersonRequest, key: int) -> HttpResponse:
    """Who vouched, and what may be decided now."""
    ours, me = _platform(request), _me(request)
    found = _of(ours, key)
    form = VouchForm(request.POST if "name" in request.POST else None)
    try:
        if deed := DEEDS.get(request.POST.get("deed", "")):
            deed(found, me, ours)
            messages.success(request, _("It is written down."))
            return redirect("desk:association", found.pk)
        if form.is_valid():
            vetting.vouch(found, me, ours, form.cleaned_data["name"])
            messages.success(request, _("It is written down."))
            return redirect("desk:association", found.pk)
    except NotAllowed as no:
        messages.error(request, REFUSED[str(no)])
        return redirect("desk:association", found.pk)
    vouches = list(found.vouches.all())
    values = {
        "vetting": found,
        "vouches": vouches,
        "form": form,
        "may_vouch": found.let_in_at is None and all(one.account != me for one in vouches),
        "may_let_in": found.let_in_at is None
        and rules.may_be_let_in(len(vouches), by=me, asked_by=found.asked_by),
        "may_settle": found.settled_at is None
        and rules.may_be_settled(found.let_in_at, timezone.now()),
        "ends": found.let_in_at + rules.PROBATION if found.let_in_at else None,
    }
    return render(request, "desk/team/association.html", values, status=422 if form.errors else 200)
