import secrets

from django.db import transaction
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.doors.kiosk import rules
from tandem.doors.kiosk.errors import NotEnrolled, TooManyRings
from tandem.doors.models import Ring, Terminal
from tandem.journal.choices import Door
from tandem.journal.write import record
from tandem.services import drafts
from tandem.services.drafts import OpenDraft
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.models import Organisation
from tandem.toolbox.reference import clean, new_reference
from tandem.toolbox.sealing import digest


@transaction.atomic
def make_terminal(desk: Organisation, name: str, place: str, *, by: Account | None) -> Terminal:
    """Known by name; a machine becomes it once somebody types its code there."""
    terminal = Terminal.objects.create(
        name=name, place=place, made_by=by, territory_id=desk.area_id, organisation=desk
    )
    record("doors.terminal_made", terminal)
    return terminal


@transaction.atomic
def give_code(terminal: Terminal) -> str:
    """A new one-time code, told once; an older one no longer opens anything."""
    code, now = new_reference(), timezone.now()
    terminal.code_digest, terminal.code_until = digest("enrol", code), now + rules.CODE_LIVES
    terminal.revoked_at = None
    terminal.save(update_fields=["code_digest", "code_until", "revoked_at"])
    signposts.put("enrol", code, terminal, terminal.pk, until=terminal.code_until)
    record("doors.terminal_code_given", terminal)
    return code


def enrol(said: str) -> tuple[Terminal, str]:
    """The machine is this terminal from now on, and no other machine is; with its cookie's token."""
    try:
        code = clean(said)
    except ValueError as error:
        raise NotEnrolled from error
    place = signposts.find_one("enrol", code)
    if place is None:
        raise NotEnrolled
    with transaction.atomic(), within(place.scope):
        # Locked: two machines given the same code become one terminal.
        rows = Terminal.objects.in_use().select_for_update(of=("self",))
        waiting = rows.filter(pk=place.target, code_digest=digest("enrol", code))
        terminal = waiting.filter(code_until__gt=timezone.now()).first()
        if terminal is None:
            raise NotEnrolled
        token = secrets.token_urlsafe(32)
        terminal.code_digest = terminal.code_until = None
        terminal.token_digest, terminal.enrolled_at = digest("terminal", token), timezone.now()
        terminal.save()
        signposts.put("terminal", token, terminal, terminal.pk)
        record("doors.terminal_enrolled", terminal)
    return terminal, token


@transaction.atomic
def revoke(terminal: Terminal) -> None:
    """Its cookie opens nothing any more, wherever it was carried; nobody waits there either."""
    for ring in Ring.objects.open().filter(terminal=terminal):
        end_ring(ring)
    terminal.revoked_at, terminal.token_digest, terminal.code_digest = timezone.now(), None, None
    terminal.save(update_fields=["revoked_at", "token_digest", "code_digest"])
    record("doors.terminal_revoked", terminal)


@transaction.atomic
def ring(terminal: Terminal, language: str, *, draft: OpenDraft | None = None) -> Ring:
    """The desk is called, once however often it is pressed; with `draft` it may open that form."""
    # Locked, so that two presses are one ring.
    Terminal.objects.select_for_update(of=("self",)).get(pk=terminal.pk)
    rung = Ring.objects.open().filter(terminal=terminal).first()
    if rung is None:
        lately = Ring.objects.filter(
            terminal=terminal, rung_at__gt=timezone.now() - rules.RINGS_WITHIN
        )
        if rules.must_wait_by_telephone(lately.count()):
            raise TooManyRings
        rung = Ring.objects.create(
            terminal=terminal,
            language=language,
            territory_id=terminal.territory_id,
            organisation_id=terminal.organisation_id,
        )
        record("doors.rung", rung)
    if draft is not None:
        drafts.hand_to_desk(draft.code, terminal.organisation_id)
        drafts.note(draft.code, desk_door=Door.INPERSON)
        rung.draft_key = draft.row.key
        rung.save(update_fields=["draft_key"])
    return rung


@transaction.atomic
def answer_ring(ring: Ring, *, by: Account | None) -> bool:
    """The person reads that somebody comes; False if a colleague said so before."""
    waiting = Ring.objects.waiting().filter(pk=ring.pk)
    if not waiting.update(answered_at=timezone.now(), answered_by=by):
        return False
    record("doors.ring_answered", ring)
    return True


@transaction.atomic
def end_ring(ring: Ring) -> None:
    """Helped, or gone: nobody needs to come."""
    if Ring.objects.open().filter(pk=ring.pk).update(ended_at=timezone.now()):
        record("doors.ring_ended", ring)
