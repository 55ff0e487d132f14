"""Nobody gets a second help, a refused volunteer or herself by writing a new form."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.people.actions import merge, reconsider, say_different, say_same
from tandem.people.models import Likeness
from tandem.solidarity import arranging, board, engine, messages, shares
from tandem.solidarity.choices import Contact, RefusedBecause, Withheld
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Proposal
from tandem.solidarity.queue import PROPOSE
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, identity_of, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def alike(one, other):
    return Likeness.objects.create(
        one=one, other=other, organisation=one.organisation, territory=one.territory
    )


def two_records(town, join):
    """The same person twice: perhaps, or as a colleague said."""
    one, other = PersonFactory(organisation=town), PersonFactory(organisation=town)
    alike(one, other) if join == "perhaps" else merge(other, one)
    return one, other


both_ways = pytest.mark.parametrize("join", ["perhaps", "joined"])


def proposed(need):
    return Proposal.objects.get(need=need, state="open").offer_key


@both_ways
def test_a_second_form_gives_no_second_help_before_anothers_first(town, join):
    one, other = two_records(town, join)
    ask(NeedFactory(organisation=town, person=one), OfferFactory(organisation=town))
    free = OfferFactory(organisation=town, capacity=1)
    Proposal.objects.update(state="stale")

    again = NeedFactory(organisation=town, person=other)
    first = NeedFactory(organisation=town)
    OfferFactory._meta.model.objects.exclude(pk=free.pk).update(state="paused")
    propose(town)

    assert proposed(first) == free.key
    assert proposed(again) is None
    assert shares.received([other.pk], timezone.localdate()) == {other.pk: 1}


@both_ways
def test_the_filter_of_who_had_nothing_leaves_out_both_records(town, join):
    one, other = two_records(town, join)
    helper = OfferFactory(organisation=town)
    arranging.agree(ask(NeedFactory(organisation=town, person=one), helper))
    NeedFactory(organisation=town, person=other)
    new = NeedFactory(organisation=town)

    page = board.page_of(board.wanted(town, {"nothing": "on"}))

    assert [line.need for line in page.lines] == [new]
    assert board.totals(board.wanted(town, {})).nothing == 1


@both_ways
def test_a_refused_volunteer_is_not_chosen_for_the_second_form(town, join):
    one, other = two_records(town, join)
    offer = OfferFactory(organisation=town)
    arranging.never_again(ask(NeedFactory(organisation=town, person=one), offer))
    again = NeedFactory(organisation=town, person=other)

    propose(town)

    assert proposed(again) is None
    assert engine.limits_broken(again, offer) == ("refused",)


@both_ways
def test_a_refused_volunteer_does_not_come_back_with_a_second_offer(town, join):
    helper, double = two_records(town, join)
    need = NeedFactory(organisation=town)
    arranging.never_again(ask(need, OfferFactory(organisation=town, person=helper)))
    second = OfferFactory(organisation=town, person=double)
    again = NeedFactory(organisation=town, person=need.person)

    assert engine.limits_broken(again, second) == ("refused",)
    with pytest.raises(NotNow):
        arranging.choose_by_hand(again, second, 4, RefusedBecause.KNOWS_BETTER)


@both_ways
def test_nobody_is_paired_with_herself_by_a_second_form(town, join):
    one, other = two_records(town, join)
    offer = OfferFactory(organisation=town, person=one)
    need = NeedFactory(organisation=town, person=other)

    propose(town)

    assert proposed(need) is None
    assert engine.limits_broken(need, offer) == ("same_person",)
    assert engine.choices_by_hand(need)[0].perhaps_herself is (join == "perhaps")


def jobs():
    return ProcrastinateJob.objects.filter(task_name=PROPOSE).values_list("args", flat=True)


def test_whose_turn_it_is_is_asked_anew_when_somebody_has_decided(town):
    one, other = two_records(town, "perhaps")
    pair = Likeness.objects.get(one=one, other=other)

    for decide in (say_different, reconsider):
        ProcrastinateJob.objects.filter(task_name=PROPOSE)._raw_delete("default")
        decide(pair)
        assert [*jobs()] == [{"organisation": town.pk}]


def test_what_comes_to_light_after_a_proposal_is_heeded_when_it_is_followed(town):
    one, other = PersonFactory(organisation=town), PersonFactory(organisation=town)
    offer = OfferFactory(organisation=town)
    arranging.never_again(ask(NeedFactory(organisation=town, person=one), offer))
    again = NeedFactory(organisation=town, person=other)
    propose(town)
    proposal = Proposal.objects.get(need=again, state="open")
    assert proposal.offer_key == offer.key
    say_same(alike(one, other), reach_as_last_said=False)

    with pytest.raises(NotNow, match="limit_broken"):
        arranging.accept_proposal(proposal)

    assert not again.arrangements.exists()


def test_the_coordinator_reads_that_two_are_counted_together(client, town):
    one, other = two_records(town, "perhaps")
    need = NeedFactory(organisation=town, person=other)
    NeedFactory(organisation=town, person=one)
    member(client, town)
    client.cookies["language"] = "en"

    page = client.get(f"/solidarity/needs/{need.key}/").content.decode()

    assert "counted together until you decide" in page
    assert "/alike/" in page


def test_two_different_people_are_counted_apart(town):
    one, other = PersonFactory(organisation=town), PersonFactory(organisation=town)
    ask(NeedFactory(organisation=town, person=one), OfferFactory(organisation=town))

    assert shares.received([other.pk], timezone.localdate()) == {}


def test_no_contact_is_given_of_who_is_perhaps_somebody_to_reach_with_care(town):
    careful = PersonFactory(organisation=town, safe_contact="Only in the morning.")
    other = PersonFactory(organisation=town)
    alike(careful, other)

    need = NeedFactory(organisation=town, person=other)
    task = arranging.agree(ask(need, OfferFactory(organisation=town)))

    assert (task.told, task.withheld) == (Contact.PASSED_ON, Withheld.CARE)
    assert messages.told_contact(task, other, identity_of()) == ""
