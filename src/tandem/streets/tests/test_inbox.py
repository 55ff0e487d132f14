"""The office's list: its order, its pages by key, its filters, and how many questions it asks."""

import re
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.streets import grid, inbox
from tandem.streets.choices import State
from tandem.streets.jobs import keep_order
from tandem.streets.models import Heard, Report
from tandem.streets.priority import WEIGHTS, ranked
from tandem.streets.tests.reported import a_team, another_voice, at_work, member, moved, reported
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of
from tests.factories.rows import unsaved_row

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
counter = count()
TODAY = date(2026, 11, 26)


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def many(town, number, **facts):
    """Rows only: a list does not look at who told us."""
    first = next(counter) * 1000
    with within(scope_of(town)):
        rows = [
            unsaved_row(
                Report,
                town,
                **{
                    "sign": f"{first + place:08}",
                    "category": "lamp",
                    "trouble": "lamp",
                    "postal_code": "1030",
                    "state": State.NEW,
                    "due_on": TODAY + timedelta(days=place % 7),
                    "rank": place % 5,
                    "voices_count": place % 3,
                    "door": "web",
                    **facts,
                },
            )
            for place in range(number)
        ]
        return Report.objects.bulk_create(rows)


def signs(page):
    return [line.report.sign for line in page.lines]


def points(due_on=TODAY, **facts):
    heard = facts.pop("heard", 100)
    return ranked(Report(due_on=due_on, **facts), heard).points


def test_danger_comes_before_what_was_not_repaired_and_both_before_all_else():
    late = points(TODAY - timedelta(days=400), voices_count=30, heard=0)
    again = points(TODAY + timedelta(days=30), reopened=1)
    danger = points(TODAY + timedelta(days=30), danger=True)

    assert danger > again > late


def test_what_may_be_a_danger_comes_right_after_danger_and_stands_in_its_tab(town):
    perhaps = points(TODAY + timedelta(days=30), may_be_danger=True)
    perhaps_again = points(TODAY - timedelta(days=400), may_be_danger=True, reopened=1)
    again = points(TODAY - timedelta(days=400), reopened=1, voices_count=30, heard=0)

    assert points(TODAY + timedelta(days=30), danger=True) > perhaps_again > perhaps > again
    many(town, 1, sign="A", may_be_danger=True)
    with at_work(town), override("en"):
        [line] = inbox.page_of(inbox.wanted(town, {"view": "danger"})).lines
    assert "The words may tell of a danger" in line.why


def test_age_voices_and_rarely_heard_weigh_what_the_register_says():
    usual, a_day = points(), WEIGHTS.day

    assert points(TODAY - timedelta(days=1)) - usual == a_day
    assert points(voices_count=2) - usual == a_day
    assert points(voices_count=500) - usual == 9 * a_day
    assert points(heard=0) - usual == 10 * a_day
    assert points(heard=50) - usual == 5 * a_day
    assert points(heard=300) == points(voices_count=0) == usual


def test_the_example_of_the_page_for_citizens_holds():
    lamp = points(date(2026, 3, 10), voices_count=3)
    bin_ = points(date(2026, 3, 12), heard=50)
    wire = points(date(2026, 3, 13), danger=True)

    assert wire > bin_ > lamp
    assert bin_ - lamp == WEIGHTS.day


def test_a_report_of_an_area_from_which_one_hears_rarely_comes_forward_each_night():
    town = OrganisationFactory(area__postal_code="1030")
    town.area.postal_codes.create(code="1031")
    with at_work(town):
        often = [reported(town, code="1030") for _ in range(9)]
        rare = reported(town, code="1031")
        assert {report.rank for report in Report.objects.all()} == {rare.rank}

    keep_order(0)

    with at_work(town), override("en"):
        heard = dict(Heard.objects.values_list("postal_code", "percent"))
        assert heard == {"1030": 180, "1031": 20}
        assert Report.objects.get(pk=rare.pk).rank - often[0].rank == 8 * WEIGHTS.day
        # What is told from now on stands there at once.
        assert reported(town, code="1031").rank == Report.objects.get(pk=rare.pk).rank
        with override("en"):
            page = inbox.page_of(inbox.wanted(town, {"place": "1031"}))
        assert page.lines[0].why == ["We rarely hear from this postal code"]
        assert inbox.page_of(inbox.wanted(town, {"place": "1030"})).lines[0].why == []


