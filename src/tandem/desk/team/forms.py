from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.territory import rules
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.toolbox.telephone import is_number
from tandem.ui.widgets import DayInput


class InviteForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        label=_("E-mail address of the colleague"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the e-mail address of your colleague."),
            "invalid": _("An e-mail address looks like name@example.be."),
        },
    )
    role = forms.ChoiceField(
        label=_("What will this colleague do?"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one; you can give several, one after the other.")},
    )

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["role"].beside = {  # type: ignore[attr-defined]
            Role.OPERATOR: _("Writes down what people ask, by telephone and at the desk."),
            Role.COORDINATOR: _("Brings people together and answers them; knows who asks."),
            Role.OFFICER: _("Answers requests; knows who asks."),
            Role.ADMINISTRATOR: _("Invites colleagues; opens no request."),
            Role.DATA_OFFICER: _("Decides about unusual looks at data; opens no request."),
        }


class ReachForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the public reads under “How to reach us”."""

    class Meta:
        model = Organisation
        fields = ("telephone", "email", "address", "opening_hours", "data_officer")
        labels = {
            "telephone": _("Telephone number"),
            "email": _("E-mail address"),
            "address": _("Address of the desk"),
            "opening_hours": _("Opening hours"),
            "data_officer": _("Data protection officer: name, e-mail address or telephone"),
        }

    def __init__(self, *given: object, **named: object) -> None:
        # It stands on one page with another form that asks for an e-mail address too.
        super().__init__(*given, **{"auto_id": "reach_%s", **named})  # type: ignore[arg-type]

    def clean_telephone(self) -> str:
        said: str = self.cleaned_data["telephone"]
        if said and not is_number(said):
            raise ValidationError(_("We do not recognise this number. Example: 02 244 75 11."))
        return said


class ProposeForm(forms.Form):
    neighbour = forms.ModelChoiceField(
        label=_("With whom?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose an organisation"),
        error_messages={"required": _("Choose an organisation.")},
    )
    until = forms.DateField(
        label=_("Until when?"),
        help_text=_("An agreement ends by itself; three years at most."),
        widget=DayInput,
        error_messages={
            "required": _("Write the day on which it ends."),
            "invalid": _("This date does not exist. Example: 31 12 2027."),
        },
    )

    def __init__(self, own: Organisation, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        others = Organisation.objects.filter(takes_in=True).exclude(pk=own.pk)
        field = self.fields["neighbour"]
        field.queryset = others.order_by("name")  # type: ignore[attr-defined]
        self.initial.setdefault("until", timezone.localdate() + timedelta(days=365))

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not rules.is_a_fair_term(until, timezone.localdate()):
            raise ValidationError(_("Choose a day in the future, at most three years from now."))
        return until


class SeenForm(forms.Form):
    seen = forms.BooleanField(
        required=False,
        label=_("She stands before me, and I know her"),
        help_text=_("Not by telephone, and not by a photo of her card."),
    )
