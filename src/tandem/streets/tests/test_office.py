"""One report on the office's page: the steps it may take, what was seen, what is set by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import State as CaseState
from tandem.journal.models import Entry
from tandem.streets import messages, office, verdicts
from tandem.streets.choices import Closed, Overridden, State, Trouble, Verdict
from tandem.streets.errors import NotNow
from tandem.streets.models import Override, Report
from tandem.streets.rules import MOVES
from tandem.streets.tests.reported import (
    WHY,
    WORDS,
    a_team,
    another_voice,
    at_work,
    case_of_voice,
    member,
    moved,
    repaired,
    reported,
    texts,
    told,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.ui.formats import day, short_day
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def page(report, name="office_report", *more):
    return reverse(f"streets:{name}", args=[report.sign, *more])


def corrected(**said):
    """The form as it stands there, but for what is said."""
    where = {"postal_code": "1030", "street": "Rue des Tilleuls 12", "mark": ""}
    return {"category": "lamp", "team": "", **where, **said}


def fresh(report):
    with within(scope_of(report.organisation)):
        return Report.objects.get(pk=report.pk)


def test_opening_it_is_a_look_at_whoever_told_us_and_shows_no_name(client, town):
    report = reported(town)
    member(client, town)

    shown = client.get(page(report)).text

    assert WORDS in shown
    assert "Odette" not in shown
    with within(scope_of(town)):
        assert report.voices.get().case.shown_reference in shown
        person = report.voices.get().person
        assert [entry.word for entry in Entry.objects.looks().about(person.key)] == [
            "streets.report_read"
        ]


def test_an_operator_sees_where_it_stands_and_decides_nothing(client, town):
    report = reported(town)
    member(client, town, Role.OPERATOR)

    shown = client.get(page(report)).text

    assert WORDS not in shown
    assert page(report, "step", State.CLOSED) not in shown
    assert client.get(page(report, "step", State.CLOSED)).status_code == 404
    assert client.post(page(report, "step", State.REPAIRED), {"seen": "new"}).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
def test_who_has_no_part_in_it_sees_nothing(client, town, role):
    member(client, town, role)

    assert client.get(page(reported(town))).status_code == 404
    assert client.get(reverse("streets:inbox")).status_code == 404


@pytest.mark.parametrize("state", [State.NEW, State.UNDER_WAY, State.REPAIRED])
def test_only_steps_of_the_table_are_offered(client, town, state):
    report = reported(town)
    with at_work(town):
        if state != State.NEW:
            moved(report, state)
    member(client, town)

    shown = client.get(page(report)).text

    for to in office.BY_HAND:
        assert (page(report, "step", to) in shown) == (to in MOVES[state])


def test_the_sentence_is_shown_before_it_is_sent_and_is_the_one_that_is_sent(client, town):
    report = reported(town)
    member(client, town)

    shown = client.get(page(report, "step", State.LOOKED_AT)).text
    assert "A colleague has looked at your report." in shown
    client.post(page(report, "step", State.LOOKED_AT), {"seen": "new", "words": "On our list."})

    with within(scope_of(town)):
        assert told(messages.STEP)[0].text.paragraphs[:2] == (
            "A colleague has looked at your report.",
            "On our list.",
        )


def test_closing_needs_a_reason_and_fifteen_signs(client, town):
    report = reported(town)
    member(client, town)
    close = page(report, "step", State.CLOSED)

    for said in ({}, {"because": Closed.WORKS, "words": "No."}, {"words": WHY}):
        assert client.post(close, {"seen": "new", **said}).status_code == 422
    client.post(close, {"seen": "new", "because": Closed.WORKS, "words": WHY})

    assert fresh(report).closed_because == Closed.WORKS


def test_a_colleague_who_was_faster_is_not_overruled(client, town):
    report = reported(town)
    member(client, town)
    with at_work(town):
        moved(report, State.UNDER_WAY)

    said = {"seen": "new", "because": Closed.WORKS, "words": WHY}
    after = client.post(page(report, "step", State.CLOSED), said, follow=True).text

    assert "Something changed meanwhile" in after
    assert fresh(report).state == State.UNDER_WAY


@pytest.mark.parametrize("to", [State.PLANNED, State.HANDED_OVER, "nonsense"])
def test_a_step_with_a_page_of_its_own_is_not_taken_here(client, town, to):
    member(client, town)

    assert client.get(page(reported(town), "step", to)).status_code == 404


def test_joined_reports_go_on_as_one_and_all_hear_of_it(town):
    with at_work(town):
        one, other = reported(town), reported(town)
        third = reported(town)
        office.join(third, one)
        office.join(one, other)
        other.refresh_from_db()
        assert other.voices_count == 3

        moved(other, State.REPAIRED)

        assert len(told(messages.REPAIRED)) == 3
        assert texts(messages.STEP, third.voices.get().person)[-1].startswith("Somebody else")


def test_taken_apart_it_stands_by_itself_and_its_reporter_is_told(town):
    with at_work(town):
        one, other = reported(town), reported(town)
        office.join(one, other)
        moved(other, State.REPAIRED)
        one.refresh_from_db()

        office.take_apart(one)

        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.state, one.reopened, one.voices_count) == (State.NEW, 0, 1)
        assert other.voices_count == 1
        assert case_of_voice(one.voices.get()).state == CaseState.REOPENED


def test_it_is_joined_by_its_sign_on_the_page(client, town):
    one, other = reported(town), reported(town)
    member(client, town)

    said = {"seen": "new", "sign": other.shown_sign}
    client.post(page(one, "step", State.JOINED), said)

    assert fresh(one).joined_to_id == other.pk


def test_it_is_joined_neither_to_itself_nor_to_what_has_ended_nor_to_another_towns(client, town):
    one = reported(town)
    elsewhere = reported(OrganisationFactory())
    member(client, town)

    for other in (one, repaired(town), elsewhere):
        client.post(page(one, "step", State.JOINED), {"seen": "new", "sign": other.sign})

    assert fresh(one).state == State.NEW


def test_what_is_set_by_hand_is_written_down_with_what_it_was(client, town):
    report, team = reported(town), a_team(town)
    member(client, town)

    said = corrected(category="danger_wire", team=str(team.pk))
    client.post(page(report, "correct"), said)

    now = fresh(report)
    assert (now.category, now.danger, now.team_id) == ("danger_wire", True, team.pk)
    with within(scope_of(town)):
        kept = {row.what: (row.was, row.now) for row in Override.objects.all()}
    assert kept == {
        Overridden.CATEGORY: ("lamp", "danger_wire"),
        Overridden.TEAM: ("", "Lamps"),
    }
    assert now.rank > report.rank + 1_000_000


def test_another_category_makes_nobody_less_late_and_is_told(client, town):
    report = reported(town, kind=Trouble.DUMPING)
    first = timezone.localdate() - timedelta(days=32)
    with within(scope_of(town)):
        Report.objects.filter(pk=report.pk).update(due_on=first)
    member(client, town)
    client.post(page(report, "correct"), corrected(category="graffiti"))

    now = fresh(report)
    assert now.due_on == first and now.aim_now > timezone.localdate()
    assert "32 days late" in client.get(page(report)).text
    shown = client.get(reverse("streets:report", args=[report.sign])).text
    with override("en"):
        assert day(first) in shown and day(now.aim_now) in shown
    assert "the category was corrected from" in shown
    with within(scope_of(town)):
        (message,) = told("corrected")
        assert any("we still count by the first day" in one for one in message.text.paragraphs)

    # Put back, there is one day again; and she hears of this too, in place of the other.
    client.post(page(report, "correct"), corrected(category="dumping"))
    assert (fresh(report).due_on, fresh(report).aim_now) == (first, None)


def test_danger_can_be_set_and_taken_back(client, town):
    report = reported(town)
    member(client, town)

    client.post(page(report, "correct"), corrected(danger="on"))
    assert fresh(report).danger
    client.post(page(report, "correct"), corrected())

    assert not fresh(report).danger


def test_a_report_nobody_tells_of_any_more_is_seen_as_such(client, town):
    from_nobody = reported(town)
    with at_work(town):
        cases.withdraw(case_of_voice(from_nobody.voices.get()))
    reported(town)
    member(client, town)

    shown = client.get(reverse("streets:inbox"), {"view": "unspoken"}).text

    assert from_nobody.shown_sign in shown
    assert shown.count('class="need"') == 1
    assert "Decide whether it is still to be repaired" in client.get(page(from_nobody)).text


def test_two_who_join_crosswise_do_not_both(town):
    with at_work(town):
        one, other = reported(town), reported(town)
        another_voice(one)
        office.join(one, other)
        with pytest.raises(NotNow, match="joined_already"):
            office.join(other, one)


NAMES = ["office_report", "correct"]


@pytest.mark.parametrize("name", NAMES)
def test_another_organisations_colleague_finds_no_page(client, town, name):
    report = reported(town)
    member(client, OrganisationFactory(), Role.COORDINATOR)

    assert client.get(page(report, name)).status_code == 404
    assert client.post(page(report, "step", "repaired"), {"seen": "new"}).status_code == 404
    assert fresh(report).state == State.NEW


def test_the_words_of_all_who_told_and_of_a_no_stand_on_the_page_after_a_look(client, town):
    report = repaired(town)
    with at_work(town):
        second = another_voice(report, saw="The lamp flickers.")
        moved(report, State.NEW)
        moved(report, State.REPAIRED)
        verdicts.say(second, Verdict.NO, "It is dark again.")
    member(client, town)

    shown = client.get(page(report)).text

    assert (shown.count(WORDS), shown.count("flickers"), shown.count("dark again")) == (1, 1, 1)
    assert shown.count("this person added") == 1
    with within(scope_of(town)):
        assert Entry.objects.looks().about(second.person.key).count() == 1


def test_an_operator_reads_neither(client, town):
    report = reported(town)
    with at_work(town):
        second = another_voice(report, saw="The lamp flickers.")
        moved(report, State.REPAIRED)
        verdicts.say(second, Verdict.NO, "It is dark again.")
    member(client, town, Role.OPERATOR)

    shown = client.get(page(report)).text

    assert "flickers" not in shown
    assert "dark again" not in shown


def test_what_may_be_the_same_is_proposed_with_its_place_and_day(client, town):
    one, near = reported(town), reported(town, street="Rue des Tilleuls 14")
    far, ended = reported(town, street="Rue Haute 3"), repaired(town)
    for number in range(6):
        reported(town, street=f"Rue des Tilleuls {11 + number}")
    member(client, town)
    there = page(one, "step", State.JOINED)

    shown = client.get(there).text

    with override("en"):
        today = short_day(timezone.now())
    assert f"Rue des Tilleuls 14, 1030, since {today}" in shown
    assert shown.count('type="radio"') == 5
    for other in (one, far, ended):
        assert f'value="{other.sign}"' not in shown
    assert client.post(there, {"seen": "new", "sign": ""}).status_code == 422
    client.post(there, {"seen": "new", "near": near.sign, "sign": ""})
    assert fresh(one).joined_to_id == near.pk


def test_a_lamp_is_not_joined_to_rats_without_a_reason(client, town):
    """Else it is closed with the rats, and counted nowhere."""
    with at_work(town):
        lamp = reported(town)
        rats = reported(town, kind=Trouble.ANIMAL, street="Avenue Inventée 300")
    member(client, town)
    client.cookies["language"] = "en"
    there, said = page(lamp, "step", State.JOINED), {"seen": "new", "sign": rats.sign}

    refused = client.post(there, said)

    assert refused.status_code == 422
    assert "does not lie near, or is of another sort" in refused.text
    client.post(there, said | {"words": "The lamp fell onto the nest of the rats."})
    with at_work(town):
        assert Report.objects.get(pk=lamp.pk).joined_to_id == rats.pk
