"""Questions with several parts: who somebody is, where, and how to reach her."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.people.choices import Channel
from tandem.services.paper import ANY, Comb, Figures, Lines
from tandem.services.parts import PostalCode, part
from tandem.services.questions import Question
from tandem.services.widgets import Parts
from tandem.toolbox.mail_addresses import may_be_somebodys
from tandem.toolbox.telephone import is_mobile, is_number, readable
from tandem.toolbox.texts import Text
from tandem.ui.formats import short_day

NO_TEXTS_YET = _("By text message (not here yet)")
POSTAL_CODE = re.compile(r"[1-9][0-9]{3}")
FOUR_FIGURES = _("A Belgian postal code has four figures, such as 1030.")
DAY_OF_BIRTH = Figures(("0123", ANY), says=_("Day"), together=_("Date of birth"))
MONTH_OF_BIRTH = Figures(("01", ANY), says=_("Month"))
YEAR_OF_BIRTH = Figures(("12", "089", ANY, ANY), says=_("Year"))


def _of_part(name: str, sentence: Text) -> ValidationError:
    # Django fills placeholders in whatever has parameters; a typed "%" is none.
    return ValidationError(str(sentence).replace("%", "%%"), code="part", params={"part": name})


class Composite(Question, forms.MultiValueField):
    """A question whose answer has several named parts; its value is a dictionary of them."""

    default_error_messages: ClassVar = {"required": _("Please answer this question.")}
    instead: ClassVar[tuple[str, ...]] = ()
    by_line: ClassVar[Mapping[str, Text]] = {}
    """Parts of which one suffices, in order; and what one line may say to a part by itself."""

    def __init__(self, label: Text, parts: dict[str, forms.Field], **asked: Any) -> None:
        self.parts = parts
        widget = Parts({name: part.widget for name, part in parts.items()})
        super().__init__(
            label, fields=list(parts.values()), require_all_fields=False, widget=widget, **asked
        )
        for made, given in zip(self.fields, parts.values(), strict=True):
            made.label, made.help_text = given.label, given.help_text
        self.parts = dict(zip(parts, self.fields, strict=True))

    def names(self, name: str) -> list[str]:
        return [f"{name}_{part_name}" for part_name in self.parts]

    def compress(self, data_list: Sequence[Any]) -> dict[str, Any]:
        said = dict(zip(self.parts, data_list or [""] * len(self.parts), strict=True))
        errors = self.wrong(said)
        if errors:
            raise ValidationError([_of_part(*found) for found in errors.items()])
        return said

    def clean(self, value: Any) -> Any:
        filled = list(value or []) or [""] * len(self.parts)
        if not self.required and not any(filled):
            return {}
        if self.required and not any(filled):
            return self.compress([""] * len(self.parts))
        said: list[Any] = []
        errors: list[ValidationError] = []
        for (name, field), typed in zip(self.parts.items(), filled, strict=True):
            try:
                said.append(field.clean(typed))
            except ValidationError as error:
                errors += [_of_part(name, message) for message in error.messages]
        if errors:
            raise ValidationError(errors)
        return self.compress(said)

    def read_line(self, part: str, typed: str) -> dict[str, str]:
        """One line that answers this part, in the parts to which it belongs."""
        return {part: typed}

    def wrong(self, said: dict[str, Any]) -> dict[str, Text]:
        """What is wrong, part by part; overridden by each kind."""
        return {}


class Someone(Composite):
    """Who a person is: names, and a date of birth where she wants to give it."""

    kind = "someone"
    about_a_person = True

    def __init__(self, label: Text, *, born: bool = False, **asked: Any) -> None:
        parts: dict[str, forms.Field] = {
            "first_name": part(_("First name"), most=60, autocomplete="given-name", is_name=True),
            "last_name": part(_("Last name"), most=80, autocomplete="family-name", is_name=True),
        }
        if born:
            parts |= {
                "day": part(
                    _("Day of birth"),
                    most=2,
                    autocomplete="bday-day",
                    paper=DAY_OF_BIRTH,
                    optional=True,
                ),
                "month": part(
                    _("Month of birth"),
                    most=2,
                    autocomplete="bday-month",
                    paper=MONTH_OF_BIRTH,
                    optional=True,
                ),
                "year": part(
                    _("Year of birth"),
                    most=4,
                    autocomplete="bday-year",
                    paper=YEAR_OF_BIRTH,
                    optional=True,
                ),
            }
            for name in ("day", "month", "year"):
                parts[name].widget.attrs["inputmode"] = "numeric"
        super().__init__(label, parts, **asked)

    def wrong(self, said: dict[str, Any]) -> dict[str, Text]:
        errors: dict[str, Text] = {}
        if not said["first_name"]:
            errors["first_name"] = _("Write the first name.")
        if not said["last_name"]:
            errors["last_name"] = _("Write the last name.")
        if any(said.get(name) for name in ("day", "month", "year")) and not _birthday(said):
            errors["day"] = _("This date does not exist or is in the future. Example: 27 3 1958.")
        return errors

    def compress(self, data_list: Sequence[Any]) -> dict[str, Any]:
        said = super().compress(data_list)
        born = _birthday(said)
        return {
            "first_name": said["first_name"],
            "last_name": said["last_name"],
            "born_on": born.isoformat() if born else "",
        }

    def said(self, value: Any) -> str:
        value = value or {}
        name = " ".join(filter(None, [value.get("first_name"), value.get("last_name")]))
        born = value.get("born_on")
        return ", ".join(filter(None, [name, short_day(date.fromisoformat(born)) if born else ""]))


def _birthday(said: dict[str, Any]) -> date | None:
    try:
        day = date(*(int(said.get(name) or 0) for name in ("year", "month", "day")))
    except ValueError:
        return None
    return day if date(1890, 1, 1) <= day <= timezone.localdate() else None


class Where(Composite):
    """An address, or a landmark in words; the postal code leads to the commune."""

    kind = "where"
    about_a_person = True

    def __init__(self, label: Text, **asked: Any) -> None:
        parts: dict[str, forms.Field] = {
            "postal_code": part(
                _("Postal code"),
                most=4,
                made_by=PostalCode,
                autocomplete="postal-code",
                paper=Figures(("123456789", ANY, ANY, ANY)),
            ),
            "street": part(
                _("Street and number"),
                most=120,
                autocomplete="street-address",
                help=_("Leave empty if you have no fixed address."),
                optional=True,
            ),
            "care_of": part(
                _("Whose name is on the letter box?"),
                most=80,
                help=_("Only if it is not your own, for example where you stay with friends."),
                optional=True,
                is_name=True,
            ),
            "landmark": part(
                _("How to find it"),
                most=200,
                paper=Lines(2),
                help=_("A floor, a bell, a shelter, a place everybody knows."),
                optional=True,
            ),
        }
        parts["postal_code"].widget.attrs["inputmode"] = "numeric"
        # Whoever writes five figures is told how a postal code is, and not to say it shorter.
        parts["postal_code"].error_messages["max_length"] = FOUR_FIGURES
        super().__init__(label, parts, **asked)

    def wrong(self, said: dict[str, Any]) -> dict[str, Text]:
        code = said["postal_code"]
        if not code:
            return {
                "postal_code": _("Write the postal code. Without address: that of where you stay.")
            }
        if not POSTAL_CODE.fullmatch(code):
            return {"postal_code": FOUR_FIGURES}
        return {}

    def said(self, value: Any) -> str:
        value = value or {}
        care_of = f"c/o {value['care_of']}" if value.get("care_of") else ""
        shown = [care_of, value.get("street"), value.get("postal_code"), value.get("landmark")]
        return ", ".join(filter(None, shown))


class Reach(Composite):
    """How somebody wishes to be reached; nothing is demanded that the chosen way does not need."""

    kind = "reach"
    about_a_person = True

    def __init__(self, label: Text, *, with_who: bool = False, **asked: Any) -> None:
        """`with_who`: also her name, and where letters reach her, where no other question asks."""
        self.with_who = with_who
        way = forms.ChoiceField(
            label=_("Your choice"),
            choices=ways_offered,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of these ways.")},
        )
        parts: dict[str, forms.Field] = {
            "channel": way,
            "email": part(
                _("E-mail address"),
                most=254,
                autocomplete="email",
                help=_("Needed only if you wish to be reached by e-mail."),
                paper=Comb(30),
                optional=True,
            ),
            "phone": part(
                _("Telephone number"),
                most=30,
                autocomplete="tel",
                help=_("Needed only if you wish a text message or a call."),
                paper=Comb(14),
                optional=True,
            ),
            "safe_contact": part(
                _("What must we know before we contact you?"),
                most=200,
                # With a name and an address to write as well, a page has room for less.
                paper=Lines(2, beside=with_who),
                help=_("For example: only in the morning; do not leave a message."),
                optional=True,
            ),
        }
        parts["email"].widget.input_type = "email"
        parts["phone"].widget.input_type = "tel"
        if with_who:
            parts |= _who_and_home()
        super().__init__(label, parts, **asked)

    def wrong(self, said: dict[str, Any]) -> dict[str, Text]:
        channel, email, phone = said["channel"], said["email"], said["phone"]
        errors: dict[str, Text] = {}
        if not channel:
            errors["channel"] = _("Choose how we can reach you. “At the desk” needs nothing else.")
        if email and not may_be_somebodys(email):
            errors["email"] = _("An e-mail address looks like name@example.be.")
        elif channel == Channel.EMAIL and not email:
            errors["email"] = _("Write your e-mail address, or choose another way.")
        if phone and not is_number(phone):
            errors["phone"] = _("We do not recognise this number. Example: 0475 12 34 56.")
        elif channel in {Channel.SMS, Channel.CALL} and not phone:
            errors["phone"] = _("Write your telephone number, or choose another way.")
        elif channel == Channel.SMS and not is_mobile(phone):
            errors["phone"] = _(
                "Text messages need a mobile number. Choose a call for a fixed line."
            )
        return errors | (_wrong_home(said) if self.with_who else {})

    def said(self, value: Any) -> str:
        value = value or {}
        way = dict(Channel.choices).get(value.get("channel", ""), "")
        number = readable(value["phone"]) if value.get("phone") else ""
        shown = [str(way), value.get("email"), number, value.get("safe_contact")]
        shown += [value.get(name) for name in HOME if self.with_who]
        return ", ".join(filter(None, shown))


def ways_offered() -> list[tuple[str, Text]]:
    """What this platform can do, said of each: nobody chooses what will not happen."""
    if settings.SMS_GATEWAY:
        return list(Channel.choices)
    told: dict[str, Text] = {Channel.SMS: NO_TEXTS_YET}
    return [(code, told.get(code, label)) for code, label in Channel.choices]


HOME = ("first_name", "last_name", "street", "postal_code")


def _who_and_home() -> dict[str, forms.Field]:
    """Nobody has to say who she is to report what is broken; a letter needs an address."""
    letter = _("Needed only if you wish a letter.")
    parts: dict[str, forms.Field] = {
        "first_name": part(
            _("First name"), most=60, autocomplete="given-name", is_name=True, optional=True
        ),
        "last_name": part(
            _("Last name"),
            most=80,
            autocomplete="family-name",
            is_name=True,
            paper=Lines(1, beside=True),
            optional=True,
        ),
        "street": part(
            _("Your street and number"),
            most=120,
            autocomplete="street-address",
            help=letter,
            optional=True,
        ),
        "postal_code": part(
            _("Your postal code"),
            most=4,
            made_by=PostalCode,
            autocomplete="postal-code",
            help=letter,
            # Written by hand: boxes for each figure are for what leads the form to its commune.
            paper=Comb(4, beside=True),
            optional=True,
        ),
    }
    parts["postal_code"].widget.attrs["inputmode"] = "numeric"
    parts["postal_code"].error_messages["max_length"] = FOUR_FIGURES
    return parts


def _wrong_home(said: dict[str, Any]) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    code = said["postal_code"]
    if code and not POSTAL_CODE.fullmatch(code):
        errors["postal_code"] = FOUR_FIGURES
    if said["channel"] != Channel.LETTER:
        return errors
    for name, sentence in (
        ("last_name", _("A letter needs a name on it. Write it, or choose another way.")),
        ("street", _("Write your street and number for the letter, or choose another way.")),
        ("postal_code", _("Write your postal code for the letter, or choose another way.")),
    ):
        if not said[name]:
            errors.setdefault(name, sentence)
    return errors
