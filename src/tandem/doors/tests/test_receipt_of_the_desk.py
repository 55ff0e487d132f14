"""Reference and word open a request: the desk shows them for a short while, and to whom she lets."""

import pytest

from tandem.journal.models import Entry
from tandem.people import exclusions
from tandem.tenancy.scope import transaction_within, within
from tandem.toolbox.reference import spaced
from tests.factories import scope_of
from tests.parity.drivers import Telephone
from tests.parity.outcome import case_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(commune):
    return Telephone(desk=commune)


def test_whoever_sent_it_and_was_excluded_since_reads_no_receipt(desk, service, answers, commune):
    desk.begin(service)
    desk.answer(answers)
    told = desk.send()
    client, receipt = desk.browser.client, f"{desk.draft}sent/"
    assert client.get(receipt).status_code == 200

    with transaction_within(scope_of(commune)):
        exclusions.exclude(case_of(told.reference).person, desk.member.account, by_herself=True)

    assert client.get(receipt).status_code == 403


def test_the_word_of_a_draft_is_shown_once_whoever_of_the_desk_opens_it(desk, service, commune):
    desk.begin(service)
    _reference, word = desk.save()
    assert word

    again = desk.browser.client.get(f"{desk.draft}kept/")

    assert word not in again.content.decode()
    assert "no-store" in again.headers["Cache-Control"]
    with within(scope_of(commune)):
        assert Entry.objects.looks().filter(word="doors.draft_word_shown").count() == 1


def test_the_word_is_shown_once_and_she_reads_that_the_desk_saw_it(desk, service, answers, commune):
    desk.begin(service)
    desk.answer(answers)
    told = desk.send()
    assert told.word

    again = desk.browser.client.get(f"{desk.draft}sent/").content.decode()
    assert spaced(told.reference) in again or told.reference in again
    assert told.word not in again
    assert desk.browser.client.get(f"{desk.draft}kept/").status_code == 302
    with within(scope_of(commune)):
        assert Entry.objects.looks().filter(word="doors.word_shown").count() == 1
