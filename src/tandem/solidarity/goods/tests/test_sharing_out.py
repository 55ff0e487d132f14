import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.outbox.models import Message
from tandem.outbox.text import opened
from tandem.people.choices import Channel
from tandem.people.models import Likeness, Person
from tandem.people.retention import StillNeeded, erase
from tandem.register.choices import Outcome, Result
from tandem.register.models import Decision, Tally
from tandem.solidarity.errors import NotNow
from tandem.solidarity.goods import actions, engine
from tandem.solidarity.goods.choices import AskState, GiftState, Otherwise, ParcelState, Sort
from tandem.solidarity.goods.models import Gift, Parcel
from tandem.solidarity.goods.tests.factories import (
    WHERE,
    GiftFactory,
    GoodsAskFactory,
    decided,
    proposed,
)
from tandem.solidarity.left_alone import rest
from tandem.solidarity.retention import expected_or_offering
from tandem.tenancy.scope import within
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def numbers(share_out) -> dict[int, int]:
    return {one.ask_id: one.proposed for one in share_out.parcels.all()}


def told(person: Person) -> str:
    return "\n".join(opened(Message.objects.filter(person=person).latest("pk")).paragraphs)


def test_everybody_has_a_first_before_a_home_has_a_second_for_each(town):
    gift = GiftFactory(organisation=town, quantity=22)
    home = GoodsAskFactory(organisation=town, quantity=60, heads=20, group_name="Home")
    ana, ben = (GoodsAskFactory(organisation=town) for _one in range(2))
    GoodsAskFactory(organisation=town, sort=Sort.TOYS)
    GoodsAskFactory()

    share_out = proposed(gift)

    assert numbers(share_out) == {home.pk: 20, ana.pk: 1, ben.pk: 1}
    assert share_out.run.algorithm == "sharing"
    assert str(home.person_id) not in str(share_out.run.question["asks"][0]["person"])


def test_what_was_received_counts_by_person_and_not_by_record(town):
    ana, again = PersonFactory(organisation=town), PersonFactory(organisation=town)
    Likeness.objects.create(one=ana, other=again, organisation=town, territory=town.area)
    GoodsAskFactory(organisation=town, person=ana, quantity=1)
    decided(proposed(GiftFactory(organisation=town, quantity=1)))
    second = GoodsAskFactory(organisation=town, person=again, quantity=1)
    ben = GoodsAskFactory(organisation=town, quantity=1)

    share_out = proposed(GiftFactory(organisation=town, quantity=1))

    assert numbers(share_out) == {second.pk: 0, ben.pk: 1}


def test_each_is_told_how_many_why_and_where(town):
    gift = GiftFactory(organisation=town, quantity=3)
    ana = GoodsAskFactory(organisation=town, person__language="en", quantity=2)
    for _one in range(2):
        GoodsAskFactory(organisation=town, quantity=1)

    decided(proposed(gift))

    said = told(ana.person)
    assert "Blankets and bedding: you get 1 of the 2 that you asked for." in said
    assert "All who ask have 1 for each person before anybody has more" in said
    assert "With 1 more to share out, one more would come here." in said
    assert f"You can fetch it, or have it fetched: {WHERE}" in said
    assert "For the rest you keep your place" in said
    ana.refresh_from_db()
    assert (ana.state, ana.given) == (AskState.OPEN, 1)
    ana.case.refresh_from_db()
    assert (ana.case.state, ana.case.reason) == (State.ANSWERED, Reason.DONE)


def test_who_gets_none_is_told_why_and_waits_on(town):
    gift = GiftFactory(organisation=town, sort=Sort.FOOD, quantity=1)
    GoodsAskFactory(organisation=town, sort=Sort.FOOD, vital=True, quantity=1)
    ben = GoodsAskFactory(organisation=town, sort=Sort.FOOD, person__language="en")

    decided(proposed(gift))

    said = told(ben.person)
    assert "this time there is none for you. You keep your place." in said
    assert "All went to people who lack something vital by tomorrow." in said
    ben.case.refresh_from_db()
    assert ben.case.state == State.RECEIVED
    assert Parcel.objects.get(ask=ben).state == ParcelState.NOTHING


def test_whoever_gave_is_thanked_and_hears_of_nobody(town):
    gift = GiftFactory(organisation=town, quantity=2, person__language="en", case__language="en")
    GoodsAskFactory(organisation=town, person__first_name="Zenobia")

    decided(proposed(gift))

    gift.refresh_from_db()
    assert (gift.state, gift.left) == (GiftState.GONE, 0)
    assert "2 of what you gave go to people who asked for it" in told(gift.person)
    assert "Zenobia" not in told(gift.person)


