"""Who joins again and again is heard and answered each time, and brings no report forward by it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from tandem.accounts.models import WayIn
from tandem.accounts.ways.codes import contact_digest
from tandem.accounts.ways.kinds import WayKind
from tandem.cases.answers_by_word import Answer
from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case, Step
from tandem.cases.sealed import words_of
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.streets import counting, joining, office, priority, proving, rules, verdicts
from tandem.streets.actions import join_voice
from tandem.streets.answers_by_text import take
from tandem.streets.case_panels import about_report
from tandem.streets.choices import State, Verdict
from tandem.streets.models import Report, Voice
from tandem.streets.tests.reported import (
    another_voice,
    answers,
    at_work,
    case_of,
    case_of_voice,
    moved,
    repaired,
    reported,
)
from tandem.tenancy.scope import within
from tests.factories import AccountFactory, OrganisationFactory, scope_of

TOMORROW = timezone.localdate() + timedelta(days=1)
pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def voices_of(report):
    with within(scope_of(report.organisation)):
        return Report.objects.get(pk=report.pk).voices_count


def test_of_one_number_a_family_counts_and_no_more(town):
    report = reported(town)
    for _ in range(4):
        another_voice(report)
    assert voices_of(report) == rules.MOST_OF_A_CONTACT

    another_voice(report, phone="0470 99 88 77")
    with within(scope_of(town)):
        # The address is still the same.
        assert voices_of(report) == rules.MOST_OF_A_CONTACT
        assert Voice.objects.count() == Case.objects.count() == 6


def test_on_one_day_so_many_joins_of_one_number_count_and_what_is_new_always(town, monkeypatch):
    monkeypatch.setattr(rules, "MOST_JOINS_A_DAY", 3)
    several = [reported(town, kind=kind) for kind in ("lamp", "bin", "tree")]

    another_voice(several[0])

    assert [voices_of(report) for report in several] == [1, 1, 1]


def test_whoever_is_left_tells_of_it_though_she_was_not_counted(town, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OF_A_CONTACT", 1)
    report = reported(town)
    another_voice(report)
    with at_work(town):
        Case.objects.filter(pk=report.told_in.pk).update(state=CaseState.WITHDRAWN)
        moved(report, State.LOOKED_AT)

    assert voices_of(report) == 1


def test_her_words_with_a_no_are_kept_where_her_case_is_open_already(town):
    report = repaired(town)
    with at_work(town):
        voice = report.voices.get()
        Case.objects.filter(pk=voice.case_id).update(state=CaseState.IN_HAND)
        verdicts.say(voice, Verdict.NO, "It went out again on Sunday.")

        assert case_of_voice(voice).state == CaseState.IN_HAND
        assert Report.objects.get(pk=report.pk).state == State.NEW
        said = [words_of(step, voice.case) for step in Step.objects.filter(case=voice.case_id)]
    assert "It went out again on Sunday." in said


def test_of_joins_without_any_contact_one_counts(town, monkeypatch):
    report = reported(town)
    for _ in range(4):
        another_voice(report, channel=Channel.DESK, phone="", email="")
    assert voices_of(report) == 2
    with acting(Asker(organisation=town.pk, door=Door.INPERSON)):
        another_voice(report, channel=Channel.DESK, phone="", email="")
    assert voices_of(report) == 3

    # Without the bound each would have counted, whoever made them up.
    monkeypatch.setattr(joining, "_has_one_without_a_contact", lambda report: False)
    another_voice(report, channel=Channel.DESK, phone="", email="")
    assert voices_of(report) == 4


def test_of_addresses_that_may_be_invented_a_few_count_each_day(town):
    report = reported(town)
    for number in range(4):
        another_voice(report, phone="", email=f"invented{number}@example.example")
    assert voices_of(report) == rules.MOST_UNPROVEN_A_DAY

    with acting(Asker(organisation=town.pk, door=Door.PHONE)):
        another_voice(report, phone="0470 55 44 33", email="")
    assert voices_of(report) == rules.MOST_UNPROVEN_A_DAY + 1

    with within(scope_of(town)):
        Voice.objects.update(at=timezone.now() - timedelta(days=2))
    another_voice(report, phone="", email="odile@example.example")
    assert voices_of(report) == rules.MOST_UNPROVEN_A_DAY + 2


def test_of_reports_that_are_one_each_first_voice_counts_as_if_it_had_joined(town, monkeypatch):
    first, *others = [reported(town) for _number in range(5)]
    with at_work(town):
        for other in others:
            office.join(other, first)
        assert voices_of(first) == rules.MOST_OF_A_CONTACT
        assert counting.counted(town.pk, TOMORROW)["voices"]["all"] == rules.MOST_OF_A_CONTACT

        office.take_apart(Report.objects.get(pk=others[-1].pk))
        assert voices_of(others[-1]) == 1
        assert voices_of(first) == rules.MOST_OF_A_CONTACT

        # Without the bound five reports of one telephone would have counted as five people.
        monkeypatch.setattr(joining, "_would_count", lambda voice, before: True)
        office.join(Report.objects.get(pk=others[-1].pk), first)
    assert voices_of(first) == 5


@pytest.mark.parametrize(
    ("voices", "said"), [(2, "fewer than five people"), (5, "4 other people told us of the same.")]
)
def test_on_her_case_a_reporter_reads_no_small_number_of_others(town, voices, said):
    report = reported(town)
    with within(scope_of(town)), override("en"):
        Report.objects.filter(pk=report.pk).update(voices_count=voices)
        assert said in about_report(report.told_in, for_staff=False)
        assert f"{voices - 1} other" in about_report(report.told_in, for_staff=True)


def ranks_after(town, **who):
    """How much three that join bring a report forward, in points."""
    report = reported(town)
    with at_work(town):
        before = Report.objects.get(pk=report.pk).rank
        with acting(Asker(door=Door.WEB, **who)):
            for number in range(3):
                another_voice(report, phone="", email=f"forged{number}@example.example")
        row = Report.objects.get(pk=report.pk)
    return row.rank - before, row.voices_count, row.unproven_voices


def test_three_forged_voices_bring_a_report_forward_by_less_than_a_day(town, monkeypatch):
    gained, voices, unproven = ranks_after(town)
    assert (voices, unproven) == (3, 3)
    assert 0 < gained < priority.WEIGHTS.day

    # Without the proof each of them would be worth a day.
    monkeypatch.setattr(proving, "is_proven", lambda *asked: True)
    gained, voices, unproven = ranks_after(town)
    assert (voices, unproven) == (4, 0)
    assert gained == 3 * priority.WEIGHTS.voice


def test_who_writes_from_where_she_is_reached_counts_in_full_and_once(town):
    report = reported(town)
    with acting(Asker(door=Door.SMS, wrote_from="+32 470 55 44 33")):
        hers = another_voice(report, phone="0470 55 44 33", email="")
        again = another_voice(report, phone="0470 55 44 33", email="")
        others = another_voice(report, phone="0470 99 88 77", email="")

    assert [voice.proven for voice in (hers, again, others)] == [True, False, False]


def test_who_signed_in_by_the_address_she_gives_counts_in_full(town):
    account = AccountFactory()
    WayIn.objects.create(
        account=account,
        kind=WayKind.EMAIL,
        digest=contact_digest(WayKind.EMAIL, "odile@example.example"),
        sealed=b"o",
        opens_at=timezone.now(),
    )
    report = reported(town)
    with within(scope_of(town)), acting(Asker(door=Door.WEB, shown=account.pk)):
        hers = voice_with_reach(report, "odile@example.example")
        others = voice_with_reach(report, "somebody@example.example")

    assert (hers.proven, others.proven) == (True, False)


def voice_with_reach(report, email):
    case = case_of(report.organisation, phone="", email=email)
    return join_voice(report, {**answers(), "reach": {"email": email}}, case=case)


def test_an_answer_from_where_she_was_asked_proves_her(town):
    report = repaired(town, channel=Channel.SMS)
    with at_work(town):
        voice = report.voices.select_related("case").get()
        assert not voice.proven
        said = Answer(voice.case.reference, yes=False, alone=True)
    assert take(said, "0470 11 22 33")

    with at_work(town):
        assert Voice.objects.get().proven
        assert Report.objects.get().unproven_voices == 0