def test_of_a_postal_code_from_which_nobody_told_anything_the_first_report_is_rare(town):
    keep_order(0)
    with at_work(town):
        Heard.objects.update(percent=0)
        told = reported(town)

        assert told.rank == ranked(told, 0).points > ranked(told, 100).points


def test_words_that_may_tell_of_a_danger_are_seen_in_the_list_until_it_is_one(client, town):
    many(town, 1, sign="A", may_be_danger=True)
    many(town, 1, sign="B", may_be_danger=True, danger=True)
    member(client, town)

    shown = client.get(reverse("streets:inbox")).text

    assert shown.count("The words may tell of a danger") == 1


def test_a_further_voice_brings_it_forward(town):
    # Each spoke with a colleague: what nobody has proven weighs less, see `test_voices_counted`.
    with at_work(town), acting(Asker(organisation=town.pk, door=Door.PHONE)):
        report = reported(town)
        before = report.rank
        another_voice(report)

        assert Report.objects.get(pk=report.pk).rank == before + WEIGHTS.voice


@pytest.mark.parametrize("order", inbox.ORDERS)
def test_each_order_is_paged_there_and_back_without_a_gap(town, order):
    many(town, 53)
    with within(scope_of(town)):
        wanted = inbox.wanted(town, {"order": order})
        first = inbox.page_of(wanted)
        second = inbox.page_of(wanted, after=first.later)
        third = inbox.page_of(wanted, after=second.later)
        back = inbox.page_of(wanted, before=third.earlier)
        start = inbox.page_of(wanted, before=back.earlier)
        together = signs(first) + signs(second) + signs(third)
        field = inbox.ORDERS[order].field
        values = [getattr(line.report, field) if field else 0 for line in first.lines]

    assert len(together) == len(set(together)) == 53
    assert (third.later, first.earlier, start.earlier) == ("", "", "")
    assert signs(back) == signs(second)
    assert signs(start) == signs(first)
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("place", ["x", "1.", "9999999999999.1", "1.-4", "1.99999999999999999999"])
def test_a_wrong_place_is_the_start(town, place):
    many(town, 3)
    with within(scope_of(town)):
        assert len(inbox.page_of(inbox.wanted(town, {}), after=place).lines) == 3


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"A", "B", "C"}),
        ({"team": "none"}, {"A", "B"}),
        ({"place": "1031"}, {"B"}),
        ({"kind": "bin"}, {"C"}),
        ({"state": "planned"}, {"C"}),
        ({"late": "on"}, {"B"}),
        ({"view": "danger"}, {"A"}),
        ({"view": "again"}, {"B"}),
        ({"view": "unspoken"}, {"C"}),
        ({"view": "ended"}, {"D"}),
        ({"team": "9999999999", "place": "\x00", "order": "?"}, {"A", "B", "C"}),
    ],
)
def test_it_is_narrowed(town, asked, found):
    team = a_team(town)
    long_ago = timezone.localdate() - timedelta(days=3)
    soon = timezone.localdate() + timedelta(days=3)
    facts = {"due_on": soon, "voices_count": 1, "rank": 1}
    many(town, 1, **{**facts, "sign": "A", "danger": True})
    many(
        town, 1, **{**facts, "sign": "B", "postal_code": "1031", "due_on": long_ago, "reopened": 1}
    )
    planned = {"category": "bin", "state": "planned", "team": team, "voices_count": 0}
    many(town, 1, **{**facts, **planned, "sign": "C"})
    many(town, 1, **{**facts, "sign": "D", "state": "repaired"})
    with within(scope_of(town)):
        assert set(signs(inbox.page_of(inbox.wanted(town, asked)))) == found


