"""Forms of the coordinators' pages about goods."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.solidarity.board_forms import words
from tandem.solidarity.goods.actions import Decision
from tandem.solidarity.goods.choices import Otherwise
from tandem.solidarity.goods.models import GoodsAsk, Parcel
from tandem.solidarity.goods.rules import Fair, fits, says_enough


def _number(label: str, initial: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        initial=initial,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Give a number; 0 for none."),
            "invalid": gettext_lazy("Write a whole number in figures, such as 3."),
        },
    )


class AsideForm(forms.Form):
    """How many those get who refused the program, before it is asked about all others."""

    def __init__(self, asks: Iterable[tuple[GoodsAsk, str]], left: int, data: Any = None) -> None:
        super().__init__(data, auto_id="aside-%s")
        self.left = left
        for ask, title in asks:
            self.fields[str(ask.key)] = _number(title, 0, ask.wanted)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not fits([number or 0 for number in said.values()], self.left):
            raise forms.ValidationError(_("There are not so many left. Give fewer."))
        return said


class DecideForm(forms.Form):
    """The numbers as proposed, to be kept or changed; then where and when, and why otherwise."""

    def __init__(
        self,
        parcels: Iterable[tuple[Parcel, str]],
        left: int,
        fair: Mapping[str, Fair],
        data: Any = None,
    ) -> None:
        super().__init__(data, auto_id="share-%s")
        self.left, self.fair = left, fair
        self.proposed: dict[str, int] = {}
        for parcel, title in parcels:
            key = str(parcel.key)
            self.proposed[key] = parcel.proposed
            self.fields[key] = _number(title, parcel.proposed, parcel.ask.wanted)
        self.fields["where_when"] = words(
            gettext_lazy("Where and until when can it be fetched, and when is it brought?"),
            help=gettext_lazy("All who get something read this. Name nobody."),
            required=True,
            error_messages={"required": gettext_lazy("Say where and when, in a sentence.")},
        )
        self.fields["because"] = forms.ChoiceField(
            label=gettext_lazy("If you change a number: why?"),
            choices=[("", gettext_lazy("I follow the proposal")), *Otherwise.choices],
            required=False,
        )
        self.fields["words"] = words(
            gettext_lazy("In your words"),
            help=gettext_lazy(
                "Whoever gets another number than proposed receives this sentence. All of them read "
                "this: name nobody and nothing of anybody."
            ),
        )

    def rows(self) -> list[forms.BoundField]:
        return [self[key] for key in self.proposed]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        numbers = {key: said[key] for key in self.proposed if said.get(key) is not None}
        if not fits(numbers.values(), self.left):
            raise forms.ValidationError(
                _("That is more than there is: %(left)s are left.") % {"left": self.left}
            )
        departs = any(number != self.proposed[key] for key, number in numbers.items())
        unlike = any(
            not fair.least <= numbers.get(key, 0) <= fair.most for key, fair in self.fair.items()
        )
        if (departs or unlike) and not says_enough(said.get("because", ""), said.get("words", "")):
            self.add_error(
                "because",
                _(
                    "You give somebody who refused the program fewer or more than all others: say why."
                )
                if unlike and not departs
                else _("You changed a number: choose why, and write it in a sentence."),
            )
        return said

    def decision(self) -> Decision:
        said = self.cleaned_data
        numbers = {key: said[key] for key in self.proposed}
        return Decision(numbers, said["where_when"], said["because"], said["words"])
