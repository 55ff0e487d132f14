"""What waits for whoever works at the desk: each floor counts its own, in one query."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tandem.broadcast.access import WRITING
from tandem.broadcast.models import Broadcast
from tandem.cases import access, likenesses, listing
from tandem.cases.looks import access as looks
from tandem.cases.looks import figures
from tandem.desk.processing import nights
from tandem.desk.processing.access import ANSWERING
from tandem.doors.kiosk.queries import calling
from tandem.doors.models import CallBack, Sheet
from tandem.doors.sms import talks
from tandem.outbox import queries as outbox
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.http import PersonRequest
from tandem.solidarity import board
from tandem.solidarity.choices import NeedState, ProposalState
from tandem.solidarity.models import Feedback, Need, Proposal
from tandem.streets import inbox
from tandem.streets.access import DECIDING
from tandem.territory.choices import Role
from tandem.territory.models import Recovery
from tandem.toolbox.texts import Text
from tandem.ui import navigation


class Figure(NamedTuple):
    """How many, of what, and the name of the page where they stand."""

    many: int
    label: Text
    name: str
    query: str = ""
    note: str = ""

    @property
    def href(self) -> str:
        return navigation.address(self.name, None) + self.query


Counting = Callable[[PersonRequest, datetime], Iterable[Figure]]


def _cases(request: PersonRequest, now: datetime) -> Iterable[Figure]:
    today = timezone.localdate(now)
    told = listing.waiting(access.listed(request), today)
    if told.urgent:
        yield Figure(told.urgent, _("requests that cannot wait"), "cases:cases", "?view=urgent")
    yield Figure(told.owed, _("answers owed"), "cases:cases", "?view=owed")
    yield Figure(told.late, _("of them late"), "cases:cases", "?view=late")
    yield Figure(told.wrote, _("people wrote back"), "cases:cases", "?view=wrote")


def _alike(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    many = likenesses.undecided(likenesses.organisations_of(request))
    yield Figure(many, _("pairs perhaps the same person"), "cases:alike")


def _messages(_request: PersonRequest, now: datetime) -> Iterable[Figure]:
    ready = Message.objects.letters_to_print() | Message.objects.calls_to_make()
    counted = dict(ready.order_by().values_list("channel").annotate(Count("pk")))
    yield Figure(counted.get(Channel.LETTER, 0), _("letters to print"), "outbox:letters")
    yield Figure(counted.get(Channel.CALL, 0), _("people to call"), "outbox:calls")
    yield Figure(outbox.count_stuck(now), _("messages that need you"), "outbox:failed")
    if returned := outbox.count_came_back(now):
        yield Figure(returned, _("e-mail addresses that came back"), "outbox:failed")


def _texts(_request: PersonRequest, now: datetime) -> Iterable[Figure]:
    if settings.SMS_GATEWAY and (many := talks.in_flood(now)):
        yield Figure(many, _("text messages in a flood: who was new got no answer"), "")


def _call_backs(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    ours = [m.organisation_id for m in request.memberships]
    promised = CallBack.objects.filter(organisation__in=ours).still_to_make()
    yield Figure(promised.count(), _("calls promised"), "doors:desk")


def _sheets(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    ours = [m.organisation_id for m in request.memberships if Role(m.role) in MESSAGES]
    many = Sheet.objects.filter(organisation__in=ours).to_look_at().count()
    yield Figure(many, _("forms on paper to look at"), "doors:waiting_room")


def _rings(request: PersonRequest, now: datetime) -> Iterable[Figure]:
    """Where somebody calls just now; one that waits too long shows to every colleague."""
    ours = [m.organisation_id for m in request.memberships]
    near = bool(MESSAGES & request.roles)
    rings = [one for one in calling(ours, now) if one.late or near]
    if rings:
        names = ", ".join(one.row.terminal.name for one in rings)
        page = "doors:rings" if near else ""
        yield Figure(len(rings), _("calls from terminals"), page, note=names)


def _help(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    ours = [m.organisation_id for m in request.memberships if m.role == Role.COORDINATOR]
    proposed = Proposal.objects.filter(
        organisation__in=ours, state=ProposalState.OPEN, offer_key__isnull=False
    )
    yield Figure(proposed.count(), _("proposals to decide"), "solidarity:board")
    by_hand = Q(state=NeedState.OPEN, limited=False, no_program=True)
    apart = Q(pk__in=board.kept_back())
    needs = Need.objects.filter(by_hand | apart, organisation__in=ours)
    told = needs.aggregate(by_hand=Count("pk", filter=by_hand), apart=Count("pk", filter=apart))
    yield Figure(
        told["by_hand"], _("people to look for by hand"), "solidarity:board", "?by_hand=on"
    )
    if told["apart"]:
        yield Figure(
            told["apart"],
            _("contacts kept back: put the two in touch"),
            "solidarity:board",
            "?view=kept_back",
        )
    badly = Feedback.objects.to_look_at().filter(organisation__in=ours)
    yield Figure(
        badly.values("arrangement__need").distinct().count(),
        _("helps that did not go well"),
        "solidarity:board",
        "?view=badly",
    )


def _recoveries(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """Where a second colleague is needed; and whether somebody says that she herself is locked out."""
    ours = [m.organisation_id for m in request.memberships]
    rows = Recovery.objects.open().filter(organisation__in=ours)
    waiting = list(rows.values_list("account", "asked_by", "agreed_by"))
    own = request.account.pk if request.account else 0
    mine = sum(account == own for account, _asked, _agreed in waiting)
    if mine:
        yield Figure(mine, _("says that you cannot sign in: is it so?"), "desk:recoveries")
    many = sum(own not in {who, asked} and agreed is None for who, asked, agreed in waiting)
    if many:
        yield Figure(many, _("colleagues to let in again, if you agree"), "desk:recoveries")


def _to_many(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """What waits for a second person's yes, and she may be that person."""
    ours = [m.organisation_id for m in request.memberships if Role(m.role) in WRITING]
    waiting = Broadcast.objects.filter(organisation__in=ours).waiting_for_somebody()
    account = request.account.pk if request.account else 0
    others = waiting.exclude(writers__contains=[account])
    yield Figure(others.count(), _("messages to many wait for your yes"), "broadcast:broadcasts")


