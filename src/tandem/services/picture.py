"""A question answered by a photo. It may always be left open, and brought later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.journal.choices import Door
from tandem.services.composites import Composite
from tandem.services.parts import Part, part
from tandem.services.widgets import PhotoInput, Tick
from tandem.toolbox.texts import Text

FILE, USE_PLACE, BLUR = "file", "place", "blur"
YES = "yes"
ENCLOSED = "enclosed"
"""In place of a key: a photo lies in the envelope with the form, and a colleague looks for it."""
REFUSED: Mapping[str, Text] = {
    "too_large": _(
        "This photo is larger than 10 MB. Send a smaller one, or take it again with your telephone."
    ),
    "not_opened": _(
        "We cannot open this file. Send a photo as your telephone takes it: JPEG, PNG, WebP or HEIC."
    ),
    "not_now": _(
        "We cannot take in photos just now; yours may be fine. Go on without it: nothing that you "
        "typed is lost. You can add it later with your reference and your word."
    ),
    "too_many": _("Many photos were sent from here just now. Wait a minute, then choose it again."),
    "not_blurred": _(
        "We could not look for faces and number plates in this photo. Send another one, or ask "
        "again without making them unreadable."
    ),
}
REFUSED_AS = "refused."
NOT_OURS = _("We do not have this photo. Please send it again.")
UNREADABLE_TICK = _("Answer YES or NO.")
PLACE_TOLD = _("Most files tell it. We keep it only if you tick this.")
LATER_BY_VOICE = _(
    "You can add a photo later: on the website with your reference and your word, or at any desk."
)
LATER_ON_PAPER = _("I enclose a photo. My name is on its back.")
LATER_FROM_HERE = _(
    "This machine takes no photo. You can add one later: on the website with your reference and "
    "your word, or at any desk."
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a form must know of a photo that was taken in."""

    blurred: bool = False
    place: tuple[float, float] | None = None
    """Degrees north and east where it was taken, if the person wants that to be used."""

    def as_kept(self) -> dict[str, object]:
        return {"blurred": self.blurred, "place": self.place}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Known":
        place = kept["place"]
        return cls(kept["blurred"], (place[0], place[1]) if place else None)


def refused(code: str, before: str = "") -> str:
    """The raw answer in place of a photo that was not taken in; one taken in before stays there."""
    return f"{REFUSED_AS}{code}:{key_in(before)}"


def key_in(raw: str) -> str:
    """The key, or that one is enclosed, which stands in a raw answer; empty without one."""
    return raw.rpartition(":")[2] if raw.startswith(REFUSED_AS) else raw


def _tick(label: Text, help: Text) -> forms.ChoiceField:
    """Off until it is ticked; by doors of lines it is a yes or a no."""
    field = forms.ChoiceField(
        label=label,
        help_text=help,
        choices=((YES, _("Yes")), ("no", _("No"))),
        required=False,
        widget=Tick(YES),
        error_messages={"invalid_choice": UNREADABLE_TICK},
    )
    field.optional = True  # type: ignore[attr-defined]
    return field


class Picture(Composite):
    """A photo, drawn anew: its value has its `key`, and `lat` and `lon` where she agrees to that."""

    kind = "picture"
    about_a_person = True
    brought_later: ClassVar[Mapping[Door, Text]] = {
        Door.PHONE: LATER_BY_VOICE,
        Door.PAPER: LATER_ON_PAPER,
        Door.SMS: LATER_BY_VOICE,
        Door.KIOSK: LATER_FROM_HERE,
    }

    def __init__(self, label: Text, *, place_told: Text = PLACE_TOLD, **asked: Any) -> None:
        """`place_told`: what is said of the place where it was taken, and of what becomes of it."""
        file: Part = part(
            _("Your photo"),
            help=_("At most 10 MB. We take out whatever the file tells beside what one sees."),
            optional=True,
            widget=PhotoInput,
        )
        parts: dict[str, forms.Field] = {
            FILE: file,
            USE_PLACE: _tick(
                _("Use the place where the photo was taken"),
                place_told,
            ),
            BLUR: _tick(
                _("Make faces and number plates unreadable"),
                _("A machine looks for them and may miss some: look at the photo before you send."),
            ),
        }
        self.known: Mapping[str, Known] = {}
        """The photos of this very draft: no other is taken for an answer."""
        super().__init__(label, parts, **{**asked, "optional": True})

    def know(self, pictures: Mapping[str, Known]) -> None:
        """These photos may answer it, and no other."""
        self.known = pictures
        for widget in getattr(self.widget, "widgets", ()):
            if isinstance(widget, PhotoInput):
                widget.kept = frozenset({ENCLOSED, *pictures})

    def wrong(self, said: dict[str, Any]) -> dict[str, Text]:
        file = said[FILE]
        if not file or file == ENCLOSED or file in self.known:
            return {}
        code = file.removeprefix(REFUSED_AS).partition(":")[0]
        if file.startswith(REFUSED_AS) and code in REFUSED:
            return {FILE: REFUSED[code]}
        return {FILE: NOT_OURS}

    def compress(self, data_list: Sequence[Any]) -> dict[str, Any]:
        said = super().compress(data_list)
        file = said[FILE]
        if not file:
            return {}
        if file == ENCLOSED:
            return {ENCLOSED: True}
        known = self.known[file]
        value = {"key": file, "blurred": known.blurred, "place_wanted": said[USE_PLACE] == YES}
        if value["place_wanted"] and known.place is not None:
            value["lat"], value["lon"] = known.place
        return value

    def said(self, value: Any) -> str:
        value = value or {}
        if ENCLOSED in value:
            return str(_("A photo is enclosed with the form."))
        if "key" not in value:
            return ""
        told: list[Text] = [_("A photo.")]
        if value["blurred"]:
            told.append(_("Faces and number plates that a machine found are unreadable."))
        if "lat" in value:
            where = {"place": f"{value['lat']}, {value['lon']}"}
            told.append(gettext("The place where it was taken goes with it: %(place)s.") % where)
        elif value["place_wanted"]:
            told.append(_("The place where it was taken is not known."))
        return " ".join(map(str, told))
