"""What colleagues and administrators type when reports are shared with others."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tandem.services.never_kept import NO_SECRET
from tandem.streets.choices import Ground
from tandem.streets.handing import MOST_WORDS, To
from tandem.streets.kinds import Kind
from tandem.streets.models import System
from tandem.territory.models import Organisation
from tandem.toolbox.calling import read_url
from tandem.toolbox.texts import one_line

SOMEBODY = "name"
WRONG_ADDRESS = _("An address begins with https:// and holds no password.")


class AddressField(forms.CharField):
    """Where another program is called; that it does not stand in our own network is seen at each call."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            max_length=300, error_messages={"required": _("Write the address.")}, **named
        )
        self.widget.attrs["inputmode"] = "url"

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        address = read_url(said)
        secure = address is not None and address.scheme == "https"
        if address is None or not (secure or settings.CALL_PRIVATE_ADDRESSES):
            raise forms.ValidationError(WRONG_ADDRESS)
        return said


class PlainForm(forms.Form):
    use_required_attribute = False


class HookForm(PlainForm):
    url = AddressField(
        label=_("Which address is to be told?"),
        help_text=_("It gets a signed message (Standard Webhooks) at each step of a report."),
    )
    categories = forms.MultipleChoiceField(
        label=_("Of which categories?"),
        help_text=_("None chosen: of all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, kinds: list[Kind], **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [(kind.code, kind.label) for kind in kinds]
        self.fields["categories"].choices = choices  # type: ignore[attr-defined]


class SystemForm(PlainForm):
    name = forms.CharField(
        label=_("Who repairs there?"),
        help_text=_("As people are told, for example: the region."),
        max_length=80,
        error_messages={"required": _("Write a name by which people know it.")},
    )
    ground = forms.ChoiceField(label=_("Whose street is it?"), choices=Ground.choices[1:])
    url = AddressField(
        label=_("Address of its Open311 (GeoReport v2)"),
        help_text=_("The part before /services.json."),
    )
    jurisdiction = forms.CharField(
        label=_("Its jurisdiction_id, if it asks for one"), max_length=80, required=False
    )
    key = forms.CharField(
        label=_("The api_key that it gave you"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput,
    )


class AddresseeForm(PlainForm):
    """Somebody without a program: written to at one address."""

    name = forms.CharField(
        label=_("Who repairs there?"),
        help_text=_("As people are told, for example: the region."),
        max_length=80,
        error_messages={"required": _("Write a name by which people know it.")},
    )
    ground = forms.ChoiceField(label=_("Whose street is it?"), choices=Ground.choices[1:])
    email = forms.EmailField(
        label=_("Its e-mail address"),
        help_text=_("Without one, reports go there by letter."),
        required=False,
    )
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=4, required=False)
    locality = forms.CharField(label=_("Town"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name in ("name", "street", "postal_code", "locality"):
            said[name] = one_line(said.get(name, ""))
        where = all(said[name] for name in ("street", "postal_code", "locality"))
        if not said.get("email") and "email" not in self.errors and not where:
            self.add_error("email", _("Write an e-mail address, or the whole address of a letter."))
        return said


class MappingForm(PlainForm):
    """One choice a category of ours: which of their services it is, or none."""

    def __init__(self, *given: Any, system: System, kinds: list[Kind], **named: Any) -> None:
        super().__init__(*given, **named)
        theirs = [("", _("None: it is not sent there")), *_services(system)]
        for kind in kinds:
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                choices=theirs,
                required=False,
                initial=system.mapping.get(kind.code, ""),
            )

    def mapping(self) -> dict[str, str]:
        return {ours: theirs for ours, theirs in self.cleaned_data.items() if theirs}


def _services(system: System) -> list[tuple[str, str]]:
    return [(row["code"], f"{row['name']} ({row['code']})") for row in system.services]


def key_of(to: Organisation | System) -> str:
    """By which somebody is named in a list of all who may be asked to repair."""
    return f"{'system' if isinstance(to, System) else 'organisation'}:{to.pk}"


class HandOverForm(PlainForm):
    to = forms.ChoiceField(
        label=_("Who has to repair it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who has to repair it.")},
    )
    name = forms.CharField(
        label=_("Somebody else: who?"),
        help_text=_(
            "You have told them yourself, by telephone, e-mail or letter. Everybody reads this "
            "name: of a private owner, write “the owner”."
        ),
        max_length=120,
        required=False,
    )
    ground = forms.ChoiceField(label=_("Whose street is it?"), choices=Ground.choices[1:])
    words = forms.CharField(
        label=_("What do they need to know?"),
        help_text=_("In your words, and nobody’s name: what the person wrote stays here."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[NO_SECRET],
    )

    def __init__(
        self, *given: Any, organisations: list[Organisation], systems: list[System], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self._organisations = {key_of(one): one for one in organisations}
        self._systems = {key_of(one): one for one in systems}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            *((key, str(one)) for key, one in self._organisations.items()),
            *((key, one.name) for key, one in self._systems.items()),
            (SOMEBODY, _("Somebody else")),
        ]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said["name"] = one_line(said.get("name", ""))
        if said.get("to") == SOMEBODY and not said["name"]:
            self.add_error("name", _("Write who it is."))
        return said

    def to_whom(self) -> To:
        said = self.cleaned_data
        system = self._systems.get(said["to"])
        return To(
            Ground(system.ground if system else said["ground"]),
            self._organisations.get(said["to"]),
            system,
            said["name"] if said["to"] == SOMEBODY else "",
        )


class BackForm(PlainForm):
    words = forms.CharField(
        label=_("Why is it not theirs?"),
        help_text=_("The people who told it read this."),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[NO_SECRET],
        error_messages={"required": _("Say why.")},
    )


class TheirNewsForm(PlainForm):
    """What somebody outside says of it, as a colleague has read it."""

    news = forms.ChoiceField(
        label=_("What do they say?"),
        choices=[
            ("repaired", _("It is repaired")),
            ("planned", _("They repair it, on a day")),
            ("not_theirs", _("It is not theirs")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    day = forms.DateField(
        label=_("On which day?"),
        help_text=_("Only if they named one."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    words = forms.CharField(
        label=_("What the people who told it read of it"),
        help_text=_("In your words: their mail is not passed on."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[NO_SECRET],
    )

    def clean(self) -> None:
        if self.cleaned_data.get("news") == "planned" and not self.cleaned_data.get("day"):
            self.add_error("day", _("Say the day that they named."))
        if self.cleaned_data.get("news") == "not_theirs" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say why."))


class GiveBackForm(BackForm):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["words"].label = _("Why is it not yours?")


class ArrivedForm(PlainForm):
    reference = forms.CharField(
        label=_("Their reference"),
        max_length=60,
        error_messages={"required": _("Write their reference.")},
    )
