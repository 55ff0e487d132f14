from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tandem.outbox.choices import CallResult, Heard, Proof
from tandem.people.choices import Channel


class CallForm(forms.Form):
    """How a call went; where it was said, also how one knows that it arrived."""

    result = forms.ChoiceField(choices=CallResult.choices, widget=forms.HiddenInput)
    proof = forms.ChoiceField(
        label=_("How do you know that it has arrived?"),
        help_text=_("Ask: “So that I know I said it well, will you tell me what you noted?”"),
        choices=Proof.choices,
        error_messages={"required": _("Choose how you know it, also if you cannot be sure.")},
        widget=forms.RadioSelect,
    )
    heard_by = forms.ChoiceField(
        label=_("Who heard it?"),
        choices=Heard.choices,
        error_messages={"required": _("Choose who heard it.")},
        widget=forms.RadioSelect,
    )

    no_more = forms.BooleanField(
        label=_("She wants no more messages that go to many people"), required=False
    )

    def __init__(
        self, *given: Any, to_herself: bool = False, goes_to_many: bool = False, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.to_herself = to_herself
        if self.is_bound and self.data.get("result") != CallResult.SAID:
            # Whoever reached nobody has nothing to say of it.
            for name in ("proof", "heard_by"):
                self.fields[name].required = False
        if not goes_to_many:
            del self.fields["no_more"]

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("result") != CallResult.SAID:
            return
        if self.to_herself and said.get("heard_by", Heard.HERSELF) != Heard.HERSELF:
            self.add_error("heard_by", _("It may be said to nobody but the person. Call again."))


class WayForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("By which way should it go now?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these ways.")},
    )


class PostedForm(forms.Form):
    spoilt = forms.CharField(
        label=_("Were some letters spoilt? Write their numbers."),
        help_text=_(
            "The number stands at the foot of each letter and on the cover sheet, such as 3 or "
            "3, 7. They are printed again with the next letters. Leave empty if all are posted."
        ),
        required=False,
        max_length=800,
    )

    def __init__(self, numbers: Collection[int], *given: Any, **named: Any) -> None:
        """`numbers`: those that stand on the letters of this file."""
        super().__init__(*given, **named)
        self.numbers = numbers

    def clean_spoilt(self) -> frozenset[int]:
        said = self.cleaned_data["spoilt"].replace(",", " ").replace(";", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in said):
            raise ValidationError(_("Write the numbers only, such as 3, 7."))
        spoilt = frozenset(int(part) for part in said)
        if unknown := sorted(spoilt - set(self.numbers)):
            raise ValidationError(
                ngettext(
                    "There is no letter %(numbers)s here. Look at the foot of the letter once more.",
                    "There are no letters %(numbers)s here. Look at the foot of the letters once more.",
                    len(unknown),
                )
                % {"numbers": ", ".join(map(str, unknown))}
            )
        return spoilt
