"""What the program weighs changes in the open alone, and can be put back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tandem.cases.models import Case
from tandem.journal.models import Entry
from tandem.register import changing
from tandem.register.changing import NotNow
from tandem.register.models import Change, Run
from tandem.solidarity import card, jobs, parameters, remarks, simulating
from tandem.solidarity.choices import About
from tandem.solidarity.models import Remark
from tandem.solidarity.parameters import BUILT_IN, Parameters
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
WHY = "Volunteers say that they would rather go farther than do what they do not like."


@pytest.fixture
def town():
    made = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(made)):
        yield made


def proposed(town, **after) -> Change:
    return remarks.propose_change(
        town,
        BUILT_IN,
        Parameters(**{**BUILT_IN.as_kept(), **after}),
        why=WHY,
        body="The council",
        open_until=timezone.localdate() + timedelta(days=14),
    )


def later(days=15):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_the_built_in_numbers_stand_in_one_way():
    assert BUILT_IN.as_kept() == card.BUILT_IN


def test_what_is_decided_holds_in_the_next_run_and_is_put_back(town):
    NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    change = proposed(town, load=5, weeks=2)
    jobs.simulate(change.pk)

    propose(town)
    with later():
        remarks.decide_change(Change.objects.get(pk=change.pk), accepted=True, why=WHY)
        propose(town)
        changing.put_back(Change.objects.get(pk=change.pk), body="The council", why=WHY)
        propose(town)

    loads = [run.question["rules"]["load"] for run in Run.objects.order_by("pk")]
    assert loads == [30, 5, 30]
    assert parameters.in_force(town.pk) == BUILT_IN
    words = set(Entry.objects.values_list("word", flat=True))
    assert {"register.change_proposed", "register.change_decided"} <= words
    assert "register.change_put_back" in words


@pytest.mark.parametrize(
    ("days", "simulated", "why", "because"),
    [
        (3, True, WHY, "still_open"),
        (15, False, WHY, "not_simulated"),
        (15, True, "yes", "say_why"),
    ],
)
def test_nothing_is_decided_before_its_time_without_effects_or_reasons(
    town, days, simulated, why, because
):
    change = proposed(town, load=5)
    if simulated:
        jobs.simulate(change.pk)

    with later(days), pytest.raises(NotNow, match=because):
        remarks.decide_change(change, accepted=True, why=why)

    assert parameters.in_force(town.pk) == BUILT_IN


def test_one_change_is_discussed_at_a_time_and_for_two_weeks(town):
    proposed(town, load=5)

    with pytest.raises(NotNow, match="one_at_a_time"):
        proposed(town, load=6)
    with pytest.raises(NotNow, match="nothing_changes"):
        proposed(town)
    with pytest.raises(NotNow, match="too_short"):
        changing.propose(
            card.PAIRING, town, {}, {"load": 1}, why=WHY, body="", open_until=timezone.localdate()
        )


def test_effects_are_those_of_solving_the_kept_questions_again(town):
    """Ways count for nothing any more: whom one likes less is sent from next door no longer."""
    near = OfferFactory(organisation=town, likes=[], east=100, north=0, capacity=30, at_once=30)
    OfferFactory(organisation=town, east=1_000, north=0, capacity=30, at_once=30)
    for _ in range(25):
        NeedFactory(organisation=town, east=0, north=0)
    propose(town)
    change = proposed(town, metres_per_point=100, load=0)

    told = simulating.effects(change, timezone.now())

    run = Run.objects.get()
    assert {pair["offer"] for pair in run.answer["pairs"]} != {str(near.key)}
    assert (told["runs"], told["asked"], told["was"], told["would"]) == (1, 25, 25, 25)
    assert told["other"] > 0
    assert told["metres_would"] == 25 * 1_000
    assert {cell["by"] for cell in told["groups"]} == {"language", "channel", "place", "had"}
    assert all(cell["asked"] == 25 for cell in told["groups"])


def test_a_small_group_is_not_shown_in_the_effects(town):
    OfferFactory(organisation=town, capacity=30, at_once=30)
    for number in range(25):
        NeedFactory(organisation=town, postal_code="1030" if number else "1000")
    propose(town)

    told = simulating.effects(proposed(town, load=0), timezone.now())

    assert not [cell for cell in told["groups"] if cell["by"] == "place"]


def test_of_a_few_needs_nothing_at_all_is_shown(town):
    OfferFactory(organisation=town)
    NeedFactory(organisation=town)
    propose(town)

    told = simulating.effects(proposed(town, load=0), timezone.now())

    assert told == {"runs": 1, "asked": None, "groups": []}


def test_whoever_had_a_say_hears_what_was_decided(town):
    change = proposed(town, load=5)
    jobs.simulate(change.pk)
    case = CaseFactory(organisation=town, service="about-our-program")
    remarks.say_about_program({"about": About.OPINION, "which": "", "words": WHY}, case=case)

    with later():
        remarks.decide_change(change, accepted=False, why=WHY)

    assert Remark.objects.get().change == change
    assert Case.objects.get(pk=case.pk).state == "answered"
    assert parameters.in_force(town.pk) == BUILT_IN


def test_everybody_reads_a_change_and_staff_decide_on_its_page(town, client):
    change = proposed(town, dislike=10)
    jobs.simulate(change.pk)
    client.cookies["language"] = "en"

    public = client.get(reverse("register:change", args=[change.key])).text
    listed = client.get("/algorithms/pairing/").text
    member(client, town)
    page = reverse("solidarity:change", args=[change.key])
    early = client.get(page).text
    with later():
        member(client, town)
        client.post(page, {"accepted": "yes", "why": WHY})

    assert "60 points where the volunteer prefers other kinds of help." in public
    assert "10 points where the volunteer prefers other kinds of help." in public
    assert "/s/about-our-program/" in public
    assert reverse("register:change", args=[change.key]) in listed
    assert "It can be decided after" in early
    assert parameters.in_force(town.pk).dislike == 10


def test_a_colleague_proposes_it_on_the_page(town, client):
    member(client, town)
    form = {
        "metres_per_point": 10, "dislike": 60, "load": 40, "weeks": 4, "tie": "lot",
        "why": WHY, "body": "The council", "days": 21,
    }  # fmt: skip

    client.post(reverse("solidarity:change_propose"), form)

    change = Change.objects.get()
    assert (change.after["load"], change.after["tie"]) == (40, "lot")
    assert client.get(reverse("solidarity:changes")).status_code == 200
    assert change.effects is None
