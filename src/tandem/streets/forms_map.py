"""Finding a square by name; and the commune's own list of places, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.services.never_kept import NO_SECRET
from tandem.services.places import tells_of_somebody
from tandem.streets import addresses_file, grid
from tandem.streets.models import NamedPlace
from tandem.streets.rules import mark_in
from tandem.territory.models import Area
from tandem.toolbox.texts import Text

MOST_PLACES = 5_000
MOST_SIGNS = 400_000
MOST_OF_A_NAME = 80
MOST_WRONG = 10
"""Lines that are told at once: whoever pasted a wrong file needs no thousand."""


class FindForm(forms.Form):
    """What somebody knows of the place: a name, a square, or a latitude and a longitude."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Which place do you know there?"),
        help_text=gettext_lazy(
            "A square, a school, a stop, a quarter, a street; or a square such as K8."
        ),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    point: grid.Point


class PlacesForm(forms.Form):
    """The whole list at once: it is pasted from a table, and read back the same."""

    use_required_attribute = False

    lines = forms.CharField(
        label=gettext_lazy("Places, one on each line"),
        help_text=gettext_lazy(
            "The name, a semicolon, and where it is: a square of the map, or a latitude and a "
            "longitude. For example: Place Colignon / Colignonplein; 50.8672, 4.3731"
        ),
        max_length=MOST_SIGNS,
        required=False,
        validators=[NO_SECRET],
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, commune: Area, *given: object, **asked: object) -> None:
        super().__init__(*given, **asked)  # type: ignore[arg-type]
        self.commune = commune
        self.entries: list[Entry] = []

    def clean_lines(self) -> str:
        said: str = self.cleaned_data["lines"]
        lines = [(at, line.strip()) for at, line in enumerate(said.splitlines(), 1) if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(
                _("The list has room for %(most)s. Leave some places out.") % {"most": MOST_PLACES}
            )
        wrong: list[str] = []
        for at, line in lines:
            entry = self._read(line)
            if isinstance(entry, Entry):
                self.entries.append(entry)
            else:
                wrong.append(_("Line %(number)s: %(wrong)s") % {"number": at, "wrong": entry})
        if wrong:
            raise forms.ValidationError(wrong[:MOST_WRONG])
        return said

    def _read(self, line: str) -> Entry | str:
        """The place of a line, or what is wrong with it."""
        # A table of a spreadsheet parts its columns by a tab.
        name, _sign, where = line.replace("\t", ";").partition(";")
        name, mark = " ".join(name.split()), mark_in(where.replace(";", ","))
        point = mark.point or (grid.middle_of(self.commune, mark.square) if mark.square else None)
        if not name or len(name) > MOST_OF_A_NAME:
            return _("write a name of at most 80 signs.")
        if tells_of_somebody(name):
            return _("everybody reads this list: name a place, and nobody.")
        if point is None:
            return _("after the semicolon, write a square such as K8, or 50.8672, 4.3731.")
        if not grid.square_at(self.commune, point):
            return _("this is not on the map of your commune.")
        return Entry(name, point)


WHY_NOT: dict[str, Text] = {
    "too_large": gettext_lazy("This file is too large: keep the addresses of your commune alone."),
    "too_many": gettext_lazy(
        "There are too many addresses in it: keep those of your commune alone."
    ),
    "no_table": gettext_lazy("This is no table: save it as CSV."),
    "no_columns": gettext_lazy(
        "We do not find the columns: a street, a number, a latitude and a longitude, each with its name "
        "in the first line."
    ),
    "nothing_here": gettext_lazy(
        "No address of your postal codes stands in it with a number and a point."
    ),
}


class AddressesForm(forms.Form):
    """A file of addresses; it is read and kept, and the file itself is not."""

    use_required_attribute = False

    addresses = forms.FileField(
        label=gettext_lazy("Your list of addresses"),
        help_text=gettext_lazy(
            "A CSV file of BeSt Address for your postal codes, or a table of your own with the columns "
            "street, number, latitude, longitude and postcode. It takes the place of the list before."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, codes: Sequence[str], *given: Any, **asked: Any) -> None:
        super().__init__(*given, **asked)
        self.codes = codes
        self.taken: addresses_file.Taken | None = None

    def clean_addresses(self) -> object:
        said = self.cleaned_data["addresses"]
        try:
            if said.size > addresses_file.MOST_BYTES:
                raise addresses_file.Unreadable("too_large")
            self.taken = addresses_file.read(addresses_file.text_of(said.read()), self.codes)
        except addresses_file.Unreadable as error:
            raise forms.ValidationError(str(WHY_NOT[str(error)])) from None
        return said


def as_line(commune: Area, row: NamedPlace) -> str:
    """As it is read again; the middle of a square as its name."""
    point = row.lat, row.lon
    square = grid.square_at(commune, point)
    where = square if grid.middle_of(commune, square) == point else f"{row.lat}, {row.lon}"
    return f"{row.name}; {where}"
