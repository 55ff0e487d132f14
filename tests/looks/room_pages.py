"""Pages of the rooms, the staff and the first steps, with the rows they need to be looked at."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tandem.broadcast import sending
from tandem.broadcast.messages import stop_path
from tandem.broadcast.tests import town as to_many
from tandem.cases.actions import take_reply
from tandem.cases.sealed import Written
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.outbox.tests.sending import sent_to
from tandem.people.choices import Channel
from tandem.people.models import Likeness
from tandem.register.actions import count, keep_measured
from tandem.register.changing import keep_effects
from tandem.solidarity import jobs
from tandem.solidarity.arranging import refuse_proposal
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import RefusedBecause
from tandem.solidarity.goods.tests.factories import (
    GiftFactory,
    GoodsAskFactory,
    decided,
    proposed,
)
from tandem.solidarity.neighbours.actions import ask as ask_circle
from tandem.solidarity.neighbours.tests.factories import SeekerFactory
from tandem.solidarity.neighbours.tests.factories import proposed as circles
from tandem.solidarity.parameters import BUILT_IN, Parameters
from tandem.solidarity.remarks import propose_change, say_about_program
from tandem.solidarity.tests.factories import (
    NeedFactory,
    OfferFactory,
    ask,
    propose,
    somebody_let_down,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

Arranged = tuple[str, Any]


def a_member(role: Role = Role.COORDINATOR) -> Any:
    organisation = OrganisationFactory(
        area__postal_code="1030", platform=PlatformFactory(), telephone="02 000 10 30"
    )
    return MembershipFactory(account=AccountFactory(), organisation=organisation, role=role)


def staff(path: str, role: Role = Role.COORDINATOR) -> Callable[[], Arranged]:
    """A page that gathers what waits, with one of each thing that may wait."""

    def arrange() -> Arranged:
        member = a_member(role)
        _town(member.organisation)
        return path, member.account

    return arrange


def _town(organisation: Any) -> Any:
    """A need with its proposal, one that is arranged, a late case, a letter and a call."""
    OfferFactory(organisation=organisation)
    need = NeedFactory(organisation=organisation)
    propose(organisation)
    with within(scope_of(organisation)):
        ask(NeedFactory(organisation=organisation), OfferFactory(organisation=organisation))
        for channel in (Channel.LETTER, Channel.CALL):
            sent_to(PersonFactory(organisation=organisation), channel=channel)
    return need


def one_case() -> Arranged:
    member = a_member()
    case = CaseFactory(organisation=member.organisation)
    return f"/cases/{case.reference}/", member.account


def a_case_with_a_reply() -> Arranged:
    member = a_member()
    with within(scope_of(member.organisation)):
        case = CaseFactory(organisation=member.organisation)
        told = sent_to(case.person)
        told.subject = f"cases.case:{case.pk}"
        _answered(told)
    return f"/cases/{case.reference}/", member.account


def a_reply_to_something_else() -> Arranged:
    member = a_member()
    with within(scope_of(member.organisation)):
        reply = _answered(sent_to(PersonFactory(organisation=member.organisation)))
    return f"/replies/{reply.key}/", member.account


def other_replies() -> Arranged:
    _path, account = a_reply_to_something_else()
    return "/replies/", account


def _answered(message: Any) -> Any:
    written = Written("On Tuesday.", "On Tuesday.\n> When?", "eve@example.example", ("a.exe",))
    return take_reply(message, written, from_her_address=False, pictures=[b"picture"])


def one_need() -> Arranged:
    member = a_member()
    need = _town(member.organisation)
    return f"/solidarity/needs/{need.key}/", member.account


def choosing_by_hand() -> Arranged:
    member = a_member()
    need = _town(member.organisation)
    return f"/solidarity/needs/{need.key}/choose/", member.account


def one_run() -> Arranged:
    member = a_member()
    need = _town(member.organisation)
    with within(scope_of(member.organisation)):
        proposal = need.proposals.get()
        refuse_proposal(proposal, RefusedBecause.PERSON_SAID_NO)
    return f"/solidarity/runs/{proposal.run_id}/", member.account


def _a_change(member: Any) -> Any:
    organisation = member.organisation
    after = Parameters(load=40, weeks=6)
    until = timezone.localdate() + timedelta(days=21)
    why = "Volunteers say that they would rather share the work more evenly."
    with within(scope_of(organisation)):
        change = propose_change(
            organisation, BUILT_IN, after, why=why, body="The council", open_until=until
        )
        cell = {"by": "language", "group": "fr", "asked": 260, "was": 200, "would": 231}
        told = {"runs": 9, "asked": 320, "was": 260, "would": 283, "other": 41}
        ways = {"metres_was": 412_000, "metres_would": 436_000}
        keep_effects(change, {**told, **ways, "groups": [cell]})
    return change


def one_change() -> Arranged:
    return f"/algorithms/changes/{_a_change(a_member()).key}/", None


def one_change_at_the_desk() -> Arranged:
    member = a_member()
    return f"/solidarity/rules/{_a_change(member).key}/", member.account


def why_not_her() -> Arranged:
    member = a_member()
    offer = OfferFactory(organisation=member.organisation, capacity=1)
    _vital, need = (
        NeedFactory(organisation=member.organisation, vital=vital) for vital in (True, False)
    )
    propose(member.organisation)
    return f"/solidarity/needs/{need.key}/why-not/{offer.key}/", member.account


def make_room() -> Arranged:
    member = a_member()
    with within(scope_of(member.organisation)):
        need = somebody_let_down(member.organisation)
    jobs.propose(member.organisation_id)
    return f"/solidarity/needs/{need.key}/make-room/", member.account


def one_contest() -> Arranged:
    member = a_member()
    need = _town(member.organisation)
    with within(scope_of(member.organisation)):
        case = CaseFactory(organisation=member.organisation, service="about-our-program")
        said = {"about": "contest", "which": need.case.reference}
        say_about_program(said, case=case)
    return f"/solidarity/program/{case.reference}/", member.account


def one_algorithm() -> Arranged:
    cells = [
        {"group": "fr", "asked": 1200, "helped": 1100, "days": 2},
        {"group": "nl", "asked": 400, "helped": 320, "days": 2.5},
        {"group": "de", "asked": None, "helped": None, "days": None},
    ]
    figures = {"whole": {"asked": 1605, "helped": 1423}, "groups": {"language": cells}}
    keep_measured(PAIRING, date(2026, 7, 1), date(2026, 10, 1), figures)
    count(PAIRING, "followed")
    return "/algorithms/pairing/", None


def one_offer() -> Arranged:
    member = a_member()
    offer = OfferFactory(organisation=member.organisation)
    return f"/solidarity/offers/{offer.key}/", member.account


def the_team() -> Arranged:
    member = a_member(Role.ADMINISTRATOR)
    return f"/team/{member.organisation_id}/", member.account


def mine() -> Arranged:
    account = AccountFactory()
    organisation = OrganisationFactory(area__postal_code="1030")
    person = PersonFactory(organisation=organisation, account=account)
    CaseFactory(organisation=organisation, person=person)
    return "/mine/", account


def a_volunteer_at_home() -> Arranged:
    account = AccountFactory()
    organisation = OrganisationFactory(area__postal_code="1030")
    person = PersonFactory(organisation=organisation, account=account)
    OfferFactory(organisation=organisation, person=person)
    return "/solidarity/mine/", account


def _alike(*, listed: bool) -> Arranged:
    member = a_member()
    organisation = member.organisation
    with within(scope_of(organisation)):
        one, other = (PersonFactory(organisation=organisation) for _ in range(2))
        CaseFactory(organisation=organisation, person=one)
        pair = Likeness.objects.create(
            one=one,
            other=other,
            same=["word", "birth"],
            organisation=organisation,
            territory=organisation.area,
        )
    return f"/alike/{'' if listed else f'{pair.key}/'}", member.account


def perhaps_the_same() -> Arranged:
    return _alike(listed=True)


def a_pair_side_by_side() -> Arranged:
    return _alike(listed=False)


def a_message_to_many(
    page: str, *, as_second: bool = False, public: str = "everybody"
) -> Callable[[], Arranged]:
    """Asked for, sent and not yet answered for, or being written, as the page needs it."""

    def arrange() -> Arranged:
        member = a_member()
        to_many.people(member.organisation)
        author = to_many.colleague(member.organisation)
        if page == "sent":
            second = to_many.colleague(member.organisation)
            broadcast = to_many.approved(member.organisation, author, second)
            with within(scope_of(member.organisation)):
                sending.send(broadcast.pk)
                deliver(Message.objects.values_list("pk", flat=True))
            return to_many.at("broadcast", broadcast), member.account
        ours = author if not as_second else member.account
        if as_second:
            return to_many.at(page, to_many.asked(member.organisation, author)), ours
        return to_many.at(page, to_many.written(member.organisation, author, public=public)), ours

    return arrange


def no_more() -> Arranged:
    person = PersonFactory(organisation=OrganisationFactory(area__postal_code="1030"))
    return stop_path(person.territory_id, person.organisation_id, person.pk), None


def _goods(page: str) -> Callable[[], Arranged]:
    """Blankets that are proposed to be shared out; or one parcel of those that were."""

    def arrange() -> Arranged:
        member = a_member()
        facts = {"organisation": member.organisation}
        gift = GiftFactory(**facts, quantity=42)
        GoodsAskFactory(**facts, quantity=60, heads=40, group_name="Night shelter")
        for no_program in (False, True):
            GoodsAskFactory(**facts, no_program=no_program)
        with within(scope_of(member.organisation)):
            share_out = proposed(gift)
            if page == "parcel":
                decided(share_out)
                key = share_out.parcels.exclude(quantity=0).earliest("pk").key
                return f"/solidarity/goods/parcels/{key}/", member.account
        return f"/solidarity/goods/{gift.key if page else ''}{'/' if page else ''}", member.account

    return arrange


def _company(page: str) -> Callable[[], Arranged]:
    """Who looks for company, a circle that is proposed, and who was asked."""

    def arrange() -> Arranged:
        member = a_member()
        for no_program in (False, False, True):
            SeekerFactory(organisation=member.organisation, no_program=no_program)
        with within(scope_of(member.organisation)):
            [circle] = circles(member.organisation)
            if page == "answers":
                ask_circle(circle, "On Thursday in the library.")
        way = {"circle": f"{circle.key}/", "answers": "answers/"}.get(page, "")
        return f"/solidarity/company/{way}", member.account

    return arrange


PAGES: dict[str, Callable[[], Arranged]] = {
    "overview": staff("/staff/"),
    "cases": staff("/cases/?view=all"),
    "case": one_case,
    "case-with-a-reply": a_case_with_a_reply,
    "replies": other_replies,
    "reply": a_reply_to_something_else,
    "board": staff("/solidarity/board/"),
    "need": one_need,
    "run": one_run,
    "algorithm": one_algorithm,
    "contest": one_contest,
    "why-not": why_not_her,
    "make-room": make_room,
    "change": one_change,
    "change-at-the-desk": one_change_at_the_desk,
    "changes": staff("/solidarity/rules/"),
    "change-propose": staff("/solidarity/rules/propose/"),
    "runs": staff("/solidarity/runs/"),
    "choose-by-hand": choosing_by_hand,
    "offers": staff("/solidarity/offers/"),
    "offer": one_offer,
    "goods": _goods(""),
    "gift": _goods("gift"),
    "parcel": _goods("parcel"),
    "company": _company(""),
    "circle": _company("circle"),
    "company-answers": _company("answers"),
    "volunteers-answers": staff("/solidarity/answers/"),
    "import": staff("/solidarity/import/"),
    "kinds": staff("/solidarity/kinds/"),
    "letters": staff("/desk/letters/"),
    "calls": staff("/desk/calls/"),
    "messages": staff("/desk/messages/"),
    "to-many": staff("/desk/to-many/"),
    "to-many-begin": staff("/desk/to-many/new/"),
    "to-many-public": a_message_to_many("public"),
    "to-many-volunteers": a_message_to_many("public", public="volunteers"),
    "to-many-words": a_message_to_many("words"),
    "to-many-look": a_message_to_many("look"),
    "to-many-count": a_message_to_many("count"),
    "to-many-yes": a_message_to_many("count", as_second=True),
    "to-many-sent": a_message_to_many("sent"),
    "to-many-names": a_message_to_many("names"),
    "no-more": no_more,
    "team": the_team,
    "perhaps-the-same": perhaps_the_same,
    "side-by-side": a_pair_side_by_side,
    "mine": mine,
    "volunteer": a_volunteer_at_home,
}
PUBLIC = {
    "home": "/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "contact": "/contact/",
    "find-a-question": "/solidarity/asked/",
    "pairing": "/algorithms/pairing/",
}
