"""Whoever refuses the program loses nothing: nobody has a second help before their first."""

import pytest
from django.utils.translation import override

from tandem.journal.models import Entry
from tandem.register.models import Tally
from tandem.solidarity import arranging, board, engine
from tandem.solidarity.beside import why
from tandem.solidarity.case_panels import about_need
from tandem.solidarity.choices import RefusedBecause
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Offer, Proposal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, propose, spot
from tandem.tenancy.scope import Scope, within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
WHY = "Her doctor expects her tomorrow."


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def again(town):
    """Somebody who had a help needs another; the one volunteer could help her."""
    person = PersonFactory(organisation=town)
    earlier = OfferFactory(organisation=town)
    ask(NeedFactory(organisation=town, person=person), earlier)
    Offer.objects.update(state="paused")
    OfferFactory(organisation=town)
    return NeedFactory(organisation=town, person=person)


def proposal_for(town, need):
    propose(town)
    return Proposal.objects.get(need=need, state="open")


def test_a_second_help_waits_for_who_refused_the_program(town, again):
    NeedFactory(organisation=town, no_program=True)
    proposal = proposal_for(town, again)

    with pytest.raises(NotNow, match="others_first"):
        arranging.accept_proposal(proposal)

    assert Arrangement.objects.filter(need=again).count() == 0


def test_by_hand_it_waits_too(town, again):
    NeedFactory(organisation=town, no_program=True)
    offer = Offer.objects.get(state="active")

    with pytest.raises(NotNow, match="others_first"):
        arranging.choose_by_hand(again, offer, 4, RefusedBecause.KNOWS_BETTER)


def test_with_a_reason_it_is_done_and_counted_in_public(town, again):
    NeedFactory(organisation=town, no_program=True)

    task = arranging.accept_proposal(proposal_for(town, again), although=WHY)

    assert WHY.encode() not in bytes(task.sealed_although)
    assert Tally.objects.get(outcome="ahead").count == 1


@pytest.mark.parametrize(
    "waiting",
    [
        {"skill": "lift", "kind": "lift"},
        {"languages": ["so"]},
        {"state": "done"},
        {"no_program": False},
    ],
)
def test_whom_this_volunteer_could_not_help_keeps_nobody_waiting(town, again, waiting):
    NeedFactory(organisation=town, **{"no_program": True, **waiting})

    assert engine.who_comes_first(again, Offer.objects.get(state="active")) == []


def test_a_first_help_and_a_vital_one_wait_for_nobody(town, again):
    NeedFactory(organisation=town, no_program=True)
    offer = Offer.objects.get(state="active")
    first = NeedFactory(organisation=town)
    again.vital = True

    assert engine.who_comes_first(first, offer) == []
    assert engine.who_comes_first(again, offer) == []


def test_the_last_place_is_kept_for_who_waits_longer(town):
    waiting = NeedFactory(organisation=town, no_program=True)
    later = NeedFactory(organisation=town)
    last, roomy = OfferFactory(organisation=town, capacity=1), OfferFactory(organisation=town)

    assert engine.who_comes_first(later, last) == [waiting]
    assert engine.who_comes_first(later, roomy) == []


def test_who_refuses_the_program_does_not_overtake_who_waits_longer(town):
    longer = NeedFactory(organisation=town)
    NeedFactory(organisation=town, no_program=True)

    assert engine.who_comes_first(longer, OfferFactory(organisation=town, capacity=1)) == []


def test_many_weeks_give_who_refused_the_program_a_first_before_anybody_a_second(town):
    """Measured: a coordinator who always follows, and looks by hand where told to."""
    for number in range(6):
        NeedFactory(organisation=town, no_program=number % 2 == 1)
    some = PersonFactory(organisation=town)
    for _ in range(3):
        NeedFactory(organisation=town, person=some)
    OfferFactory(organisation=town, capacity=8)

    for _ in range(8):
        propose(town)
        proposal = Proposal.objects.filter(state="open", offer_key__isnull=False).first()
        offer = Offer.objects.get()
        if proposal is None:
            break
        first = engine.who_comes_first(proposal.need, offer)
        if first:
            free = next(one for one in engine.choices_by_hand(first[0]) if one.may_be_chosen)
            day = free.half_days[0]
            arranging.choose_by_hand(first[0], offer, day, RefusedBecause.KNOWS_BETTER)
        else:
            arranging.accept_proposal(proposal)

    helped = list(Arrangement.objects.order_by("pk").values_list("need__person", flat=True))
    assert len(helped) == 8
    assert len(set(helped[:7])) == 7


def test_the_coordinator_is_told_and_asked_why(client, town, again):
    waiting = NeedFactory(organisation=town, no_program=True)
    proposal = proposal_for(town, again)
    member(client, town)
    client.cookies["language"] = "en"
    way = f"/solidarity/needs/{again.key}/ask/"

    shown = client.get(f"/solidarity/needs/{again.key}/").text
    asked = client.post(way, {"proposal": proposal.pk}).text
    short = client.post(way, {"proposal": proposal.pk, "although": "x"})
    client.post(way, {"proposal": proposal.pk, "although": WHY})

    for page in (shown, asked):
        assert "1 person comes first: look there before you ask" in page
        assert str(waiting.key) in page
    assert short.status_code == 422
    assert Arrangement.objects.filter(need=again).exists()


