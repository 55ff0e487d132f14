"""Where a thing stands, as people say it who walk past."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.services.composites import FOUR_FIGURES, POSTAL_CODE, Composite
from tandem.services.paper import ANY, Figures, Lines
from tandem.services.parts import PostalCode, part
from tandem.toolbox.texts import Text

MOST_OF_A_STREET = 80
REACHES_SOMEBODY = re.compile(
    r"\S@\S|(?:\+|\b00)[0-9](?:[ ./-]?[0-9]){7,}|\b0[0-9](?:[ ./-]?[0-9]){7,8}\b", re.ASCII
)
"""An e-mail address or a telephone number."""
AT_SOMEBODYS = re.compile(r"\bchez\s|\S\s+(?:bij|bei)\s", re.IGNORECASE)
"""In Dutch and German a street may begin with it: only further on does a name follow."""
NO_SUCH_SQUARE = _(
    "The map has no such square: its letters go from A to T, its figures from 1 to 20. Is it written on "
    "the thing itself? Then write a street too, or what stands near it."
)
SQUARE = re.compile(r"[A-T] ?(?:1?[1-9]|10|20)", re.IGNORECASE | re.ASCII)
LIKE_A_SQUARE = re.compile(r"[A-Z][ -]?[0-9]{1,2}", re.IGNORECASE | re.ASCII)
HOUSE = re.compile(r"[0-9]\s*[a-z]?$", re.IGNORECASE)
AT_HOME = re.compile(r"chez\b", re.IGNORECASE)
NEAR = re.compile(
    r"(?:bij|naast|tegenover|voor|achter|vlakbij|near|opposite|next to|beside|behind|in front of|"
    r"pr[eè]s|à c[oô]t[eé]|a cot[eé]|en face|face|devant|derri[eè]re|"
    r"bei|beim|neben|gegen[uü]ber|vor|hinter|nahe)\b",
    re.IGNORECASE,
)
"""How people begin who know no street."""
PUBLIC = _(
    "This line is public: write only the street and the number. What helps to find it goes under "
    "“What stands near it?”; how to reach you is asked later."
)


def tells_of_somebody(line: str) -> bool:
    """Whether a line that everybody may read says at whose house it is, or how to reach her.

    >>> tells_of_somebody("Rue Delta 3, chez Odette"), tells_of_somebody("Delta 3, 0470 12 34 56")
    (True, True)
    >>> tells_of_somebody("Rue du 11 Novembre 12-14"), tells_of_somebody("Bij Sint-Jacob 7")
    (False, False)
    """
    return bool(REACHES_SOMEBODY.search(line) or AT_SOMEBODYS.search(line))


def is_landmark(line: str) -> bool:
    """Words for what stands near. A street may begin so too: then it has the number of a house."""
    if AT_HOME.match(line):
        return True
    return bool(NEAR.match(line)) and not HOUSE.search(line)


def is_on_the_map(said: str) -> bool:
    """Whether a square of this name is printed on each map.

    >>> is_on_the_map("k 8"), is_on_the_map("K-08"), is_on_the_map("K99"), is_on_the_map("U1")
    (True, True, False, False)
    """
    plain = said.strip().replace(" ", "").replace("-", "")
    return bool(SQUARE.fullmatch(f"{plain[:1]}{plain[1:].lstrip('0')}"))


def is_off_the_map(said: str) -> bool:
    """Whether it is written as a square of the map is, and there is none of that name."""
    return bool(LIKE_A_SQUARE.fullmatch(said)) and not is_on_the_map(said)


class Spot(Composite):
    """Where a thing stands in public: by the nearest house, in words, or by what is written on it.

    It is nobody's home: of the person who tells us it says nothing.
    """

    kind = "spot"
    instead = ("street", "landmark", "mark")
    by_line: ClassVar[Mapping[str, Text]] = {
        "street": _(
            "Or a square of our map, as in K8. Or what stands near it: “near the baker”. "
            "Or - and we ask for it."
        )
    }

    def __init__(self, label: Text, **asked: Any) -> None:
        parts: dict[str, forms.Field] = {
            "postal_code": part(
                _("Postal code of the place"),
                most=4,
                made_by=PostalCode,
                paper=Figures(("123456789", ANY, ANY, ANY)),
            ),
            "street": part(
                _("Street, and the number of the nearest house"),
                most=MOST_OF_A_STREET,
                optional=True,
            ),
            "landmark": part(
                _("What stands near it?"),
                most=200,
                paper=Lines(2),
                help=_("A shop, a stop, a school, a crossing: whatever one sees from there."),
                optional=True,
            ),
            "mark": part(
                _("Is a number written on it?"),
                most=40,
                help=_(
                    "On a pole, a tree or a box. Or the square of our map, as in C4; or a latitude "
                    "and longitude, as in 50.8671, 4.3735."
                ),
                optional=True,
            ),
        }
        parts["postal_code"].widget.attrs["inputmode"] = "numeric"
        parts["postal_code"].error_messages["max_length"] = FOUR_FIGURES
        super().__init__(label, parts, **asked)

    def read_line(self, part: str, typed: str) -> dict[str, str]:
        """A square, or what stands near, is no street: the street stands in public.

        >>> Spot("Where?").read_line("street", "k 8")
        {'street': '', 'mark': 'K8'}
        >>> Spot("Where?").read_line("street", "tegenover de bakker")
        {'street': '', 'landmark': 'tegenover de bakker'}
        >>> Spot("Where?").read_line("street", "Bij Sint-Jacob 7")
        {'street': 'Bij Sint-Jacob 7'}
        """
        said = typed.strip()
        if part == "street" and SQUARE.fullmatch(said):
            return {"street": "", "mark": said.replace(" ", "").upper()}
        if part == "street" and is_landmark(said):
            return {"street": "", "landmark": said}
        return {part: typed}

    def wrong(self, said: dict[str, Any]) -> dict[str, Text]:
        errors: dict[str, Text] = {}
        if not said["postal_code"]:
            errors["postal_code"] = _("Write the postal code of the place, such as 1030.")
        elif not POSTAL_CODE.fullmatch(said["postal_code"]):
            errors["postal_code"] = FOUR_FIGURES
        if not any(said[name] for name in ("street", "landmark", "mark")):
            errors["street"] = _(
                "Say where it is: a street, what stands near it, or the number written on it."
            )
        elif not (said["street"] or said["landmark"]) and is_off_the_map(said["mark"].strip()):
            errors["mark"] = NO_SUCH_SQUARE
        for name in ("street", "mark"):
            if tells_of_somebody(said[name] or ""):
                errors[name] = PUBLIC
        return errors

    def said(self, value: Any) -> str:
        value = value or {}
        shown = [value.get(name) for name in ("street", "postal_code", "landmark", "mark")]
        return ", ".join(filter(None, shown))
