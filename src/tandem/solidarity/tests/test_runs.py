"""Every run is kept, without names, with what people made of it; anyone can run it again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

import engines
from tandem.journal.models import Entry
from tandem.register.models import Decision, Run
from tandem.solidarity import arranging
from tandem.solidarity.choices import RefusedBecause
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(made)):
        yield made


def decisions():
    return [
        (one.outcome, one.proposed.get("offer"), one.decided.get("offer"), one.because)
        for one in Decision.objects.order_by("pk")
    ]


def test_what_a_colleague_decides_stands_beside_the_run_with_the_difference(town):
    near, other = OfferFactory(organisation=town), OfferFactory(organisation=town)
    for _ in range(3):
        NeedFactory(organisation=town)
    first, second, third = propose(town)
    chosen = {near.key: other, other.key: near}

    arranging.accept_proposal(first)
    arranging.refuse_proposal(second, RefusedBecause.TOO_MUCH)
    instead = chosen[third.offer_key]
    arranging.choose_by_hand(
        third.need, instead, 5, RefusedBecause.KNOWS_BETTER, although="It was agreed before."
    )

    assert decisions() == [
        ("followed", str(first.offer_key), str(first.offer_key), ""),
        ("refused", str(second.offer_key), None, "too_much"),
        ("departed", str(third.offer_key), str(instead.key), "knows_better"),
    ]
    assert {one.run_id for one in Decision.objects.all()} == {first.run_id}


def test_a_helper_found_where_the_program_found_nobody_is_kept_as_that(town):
    need = NeedFactory(organisation=town, languages=["so"])
    propose(town)
    offer = OfferFactory(organisation=town, languages=["so"])

    arranging.choose_by_hand(need, offer, 5)

    assert decisions() == [("found", None, str(offer.key), "")]


def test_no_person_can_be_told_from_a_run(town):
    ana = PersonFactory(organisation=town)
    needs = [NeedFactory(organisation=town, person=ana) for _ in range(2)]
    OfferFactory(organisation=town)
    propose(town)

    question = Run.objects.get().question

    assert [need["person"] for need in question["needs"]] == ["p1", "p1"]
    assert {need["key"] for need in question["needs"]} == {str(need.key) for need in needs}


def test_anyone_who_takes_the_question_comes_to_the_same_answer(town, client, tmp_path):
    for number in range(6):
        NeedFactory(organisation=town, vital=number == 4)
    OfferFactory(organisation=town, capacity=2)
    OfferFactory(organisation=town, capacity=1)
    propose(town)
    run = Run.objects.get()
    member(client, town, Role.DATA_OFFICER)
    file = tmp_path / "question.json"

    file.write_bytes(client.post(reverse("solidarity:run_question", args=[run.pk])).content)

    for seed in ("1", "2"):
        path = str(Path(engines.__file__).parents[1])
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
        told = subprocess.run(
            [sys.executable, "-m", "engines.pairing", str(file)],
            capture_output=True,
            check=True,
            env=environment,
        )
        assert json.loads(told.stdout) == run.answer
    assert Entry.objects.filter(word="register.question_taken").count() == 1


def test_the_pages_of_runs_show_the_rule_the_lot_and_the_difference(town, client):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (proposal,) = propose(town)
    arranging.refuse_proposal(proposal, RefusedBecause.PERSON_SAID_NO)
    member(client, town)
    client.cookies["language"] = "en"

    listed = client.get(reverse("solidarity:runs")).text
    shown = client.get(reverse("solidarity:run", args=[proposal.run_id])).text

    assert reverse("solidarity:run", args=[proposal.run_id]) in listed
    assert "In points: 1 for each 10 m; 60 where" in shown
    assert "The soonest half-days, then the lot." in shown
    assert "Refused the proposal" in shown
    assert "The person prefers somebody else" in shown
    assert str(need.key) in shown


def test_a_neighbour_does_not_read_our_runs(town, client):
    NeedFactory(organisation=town)
    (proposal,) = propose(town)
    member(client, OrganisationFactory())

    assert client.get(reverse("solidarity:run", args=[proposal.run_id])).status_code == 404