def test_another_number_stands_beside_the_proposal_with_its_reason(town):
    gift = GiftFactory(organisation=town, quantity=2)
    ana, ben = (GoodsAskFactory(organisation=town, quantity=1) for _one in range(2))
    share_out = proposed(gift)
    Person.objects.filter(pk=ben.person_id).update(language="en")

    with pytest.raises(NotNow, match="say_why"):
        decided(share_out, {ben.pk: 0})
    decided(share_out, {ben.pk: 0}, because=Otherwise.NO_FIT, words="These are for cots.")

    parcel = Parcel.objects.get(ask=ben)
    assert (parcel.proposed, parcel.quantity) == (1, 0)
    assert actions.why_otherwise(parcel) == "These are for cots."
    assert "A colleague decided on this number: “These are for cots.”" in told(ben.person)
    rows = {one.about: one for one in Decision.objects.all()}
    assert rows[str(ana.key)].outcome == Outcome.FOLLOWED
    departed = rows[str(ben.key)]
    assert (departed.outcome, departed.because) == (Outcome.DEPARTED, Otherwise.NO_FIT)
    assert (departed.proposed, departed.decided) == ({"quantity": 1}, {"quantity": 0})


def test_who_refused_the_program_is_in_no_question_and_has_her_number_first(town):
    gift = GiftFactory(organisation=town, quantity=3)
    by_hand = GoodsAskFactory(organisation=town, quantity=1, no_program=True)
    other = GoodsAskFactory(organisation=town, quantity=5)

    share_out = proposed(gift, **{str(by_hand.key): 1})

    assert numbers(share_out) == {by_hand.pk: 1, other.pk: 2}
    assert str(by_hand.key) not in str(share_out.run.question)
    decided(share_out)
    assert not Decision.objects.filter(about=str(by_hand.key)).exists()


def test_nobody_gives_more_than_there_is_or_than_was_asked(town):
    gift = GiftFactory(organisation=town, quantity=2)
    ana = GoodsAskFactory(organisation=town, quantity=5)
    share_out = proposed(gift)

    for number, why in ((3, "not_so_many"), (6, "share_out_changed")):
        with pytest.raises(NotNow, match=why):
            decided(share_out, {ana.pk: number}, because=Otherwise.OTHER, words="More is better.")
    over = pytest.raises(IntegrityError, match="no_more_is_given_than_there_is")
    with over, transaction.atomic():
        Gift.objects.filter(pk=gift.pk).update(given=3)


def test_a_proposal_is_decided_once_and_not_after_somebody_withdrew(town):
    gift = GiftFactory(organisation=town)
    ana, ben = (GoodsAskFactory(organisation=town) for _one in range(2))
    share_out = proposed(gift)
    cases.withdraw(ana.case)

    with pytest.raises(NotNow, match="share_out_changed"):
        decided(share_out)
    again = proposed(gift)
    assert numbers(again) == {ben.pk: 2}
    decided(again)
    with pytest.raises(NotNow, match="share_out_changed"):
        decided(again)


def test_how_many_was_decided_is_not_rewritten(town):
    GoodsAskFactory(organisation=town)
    decided(proposed(GiftFactory(organisation=town)))

    with pytest.raises(DatabaseError, match="how many was decided once"), transaction.atomic():
        Parcel.objects.update(quantity=1)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Parcel.objects.update(proposed=1)


def test_what_is_not_fetched_goes_back_and_was_not_had(town):
    gift = GiftFactory(organisation=town, quantity=2)
    ana = GoodsAskFactory(organisation=town, quantity=2)
    decided(proposed(gift))

    actions.hand_over(Parcel.objects.get(ask=ana), fetched=False)

    gift.refresh_from_db()
    ana.refresh_from_db()
    assert (gift.left, gift.state, ana.wanted, ana.state) == (2, GiftState.OPEN, 2, AskState.OPEN)
    assert proposed(gift).run.question["received"] == {}
    with pytest.raises(NotNow, match="parcel_changed"):
        actions.hand_over(Parcel.objects.filter(ask=ana).earliest("pk"), fetched=True)


