"""What the gallery at /ui/ shows: each component in every state, with invented matters."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator

from tandem.ui.components.pictures import PICTOGRAMS
from tandem.ui.widgets import DayInput

# The gallery documents the code, so its examples are in English like the code.
PAGES = {
    "words": "Words: notices, tags, details, cards",
    "deeds": "Deeds: buttons and links",
    "pictures": "Pictures: tiles, pictograms",
    "lists": "Lists: facts, tables, moments, pages",
    "form": "A form with every kind of question",
    "wrong": "The same form with mistakes",
    "figures": "Figures and bars",
    "question": "One question on a page",
    "receipt": "What one keeps",
    "desk": "The frame of the desk",
}
KINDS_OF_HELP = [("errands", "Errands"), ("meal", "A meal"), ("talk", "A talk by telephone")]
HALF_DAYS = [(str(number), f"Half-day {number}") for number in range(21)]


class HalfDays(forms.MultipleChoiceField):
    kind = "half_days"
    widget = forms.CheckboxSelectMultiple


class Somebody(forms.MultiValueField):
    """Stands for the questions with several parts that services declare."""

    def __init__(self, **asked: Any) -> None:
        self.parts: dict[str, forms.Field] = {
            "first_name": forms.CharField(label="First name", max_length=60),
            "last_name": forms.CharField(label="Last name", help_text="As on your card."),
            "day": forms.CharField(label="Day of birth", max_length=2),
            "month": forms.CharField(label="Month", max_length=2),
            "year": forms.CharField(label="Year", max_length=4),
        }
        widget = forms.MultiWidget({name: part.widget for name, part in self.parts.items()})
        widget.decompress = lambda value: [None] * 5  # type: ignore[method-assign]
        fields = list(self.parts.values())
        super().__init__(fields=fields, widget=widget, require_all_fields=False, **asked)

    def clean(self, value: Any) -> Any:
        wrong = {"last_name": "Write the last name.", "day": "This date does not exist."}
        raise ValidationError(
            [ValidationError(said, "part", {"part": part}) for part, said in wrong.items()]
        )


class EveryKind(forms.Form):
    kind = forms.ChoiceField(
        label="What do you need a hand with?", choices=KINDS_OF_HELP, widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label="Which languages do you speak?",
        help_text="Choose as many as you like.",
        choices=[("fr", "Français"), ("nl", "Nederlands"), ("ar", "العربية")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label="Tell us more in your own words",
        help_text="Leave out names and illnesses.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    who = Somebody(label="Who needs help?")
    email = forms.EmailField(
        label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label="Your telephone number",
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    people = forms.IntegerField(label="How many people live with you?", min_value=0, max_value=20)
    from_day = forms.DateField(label="From which day?", widget=DayInput)
    halves = HalfDays(label="When are you at home?", choices=HALF_DAYS)
    commune = forms.ChoiceField(
        label="Which commune?", choices=[("1030", "Schaerbeek"), ("1300", "Wavre")]
    )
    picture = forms.FileField(label="A picture of it", required=False)
    agree = forms.BooleanField(label="A neighbour may bring it to my door")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        asked: dict[str, dict[str, Any]] = {
            "kind": {
                "beside": {"meal": "Cooked by a neighbour, brought at noon."},
                "spoken": "What can somebody help you with?",
            },
            "words": {"why": "So that we find a person who is good at it."},
            "phone": {"example": "0475 12 34 56", "why": "To tell you who is coming."},
        }
        for name, said in asked.items():
            for attribute, words in said.items():
                setattr(self.fields[name], attribute, words)


class Filters(forms.Form):
    search = forms.CharField(
        label="Reference", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), ("open", "Open"), ("met", "Met")]
    )


MISTAKES = {
    "kind": "a palace",
    "who_last_name": "",
    "who_day": "31",
    "who_month": "2",
    "who_year": "1950",
    "email": "<b>not an address</b>",
    "people": "a few",
    "from_day_day": "30",
    "from_day_month": "February",
    "from_day_year": "2026",
    "words": "x" * 1001,
    "commune": "nowhere",
}


def context(name: str) -> dict[str, Any]:
    """What the examples are filled with."""
    common: dict[str, Any] = {"pages": PAGES, "example": name}
    if name in ("form", "question", "desk"):
        return common | {"form": EveryKind(), "organisation": "Commune of Schaerbeek"}
    if name == "wrong":
        return common | {"form": EveryKind(MISTAKES)}
    return common | {
        "filters": Filters(),
        "pictograms": list(PICTOGRAMS),
        "page_of_many": Paginator(range(200), 10).page(7),
        "morning": datetime(2026, 3, 9, 8, 5, tzinfo=UTC),
        "noon": datetime(2026, 3, 10, 11, 30, tzinfo=UTC),
        "hostile": "<script>alert('x')</script> & \"quotes\"",
    }
