"""How a circle ends, whichever way it ends: whoever goes on looking keeps her place."""

from django.db import transaction

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.rules import OWED, may_move
from tandem.journal.write import record
from tandem.outbox.actions import no_longer_to_say, send
from tandem.people.models import Person
from tandem.services.declaration import CaseLike
from tandem.solidarity import queue
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import messages
from tandem.solidarity.neighbours.choices import LIVE, CircleState, MemberState, SeekerState
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker

GOING_ON = (CircleState.PROPOSED, CircleState.ASKED, CircleState.MET)


def hold(circle: Circle) -> tuple[Circle, list[CircleMember]]:
    """The circle and those in it, for this transaction alone; the seekers are locked first."""
    keys = list(circle.members.order_by("seeker_id").values_list("seeker_id", flat=True))
    list(Seeker.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    circle = Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    members = circle.members.select_related("seeker__person", "seeker__case")
    return circle, list(members.order_by("seeker_id"))


def hold_with_cases(circle: Circle) -> tuple[Circle, list[CircleMember]]:
    """The same for a deed that moves their cases too: a case that goes its own way is locked before
    its seeker, so these are.
    """
    cases.hold(circle.members.values_list("seeker__case", flat=True))
    return hold(circle)


def come_to_nothing(
    circle: Circle, members: list[CircleMember], *, left: CircleMember | None = None
) -> None:
    """Whoever had been asked keeps her place, and hears the same as the others: also who said no,
    so that nobody learns it by what she was not told. `left`: who looks no longer.
    """
    was_met = circle.state == CircleState.MET
    circle.state = CircleState.ENDED
    circle.save(update_fields=["state"])
    for member in members:
        gone = left is not None and member.pk == left.pk
        hears = member.state in LIVE | {MemberState.NO} and not gone
        if member.state in LIVE:
            asked_no_more(member.seeker)
            member.state = MemberState.LEFT if gone and was_met else MemberState.OVER
            member.save(update_fields=["state"])
        looks_on = _looks_on(member.seeker)
        if hears:
            _tell(member, was_met=was_met, looks_on=looks_on)
        if member.seeker.state != SeekerState.ENDED:
            move(member.seeker, SeekerState.OPEN if looks_on else SeekerState.ENDED)


def _looks_on(seeker: Seeker) -> bool:
    """Not who was erased meanwhile, or whose request is over: nobody would ever end it again."""
    if seeker.state == SeekerState.ENDED or seeker.person.erased_at is not None:
        return False
    found = seeker.case.state == State.ANSWERED and seeker.case.reason == Reason.DONE
    return found or seeker.case.state in OWED


def _tell(member: CircleMember, *, was_met: bool, looks_on: bool) -> None:
    if looks_on:
        tell(member, messages.left if was_met else messages.not_this_time)
    elif was_met and member.seeker.person.erased_at is None:
        tell(member, messages.left_and_over)


@transaction.atomic
def call_off(circle: Circle) -> None:
    """They are not to meet so after all, and nobody has to say no for it: all look on."""
    circle, members = hold(circle)
    if circle.state != CircleState.ASKED:
        raise NotNow("circle_changed")
    for member in members:
        person = member.seeker.person
        record("solidarity.company_called_off", member.seeker, persons=[person])
    come_to_nothing(circle, members)


@transaction.atomic
def lapse(circle: Circle) -> None:
    """Somebody has not answered in time: whoever was asked keeps her place, and all are looked at
    anew. Silence is no no: it stands between them for some weeks only, and for the program alone.
    """
    circle, members = hold(circle)
    if circle.state != CircleState.ASKED:
        raise NotNow("circle_changed")
    for member in members:
        if member.state == MemberState.ASKED:
            asked_no_more(member.seeker)
            member.state = MemberState.SILENT
            member.save(update_fields=["state"])
            record("solidarity.company_unanswered", member.seeker, persons=[member.seeker.person])
            tell(member, messages.unanswered)
    come_to_nothing(circle, members)
    queue.form_circles(circle.organisation_id)


@transaction.atomic
def leave(seeker: Seeker) -> None:
    """At any time, without a reason; whoever was with her looks for company again."""
    case = cases.hold([seeker.case_id])[seeker.case_id]
    if _end(seeker):
        record("solidarity.company_left", seeker, persons=[seeker.person])
    if case.state in OWED and may_move(State(case.state), State.WITHDRAWN):
        cases.withdraw(case)


def _end(seeker: Seeker) -> bool:
    """She looks no longer, and nobody waits for her; False where that was so before."""
    _hold_all_around(seeker)
    seeker.refresh_from_db(fields=["state"])
    if seeker.state == SeekerState.ENDED:
        return False
    move(seeker, SeekerState.ENDED)
    live = CircleMember.objects.filter(seeker=seeker, state__in=LIVE).select_related("circle")
    for member in live:
        circle, members = hold(member.circle)
        mine = next(one for one in members if one.seeker_id == seeker.pk)
        come_to_nothing(circle, members, left=mine)
    proposed = Circle.objects.filter(state=CircleState.PROPOSED, members__seeker=seeker)
    proposed.update(state=CircleState.ENDED)
    return True


def _hold_all_around(seeker: Seeker) -> None:
    """She and whoever is in a circle with her, locked in the order that everybody keeps: what is
    read afterwards of her circles is how they stand.
    """
    going_on = Circle.objects.filter(members__seeker=seeker, state__in=GOING_ON)
    keys = CircleMember.objects.filter(circle__in=going_on).values_list("seeker_id", flat=True)
    rows = Seeker.objects.select_for_update(of=("self",)).filter(pk__in={seeker.pk, *keys})
    list(rows.order_by("pk"))


def follow_case(*, case: CaseLike, state: str) -> None:
    """The case went its own way, on its page or at the desk: whom she was asked with waits no more."""
    seeker = Seeker.objects.select_related("person").filter(case=case.pk).first()
    if seeker is None:
        return
    if state == State.WITHDRAWN and seeker.state != SeekerState.ENDED:
        leave(seeker)
    elif state in {State.REOPENED, State.CONTESTED}:
        Seeker.objects.filter(pk=seeker.pk, state=SeekerState.ENDED).update(state=SeekerState.OPEN)
    elif state in {State.ANSWERED, State.CLOSED} and seeker.state != SeekerState.MET:
        _end(seeker)


def forget(person: Person) -> None:
    """Of whoever is erased nobody is found any more; who met her hears nothing that is not so."""
    hers = Seeker.objects.filter(person=person)
    Circle.objects.filter(state=CircleState.PROPOSED, members__seeker__in=hers).update(
        state=CircleState.ENDED
    )
    CircleMember.objects.filter(seeker__in=hers, state__in=LIVE).update(state=MemberState.OVER)
    hers.update(state=SeekerState.ENDED)


def move(seeker: Seeker, to: SeekerState) -> None:
    seeker.state = to
    seeker.save(update_fields=["state"])


def tell(member: CircleMember, compose: messages.OfMember) -> None:
    send(member.seeker.person, lambda: compose(member), about=member.seeker)


def asked_no_more(seeker: Seeker) -> None:
    no_longer_to_say(seeker, messages.QUESTIONS, seeker.case.shown_reference, knows=True)
