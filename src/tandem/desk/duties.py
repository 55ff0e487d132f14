"""What waits for whoever works at the desk: each floor counts its own, in one query."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy

from tandem.broadcast.access import WRITING
from tandem.broadcast.models import Broadcast
from tandem.cases import access, likenesses, listing
from tandem.cases.looks import access as looks
from tandem.cases.looks import figures
from tandem.desk import colleagues, nobody_reads
from tandem.desk.figures import Counting, Figure
from tandem.desk.processing import nights
from tandem.desk.processing.access import ANSWERING
from tandem.doors.kiosk.queries import calling
from tandem.doors.models import CallBack, Sheet
from tandem.doors.sms import talks
from tandem.outbox import queries as outbox
from tandem.outbox.health import gave_up
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.http import PersonRequest
from tandem.solidarity import board, elsewhere
from tandem.solidarity.choices import NeedState, ProposalState
from tandem.solidarity.models import Feedback, Need, Proposal
from tandem.streets import inbox
from tandem.streets.access import DECIDING
from tandem.territory.choices import Role


def _cases(request: PersonRequest, now: datetime) -> Iterable[Figure]:
    today = timezone.localdate(now)
    told = listing.waiting(access.listed(request), today)
    if told.urgent:
        yield Figure(
            told.urgent,
            ngettext_lazy("request that cannot wait", "requests that cannot wait", "many"),
            "cases:cases",
            "?view=urgent",
        )
    yield Figure(
        told.owed, ngettext_lazy("answer owed", "answers owed", "many"), "cases:cases", "?view=owed"
    )
    yield Figure(
        told.late,
        ngettext_lazy("of them late", "of them late", "many"),
        "cases:cases",
        "?view=late",
    )
    yield Figure(
        told.wrote,
        ngettext_lazy("person wrote back", "people wrote back", "many"),
        "cases:cases",
        "?view=wrote",
    )


def _alike(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    many = likenesses.undecided(likenesses.organisations_of(request))
    yield Figure(
        many,
        ngettext_lazy("pair perhaps the same person", "pairs perhaps the same person", "many"),
        "cases:alike",
    )


def _messages(_request: PersonRequest, now: datetime) -> Iterable[Figure]:
    ready = Message.objects.letters_to_print() | Message.objects.calls_to_make()
    counted = dict(ready.order_by().values_list("channel").annotate(Count("pk")))
    yield Figure(
        counted.get(Channel.LETTER, 0),
        ngettext_lazy("letter to print", "letters to print", "many"),
        "outbox:letters",
    )
    yield Figure(
        counted.get(Channel.CALL, 0),
        ngettext_lazy("person to call", "people to call", "many"),
        "outbox:calls",
    )
    yield Figure(
        outbox.count_stuck(now),
        ngettext_lazy("message that needs you", "messages that need you", "many"),
        "outbox:failed",
    )
    if returned := outbox.count_came_back(now):
        yield Figure(
            returned,
            ngettext_lazy(
                "e-mail address that came back", "e-mail addresses that came back", "many"
            ),
            "outbox:failed",
        )


def _texts(_request: PersonRequest, now: datetime) -> Iterable[Figure]:
    if settings.SMS_GATEWAY and (many := talks.in_flood(now)):
        yield Figure(
            many,
            ngettext_lazy(
                "text message in a flood: who was new got no answer",
                "text messages in a flood: who was new got no answer",
                "many",
            ),
            "",
        )


def _call_backs(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    ours = [m.organisation_id for m in request.memberships]
    promised = CallBack.objects.filter(organisation__in=ours).still_to_make()
    yield Figure(
        promised.count(), ngettext_lazy("call promised", "calls promised", "many"), "doors:desk"
    )


def _sheets(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    ours = [m.organisation_id for m in request.memberships if Role(m.role) in MESSAGES]
    many = Sheet.objects.filter(organisation__in=ours).to_look_at().count()
    yield Figure(
        many,
        ngettext_lazy("form on paper to look at", "forms on paper to look at", "many"),
        "doors:waiting_room",
    )


def _rings(request: PersonRequest, now: datetime) -> Iterable[Figure]:
    """Where somebody calls just now; one that waits too long shows to every colleague."""
    ours = [m.organisation_id for m in request.memberships]
    near = bool(MESSAGES & request.roles)
    rings = [one for one in calling(ours, now) if one.late or near]
    if rings:
        names = ", ".join(one.row.terminal.name for one in rings)
        page = "doors:rings" if near else ""
        yield Figure(
            len(rings),
            ngettext_lazy("call from a terminal", "calls from terminals", "many"),
            page,
            note=names,
        )


def _help(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    ours = [m.organisation for m in request.memberships if m.role == Role.COORDINATOR]
    proposed = Proposal.objects.filter(
        organisation__in=ours, state=ProposalState.OPEN, offer_key__isnull=False
    )
    yield Figure(
        proposed.count(),
        ngettext_lazy("proposal to decide", "proposals to decide", "many"),
        "solidarity:board",
    )
    by_hand = Q(state=NeedState.OPEN, limited=False, no_program=True)
    apart = Q(pk__in=board.kept_back())
    needs = Need.objects.filter(by_hand | apart, organisation__in=ours)
    told = needs.aggregate(by_hand=Count("pk", filter=by_hand), apart=Count("pk", filter=apart))
    yield Figure(
        told["by_hand"],
        ngettext_lazy("person to look for by hand", "people to look for by hand", "many"),
        "solidarity:board",
        "?by_hand=on",
    )
    if told["apart"]:
        yield Figure(
            told["apart"],
            ngettext_lazy(
                "contact kept back: put the two in touch",
                "contacts kept back: put the two in touch",
                "many",
            ),
            "solidarity:board",
            "?view=kept_back",
        )
    if across := elsewhere.many_to_bring_together(request.memberships):
        yield Figure(
            across,
            ngettext_lazy(
                "volunteer of ours to put in touch elsewhere",
                "volunteers of ours to put in touch elsewhere",
                "many",
            ),
            "solidarity:board",
        )
    badly = Feedback.objects.to_look_at().filter(organisation__in=ours)
    yield Figure(
        badly.values("arrangement__need").distinct().count(),
        ngettext_lazy("help that did not go well", "helps that did not go well", "many"),
        "solidarity:board",
        "?view=badly",
    )


def _to_many(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """What waits for a second person's yes, and she may be that person."""
    ours = [m.organisation_id for m in request.memberships if Role(m.role) in WRITING]
    waiting = Broadcast.objects.filter(organisation__in=ours).waiting_for_somebody()
    account = request.account.pk if request.account else 0
    others = waiting.exclude(writers__contains=[account])
    yield Figure(
        others.count(),
        ngettext_lazy(
            "message to many waits for your yes", "messages to many wait for your yes", "many"
        ),
        "broadcast:broadcasts",
    )


