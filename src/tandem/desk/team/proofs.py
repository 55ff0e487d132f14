"""By when colleagues need a second proof, and who has none yet."""

from datetime import date
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.accounts.models import Account, CodeApp, Passkey
from tandem.desk.team import access
from tandem.people.http import PersonRequest
from tandem.territory import actions
from tandem.territory.models import Membership, Organisation
from tandem.ui.headers import never_kept
from tandem.ui.widgets import DayInput


class ProofDayForm(forms.Form):
    asked = forms.ChoiceField(
        label=gettext_lazy("What do colleagues need to sign in?"),
        choices=[
            ("yes", gettext_lazy("A password and a second proof, from a day on")),
            ("no", gettext_lazy("A password; a second proof is up to each of them")),
        ],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=gettext_lazy("From which day on?"),
        help_text=gettext_lazy(
            "Leave them some weeks: each has to find an app or a passkey first."
        ),
        required=False,
        widget=DayInput,
        error_messages={"invalid": gettext_lazy("This date does not exist. Example: 31 12 2027.")},
    )

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if self.cleaned_data.get("asked") == "yes" and day is None:
            raise ValidationError(_("Write the day from which on it is needed."))
        return day


class Colleague(NamedTuple):
    email: str
    has_proof: bool


def colleagues_of(organisation: Organisation) -> list[Colleague]:
    """Whoever works here, those without a second proof first; which proof is nobody's business."""
    has_app = Exists(CodeApp.objects.filter(account=OuterRef("pk")))
    has_key = Exists(Passkey.objects.filter(account=OuterRef("pk")))
    working = Membership.objects.in_force().filter(organisation=organisation)
    rows = Account.objects.filter(pk__in=working.values("account"), is_active=True)
    told = rows.annotate(proof=has_app | has_key).values_list("email", "proof")
    return [Colleague(*row) for row in told.order_by("proof", "email")]


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def proofs(request: PersonRequest, organisation: int) -> HttpResponse:
    own = access.own_organisation(request, organisation)
    day = own.proof_asked_from
    told = {"asked": "yes" if day else "no", "day": day}
    form = ProofDayForm(request.POST or None, initial=told)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["day"] if form.cleaned_data["asked"] == "yes" else None
        actions.ask_proof_from(own, chosen)
        messages.success(request, _("It holds from now on."))
        return redirect("desk:team_proofs", organisation=own.pk)
    colleagues = colleagues_of(own)
    values = {
        "own": own,
        "form": form,
        "colleagues": colleagues,
        "without": sum(not one.has_proof for one in colleagues),
        "asked": day is not None and day <= timezone.localdate(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/team/proofs.html", values, status=status)
