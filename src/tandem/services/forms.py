"""A form whose questions are asked one by one, at any door, and checked in one place."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tandem.people.choices import Care, Channel
from tandem.services.alike import SAME_AS, Alike
from tandem.services.composites import POSTAL_CODE
from tandem.services.conditions import Raw, When
from tandem.services.picture import Known, Picture
from tandem.services.questions import Question
from tandem.territory.models import Area, Organisation, Platform
from tandem.toolbox.postal_codes import plain
from tandem.toolbox.telephone import readable
from tandem.toolbox.texts import Text

UNKNOWN_PLACE = _("No commune served here has this postal code. Check it, or call the platform.")
UNKNOWN_PLACE_CALL = _(
    "No commune served here has this postal code. Check it, or call %(number)s: that is the platform."
)
NO_ADDRESS = _(
    "For a letter we need your street. Write it where we ask where you live, or choose another way."
)
NO_LETTER = _(
    "You chose to be reached by letter. Allow letters to your address here, or choose another way."
)


def unknown_place() -> str:
    """That nobody takes in there, with the number of whoever knows who does."""
    numbers = Platform.objects.exclude(telephone="").order_by("name")
    said = [readable(number) for number in numbers.values_list("telephone", flat=True)]
    if not said:
        return str(UNKNOWN_PLACE)
    return str(UNKNOWN_PLACE_CALL) % {"number": " / ".join(dict.fromkeys(said))}


class ServiceForm(forms.Form):
    """`answers` are raw, as typed: what cannot be understood is kept, and said."""

    place_question: ClassVar[str] = "where"
    """The question whose postal code leads to a commune."""
    place_is_home: ClassVar[bool] = True
    """Whether she lives or stays there. A broken lamp stands elsewhere: then an address for letters
    is asked with how to reach her, as her name is where no question asks who she is."""
    who_question: ClassVar[str] = "who"
    reach_question: ClassVar[str] = "reach"
    care_question: ClassVar[str] = "care"
    urgent_if: ClassVar[When | None] = None
    """The answer by which a request is taken in even while the service is closed for a while."""
    closed: Text = ""
    """Why nothing of the kind is taken in just now at the place."""
    warned_by: ClassVar[str] = ""
    """The question whose words may tell of danger: see `perhaps_urgent`."""
    few_words_suffice: ClassVar[bool] = False
    """Whoever tells it in her own words is asked only for what is missing; the rest she may add."""
    reopens_on: date | None = None
    """The day from which it is taken in again there."""

    def __init__(self, answers: Raw, *, place: Area | None = None) -> None:
        super().__init__(data=MultiValueDict(answers))
        self.raw = answers
        self.place = place
        if place is not None:
            self.fit_to(place)
        for _name, question in self.questions():
            if question.required_if is not None and question.required_if.holds(answers):
                question.required = True

    def know(self, pictures: Mapping[str, Known]) -> None:
        """These photos were taken in for the very draft, or the case, whose answers these are."""
        for _name, question in self.questions():
            if isinstance(question, Picture):
                question.know(pictures)

    def known_pictures(self) -> Mapping[str, Known]:
        """Of all its questions together."""
        return {
            key: known
            for _name, question in self.questions()
            if isinstance(question, Picture)
            for key, known in question.known.items()
        }

    def asks_for_pictures(self) -> bool:
        return any(isinstance(question, Picture) for _name, question in self.questions())

    def fit_to(self, place: Area) -> None:
        """Adapt the questions to the commune, such as its own list of kinds of help."""

    def questions(self) -> Iterator[tuple[str, Question]]:
        """Every question, in order, asked or not."""
        for name, field in self.fields.items():
            if isinstance(field, Question):
                yield name, field

    def question(self, name: str) -> Question:
        return dict(self.questions())[name]

    def asked(self) -> list[str]:
        """Names of the questions that these answers call for, in order."""
        names = [
            name
            for name, question in self.questions()
            if question.needed_if is None or question.needed_if.holds(self.raw)
        ]
        if self.closed and self.urgent_if is not None and self.urgent_if.question in names:
            # At once: or all the others are answered in vain where it can wait.
            names.remove(self.urgent_if.question)
            names.insert(names.index(self.place_question) + 1, self.urgent_if.question)
        return names

    def check(self, only: Iterable[str] | None = None) -> dict[str, list[str]]:
        """What is wrong, by question; of `only` these questions where a draft is half done."""
        self.full_clean()
        wanted = set(self.asked() if only is None else only)
        errors = {
            name: [str(said) for said in found]
            for name, found in self.errors.items()
            if name in wanted
        }
        for name in set(self.errors) - wanted:
            del self.errors[name]
        return errors

    def first_open(self) -> str | None:
        """The first question not yet answered well; None when all are."""
        errors = self.check()
        return next((name for name in self.asked() if name in errors), None)

    def _clean_fields(self) -> None:
        # A question that these answers do not call for is not checked, and counts as unanswered.
        asked = set(self.asked())
        aside = {name: self.fields[name] for name, _ in list(self.questions()) if name not in asked}
        for name in aside:
            self.fields.pop(name)
        order = list(self._questions_order(aside))
        super()._clean_fields()  # type: ignore[misc]
        for name, field in aside.items():
            self.fields[name] = field
            self.cleaned_data[name] = None
        self.order_fields(order)

    def _questions_order(self, aside: dict[str, forms.Field]) -> Iterable[str]:
        return [name for name in self.base_fields if name in self.fields or name in aside]

    def said(self, name: str) -> str:
        """The answer to one question, read back in words."""
        value = self.cleaned_data.get(name)
        if name == self.place_question and value and self.place is not None:
            value = {**value, "postal_code": f"{value['postal_code']} {self.place}"}
        return self.question(name).said(value)

    @property
    def perhaps_urgent(self) -> bool:
        """Whether her own words may tell of something that cannot wait, before she has said so."""
        return False

    def meant_by(self, name: str) -> tuple[str, ...]:
        """The answers to this choice, best first, that the words of `warned_by` tell of."""
        return ()

    @classmethod
    def heard_in(cls, words: str) -> Raw:
        """What words that began the form surely tell besides, by HTML name: a place, a day. She reads it
        back like all else before anything is sent.
        """
        return {}

    def alike(self) -> list[Alike]:
        """What is known already and may be the same. Where there is some, each door that reads the
        answers back asks so before they are sent; nobody has to look, and nothing waits for it.
        """
        return []

    @property
    def same_as(self) -> str:
        """The one of them that she says it is; empty for something of its own."""
        said = next(iter(self.raw.get(SAME_AS, [])), "")
        return said if said and any(one.key == said for one in self.alike()) else ""

    def who_said(self) -> dict[str, str]:
        """Her name as these answers give it: asked by itself, or with how to reach her."""
        cleaned = self.cleaned_data
        return cleaned.get(self.who_question) or cleaned.get(self.reach_question) or {}

    def home_said(self) -> dict[str, str]:
        """Where letters reach her, as these answers say."""
        asked_at = self.place_question if self.place_is_home else self.reach_question
        return self.cleaned_data.get(asked_at) or {}

    def postal_code(self) -> str:
        """The postal code typed so far; empty while it cannot be one."""
        return self.postal_code_in(self.raw)

    @classmethod
    def postal_code_in(cls, answers: Raw) -> str:
        typed = plain(next(iter(answers.get(f"{cls.place_question}_postal_code", [])), "").strip())
        return typed if POSTAL_CODE.fullmatch(typed) else ""

    @property
    def refused(self) -> str:
        """Why the place takes in none of these just now; empty where it does, or if it is urgent."""
        goes_on = self.urgent_if is not None and self.urgent_if.holds(self.raw)
        return "" if goes_on else str(self.closed)

    @property
    def is_put_by(self) -> bool:
        """Refused for a while, and it can wait: an end, after which nothing more is asked."""
        if not self.refused or self.errors is None:
            return False
        return self.urgent_if is None or self.urgent_if.question in self.cleaned_data

    def clean(self) -> None:
        """What is refused is refused as a whole, and said where the place is: not at the question
        about urgency, where it would be read as a wrong answer to be mended by another one.
        """
        if self.is_put_by:
            error = ValidationError(self.refused, code="part", params={"part": "postal_code"})
            self.add_error(self.place_question, error)

    def excuse_refusal(self) -> None:
        """Where the page itself says that it is refused, no answer is marked as a mistake for it."""
        found = self.errors.get(self.place_question)
        if found is not None and self.refused:
            found.data = [one for one in found.as_data() if self.refused not in one.messages]
            if not found.data:
                del self.errors[self.place_question]

    def clean_where(self) -> Any:
        where = self.cleaned_data["where"]
        code = where.get("postal_code", "")
        taking_in = Organisation.objects.filter(takes_in=True, area__postal_codes__code=code)
        if not taking_in.exists():
            raise ValidationError(unknown_place(), code="part", params={"part": "postal_code"})
        return where

    def clean_care(self) -> Any:
        care = self.cleaned_data["care"] or []
        reach = self.cleaned_data.get(self.reach_question) or {}
        if Care.NEVER_WRITE in care and reach.get("channel") == Channel.LETTER:
            way = {"mend_at": self.reach_question, "mend_part": "channel"}
            raise ValidationError(NO_LETTER, params=way)
        return care

    def clean_reach(self) -> Any:
        reach = self.cleaned_data["reach"]
        if not self.place_is_home:
            return reach
        where = self.cleaned_data.get(self.place_question) or {}
        if reach.get("channel") == Channel.LETTER and not (where.get("street") or "").strip():
            street = {"part": "channel", "mend_at": self.place_question, "mend_part": "street"}
            raise ValidationError(NO_ADDRESS, code="part", params=street)
        return reach
