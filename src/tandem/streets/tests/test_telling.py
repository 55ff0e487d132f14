"""Every step reaches whoever told us, once, by her own way."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason
from tandem.cases.choices import State as CaseState
from tandem.cases.errors import NotNow as CaseNotNow
from tandem.journal.asker import Asker, acting
from tandem.outbox.choices import State as Sent
from tandem.outbox.text import as_text_message
from tandem.people.choices import Channel
from tandem.streets import messages
from tandem.streets.actions import move
from tandem.streets.choices import Closed, State
from tandem.streets.errors import NotNow
from tandem.streets.messages import News
from tandem.streets.models import Voice
from tandem.streets.tests.reported import (
    WHY,
    another_voice,
    at_work,
    case_of_voice,
    moved,
    repaired,
    reported,
    texts,
    told,
)
from tandem.tenancy.scope import within
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    made = OrganisationFactory()
    with at_work(made):
        yield made


def test_each_step_is_told_to_each_voice_by_her_own_way(town):
    report = reported(town, channel=Channel.EMAIL)
    by_letter = another_voice(report, channel=Channel.LETTER)

    moved(report, State.LOOKED_AT)

    sent = told(messages.STEP)
    assert [message.wanted for message in sent] == [Channel.EMAIL, Channel.LETTER]
    assert {message.text.paragraphs[0] for message in sent} == {
        "A colleague has looked at your report."
    }
    assert sent[1].reference == by_letter.case.shown_reference


def test_she_is_told_in_her_language_whatever_the_colleagues_is(town):
    report = reported(town, language="nl")

    move(report, State.PLANNED, planned_for=date(2027, 1, 11))

    assert "maandag 11 januari" in texts(messages.STEP)[0]


def test_nobody_is_told_the_same_twice_and_a_changed_day_is_told(town):
    report = reported(town)

    for day in (date(2027, 1, 11), date(2027, 1, 11), date(2027, 1, 12)):
        move(report, State.PLANNED, planned_for=day)

    first, second = texts(messages.STEP)
    assert "is planned for Monday" in first
    assert second.startswith("The day has changed")


def test_a_day_on_which_it_was_not_repaired_is_said_so_and_no_new_day_too(town):
    report, today = reported(town), timezone.localdate()
    move(report, State.PLANNED, planned_for=today)

    move(report, State.UNDER_WAY)
    move(report, State.PLANNED, planned_for=today + timedelta(days=3))
    assert texts(messages.STEP)[-1].startswith(
        "We are sorry: the repair could not be done on the day that we told you."
    )
    move(report, State.LOOKED_AT)

    assert "There is no new day yet." in texts(messages.STEP)[-1]


def test_a_step_that_has_not_left_is_overtaken_by_the_next(town):
    report = reported(town)

    moved(report, State.LOOKED_AT, State.UNDER_WAY)

    assert [message.state for message in told(messages.STEP)] == [Sent.CANCELLED, Sent.WAITING]


@pytest.mark.parametrize("state", sorted(set(State) - {State.REPAIRED, State.CLOSED}))
def test_each_step_fits_a_text_message_that_tells_neither_thing_nor_place(town, state):
    report = reported(town)
    news = News(state, planned_for=date(2027, 1, 11), to="Bruxelles Mobilité")

    text = messages.step(report, "ZKQ7 4MPA", news)

    assert as_text_message(text.short)
    assert "lamp" not in text.short
    assert "Tilleuls" not in text.short
    assert "ZKQ7 4MPA" in text.short


def test_repaired_answers_every_case_with_one_message_that_asks(town):
    report = reported(town)
    another_voice(report)

    moved(report, State.REPAIRED)

    assert {case_of_voice(voice).reason for voice in report.voices.all()} == {Reason.DONE}
    assert len(told(messages.REPAIRED)) == 2
    assert told("answer") == []
    said = told(messages.REPAIRED)[0].text
    assert "Is it repaired? Please tell us yes or no, by any way you like." in said.paragraphs
    assert as_text_message(said.short)


@pytest.mark.parametrize("because", Closed)
def test_closed_without_repair_answers_with_the_reason_and_the_words(town, because):
    report = reported(town)

    move(report, State.CLOSED, because=because, words=WHY)

    case = case_of_voice(report.voices.get())
    assert case.state == CaseState.ANSWERED
    said = told(messages.CLOSED)[0].text.paragraphs
    assert WHY in said
    with override("en"):
        assert str(because.label) in said


@pytest.mark.parametrize(("because", "words"), [(Closed.WORKS, "No."), (None, WHY)])
def test_nothing_is_closed_without_a_reason_and_words(town, because, words):
    report = reported(town)

    with pytest.raises(NotNow, match="say_why"):
        move(report, State.CLOSED, because=because, words=words)

    report.refresh_from_db()
    assert report.state == State.NEW


def test_a_case_that_was_answered_by_hand_is_told_all_the_same(town):
    report = reported(town)
    cases.answer(case_of_voice(report.voices.get()), Reason.ARRANGED, "")

    moved(report, State.REPAIRED)

    assert len(told(messages.REPAIRED)) == 1


def test_whoever_withdrew_is_told_nothing_more(town):
    report = reported(town)
    cases.withdraw(case_of_voice(report.voices.get()))

    moved(report, State.LOOKED_AT)

    assert told(messages.STEP) == []


def test_a_contested_answer_is_not_given_again_by_the_same_colleague(town):
    me, other = (MembershipFactory(organisation=town).account for _ in range(2))
    report = reported(town)
    with at_work(town, me.pk):
        move(report, State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
    cases.contest(case_of_voice(report.voices.get()), "It is still dark.")

    with at_work(town, me.pk), pytest.raises(CaseNotNow, match="another_person"):
        move(report, State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
    with acting(Asker(account=other.pk)):
        move(report, State.CLOSED, because=Closed.NOT_FOUND, words=WHY)


def test_the_sentence_of_a_handed_over_report_names_who_has_it():
    assert "Infrabel" in messages.sentence(News(State.HANDED_OVER, to="Infrabel"))


def test_another_organisation_is_never_written_to(town):
    elsewhere = OrganisationFactory()
    repaired(elsewhere)

    assert told(messages.REPAIRED) == []
    with within(scope_of(elsewhere)):
        assert len(told(messages.REPAIRED)) == 1
        assert Voice.objects.count() == 1