def test_the_board_leads_to_who_waits_to_be_looked_for_by_hand(client, town):
    waiting = NeedFactory(organisation=town, no_program=True)
    NeedFactory(organisation=town)
    member(client, town)
    client.cookies["language"] = "en"

    page = board.page_of(board.wanted(town, {"by_hand": "on"}))

    assert [line.need for line in page.lines] == [waiting]
    assert "has had nothing yet: look by hand first" in client.get("/solidarity/board/").text


@pytest.fixture
def whose_turn(town, again):
    """The program proposes its one volunteer to somebody who has had nothing."""
    turn = NeedFactory(organisation=town)
    Offer.objects.filter(state="active").update(capacity=1)
    propose(town)
    return turn


def by_hand(need, **said):
    return arranging.choose_by_hand(
        need, Offer.objects.get(state="active"), 4, RefusedBecause.KNOWS_BETTER, **said
    )


def test_a_second_help_by_hand_waits_for_who_has_had_less(town, again, whose_turn):
    with pytest.raises(NotNow, match="others_first"):
        by_hand(again)

    assert not Arrangement.objects.filter(need=again).exists()
    assert Proposal.objects.get(need=whose_turn, state="open").offer_key is not None


def test_with_a_reason_it_is_recorded_beside_the_proposal_and_told(client, town, again, whose_turn):
    by_hand(again, although=WHY)

    beside = Proposal.objects.get(need=whose_turn, state="departed")
    whose_turn.refresh_from_db()
    member(client, town)
    client.cookies["language"] = "en"
    page = client.get(f"/solidarity/needs/{whose_turn.key}/").text
    assert why(beside) == WHY
    assert whose_turn.overtaken_at is not None
    assert {("ahead", 1), ("departed", 1)} <= {*Tally.objects.values_list("outcome", "count")}
    assert Entry.objects.filter(word="solidarity.need_overtaken").count() == 1
    assert "Somebody else was helped first, by hand" in page
    assert WHY in page


def test_the_person_overtaken_reads_it(town, again, whose_turn):
    by_hand(again, although=WHY)

    whose_turn.refresh_from_db()
    with override("en"):
        said = str(about_need(whose_turn.case, for_staff=False))

    assert "It was your turn." in said
    assert WHY not in said


def test_a_vital_need_comes_before_a_first_help_by_hand(town):
    vital = NeedFactory(organisation=town, vital=True)
    first, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)

    assert arranging.who_comes_first(first, offer, None) == [vital]
    assert arranging.who_comes_first(vital, offer, None) == []


def test_whoever_is_proposed_another_volunteer_keeps_nobody_waiting(town, again):
    turn = NeedFactory(organisation=town)
    proposal_for(town, turn)
    taken = Offer.objects.get(key=Proposal.objects.get(need=turn, state="open").offer_key)

    other = OfferFactory(organisation=town)

    assert arranging.who_comes_first(again, taken, None) == [turn]
    assert arranging.who_comes_first(again, other, None) == []


def test_the_one_proposed_at_another_moment_is_chosen_by_hand(town, again, whose_turn):
    """The half-day, too, may be what somebody else was to have."""
    offer = Offer.objects.get(state="active")
    Offer.objects.filter(pk=offer.pk).update(capacity=2)
    proposal = proposal_for(town, again)

    assert proposal.offer_key == offer.key
    assert arranging.who_comes_first(again, offer, proposal.half_day) == []
    assert arranging.who_comes_first(again, offer, proposal.half_day + 1) == [whose_turn]


def test_it_is_so_across_an_open_border(town, again):
    neighbour = OrganisationFactory()
    read = scope_of(town, neighbour)
    theirs = NeedFactory(organisation=neighbour, **spot(town))
    with within(Scope(read.may_read, scope_of(town).may_write, read.organisations)):
        with pytest.raises(NotNow, match="others_first"):
            by_hand(again)
        by_hand(again, although=WHY)

    with within(scope_of(neighbour)):
        theirs.refresh_from_db()
        assert theirs.overtaken_at is not None


def test_the_page_asks_why_before_it_asks_the_volunteer(client, town, again, whose_turn):
    member(client, town)
    client.cookies["language"] = "en"
    offer = Offer.objects.get(state="active")
    way = f"/solidarity/needs/{again.key}/choose/{offer.key}/"

    shown = client.get(way).text
    silent = client.post(way, {"half_day": "4"})
    client.post(way, {"half_day": "4", "although": WHY})

    assert "1 person comes first: look there before you ask" in shown
    assert silent.status_code == 422
    assert Arrangement.objects.filter(need=again).exists()
