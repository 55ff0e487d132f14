"""Between our rows and the programs of others: what is said, what came of it. No transaction is open
while the other side thinks.
"""

from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.outbox.actions import send as send_message
from tandem.streets import handing, letting_go, messages, public, systems
from tandem.streets.choices import Closed, HandoverState, State
from tandem.streets.errors import NotNow
from tandem.streets.handing import News
from tandem.streets.landmark import landmark_outside
from tandem.streets.models import Handover, System
from tandem.streets.open311 import client
from tandem.streets.open311.bounded_xml import NotRead
from tandem.streets.open311.client import AT_ONCE, NotTaken, Remote, Standing
from tandem.tenancy.scope import Scope, transaction_within
from tandem.toolbox.calling import Doubtful, NotReached

PENDING = "token:"
"""Before a reference that is none yet."""
WITH_THEM = (HandoverState.SENT, HandoverState.ACCEPTED)
NOT_THEIRS = frozenset({"not_councils_responsibility"})
REPAIRED = frozenset({"fixed"})
GOES_ON = frozenset(
    {"open", "investigating", "planned", "action_scheduled", "in_progress", "internal_referral"}
)
"""Statuses beyond “open” and “closed” that some programs tell (FixMyStreet's extension)."""


def send(scope: Scope, key: int) -> None:
    """Once. A doubt stays a doubt until a colleague has asked."""
    with transaction_within(scope):
        handover = handing.begin_to_send(key)
        if handover is None or handover.to_system is None:
            return
        system, fields = handover.to_system, fields_of(handover)
        remote = systems.remote_of(system)
    why, reference = "", ""
    try:
        taken = client.post(remote, fields, str(handover.key))
        reference = taken.reference or f"{PENDING}{taken.token}"
    except NotTaken as wrong:
        why = str(wrong)
        with transaction_within(scope):
            handing.note_not_taken(handover, timezone.now())
    except Doubtful as wrong:
        why = str(wrong)
    with transaction_within(scope):
        if reference:
            handing.note_sent(handover, reference)
        systems.note_failed(system, why)


def tell_ended(scope: Scope, key: int) -> None:
    """By a message where they are written to; else by an update of their own report, which many
    programs take (FixMyStreet's extension). One that takes none is left in peace.
    """
    with transaction_within(scope):
        handover = letting_go.begin(key)
        if handover is None or handover.to_system is None:
            return
        system = handover.to_system
        if system.contact is not None:
            send_message(system.contact, lambda: messages.no_longer_yours(handover), about=handover)
        if system.contact is not None or not _is_reference(handover.their_reference):
            letting_go.told(handover)
            return
        remote, fields = systems.remote_of(system), ended_fields(handover)
    try:
        done = client.update(remote, fields)
    except (NotTaken, Doubtful):
        done = False
    with transaction_within(scope):
        if done:
            letting_go.told(handover)
        else:
            letting_go.try_again(handover, timezone.now())


def _is_reference(said: str) -> bool:
    return bool(said) and not said.startswith(PENDING)


def ended_fields(handover: Handover) -> dict[str, str]:
    """That it is with them no more; of whoever told it, nothing."""
    with override(public.language_of(handover.report.territory)):
        said = _(
            "We go on with this ourselves: nothing is left to do for you. Our report %(sign)s."
        )
    return {
        "service_request_id": handover.their_reference,
        "update_id": handover.key.hex,
        "updated_datetime": timezone.now().isoformat(timespec="seconds"),
        "status": "CLOSED",
        "description": said % {"sign": handover.report.shown_sign},
    }


def fields_of(handover: Handover) -> dict[str, str]:
    """The thing, its place and the colleague's words; of whoever told it, nothing."""
    report, system = handover.report, handover.to_system
    code = system.mapping.get(report.category, "") if system else ""
    with override(public.language_of(report.territory)):
        what = str(public.Names().kind(report).label)
        page = urljoin(settings.SITE_URL, public.page_of(report))
        ours = _("Our report %(sign)s: %(page)s") % {"sign": report.shown_sign, "page": page}
        near = landmark_outside(report)
    where = ", ".join(filter(None, [report.street, f"{report.postal_code} {report.territory}"]))
    point = report.lat is not None and report.lon is not None and not report.rough
    return {
        "service_code": code,
        "lat": f"{report.lat:.5f}" if point else "",
        "long": f"{report.lon:.5f}" if point else "",
        "address_string": where,
        "description": "\n".join(filter(None, [what, near, handover.words, ours])),
        "attribute[mark]": report.mark,
        "email": report.organisation.email,
    }


