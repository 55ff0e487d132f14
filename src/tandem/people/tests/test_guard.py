"""A colleague opens only what nobody forbade her; each try is noted, also where all else is undone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door, Purpose
from tandem.journal.models import Entry
from tandem.people import exclusions, openings, rules, ties, watching
from tandem.people.choices import FlagReason
from tandem.people.errors import LookRefused, NotYours
from tandem.people.models import Flag, Tie
from tandem.people.reveal import look, reveal, reveal_one, reveal_records
from tandem.tenancy.scope import transaction_within, within
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

JUDGED = rules.unusual
"""With the hour at which the look is made; in tests it is always ten in the morning."""
FEW = rules.Figures(files_an_hour=2, same_file_a_day=5, searches_an_hour=3)


@contextmanager
def at_work(organisation, account, door=Door.WEB):
    with acting(Asker(account.pk, organisation.pk, door)), within(scope_of(organisation)):
        yield


@pytest.fixture
def few(monkeypatch):
    """The same rules with small figures."""
    for name in ("is_stopped", "unusual"):
        rule = getattr(rules, name)
        monkeypatch.setattr(
            rules, name, lambda *given, rule=rule, **named: rule(*given, **named, figures=FEW)
        )


def words_about(person):
    return [entry.word for entry in Entry.objects.looks().about(person.key)]


@pytest.mark.django_db
def test_whoever_is_excluded_reads_nothing_and_the_try_is_noted():
    person, account = PersonFactory(), AccountFactory()
    other = PersonFactory(organisation=person.organisation)
    with at_work(person.organisation, AccountFactory()):
        exclusions.exclude(person, account)

    with at_work(person.organisation, account):
        with pytest.raises(LookRefused, match="excluded"):
            reveal_one(person, Purpose.ANSWER)
        with pytest.raises(LookRefused, match="excluded"):
            look(person, Purpose.SOLIDARITY, what="people.identity_seen")
        with pytest.raises(LookRefused, match="excluded"):
            reveal_records([person], Purpose.OWN_DATA)
        # In a list she is missing, and the others are there.
        assert set(reveal([person, other], Purpose.RECOGNISE, what="people.searched")) == {other.pk}
        assert words_about(person) == ["people.look_refused"] * 4
        assert [flag.reason for flag in Flag.objects.all()] == [FlagReason.EXCLUDED]

    with at_work(person.organisation, AccountFactory()):
        assert reveal_one(person, Purpose.ANSWER).first_name == "Odette"
        exclusions.readmit(person, account.pk)
    with at_work(person.organisation, account):
        assert reveal_one(person, Purpose.ANSWER).first_name == "Odette"


@pytest.mark.django_db
def test_without_the_guard_the_excluded_colleague_reads_everything(monkeypatch):
    """The twin: what holds her back is the guard, and nothing else."""
    person, account = PersonFactory(), AccountFactory()
    with at_work(person.organisation, account):
        exclusions.exclude(person, account)
        monkeypatch.setattr(watching, "_is_excluded", lambda *_: False)

        assert reveal_one(person, Purpose.ANSWER).first_name == "Odette"


@pytest.mark.django_db
def test_a_run_of_files_stops_until_a_second_person_agrees(few):
    organisation, account = OrganisationFactory(), AccountFactory()
    persons = PersonFactory.create_batch(5, organisation=organisation)
    with at_work(organisation, account):
        for person in persons[:2]:
            reveal_one(person, Purpose.ANSWER)
        # Calls are no run: she is on the telephone with them.
        for person in persons:
            reveal_one(person, Purpose.INTAKE)
        with pytest.raises(LookRefused, match="stopped"):
            reveal_one(persons[2], Purpose.ANSWER)
        assert "people.look_refused" in words_about(persons[2])
        assert Flag.objects.get().person_key is None

        opening = openings.ask_to_go_on(organisation, "All files of the flood, before noon.")
        with pytest.raises(NotYours):
            openings.agree(opening)
        with pytest.raises(LookRefused):
            reveal_one(persons[2], Purpose.ANSWER)
    with at_work(organisation, MembershipFactory(organisation=organisation).account):
        openings.agree(opening)
        with pytest.raises(NotYours):
            openings.refuse(opening)
    with at_work(organisation, account):
        # Counted anew from the yes on, and stopped again.
        for person in persons[2:4]:
            assert reveal_one(person, Purpose.ANSWER).first_name
        with pytest.raises(LookRefused, match="stopped"):
            reveal_one(persons[4], Purpose.ANSWER)


@pytest.mark.django_db
def test_what_stands_out_is_flagged_once_with_its_reason(monkeypatch):
    person, account = (
        PersonFactory(last_name="Van den Bossche", street="Wijnstraat 12"),
        AccountFactory(),
    )
    ties.declare(account, names=["van den bossche"], street="Wijnstraat 40", postal_code="1030")
    monkeypatch.setattr(watching, "FIGURES", rules.Figures(quiet=timedelta(days=-1)))

    with at_work(person.organisation, account):
        for _time in range(2):
            reveal_one(person, Purpose.ANSWER)
        reveal_one(person, Purpose.INTAKE)

        flags = {flag.reason for flag in Flag.objects.all()}
        assert flags == {FlagReason.NAME, FlagReason.PLACE, FlagReason.NO_CASE}
        assert Flag.objects.count() == 3
    kept = b"".join(bytes(tie.digest) for tie in Tie.objects.all())
    assert b"bossche" not in kept.lower()


@pytest.mark.django_db
def test_a_file_opened_on_a_sunday_night_stands_out(monkeypatch):
    monkeypatch.setattr(rules, "unusual", JUDGED)
    night = datetime(2026, 11, 29, 23, 30, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr(watching.timezone, "localtime", lambda *_: night)
    person = PersonFactory()

    with at_work(person.organisation, AccountFactory()):
        reveal_one(person, Purpose.ANSWER)
        assert Flag.objects.get().reason == FlagReason.HOURS


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_many_pages_at_once_open_no_more_files_than_one_after_the_other(few):
    organisation, account = OrganisationFactory(), AccountFactory()
    persons = PersonFactory.create_batch(6, organisation=organisation)

    def open_one(person):
        try:
            with at_work(organisation, account), transaction.atomic():
                return bool(reveal_one(person, Purpose.ANSWER).first_name)
        except LookRefused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(open_one, persons))

    assert sum(opened) == FEW.files_an_hour
    with transaction_within(scope_of(organisation)):
        # Each try left one trace, refused or not, though the page of the refused was undone.
        assert Entry.objects.looks().count() == len(persons)
        assert Flag.objects.count() == 1
