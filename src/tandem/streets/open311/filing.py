"""A report that another program sends: the answers of our form, and the same case as at every door."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import Receipt, open_case
from tandem.journal.asker import acting
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.conditions import Raw
from tandem.services.drafts import Code
from tandem.services.programs import Program, Refused
from tandem.streets import rules, served
from tandem.streets.catalogue import ReportBroken
from tandem.streets.forms import ReportBrokenForm
from tandem.streets.kinds import kinds_of
from tandem.streets.models import Photo, Voice
from tandem.streets.open311 import pictures
from tandem.streets.open311.access import Wrong, jurisdiction_of
from tandem.streets.open311.pictures import Came
from tandem.streets.served import Served
from tandem.tenancy.scope import within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.territory.queries import speaks_for
from tandem.toolbox.drawing import MOST_BYTES_OF_A_PHOTO
from tandem.toolbox.telephone import is_mobile
from tandem.ui.formats import short_day

MOST_BYTES = 100_000
KEY = "Idempotency-Key"
TOLD = (
    *("jurisdiction_id", "service_code", "lat", "long", "address_string", "address_id"),
    *("email", "first_name", "last_name", "phone", "description"),
)
Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filed:
    sign: str
    word: str
    """Only for the header: see decision 0029."""
    notice: str


def said_in(request: HttpRequest) -> dict[str, str]:
    """What was sent, under the names of the specification; nothing else is looked at."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    most = MOST_BYTES
    if request.content_type == "multipart/form-data":
        most += MOST_BYTES_OF_A_PHOTO
    if not size.isdecimal() or int(size) > most:
        raise Wrong(413, _("This is more than a report has room for. Send pictures by e-mail."))
    said = {name: request.POST.get(name, "").strip() for name in (*TOLD, "media_url")}
    for code in ("landmark", "mark", "channel"):
        said[code] = request.POST.get(f"attribute[{code}]", "").strip()
    return said


def file(
    program: Program, said: Said, key: str, picture: Callable[[], Came] = lambda: Came()
) -> Filed:
    """`picture` is asked for once all else is right: to fetch it takes a while."""
    point = _point(said)
    place = _place(said, point)
    _is_of(program, place)
    if said["service_code"] not in {kind.code for kind in kinds_of(place.commune)}:
        known = _("This service_code is not known there.") if said["service_code"] else ""
        raise Wrong(404 if known else 400, known or _("Say what is broken in service_code."))
    raw = answers(said, place, point)
    form = ReportBrokenForm(raw, place=place.commune)
    if errors := form.check():
        raise Wrong(400, *_sentences(errors))
    with acting(program.asker):
        try:
            return _filed(program, raw, place, key, picture())
        except Refused as refused:
            raise Wrong(refused.status, refused.said) from None


def _is_of(program: Program, place: Served) -> None:
    """A token speaks for the commune of whoever gave it, and no other: see decision 0029."""
    ours = Organisation.objects.filter(pk=program.asker.organisation or 0).first()
    if ours is None or not speaks_for(ours, place.commune):
        told = _(
            "This key is not of %(commune)s: ask there for one. If it lies elsewhere, name the commune "
            "in jurisdiction_id."
        )
        raise Wrong(403, told % {"commune": place.commune})


def _filed(program: Program, raw: Raw, place: Served, key: str, came: Came) -> Filed:
    def begin() -> Code:
        found = drafts.begin(ReportBroken, get_language() or "fr", door=Door.API)
        drafts.keep(found.code, raw, asked=("where", "kind", "what", "reach"), door=Door.API)
        pictures.keep(found.code, came)
        return found.code

    code = program.once(key, [ReportBroken.slug, json.dumps(raw)], begin) if key else begin()
    try:
        receipt = open_case(code, door=Door.API)
    except Incomplete as wrong:
        raise Wrong(400, *_sentences(wrong.errors)) from None
    except Unserved:
        raise Wrong(404, _("No commune served here has this postal code.")) from None
    with within(scopes.of_organisation(place.organisation)):
        voice = Voice.objects.select_related("report").get(case__reference=receipt.reference)
        # Sent again under the same key, it stands there already.
        told = pictures.in_words(came, kept=Photo.objects.filter(voice=voice).exists())
    notice = " ".join(filter(None, [_notice(receipt, place), told]))
    return Filed(voice.report.sign, receipt.word, notice)


