from datetime import date

import pytest
import time_machine

from tandem.register.models import Measured
from tandem.solidarity import arranging, jobs, measuring
from tandem.solidarity.goods.tests.factories import GiftFactory, GoodsAskFactory, decided
from tandem.solidarity.goods.tests.factories import proposed as shared
from tandem.solidarity.measuring import Asked
from tandem.solidarity.neighbours import actions as company
from tandem.solidarity.neighbours import ending
from tandem.solidarity.neighbours.tests.factories import SeekerFactory
from tandem.solidarity.neighbours.tests.factories import proposed as circles
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, propose
from tandem.tenancy.scope import transaction_within, within
from tests.factories import OrganisationFactory, scope_of


def asked(area: str, many: int, helped: int, way: str = "program") -> list[Asked]:
    return [
        Asked(area, "fr", "web", way, number < helped, 2 if number < helped else None)
        for number in range(many)
    ]


def by(figures, group):
    return {cell["group"]: (cell["asked"], cell["helped"]) for cell in figures["groups"][group]}


def test_a_small_group_is_not_shown_and_cannot_be_worked_out():
    told = measuring.figures([*asked("1", 60, 40), *asked("2", 30, 20), *asked("3", 2, 1)])

    assert by(told, "area") == {"1": (60, 40), "2": (None, None), "3": (None, None)}
    assert told["whole"] == {"asked": 92, "helped": 61}
    assert by(told, "language") == {"fr": (92, 61)}


def test_the_sum_is_hidden_where_one_line_must_hide_it():
    told = measuring.figures([*asked("1", 60, 40), *asked("1", 3, 1, way="by_hand")])

    assert by(told, "way") == {"by_hand": (None, None), "program": (None, None)}


def test_whoever_looks_by_hand_is_counted_beside_the_program():
    told = measuring.figures([*asked("1", 60, 45), *asked("1", 20, 15, way="by_hand")])

    assert by(told, "way") == {"by_hand": (20, 15), "program": (60, 45)}


@pytest.mark.django_db
def test_a_quarter_that_is_over_is_counted_once_in_every_commune():
    towns = [OrganisationFactory(), OrganisationFactory()]
    with time_machine.travel("2026-09-20T10:00:00Z", tick=False):
        for town in towns:
            with transaction_within(scope_of(town)):
                OfferFactory(organisation=town, capacity=9)
                for _ in range(6):
                    NeedFactory(organisation=town)
                arranging.agree(arranging.accept_proposal(propose(town)[0]))

    with time_machine.travel("2026-11-27T02:53:00Z", tick=False):
        jobs.measure(0)
        jobs.measure(0)

    row = Measured.objects.get(algorithm="pairing")
    assert (row.since, row.until) == (date(2026, 7, 1), date(2026, 10, 1))
    assert [cell["asked"] for cell in row.figures["groups"]["area"]] == [6, 6]
    assert row.figures["whole"]["helped"] is None


@pytest.mark.django_db(databases=["default", "looks"])
def test_goods_and_company_are_counted_beside_help_and_what_was_withdrawn_is_not(client):
    town = OrganisationFactory()
    with time_machine.travel("2026-09-20T10:00:00Z", tick=False), within(scope_of(town)):
        for _ in range(6):
            GoodsAskFactory(organisation=town, quantity=1)
            SeekerFactory(organisation=town)
        gift = GiftFactory(organisation=town, quantity=5)
        decided(shared(gift))
        for circle in circles(town):
            seekers = [one.seeker for one in circle.members.all()]
            company.ask(circle, "On Thursday, in the library.")
            for seeker in seekers:
                company.answer(seeker, yes=True)
        ending.leave(SeekerFactory(organisation=town))

    with time_machine.travel("2026-11-27T02:53:00Z", tick=False):
        jobs.measure(0)

    rows = {row.algorithm: row.figures["whole"] for row in Measured.objects.all()}
    assert rows["company"] == {"asked": 6, "helped": 6}
    assert rows["sharing"]["asked"] == 6 and rows["sharing"]["helped"] is None
    page = client.get("/algorithms/company/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "6 people looked for company; 6 of them met somebody (100%)" in page
    assert "Met somebody" in page
    assert "There is no number in it that a commune could set" in page