def _looks(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    yield Figure(
        figures.how_many(looks.watched(request)), _("unusual looks to check"), "cases:look_flags"
    )


def _openings(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    yield Figure(len(looks.asked_of(request)), _("openings wait for your yes"), "cases:look_asked")


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
        label = ngettext(
            "rule of erasing not carried out last night",
            "rules of erasing not carried out last night",
            failed,
        )
        yield Figure(failed, label, "desk:accountable")
    if missing:
        label = ngettext(
            "day without a report of erasing", "days without a report of erasing", missing
        )
        yield Figure(missing, label, "desk:accountable")


STREETS: tuple[tuple[Text, dict[str, str]], ...] = (
    (_("dangers in the street"), {"view": "danger"}),
    (_("broken things nobody has looked at"), {"view": "open", "state": "new"}),
    (_("said to be solved, and are not"), {"view": "again"}),
    (_("repairs beyond their aim"), {"view": "open", "late": "on"}),
)
CASES = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER})
MESSAGES = frozenset({Role.OPERATOR, Role.COORDINATOR})
COORDINATING = frozenset({Role.COORDINATOR})
COUNTED: tuple[tuple[frozenset[Role], Counting], ...] = (
    (frozenset(Role), _rings),
    (frozenset(Role), _recoveries),
    (CASES, _cases),
    (COORDINATING, _help),
    (DECIDING, _streets),
    (MESSAGES, _alike),
    (MESSAGES, _call_backs),
    (MESSAGES, _sheets),
    (MESSAGES, _messages),
    (MESSAGES, _texts),
    (WRITING, _to_many),
    (ANSWERING, _nights),
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
