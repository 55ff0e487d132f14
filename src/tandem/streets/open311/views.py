from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.streets import public, served
from tandem.streets.kinds import kinds_of
from tandem.streets.models import Report
from tandem.streets.open311 import describing, filing, listing, pictures
from tandem.streets.open311.access import (
    Data,
    Wrong,
    asked_of,
    jurisdiction_of,
    operation,
    program_of,
)
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes
from tandem.territory.models import Platform

WORD = "Tandem-Word"


@operation("GET")
def discovery(request: HttpRequest) -> tuple[str, Data]:
    url = request.build_absolute_uri(reverse("streets:open311"))
    platform = Platform.objects.order_by("pk").first()
    telephone = platform.telephone if platform else ""
    contact = ", ".join(filter(None, [str(platform or settings.PLATFORM_NAME), telephone]))
    key_service = _("The administrator of each commune gives keys, under “Programs of partners”.")
    return "discovery", describing.discovery(url, contact, key_service)


@operation("GET")
def services(request: HttpRequest) -> tuple[str, Data]:
    place = jurisdiction_of(asked_of(request).get("jurisdiction_id", ""))
    return "services", [describing.service(kind) for kind in kinds_of(place.commune)]


@operation("GET")
def definition(request: HttpRequest, code: str) -> tuple[str, Data]:
    place = jurisdiction_of(asked_of(request).get("jurisdiction_id", ""))
    kind = next((kind for kind in kinds_of(place.commune) if kind.code == code), None)
    if kind is None:
        raise Wrong(404, _("This service_code is not known there."))
    return "service_definition", describing.definition(kind)


@operation("GET", "POST")
def requests(request: HttpRequest) -> tuple[str, Data] | tuple[str, Data, dict[str, str]]:
    """One address: to read what is reported, and to report."""
    return _posted(request) if request.method == "POST" else _listed(request)


def _listed(request: HttpRequest) -> tuple[str, Data]:
    asked = asked_of(request)
    if signs := asked.get("service_request_id", ""):
        with within(_of_all()):
            return "service_requests", _described(listing.by_signs(signs), asked)
    place = jurisdiction_of(asked.get("jurisdiction_id", ""))
    wanted = listing.read(asked, timezone.now())
    with within(scopes.of_organisation(place.organisation)):
        rows = listing.of_commune(wanted, place.organisation.pk)
        return "service_requests", _described(rows, asked)


def _posted(request: HttpRequest) -> tuple[str, Data, dict[str, str]]:
    said = filing.said_in(request)
    program = program_of(request)
    sent = pictures.sent_with(request)
    filed = filing.file(
        program,
        said,
        request.headers.get(filing.KEY, ""),
        lambda: pictures.taken(request, said[pictures.MEDIA_URL], sent),
    )
    told: dict[str, object] = {
        "service_request_id": filed.sign,
        "service_notice": filed.notice,
        "account_id": None,
    }
    # The word in no body: programs show and log the notice. Who asks for it finds it here.
    return "service_requests", [told], {WORD: filed.word}


@operation("GET")
def one(request: HttpRequest, sign: str) -> tuple[str, Data]:
    with within(_of_all()):
        found = _described(listing.by_signs(sign), asked_of(request))
    if len(found) != 1:
        raise Wrong(404, _("There is no report with this service_request_id."))
    return "service_requests", found


@operation("GET")
def token(request: HttpRequest, token: str) -> tuple[str, Data]:
    said = _("No tokens are given here: the service_request_id comes at once.")
    raise Wrong(404, said)


def _of_all() -> Scope:
    """A sign is public and does not say whose it is; only what is public is read."""
    taking_in = served.all_served()
    return scopes.answering_for((one.area_id, one.pk) for one in taking_in)


def _described(rows: QuerySet[Report], asked: dict[str, str]) -> list[dict[str, object]]:
    names, extended = public.Names(), asked.get("extensions", "").lower() == "true"
    return [describing.request(row, names, extended=extended) for row in rows]
