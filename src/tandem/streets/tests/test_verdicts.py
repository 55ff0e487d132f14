"""“Done” means repaired: a no by any door opens it again, for all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.choices import State as CaseState
from tandem.mandates.models import Acting
from tandem.outbox.choices import State as Sent
from tandem.outbox.models import Message
from tandem.outbox.receipts import remember
from tandem.outbox.tests.sending import delivered
from tandem.people.choices import Channel
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask
from tandem.streets import counting, messages, verdicts
from tandem.streets.choices import State, Verdict
from tandem.streets.errors import NotNow
from tandem.streets.models import Report
from tandem.streets.tests.reported import (
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
from tests.factories import OrganisationFactory, scope_of
from tests.factories.cases import open_session
from tests.parity.drivers import Sms

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
NUMBER = "0470 11 22 33"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture
def mobile():
    made = Sms()
    made.number = NUMBER
    made.text("EN")
    return made


def state_of(report):
    with within(scope_of(report.organisation)):
        return Report.objects.get(pk=report.pk)


def voice_of(report):
    with within(scope_of(report.organisation)):
        return report.voices.select_related("case").get()


def test_a_no_opens_it_again_and_owes_all_an_answer(town):
    with at_work(town):
        report = reported(town)
        another_voice(report)
        moved(report, State.REPAIRED)
        first, second = report.voices.order_by("pk")

        verdicts.say(first, Verdict.NO, "Still dark.")

        report.refresh_from_db()
        assert (report.state, report.reopened, report.ended_at) == (State.NEW, 1, None)
        assert {case_of_voice(one).state for one in (first, second)} == {CaseState.REOPENED}
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.verdict, second.verdict) == (Verdict.NO, "")
        assert told(messages.STEP, first.person) == []
        assert texts(messages.STEP, second.person) == [
            "We were told that it is not solved. We look at it again, before most others."
        ]


def test_it_stands_above_all_that_is_no_danger(town):
    with at_work(town):
        report, danger, late = repaired(town), reported(town, kind="danger_gas"), reported(town)
        verdicts.say(report.voices.get(), Verdict.NO)

        ranked = list(Report.objects.order_by("-rank").values_list("pk", flat=True))

    assert ranked == [danger.pk, report.pk, late.pk]


def test_a_yes_closes_her_case_and_leaves_the_others(town):
    with at_work(town):
        report = reported(town)
        another_voice(report)
        moved(report, State.REPAIRED)
        first, second = report.voices.order_by("pk")

        verdicts.say(first, Verdict.YES)

        assert case_of_voice(first).state == CaseState.CLOSED
        assert case_of_voice(second).state == CaseState.ANSWERED
        assert state_of(report).state == State.REPAIRED
        assert told(messages.REPAIRED, first.person)[0].state == Sent.DONE


def test_a_yes_may_become_a_no(town):
    report = repaired(town)
    with at_work(town):
        voice = report.voices.get()
        verdicts.say(voice, Verdict.YES)
        verdicts.say(voice, Verdict.NO)

    assert state_of(report).state == State.NEW


def test_she_is_asked_anew_when_it_is_repaired_anew(town):
    report = repaired(town)
    with at_work(town):
        verdicts.say(report.voices.get(), Verdict.NO)
        moved(report, State.REPAIRED)

        assert len(told(messages.REPAIRED)) == 2
        assert report.voices.get().verdict == ""
        verdicts.say(report.voices.get(), Verdict.NO)
        assert state_of(report).reopened == 2


def test_of_an_open_report_nothing_is_said(town):
    with at_work(town):
        report = reported(town)
        with pytest.raises(NotNow, match="not_asked"):
            verdicts.say(report.voices.get(), Verdict.NO)


@pytest.mark.parametrize("deed", [cases.reopen, cases.contest])
def test_reopening_or_contesting_the_case_by_any_door_is_a_no(town, deed):
    report = repaired(town)
    with at_work(town):
        deed(case_of_voice(report.voices.get()), "Still dark there.")

    assert state_of(report).state == State.NEW
    assert voice_of(report).verdict == Verdict.NO


def test_pressing_solved_is_a_yes(town):
    report = repaired(town)
    with at_work(town):
        cases.move(case_of_voice(report.voices.get()), CaseState.CLOSED)

    assert voice_of(report).verdict == Verdict.YES


def test_a_withdrawal_takes_the_voice_away_and_the_last_one_closes_nothing(town):
    with at_work(town):
        report = reported(town)
        case = case_of_voice(report.voices.get())
        cases.withdraw(case)
        assert (state_of(report).voices_count, state_of(report).state) == (0, State.NEW)

        cases.reopen(case)

    assert state_of(report).voices_count == 1


def test_on_her_own_page_she_says_no(client, town):
    report = reported(town)
    with at_work(town):
        moved(report, State.REPAIRED)
    client.cookies["language"] = "en"
    open_session(client, report.told_in)

    assert reverse("streets:yours_repaired") in client.get("/follow/").text
    assert client.post(reverse("streets:yours_repaired"), {}).status_code == 422
    page = client.post(reverse("streets:yours_repaired"), {"verdict": "no"}, follow=True)

    assert "We look at it again" in page.text
    assert state_of(report).state == State.NEW


def test_without_a_case_open_there_is_no_such_page(client):
    assert client.get(reverse("streets:yours_repaired")).status_code == 404


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("YES {}", State.REPAIRED),
        ("non {}", State.NEW),
        ("nee {}", State.NEW),
        ("{} nein", State.NEW),
        ("NO", State.NEW),
    ],
)
def test_she_answers_by_text_message(town, mobile, said, state):
    report = repaired(town, channel=Channel.SMS)
    voice = voice_of(report)
    with within(scope_of(town)):
        remember(Message.objects.get(kind=messages.REPAIRED), NUMBER)

    assert "Thank you" in mobile.text(said.format(voice.case.reference))
    assert state_of(report).state == state
    assert voice_of(report).verdict


def test_another_telephone_learns_nothing(town, mobile):
    report = repaired(town, phone="0470 99 88 77")

    said = mobile.text(f"NO {voice_of(report).case.reference}")

    assert "We asked nothing at this number" in said
    assert state_of(report).state == State.REPAIRED


def test_a_bare_yes_is_not_taken_by_one_room_when_two_have_asked(town, mobile):
    """What the second room taught: which room asked is told by the reference."""
    report = repaired(town, channel=Channel.SMS)
    with within(scope_of(town)):
        person = voice_of(report).person
        offer = OfferFactory(organisation=town, person=person)
    asked = ask(NeedFactory(organisation=town), offer)
    with within(scope_of(town)):
        remember(Message.objects.get(kind=messages.REPAIRED), NUMBER)
        remember(Message.objects.get(kind="asked"), NUMBER)

    said = mobile.text("YES")

    assert asked.shown_reference in said
    assert voice_of(report).case.shown_reference in said
    assert "Thank you" in mobile.text(f"NO {voice_of(report).case.reference}")
    assert state_of(report).state == State.NEW


@pytest.mark.parametrize(("said", "state"), [("YES", State.REPAIRED), ("NO", State.NEW)])
def test_the_operator_notes_it_on_the_page_of_the_call(client, town, said, state):
    report = repaired(town, channel=Channel.CALL)
    with within(scope_of(town)):
        delivered(Message.objects.get(kind=messages.REPAIRED))
        key = Message.objects.get(kind=messages.REPAIRED).key
    member(client, town, Role.OPERATOR)
    client.cookies["language"] = "en"
    value = f"{said} {voice_of(report).case.shown_reference}"
    assert f'value="{value}"' in client.get(reverse("outbox:call", args=[key])).text

    client.post(reverse("streets:answers"), {"said": value, "door": "phone"})

    assert state_of(report).state == state
    with within(scope_of(town)):
        assert Message.objects.get(kind=messages.REPAIRED).state == Sent.DONE
        assert Acting.objects.get().what == "say-whether-repaired"


def test_it_is_noted_on_the_page_of_the_report_too(client, town):
    report = repaired(town)
    voice = voice_of(report)
    member(client, town, Role.OPERATOR)
    page = reverse("streets:note", args=[report.sign, voice.pk])
    assert page in client.get(reverse("streets:office_report", args=[report.sign])).text

    assert client.post(page, {"verdict": "no"}).status_code == 422
    client.post(page, {"verdict": "no", "door": "paper", "words": "She wrote a letter."})

    assert state_of(report).state == State.NEW
    with within(scope_of(town)):
        assert Acting.objects.get().door == "paper"
        assert report.moves.last().door == "paper"


def test_another_communes_colleague_notes_nothing_there(client, town):
    report = repaired(town)
    page = reverse("streets:note", args=[report.sign, voice_of(report).pk])
    member(client, OrganisationFactory(), Role.COORDINATOR)

    assert client.get(page).status_code == 404
    assert client.post(page, {"verdict": "no", "door": "phone"}).status_code == 404
    assert state_of(report).state == State.REPAIRED


def test_another_communes_operator_notes_nothing(client, town):
    report = repaired(town)
    member(client, OrganisationFactory(), Role.OPERATOR)
    client.cookies["language"] = "en"

    said = {"said": f"NO {voice_of(report).case.shown_reference}", "door": "phone"}
    page = client.post(reverse("streets:answers"), said)

    assert page.status_code == 422
    assert "We asked nobody with this reference" in page.text
    assert state_of(report).state == State.REPAIRED


def test_whoever_repaired_it_notes_no_yes_and_a_noted_yes_is_told_to_her(client, town):
    """A yes that a colleague invents would close it behind her back."""
    with at_work(town):
        report = reported(town)
    me = member(client, town)
    client.cookies["language"] = "en"
    with at_work(town, me.pk):
        moved(report, State.UNDER_WAY, State.REPAIRED)
    voice = voice_of(report)
    page = reverse("streets:note", args=[report.sign, voice.pk])

    refused = client.post(page, {"verdict": "yes", "door": "phone"}, follow=True).text
    assert "You took part in the repair" in refused
    assert voice_of(report).verdict == ""

    member(client, town, Role.OPERATOR)
    client.post(page, {"verdict": "yes", "door": "phone"})
    assert voice_of(report).verdict_noted
    with within(scope_of(town)):
        [letter] = told(messages.NOTED, voice.person)
        assert "A colleague wrote down" in letter.text.paragraphs[0]
        counted = counting.counted(town.pk, timezone.localdate() + timedelta(days=1))["voices"]
    assert (counted["repaired"], counted["repaired_noted"]) == (0, 1)
    open_session(client, report.told_in)
    assert "A colleague wrote down that you told us" in client.get("/follow/").text

    client.post(reverse("streets:yours_repaired"), {"verdict": "no"})
    assert not voice_of(report).verdict_noted
    assert state_of(report).state == State.NEW


def test_whoever_repaired_it_may_note_a_no(client, town):
    with at_work(town):
        report = reported(town)
    me = member(client, town)
    with at_work(town, me.pk):
        moved(report, State.REPAIRED)

    page = reverse("streets:note", args=[report.sign, voice_of(report).pk])
    client.post(page, {"verdict": "no", "door": "phone"})

    assert state_of(report).state == State.NEW
