import pytest

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.register.choices import Outcome
from tandem.register.models import Run, Tally
from tandem.solidarity import arranging, ending, following_up
from tandem.solidarity.choices import (
    ArrangementState,
    Chosen,
    HowOften,
    NeedState,
    OfferState,
    ProposalState,
    RefusedBecause,
    Side,
    Went,
)
from tandem.solidarity.errors import AlreadyTaken, NotNow
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal, Refusal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_volunteer_proposed_is_asked_and_the_run_is_kept(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    (proposal,) = propose(town)

    arrangement = arranging.accept_proposal(proposal)

    assert (arrangement.offer_id, arrangement.chosen) == (offer.pk, Chosen.PROPOSED)
    assert fresh(need).state == NeedState.ASKED
    assert fresh(proposal).state == ProposalState.ACCEPTED
    assert Case.objects.get(pk=need.case_id).state == State.IN_HAND
    assert Run.objects.get().question["needs"][0]["key"] == str(need.key)
    assert Tally.objects.get().outcome == "followed"
    assert Message.objects.get().person_id == offer.person_id


def test_a_proposal_replaced_by_a_newer_run_cannot_be_followed(town):
    NeedFactory(organisation=town), OfferFactory(organisation=town)
    (old,) = propose(town)
    propose(town)

    with pytest.raises(NotNow, match="proposal_changed"):
        arranging.accept_proposal(old)


def test_a_choice_by_hand_stands_beside_the_proposal(town):
    need, near = NeedFactory(organisation=town), OfferFactory(organisation=town)
    other = OfferFactory(organisation=town, likes=[])
    (proposal,) = propose(town)
    assert proposal.offer_key == near.key

    arrangement = arranging.choose_by_hand(need, other, 4, RefusedBecause.TOO_MUCH)

    assert arrangement.chosen == Chosen.BY_HAND
    assert arrangement.proposal == proposal
    assert fresh(proposal).state == ProposalState.DEPARTED
    assert fresh(proposal).refused_because == RefusedBecause.TOO_MUCH
    assert Tally.objects.get().outcome == "departed"


def test_where_the_program_found_nobody_a_choice_by_hand_departs_from_nothing(town):
    need = NeedFactory(organisation=town)
    (proposal,) = propose(town)
    offer = OfferFactory(organisation=town)

    arrangement = arranging.choose_by_hand(need, offer, 4)

    assert proposal.offer_key is None
    assert (arrangement.chosen, fresh(proposal).refused_because) == (Chosen.BY_HAND, "")
    assert not Tally.objects.filter(outcome__in=Outcome.values).exists()


def test_who_departs_from_a_proposal_says_why(town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    other = OfferFactory(organisation=town, likes=[])
    propose(town)

    with pytest.raises(NotNow, match="say_why"):
        arranging.choose_by_hand(need, other, 4)


def test_a_volunteer_who_is_used_up_is_proposed_to_nobody_else(town):
    offer = OfferFactory(organisation=town, capacity=2)
    for _number in range(2):
        NeedFactory(organisation=town)
    first, second = propose(town)
    assert first.offer_key == second.offer_key == offer.key
    Offer.objects.filter(pk=offer.pk).update(capacity=1)

    arranging.accept_proposal(first)

    assert fresh(second).state == ProposalState.STALE


def test_a_proposal_that_cannot_be_followed_does_not_stay(town):
    offer = OfferFactory(organisation=town, capacity=1)
    NeedFactory(organisation=town)
    (proposal,) = propose(town)
    ask(NeedFactory(organisation=town), offer, half_day=proposal.half_day)
    # As if another run had proposed the same just before he was asked.
    proposal.pk, proposal.state = None, ProposalState.OPEN
    proposal.save(force_insert=True)

    with pytest.raises(AlreadyTaken):
        arranging.accept_proposal(fresh(proposal))

    assert fresh(proposal).state == ProposalState.STALE


def test_a_choice_by_hand_breaks_no_hard_limit(town):
    need = NeedFactory(organisation=town, safeguards=["record"])
    offer = OfferFactory(organisation=town)

    with pytest.raises(NotNow, match="limit_broken"):
        arranging.choose_by_hand(need, offer, 4, RefusedBecause.KNOWS_BETTER)


def test_another_reason_is_written_in_words(town):
    NeedFactory(organisation=town), OfferFactory(organisation=town)
    (proposal,) = propose(town)

    with pytest.raises(NotNow, match="say_why"):
        arranging.refuse_proposal(proposal, RefusedBecause.OTHER, " ")


def test_two_who_do_not_suit_are_never_proposed_again(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    (proposal,) = propose(town)

    arranging.refuse_proposal(proposal, RefusedBecause.KNOWS_BETTER)

    assert (Refusal.objects.get().offer, Refusal.objects.get().need) == (offer, None)
    assert fresh(need).state == NeedState.OPEN
    assert propose(town)[0].offer_key is None


def test_nobody_is_asked_for_more_tasks_in_a_week_than_he_offered(town):
    offer = OfferFactory(organisation=town, capacity=1)
    ask(NeedFactory(organisation=town), offer, half_day=4)

    with pytest.raises(AlreadyTaken, match="week_full"):
        ask(NeedFactory(organisation=town), offer, half_day=7)


def test_the_two_learn_of_each_other_only_when_the_volunteer_agrees(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    arrangement = ask(need, offer)
    before = " ".join(Message.objects.get().text.paragraphs)

    arranging.agree(arrangement)

    after = [m.text.paragraphs for m in Message.objects.filter(kind="introduction")]
    assert "Odette" not in before
    assert "0450" not in before
    assert any("Odette" in " ".join(said) for said in after)
    assert fresh(need).state == NeedState.ARRANGED
    assert Entry.objects.looks().about(need.person.key).exists()
    assert Entry.objects.looks().about(offer.person.key).exists()


def test_a_no_is_kept_for_this_need_and_somebody_else_is_looked_for(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)

    arranging.decline(ask(need, offer))

    assert fresh(need).state == NeedState.OPEN
    assert Refusal.objects.get().need == need


def test_a_help_that_took_place_answers_the_case(town):
    need = NeedFactory(organisation=town)
    arrangement = arranging.agree(ask(need, OfferFactory(organisation=town)))

    following_up.say_how_it_went(arrangement, Side.ASKER, Went.WELL, "Thank you")

    assert fresh(need).state == NeedState.DONE
    assert Case.objects.get(pk=need.case_id).state == State.ANSWERED
    assert fresh(arrangement).state == ArrangementState.DONE


def test_a_weekly_need_opens_again_and_its_case_is_answered_once(town):
    need = NeedFactory(organisation=town, how_often=HowOften.WEEKLY)
    arrangement = arranging.agree(ask(need, OfferFactory(organisation=town)))

    following_up.say_how_it_went(arrangement, Side.ASKER, Went.WELL)

    assert fresh(need).state == NeedState.OPEN
    assert Case.objects.get(pk=need.case_id).state == State.ANSWERED


def test_a_help_that_did_not_take_place_is_looked_for_again(town):
    need = NeedFactory(organisation=town)
    arrangement = arranging.agree(ask(need, OfferFactory(organisation=town)))

    following_up.say_how_it_went(arrangement, Side.ASKER, Went.NOT)

    assert fresh(need).state == NeedState.OPEN
    assert fresh(arrangement).state == ArrangementState.NOT_DONE


def test_a_person_may_correct_what_was_said_by_mistake(town):
    need = NeedFactory(organisation=town)
    arrangement = arranging.agree(ask(need, OfferFactory(organisation=town)))
    following_up.say_how_it_went(arrangement, Side.ASKER, Went.WELL)

    following_up.say_how_it_went(fresh(arrangement), Side.ASKER, Went.NOT)

    assert fresh(need).state == NeedState.OPEN
    assert Case.objects.get(pk=need.case_id).state == State.REOPENED


def test_the_helper_cannot_unsay_what_the_person_said(town):
    need = NeedFactory(organisation=town)
    arrangement = arranging.agree(ask(need, OfferFactory(organisation=town)))
    following_up.say_how_it_went(arrangement, Side.ASKER, Went.WELL)

    following_up.say_how_it_went(fresh(arrangement), Side.HELPER, Went.NOT)

    assert fresh(need).state == NeedState.DONE


def test_who_withdraws_is_no_longer_looked_for_and_the_helper_is_told(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    arranging.agree(ask(need, offer))

    ending.withdraw(need)

    assert fresh(need).state == NeedState.WITHDRAWN
    assert Arrangement.objects.get().state == ArrangementState.CANCELLED
    assert Message.objects.filter(kind="change").get().person_id == offer.person_id


def test_a_case_opened_again_is_looked_for_again(town):
    need = NeedFactory(organisation=town)
    ending.end_need(need, NeedState.NOBODY, Reason.NOBODY_FOUND, "Nobody is free this week.")
    assert fresh(need).state == NeedState.NOBODY

    cases.reopen(Case.objects.get(pk=need.case_id))

    assert fresh(need).state == NeedState.OPEN


def test_a_case_answered_at_the_desk_ends_its_need(town):
    need = NeedFactory(organisation=town)

    cases.answer(Case.objects.get(pk=need.case_id), Reason.ARRANGED, "Her son came.")

    assert fresh(need).state == NeedState.WITHDRAWN


def test_who_leaves_is_replaced_and_the_people_are_told(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    arranging.agree(ask(need, offer))

    following_up.leave(offer)

    assert Offer.objects.get(pk=offer.pk).state == OfferState.LEFT
    assert fresh(need).state == NeedState.OPEN
    assert Message.objects.filter(kind="change").get().person_id == need.person_id


def test_an_association_is_sent_several_hands(town):
    need = NeedFactory(organisation=town, hands=2)
    first, second = (OfferFactory(organisation=town) for _ in range(2))

    ask(need, first)
    assert fresh(need).state == NeedState.OPEN
    ask(need, second)

    assert fresh(need).state == NeedState.ASKED
    assert sorted(Arrangement.objects.values_list("hand", flat=True)) == [0, 1]


def test_who_refuses_the_program_is_looked_for_by_hand(town):
    need = NeedFactory(organisation=town, no_program=True)
    offer = OfferFactory(organisation=town)
    propose(town)

    arrangement = ask(need, offer)

    assert not Proposal.objects.exists()
    assert not Tally.objects.exists()
    assert Need.objects.get(pk=arrangement.need_id).state == NeedState.ASKED


@pytest.mark.parametrize("whose", ["need", "offer"])
def test_who_wants_to_be_left_alone_is_not_asked_nor_asked_for(town, whose):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    rows = {"need": Need.objects.filter(pk=need.pk), "offer": Offer.objects.filter(pk=offer.pk)}
    rows[whose].update(limited=True)

    with pytest.raises(NotNow, match="left_alone"):
        ask(need, offer)

    assert not Arrangement.objects.exists()


def test_by_hand_too_a_half_day_is_one_that_both_said(town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    Need.objects.filter(pk=need.pk).update(half_days=0b10000)
    Offer.objects.filter(pk=offer.pk).update(half_days=0b110000)

    for half_day in (3, 5):
        with pytest.raises(NotNow, match="half_day_not_shared"):
            ask(fresh(need), fresh(offer), half_day)

    assert ask(fresh(need), fresh(offer), 4).half_day == 4