def waiting(now: datetime) -> list[int]:
    """To be sent for an hour, and nobody has tried: the bell was lost."""
    rows = Handover.objects.filter(state=HandoverState.TO_SEND, to_system__isnull=False)
    late = rows.filter(at__lt=now - timedelta(hours=1)).exclude(next_try_at__gt=now)
    return list(late.values_list("pk", flat=True)[:200])


def ask_services(scope: Scope, key: int) -> None:
    """In JSON, else in XML, which the specification owes."""
    with transaction_within(scope):
        system = System.objects.get(pk=key)
        remote = systems.remote_of(system)
    why = ""
    for xml in (False, True):
        asked = Remote(remote.url, remote.jurisdiction, remote.key, xml)
        try:
            found = client.services(asked)
        except NotReached as wrong:
            why = str(wrong)
            break
        except (NotRead, Doubtful) as wrong:
            why = str(wrong)
            continue
        with transaction_within(scope):
            systems.note_services(system, found, xml=xml)
        return
    with transaction_within(scope):
        systems.note_failed(system, why)


def follow(scope: Scope, key: int) -> None:
    """Their news of everything that is with them."""
    with transaction_within(scope):
        system = System.objects.get(pk=key)
        rows = list(
            Handover.objects.filter(to_system=system, state__in=WITH_THEM)
            .exclude(their_reference="")
            .select_related("report")
        )
        remote = systems.remote_of(system)
    if not rows:
        return
    try:
        for first in range(0, len(rows), AT_ONCE):
            _follow_some(scope, remote, rows[first : first + AT_ONCE])
    except (NotReached, NotRead, Doubtful) as wrong:
        with transaction_within(scope):
            systems.note_failed(system, str(wrong))
        return
    with transaction_within(scope):
        systems.note_looked(system)


def _follow_some(scope: Scope, remote: Remote, rows: list[Handover]) -> None:
    known: dict[str, Handover] = {}
    for handover in rows:
        reference = handover.their_reference
        if reference.startswith(PENDING):
            reference = client.reference_of(remote, reference.removeprefix(PENDING))
            if reference:
                with transaction_within(scope):
                    handing.note_reference(handover, reference)
        if reference:
            known[reference] = handover
    if not known:
        return
    standing = client.look(remote, known)
    for reference, said in standing.items():
        if reference in known:
            with transaction_within(scope):
                understand(known[reference], said)


def understand(handover: Handover, said: Standing) -> None:
    """What their words mean for us; nothing, where they said it before."""
    if handover.their_state == said.as_kept:
        return
    try:
        with transaction.atomic():
            if news := _news(said):
                handing.hear(handover, news, said.as_kept)
            else:
                handing.closed_there(handover, said.notes, said.as_kept)
    except NotNow:
        # A colleague has gone on with it meanwhile.
        return


def _news(said: Standing) -> News | None:
    """None where it is closed and nobody says whether it was repaired."""
    because = said.closed_because if said.closed_because in Closed.values else ""
    if said.state == State.REPAIRED or said.status in REPAIRED:
        return News(State.REPAIRED, said.notes)
    if said.status in NOT_THEIRS or (said.state == State.CLOSED and because == Closed.NOT_OURS):
        return News(State.CLOSED, said.notes, Closed.NOT_OURS)
    if said.state == State.CLOSED and because:
        return News(State.CLOSED, said.notes, because)
    if said.state == State.NEW:
        # That they have it: it was just sent to them.
        return News(State.NEW)
    if said.status in GOES_ON:
        return News(State.LOOKED_AT, said.notes, planned_for=_day(said.planned_for))
    return None


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