def test_one_team_alone(town):
    team = a_team(town)
    many(town, 1, sign="A", team=team)
    many(town, 1, sign="B")
    with within(scope_of(town)):
        assert signs(inbox.page_of(inbox.wanted(town, {"team": str(team.pk)}))) == ["A"]


def test_the_list_says_how_it_is_sorted_and_shows_no_identity(client, town):
    report = reported(town)
    member(client, town, Role.OPERATOR)

    shown = client.get(reverse("streets:inbox")).text

    assert "Sorted by: danger first" in shown
    assert reverse("register:algorithm", args=["street-order"]) in shown
    assert report.shown_sign in shown
    assert "Odette" not in shown


def test_it_says_so_for_another_order_too(client, town):
    member(client, town)

    shown = client.get(reverse("streets:inbox"), {"order": "voices"}).text

    assert "Sorted by how many people told us, most first." in shown


def test_another_organisations_reports_are_not_in_it(client, town):
    report = reported(town)
    member(client, OrganisationFactory(), Role.COORDINATOR)

    assert report.shown_sign not in client.get(reverse("streets:inbox")).text


def test_as_many_questions_whatever_the_reports(client, town):
    many(town, 3)
    member(client, town)
    client.get(reverse("streets:inbox"))
    counts = []
    for more in ("", "more"):
        many(town, 60 if more else 0, rank=9, **({"team": a_team(town)} if more else {}))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("streets:inbox"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_register_tells_the_order(client):
    shown = client.get(reverse("register:algorithm", args=["street-order"])).text

    assert "A danger comes before all else." in shown
    assert "At most, in days: 10." in shown


def test_moved_on_it_stands_where_it_belongs(town):
    with at_work(town):
        report = reported(town)
        Report.objects.filter(pk=report.pk).update(rank=-1)
        moved(report, State.LOOKED_AT)

        assert Report.objects.get(pk=report.pk).rank == report.rank


def test_it_is_searched_by_a_sign_and_by_the_reference_of_a_request(client, town):
    one, other = reported(town), reported(town)
    with at_work(town):
        moved(one, State.REPAIRED)
    member(client, town)

    for said in (one.shown_sign, one.told_in.shown_reference.lower()):
        shown = client.get(reverse("streets:inbox"), {"sign": said}).text
        assert one.shown_sign in shown
        assert other.shown_sign not in shown
    for said in ("ZZZZ", "Odette", "\x00ZZZZ"):
        shown = client.get(reverse("streets:inbox"), {"sign": said}).text
        assert "No report fits these filters." in shown


def test_another_towns_report_is_not_found_by_its_reference(client, town):
    report = reported(town)
    member(client, OrganisationFactory())

    shown = client.get(reverse("streets:inbox"), {"sign": report.told_in.reference}).text

    assert report.shown_sign not in shown


def test_a_place_told_in_words_alone_is_shown_as_such(client, town):
    told = reported(town, street="", landmark="Behind the library")
    reported(town)
    member(client, town)

    shown = client.get(reverse("streets:inbox")).text

    assert shown.count("1030, told in words only: see what was told") == 1
    page = client.get(reverse("streets:office_report", args=[told.sign])).text
    assert "told in words only" in page
    assert "Behind the library" in page


def test_the_map_shows_by_its_number_what_has_a_point(client, town):
    lat, lon = grid.middle_of(town.area, "K10")
    reported(town, mark=f"{lat}, {lon}")
    reported(town, street="Rue sans point 3")
    member(client, town)

    page = client.get(reverse("streets:inbox")).text

    assert page.count('<circle class="dot"') == 1
    number = re.search(r'class="dot-number"[^>]*>(\d)<', page)[1]
    sign = re.search(rf">{number}\. [^<]*<span class=\"unseen\">, ([^<]+)<", page)[1]
    with within(scope_of(town)):
        assert Report.objects.get(sign=sign.replace(" ", "").replace("\u202f", "")).lat == lat
