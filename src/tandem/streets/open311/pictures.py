"""A picture that comes with a report of another program: sent along, or to be fetched from an address.

Drawn anew like any other, and only an addition: whatever goes wrong with it, the report is taken in,
and the answer says what became of the picture.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tandem.journal.choices import Door
from tandem.services import draft_pictures, drafts
from tandem.services.draft_pictures import Wishes
from tandem.services.drafts import Code
from tandem.services.photo_forms import must_wait
from tandem.services.picture import BLUR, FILE, USE_PLACE
from tandem.toolbox import drawing
from tandem.toolbox.calling import Doubtful, NotReached, call
from tandem.toolbox.drawing import MOST_BYTES_OF_A_PHOTO, NotDrawn, Photo, Waiting

MEDIA, MEDIA_URL = "media", "media_url"
QUESTION = "photo"
PATIENCE = 5.0
"""Seconds for a picture to come: whoever reports waits meanwhile."""


@dataclass(frozen=True, slots=True)
class Came:
    """The picture, or why there is none; neither where none was sent."""

    photo: Photo | Waiting | None = None
    """Waiting, where nothing can draw it just now."""
    refused: str = ""

    @property
    def is_one(self) -> bool:
        return self.photo is not None or bool(self.refused)


def sent_with(request: HttpRequest) -> bytes | None:
    """The first file under the name of the specification, no further than a photo is long."""
    named = MEDIA if MEDIA in request.FILES else next(iter(request.FILES), "")
    file = request.FILES.get(named)
    return file.read(MOST_BYTES_OF_A_PHOTO + 1) if file is not None else None


def taken(request: HttpRequest, url: str, sent: bytes | None) -> Came:
    """Fetched and drawn while no row is locked; where both came, what was sent along."""
    if sent is None and not url:
        return Came()
    if must_wait(request):
        return Came(refused="too_many")
    try:
        content = _fetched(url) if sent is None else sent
        return Came(drawing.photo(content))
    except NotDrawn as why:
        return Came(Waiting(content)) if str(why) == "not_now" else Came(refused=str(why))
    except (NotReached, Doubtful):
        return Came(refused="not_reached")


def _fetched(url: str) -> bytes:
    answer = call(
        url, headers={"User-Agent": "Tandem"}, most=MOST_BYTES_OF_A_PHOTO, patience=PATIENCE
    )
    if answer.status != 200:
        raise NotReached(f"status_{answer.status}")
    return answer.said


def keep(code: Code, came: Came) -> None:
    """Beside the draft, as the answer to its question."""
    if came.photo is None:
        return
    # Where it was taken tells more than the place that was reported: nobody has agreed to that.
    key = (
        draft_pictures.keep_waiting(code, QUESTION, came.photo)
        if isinstance(came.photo, Waiting)
        else draft_pictures.keep(code, QUESTION, came.photo, Wishes())
    )
    raw = {FILE: key or "", USE_PLACE: "", BLUR: ""}
    said = {f"{QUESTION}_{part}": [value] for part, value in raw.items()}
    drafts.keep(code, said, asked=[QUESTION], door=Door.API)


def in_words(came: Came, *, kept: bool) -> str:
    if kept:
        return _("The picture is with the report; only colleagues see it until one releases it.")
    if not came.is_one:
        return ""
    if isinstance(came.photo, Waiting):
        return _("The picture is kept with the report, and cleaned before anybody sees it.")
    reasons = {
        "not_reached": _("its address did not answer with it"),
        "too_large": _("it is larger than 10 MB"),
        "too_many": _("many came just now"),
    }
    why = reasons.get(came.refused, _("it could not be opened"))
    return _(
        "The report is taken in without its picture: %(why)s. Send it in answer to the receipt."
    ) % {"why": why}