def test_a_vital_answer_counts_for_sorts_that_can_be_vital(town):
    ask = GoodsAskFactory(organisation=town, sort=Sort.TOYS)
    answers = {
        "sort": Sort.TOYS, "quantity": 1, "heads": 1, "what": "", "vital": True, "comes": "fetches",
        "group_name": "", "program": False, "where": {"postal_code": "1030"},
    }  # fmt: skip
    ask.case.person.refresh_from_db()
    other = GoodsAskFactory(organisation=town).case
    other.goods_ask.delete()
    actions.ask_for_goods(answers, case=other)

    made = other.goods_ask
    other.refresh_from_db()
    assert not type(made).objects.get(case=other).vital
    assert Tally.objects.get(algorithm="sharing", outcome=Result.BY_HAND).count == 1


def test_a_contested_answer_lets_the_ask_wait_again(town):
    ask = GoodsAskFactory(organisation=town)
    cases.answer(ask.case, Reason.NO_MEANS, "There is nothing of this kind this winter.")
    ask.refresh_from_db()
    assert ask.state == AskState.ENDED

    ask.case.refresh_from_db()
    cases.contest(ask.case, "Sixty blankets were given yesterday.")

    ask.refresh_from_db()
    assert ask.state == AskState.OPEN


@pytest.mark.parametrize("same", [True, False])
def test_goods_are_no_answer_to_whoever_contests(town, same):
    """The whole share-out is decided, she has her part, and another person still looks at it all."""
    first, second = (MembershipFactory(organisation=town).account.pk for _one in range(2))
    ana = GoodsAskFactory(organisation=town, person__language="en", quantity=2)
    giver = GiftFactory(organisation=town, quantity=2)
    decided(
        proposed(giver), {ana.pk: 1}, because=Otherwise.NO_FIT, words="For small beds.", by=first
    )
    for case in (ana.case, giver.case):
        cases.contest(Case.objects.get(pk=case.pk), "There were two, and I asked for two.")
    ben = GoodsAskFactory(organisation=town)

    decided(proposed(giver), {ana.pk: 1, ben.pk: 0}, because=Otherwise.NO_FIT,
            words="For small beds.", by=first if same else second)  # fmt: skip

    states = {one.pk: one.state for one in Case.objects.filter(pk__in=[ana.case_id, giver.case_id])}
    assert set(states.values()) == {State.CONTESTED}
    assert "Blankets and bedding: you get 1 of the 1 that you asked for." in told(ana.person)
    ana.refresh_from_db()
    assert (ana.given, ana.state) == (2, AskState.MET)


def test_what_is_closed_is_over_and_keeps_nobody_for_ever(town):
    gift, ask = GiftFactory(organisation=town, quantity=3), GoodsAskFactory(organisation=town)
    decided(proposed(gift), {ask.pk: 1}, because=Otherwise.NO_FIT, words="These are for cots.")
    whose = {gift.person_id}
    assert set(expected_or_offering(whose)) == whose

    for row in (gift, ask):
        cases.move(Case.objects.get(pk=row.case_id), State.CLOSED)
        row.refresh_from_db()

    assert (gift.state, ask.state) == (GiftState.ENDED, AskState.ENDED)
    assert not list(expected_or_offering(whose))


def test_what_is_left_alone_is_neither_given_nor_shared(town):
    gift, ask = GiftFactory(organisation=town), GoodsAskFactory(organisation=town)
    rest([ask.person_id], limited=True)
    GoodsAskFactory(organisation=town)

    share_out = proposed(gift)
    assert ask.pk not in numbers(share_out)
    rest([gift.person_id], limited=True)
    gift.refresh_from_db()
    with pytest.raises(NotNow, match="share_out_changed"):
        decided(share_out)
    assert engine.propose(gift, {}) is None
    with pytest.raises(NotNow, match="gift_changed"):
        actions.begin(gift, {})


def test_of_whoever_is_erased_the_figures_stay(town):
    ask = GoodsAskFactory(organisation=town, group_name="Home of Ana", quantity=1)
    decided(proposed(GiftFactory(organisation=town, quantity=1)))
    with pytest.raises(StillNeeded):
        erase(ask.person)
    actions.hand_over(Parcel.objects.get(ask=ask), fetched=True)
    Message.objects.update(state="done", left_at=timezone.now())

    erase(ask.person)

    ask.refresh_from_db()
    assert (ask.sealed_what, ask.group_name, ask.given) == (None, "", 1)


def test_who_can_not_come_reads_when_it_is_brought(town):
    gift = GiftFactory(organisation=town, quantity=1)
    ask = GoodsAskFactory(organisation=town, comes="to_her", person__language="en", quantity=1)
    Person.objects.filter(pk=ask.person_id).update(channel=Channel.LETTER)

    decided(proposed(gift))

    assert f"We bring it to you: {WHERE}" in told(ask.person)