def _sentences(errors: Mapping[str, list[str]]) -> list[str]:
    return [sentence for found in errors.values() for sentence in found]


def answers(said: Said, place: Served, point: tuple[float, float] | None) -> Raw:
    """Our form's answers, as they would have been typed."""
    mark, landmark = said["mark"], said["landmark"]
    if point is not None and mark:
        # There is one place for both; what is written on the thing is not lost.
        landmark = ", ".join(filter(None, [landmark, mark]))
    written = "" if point is None else f"{point[0]:.5f}, {point[1]:.5f}"
    return {
        "where_postal_code": [place.postal_code],
        "where_street": [street_of(said["address_string"], place)],
        "where_landmark": [landmark],
        "where_mark": [written or mark],
        "kind": [said["service_code"]],
        "what": [said["description"]],
        "reach_channel": [_channel(said)],
        "reach_email": [said["email"]],
        "reach_phone": [said["phone"]],
        "reach_safe_contact": [""],
        "reach_first_name": [said["first_name"]],
        "reach_last_name": [said["last_name"]],
        "reach_street": [""],
        "reach_postal_code": [""],
    }


def street_of(address: str, place: Served) -> str:
    """What stands before the postal code; behind it stand a town and a country."""
    before, found, _behind = address.rpartition(place.postal_code)
    return (before if found else address).removesuffix("B-").strip(" ,;-\n")


def _channel(said: Said) -> str:
    if said["channel"]:
        return said["channel"]
    if said["email"]:
        return Channel.EMAIL
    if said["phone"]:
        return Channel.SMS if is_mobile(said["phone"]) else Channel.CALL
    return Channel.DESK


def _point(said: Said) -> tuple[float, float] | None:
    lat, lon = said["lat"], said["long"]
    if not lat and not lon:
        return None
    try:
        point = float(lat), float(lon)
    except ValueError:
        point = (math.nan, math.nan)
    # Also what is no number at all, such as NaN, is outside.
    if rules.mark_in(f"{point[0]:.5f}, {point[1]:.5f}").point is None:
        raise Wrong(400, _("lat and long are both needed, in degrees, of a point in Belgium."))
    return point


def _place(said: Said, point: tuple[float, float] | None) -> Served:
    """By the postal code of the address, else as asked for, else the nearest of those served."""
    if not said["address_string"] and point is None:
        raise Wrong(
            400, _("Say where it is: lat and long, or address_string. We keep no address_id.")
        )
    # Also where it is not needed: a wrong one is told and not passed over.
    asked = jurisdiction_of(said["jurisdiction_id"]) if said["jurisdiction_id"] else None
    found = served.in_address(said["address_string"]) or asked
    if found is not None and point is not None:
        _lies_there(found, point)
    if found is None and point is not None:
        found = served.nearest(*point)
    found = found or served.the_only_one()
    if found is None:
        raise Wrong(
            404,
            _("No commune served here was found. Write the postal code in address_string."),
        )
    return found


def _lies_there(place: Served, point: tuple[float, float]) -> None:
    """A point that is surely of another commune goes nowhere by mistake."""
    if served.is_near(place, *point):
        return
    told = _(
        "lat and long do not lie in %(commune)s. Send it to the commune where it lies: name it in "
        "jurisdiction_id, or correct the point."
    )
    raise Wrong(400, told % {"commune": place.commune})


def _notice(receipt: Receipt, place: Served) -> str:
    told = {"reference": receipt.shown_reference, "day": short_day(receipt.due_on)}
    lines = [_("The reference is %(reference)s. An answer is owed by %(day)s.") % told]
    if receipt.urgent and ReportBroken.urgent is not None:
        lines.append(str(ReportBroken.urgent.now))
    if place.by_point:
        named = {"commune": str(place.commune)}
        lines.append(
            _(
                "Only a point was given: %(commune)s has the nearest centre of the communes served. If "
                "it lies elsewhere, it will be handed over."
            )
            % named
        )
    return " ".join(lines)