def _looks(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    yield Figure(
        figures.how_many(looks.watched(request)),
        ngettext_lazy("unusual look to check", "unusual looks to check", "many"),
        "cases:look_flags",
    )


def _openings(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    yield Figure(
        len(looks.asked_of(request)),
        ngettext_lazy("opening waits for your yes", "openings wait for your yes", "many"),
        "cases:look_asked",
    )


def _streets(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """Of what is broken; counting stops where it would cost more than it tells."""
    deciding = [m.organisation for m in request.memberships if Role(m.role) in DECIDING]
    ours = {organisation.pk: organisation for organisation in deciding}.values()
    wanted = [inbox.wanted(one, asked) for _label, asked in STREETS for one in ours]
    found = iter(inbox.each_up_to(wanted, inbox.MOST_COUNTED))
    for label, asked in STREETS:
        query = "&".join(f"{name}={said}" for name, said in asked.items())
        counts = [next(found) for _one in ours]
        note = gettext("or more") if any(many == inbox.MOST_COUNTED for many in counts) else ""
        if many := sum(counts):
            yield Figure(many, label, "streets:inbox", f"?{query}", note=note)


def _nights(_request: PersonRequest, now: datetime) -> Iterable[Figure]:
    failed, missing = nights.to_look_at(now)
    if failed:
        yield Figure(
            failed,
            ngettext_lazy(
                "rule of erasing not carried out last night",
                "rules of erasing not carried out last night",
                "many",
            ),
            "desk:accountable",
        )
    if missing:
        yield Figure(
            missing,
            ngettext_lazy(
                "day without a report of erasing", "days without a report of erasing", "many"
            ),
            "desk:accountable",
        )


def _gave_up(_request: PersonRequest, now: datetime) -> Iterable[Figure]:
    """Work of the machine that is not tried again: whoever runs it reads why in its log."""
    if found := gave_up(now):
        yield Figure(
            sum(found.values()),
            ngettext_lazy(
                "job of the machine given up this week",
                "jobs of the machine given up this week",
                "many",
            ),
            "desk:accountable",
            note=", ".join(found),
        )


def _nobody_reads(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """What landed where no colleague has the role: she can invite one."""
    ours = [m.organisation for m in request.memberships if m.role == Role.ADMINISTRATOR]
    if missing := nobody_reads.without_coordinator(ours):
        yield Figure(
            len(missing),
            ngettext_lazy(
                "service where nobody answers people: invite a coordinator now",
                "services where nobody answers people: invite a coordinator for each now",
                "many",
            ),
            "desk:team",
            note=", ".join(map(str, missing)),
        )
    if many := nobody_reads.requests_of(ours):
        yield Figure(
            many,
            ngettext_lazy(
                "request that nobody here may read: invite a colleague for it",
                "requests that nobody here may read: invite a colleague for them",
                "many",
            ),
            "desk:team",
        )
    if found := nobody_reads.services_without_anybody(ours):
        yield Figure(
            len(found),
            ngettext_lazy(
                "service of this platform has neither coordinator nor administrator: telephone it",
                "services of this platform have neither coordinator nor administrator: telephone them",
                "many",
            ),
            "desk:contact",
            note=", ".join(map(str, found)),
        )


STREETS: tuple[tuple[Any, dict[str, str]], ...] = (
    (ngettext_lazy("danger in the street", "dangers in the street", "many"), {"view": "danger"}),
    (
        ngettext_lazy(
            "broken thing nobody has looked at", "broken things nobody has looked at", "many"
        ),
        {"view": "open", "state": "new"},
    ),
    (
        ngettext_lazy("said to be solved, and is not", "said to be solved, and are not", "many"),
        {"view": "again"},
    ),
    (
        ngettext_lazy("repair beyond its aim", "repairs beyond their aim", "many"),
        {"view": "open", "late": "on"},
    ),
)
CASES = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER})
MESSAGES = frozenset({Role.OPERATOR, Role.COORDINATOR})
COORDINATING = frozenset({Role.COORDINATOR})
COUNTED: tuple[tuple[frozenset[Role], Counting], ...] = (
    (frozenset(Role), _rings),
    (frozenset(Role), colleagues.asked_for),
    (CASES, _cases),
    (frozenset({Role.ADMINISTRATOR}), _nobody_reads),
    (COORDINATING, _help),
    (DECIDING, _streets),
    (MESSAGES, _alike),
    (MESSAGES, _call_backs),
    (MESSAGES, _sheets),
    (MESSAGES, _messages),
    (MESSAGES, _texts),
    (WRITING, _to_many),
    (ANSWERING, _nights),
    (ANSWERING, _gave_up),
    (looks.AGREEING, _openings),
    (looks.WATCHING, _looks),
)


def waiting(request: PersonRequest, now: datetime) -> list[Figure]:
    """Only what her roles open to her."""
    return [
        figure
        for roles, count in COUNTED
        if roles & request.roles
        for figure in count(request, now)
    ]
