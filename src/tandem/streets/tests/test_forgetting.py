"""Somebody is erased: her words go, what is broken stays."""

import pytest

from tandem.cases import actions as cases
from tandem.cases.choices import State as CaseState
from tandem.people.retention import StillNeeded, erase
from tandem.streets.actions import what_was_seen
from tandem.streets.choices import State
from tandem.streets.models import Photo, Report, Voice
from tandem.streets.tests.reported import (
    WORDS,
    another_voice,
    at_work,
    case_of_voice,
    moved,
    reported,
)
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = OrganisationFactory()
    with at_work(made):
        yield made


def test_nobody_is_erased_while_what_she_told_of_is_open(town):
    report = reported(town)
    with pytest.raises(StillNeeded):
        erase(report.voices.get().person)


def test_her_words_and_photos_go_and_the_report_stays(town):
    report = reported(town)
    voice = report.voices.get()
    Photo.objects.create(
        report=report, voice=voice, sealed=b"x", organisation=town, territory=town.area
    )
    assert what_was_seen(report) == WORDS
    moved(report, State.REPAIRED)
    cases.move(case_of_voice(voice), CaseState.CLOSED)

    erase(voice.person)

    now = Report.objects.get(pk=report.pk)
    assert what_was_seen(now) == ""
    assert Voice.objects.get().sealed is None
    assert not Photo.objects.exists()
    assert now.state == State.REPAIRED


def test_who_joined_later_leaves_the_words_of_the_first(town):
    report = reported(town)
    later = another_voice(report)
    moved(report, State.REPAIRED)
    cases.move(case_of_voice(later), CaseState.CLOSED)

    erase(later.person)

    assert what_was_seen(Report.objects.get(pk=report.pk)) == WORDS
