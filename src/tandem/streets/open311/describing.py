"""Our rows as GeoReport v2 describes them."""

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.people.choices import Channel
from tandem.streets import public, showing
from tandem.streets.forms import ReportBrokenForm
from tandem.streets.kinds import Kind
from tandem.streets.models import Report

Data = dict[str, object]
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = datetime(2026, 11, 26, tzinfo=timezone.get_default_timezone())
"""When what is described here last changed its shape: clients keep it until then."""


def discovery(url: str, contact: str, key_service: str) -> Data:
    kind = "test" if settings.DEBUG else "production"
    return {
        "changeset": CHANGED.isoformat(),
        "contact": contact,
        "key_service": key_service,
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": url,
                "changeset": CHANGED.isoformat(),
                "type": kind,
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def service(kind: Kind) -> Data:
    return {
        "service_code": kind.code,
        "service_name": str(kind.label),
        "description": _danger() if kind.danger else str(kind.label),
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(word for words in kind.words.values() for word in words),
        "group": _("Danger") if kind.danger else _("In the street"),
    }


def _danger() -> str:
    return _("Go away from it and call 112 first. What is sent here is seen on working days only.")


def definition(kind: Kind) -> Data:
    """What may be said besides where and what: nothing of it has to be."""
    asked = ReportBrokenForm.base_fields["where"].parts  # type: ignore[attr-defined]
    lines: list[Data] = [
        _line(n, code, asked[code]) for n, code in enumerate(("landmark", "mark"), 1)
    ]
    lines.append(
        {
            "variable": True,
            "code": "channel",
            "datatype": "singlevaluelist",
            "required": False,
            "datatype_description": _("Without it: by e-mail, else by telephone, else not at all."),
            "order": 3,
            "description": str(ReportBrokenForm.base_fields["reach"].label),
            "values": [
                {"key": str(way), "name": str(way.label)}
                for way in Channel
                if way != Channel.LETTER
            ],
        }
    )
    if kind.danger:
        told = {"variable": False, "code": "danger", "datatype": "string", "required": False}
        told |= {"datatype_description": None, "order": 4, "description": _danger()}
        lines.append(told)
    return {"service_code": kind.code, "attributes": lines}


def _line(order: int, code: str, field: object) -> Data:
    return {
        "variable": True,
        "code": code,
        "datatype": "string",
        "required": False,
        "datatype_description": str(field.help_text),  # type: ignore[attr-defined]
        "order": order,
        "description": str(field.label),  # type: ignore[attr-defined]
    }


def request(report: Report, names: public.Names, *, extended: bool) -> Data:
    """`report` comes from `listing`, which says when it last changed and in which words."""
    kind, spot = names.kind(report), public.spot_of(report)
    words: str = report.last_words  # type: ignore[attr-defined]
    changed: datetime = report.changed_at  # type: ignore[attr-defined]
    expected = report.planned_for or report.due_on
    told: Data = {
        "service_request_id": report.sign,
        "status": "open" if public.is_open(report) else "closed",
        "status_notes": _sentences(public.state_in_words(report), words),
        "service_name": str(kind.label),
        "service_code": kind.code,
        "description": names.title(report),
        "agency_responsible": _agency(report),
        "service_notice": None,
        "requested_datetime": _said(public.hour_of(report.reported_at)),
        "updated_datetime": _said(public.hour_of(max(changed, report.reported_at))),
        "expected_datetime": _said(_noon(expected)) if public.is_open(report) else None,
        "address": spot.line,
        "address_id": None,
        "zipcode": report.postal_code,
        "lat": spot.lat,
        "long": spot.lon,
        "media_url": showing.address_of(report, report.photo_key),  # type: ignore[attr-defined]
    }
    if extended:
        told["extended_attributes"] = {
            "state": report.state,
            "state_in_words": public.state_in_words(report),
            "closed_because": report.closed_because or None,
            "voices": public.voices_of(report),
            "planned_for": report.planned_for.isoformat() if report.planned_for else None,
            "exact_place": spot.has_exact_point,
            "reopened": report.reopened,
        }
    return told


def _sentences(*said: str) -> str:
    """One after another, each with its stop where another follows."""
    first, *others = [one.strip() for one in said if one.strip()]
    for one in others:
        first += f" {one}" if first.endswith((".", "!", "?")) else f". {one}"
    return first


def _noon(day: object) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))  # type: ignore[arg-type]


def _said(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _agency(report: Report) -> str:
    """Whose street it is, where nobody who is registered here has it."""
    name: str | None = report.with_whom  # type: ignore[attr-defined]
    return str(report.get_ground_display()) if name == "" else name or str(report.organisation)
