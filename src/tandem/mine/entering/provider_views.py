"""An administrator says by which services residents may prove who they are."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.accounts.models import Provider
from tandem.accounts.oidc import actions
from tandem.accounts.oidc.client import discover
from tandem.accounts.oidc.errors import Refused
from tandem.accounts.second.views import shown_lately
from tandem.accounts.ways.kinds import ProvesBy
from tandem.mine.entering import access
from tandem.people.http import PersonRequest


class ProviderForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name, as residents know it"),
        help_text=gettext_lazy("Example: itsme."),
        max_length=60,
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    issuer = forms.URLField(
        label=gettext_lazy("Address of the service (issuer)"),
        help_text=gettext_lazy("It says itself what else there is to know."),
        assume_scheme="https",
        max_length=200,
        error_messages={"required": gettext_lazy("Write the address.")},
    )
    client = forms.CharField(
        label=gettext_lazy("Our name there (client ID)"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the client ID.")},
    )
    proves_by = forms.ChoiceField(
        label=gettext_lazy("How do we prove that it is we who ask?"),
        choices=ProvesBy.choices,
        widget=forms.RadioSelect,
    )
    secret = forms.CharField(
        label=gettext_lazy("The secret"),
        help_text=gettext_lazy("Sealed at once and never shown. Empty: the one kept already."),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.CharField(
        label=gettext_lazy("What is asked for (scope)"),
        help_text=gettext_lazy("Only who it is: no name, no number, no address is kept."),
        max_length=200,
        initial="openid",
        error_messages={"required": gettext_lazy("At least “openid”.")},
    )
    acr_values = forms.CharField(
        label=gettext_lazy("How sure it must be (acr_values)"),
        help_text=gettext_lazy("Parted by spaces; an answer with another level is refused."),
        max_length=300,
        required=False,
    )
    in_use = forms.BooleanField(label=gettext_lazy("Residents see it from now on"), required=False)

    def __init__(self, kept: Provider | None, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kept = kept

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"].rstrip("/")
        try:
            discover(issuer)
        except Refused as error:
            raise ValidationError(
                _("Nothing that speaks OpenID Connect answers there. Compare the address.")
            ) from error
        return issuer

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        by_key = said.get("proves_by") == ProvesBy.PRIVATE_KEY
        has_one = self.kept is not None and self.kept.proves_by != ProvesBy.PRIVATE_KEY
        if not by_key and not said.get("secret") and not has_one:
            self.add_error("secret", _("Write the secret that the service gave you."))
        if "openid" not in said.get("scopes", "").split():
            self.add_error("scopes", _("At least “openid”."))
        return said

    def told(self) -> actions.Told:
        said = dict(self.cleaned_data)
        return actions.Told(**said | {"proves_by": ProvesBy(said["proves_by"])})


@require_safe
@shown_lately
def providers(request: PersonRequest, organisation: int) -> HttpResponse:
    own = access.run_by(request, organisation)
    values = {"own": own, "rows": Provider.objects.filter(organisation=own.pk)}
    return render(request, "mine/entering/providers.html", values)


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
@shown_lately
def provider(request: PersonRequest, organisation: int, key: UUID | None = None) -> HttpResponse:
    own = access.run_by(request, organisation)
    row = access.provider_of(own, key) if key is not None else None
    names = ("name", "issuer", "client", "proves_by", "scopes", "acr_values", "in_use")
    initial = {name: getattr(row, name) for name in names} if row is not None else None
    form = ProviderForm(row, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        kept = actions.keep(form.told(), organisation=own.pk, provider=row)
        messages.success(request, _("It holds from now on."))
        return redirect("mine:provider", own.pk, kept.key)
    back = f"{settings.SITE_URL}{reverse('mine:enter_back')}"
    ours = row is not None and row.proves_by == ProvesBy.PRIVATE_KEY
    keys = f"{settings.SITE_URL}{reverse('mine:enter_keys', args=[row.key])}" if row else ""
    values = {"own": own, "row": row, "form": form, "back": back, "keys": keys if ours else ""}
    status = 422 if form.is_bound else 200
    return render(request, "mine/entering/provider.html", values, status=status)


@require_POST
@shown_lately
def end(request: PersonRequest, organisation: int, key: UUID) -> HttpResponse:
    own = access.run_by(request, organisation)
    actions.end(access.provider_of(own, key))
    messages.success(request, _("Nobody signs in by it any more."))
    return redirect("mine:providers", own.pk)
