from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tandem.services.alike import SAME_AS, Alike
from tandem.services.composites import FOUR_FIGURES, Reach
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm, unknown_place
from tandem.services.picture import Picture
from tandem.services.places import Spot
from tandem.services.questions import Long, OneOf
from tandem.streets import heard, nearby, suggesting
from tandem.streets.kinds import BUILT_IN, kinds_of
from tandem.territory.models import Area

DANGER_FIRST = _("A smell of gas, or an electric wire? Go away from it and call 112 first.")
KIND_CHOICES = tuple((kind.code, kind.label) for kind in BUILT_IN)


class PlaceForm(forms.Form):
    """Around which postal code one looks, and in which order."""

    use_required_attribute = False

    postal_code = forms.CharField(
        label=_("Around which postal code?"),
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={
            "required": _("Write a postal code, such as 1030."),
            "max_length": FOUR_FIGURES,
        },
    )
    order = forms.ChoiceField(
        label=_("In which order?"),
        choices=[
            ("newest", _("newest first")),
            ("oldest", _("longest waiting first")),
            ("voices", _("told by most people first")),
        ],
        required=False,
        error_messages={"invalid_choice": _("Choose one of these orders.")},
    )
    after = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def unknown(self) -> str:
        return unknown_place()


class ReportBrokenForm(ServiceForm):
    """Five questions at most; the first two suffice to find it and to send somebody."""

    place_is_home = False
    who_question = ""
    warned_by = "what"

    where = Spot(
        _("Where is it?"),
        spoken=_("Where is it? Tell me the street, or what stands near it."),
        short=_("Where is it? Its postal code?"),
        why=_("So that the team finds it. The place is public; what you write of it is not."),
    )
    what = Long(
        _("What do you see?"),
        most=600,
        example=_("The lamp before the school has been out since Monday."),
        help=_("Name nobody. A few words are enough."),
        short=_("What do you see? A few words."),
        optional=True,
    )
    kind = OneOf(
        _("What is broken?"),
        choices=KIND_CHOICES,
        spoken=_("What is broken, or dangerous?"),
        short=_("What is broken? Answer with the number."),
        help=DANGER_FIRST,
    )
    photo = Picture(
        _("Have you a photo of it?"),
        spoken=_("Have you a photo of it? You can send it later."),
        why=_(
            "To see at once what has to be repaired. Only the service sees it, unless it says so."
        ),
        place_told=_(
            "Most files tell it. We keep it only if you tick this. It is then the place of the "
            "report, which everybody sees on the map."
        ),
    )
    reach = Reach(
        _("How can we tell you when it is repaired?"),
        with_who=True,
        why=_("Only to tell you what becomes of it. You need not give your name."),
    )

    def fit_to(self, place: Area) -> None:
        words = " ".join(self.raw.get("what", []))
        kinds = suggesting.fitting_first(kinds_of(place), words)
        choices = [(kind.code, kind.label) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if words.strip():
            best = _("What fits your words best stands first.")
            self.fields["kind"].help_text = format_lazy("{} {}", best, DANGER_FIRST)

    @property
    def perhaps_urgent(self) -> bool:
        words = " ".join(self.raw.get("what", []))
        return suggesting.may_be_danger(kinds_of(self.place), words)

    def meant_by(self, name: str) -> tuple[str, ...]:
        words = " ".join(self.raw.get("what", []))
        return suggesting.meant(kinds_of(self.place), words) if name == "kind" else ()

    @classmethod
    def heard_in(cls, words: str) -> Raw:
        return heard.place_in(words)

    def alike(self) -> list[Alike]:
        if not hasattr(self, "cleaned_data"):
            self.check()
        where, kind = self.cleaned_data.get("where"), self.cleaned_data.get("kind")
        chosen = next(iter(self.raw.get(SAME_AS, [])), "")
        return nearby.alike_to(where, kind, chosen) if where and kind else []
