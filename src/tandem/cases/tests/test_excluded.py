"""Whoever is excluded does nothing either, at no page; and nobody lets himself in again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.cases import access, actions
from tandem.cases.looks import messages, tasks
from tandem.cases.models import Case, Note
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door, Purpose
from tandem.journal.models import Entry
from tandem.outbox import access as letters
from tandem.outbox.actions import send
from tandem.outbox.errors import NotNow
from tandem.outbox.models import Message, Printing
from tandem.people import exclusions, openings, rules, watching
from tandem.people.errors import LookRefused, NotYours
from tandem.people.models import Likeness, Opening
from tandem.people.reveal import look_at_all, reveal_one
from tandem.tenancy.scope import transaction_within, within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

WHY = "She does not answer the door, and her oven was on."
pytestmark = pytest.mark.django_db


def member(organisation, role=Role.COORDINATOR):
    return MembershipFactory(organisation=organisation, role=role).account


def at_work(case, account):
    return acting(Asker(account.pk, case.organisation_id, Door.WEB))


@pytest.fixture
def case():
    return CaseFactory(person__account=AccountFactory())


@pytest.fixture
def snoop(case):
    account = member(case.organisation, Role.COORDINATOR)
    with within(scope_of(case.organisation)), at_work(case, member(case.organisation)):
        exclusions.exclude(case.person, account)
    return account


def done(case):
    with transaction_within(scope_of(case.organisation)):
        kept = Case.objects.select_related("person").get(pk=case.pk)
        return (
            kept.person.erased_at is not None,
            kept.handled_by_id,
            Note.objects.filter(case=case).count(),
            exclusions.excluded_by(kept.person),
        )


def deeds(case, snoop):
    page = f"/cases/{case.reference}/"
    return [
        (f"{page}erase/", {}),
        (f"{page}assign/", {"colleague": snoop.pk}),
        (f"{page}note/", {"note": "She asked for bread."}),
        (f"{page}close/", {}),
        (f"{page}guard/", {"readmit": snoop.pk}),
    ]


def test_no_deed_of_an_excluded_colleague_goes_through_and_each_try_is_noted(english, case, snoop):
    before = done(case)
    english.force_login(snoop)
    for address, said in deeds(case, snoop):
        assert english.post(address, said).status_code == 403

    assert done(case) == before == (False, None, 0, [snoop.pk])
    with within(scope_of(case.organisation)), at_work(case, snoop):
        with pytest.raises(LookRefused, match="excluded"):
            watching.turn_away([case.person])
        tries = Entry.objects.looks().about(case.person.key)
        assert tries.get().word == "people.look_refused"


def test_without_the_guard_the_note_is_written(english, case, snoop, monkeypatch):
    """The twin: the deed was kept, and only the page afterwards refused."""
    monkeypatch.setattr(access, "turn_away", lambda _persons: None)
    english.force_login(snoop)
    address, said = deeds(case, snoop)[2]
    english.post(address, said)

    assert done(case)[2] == 1


def test_a_pair_with_her_in_it_is_not_decided(english, case, snoop):
    other = PersonFactory(organisation=case.organisation)
    with within(scope_of(case.organisation)):
        pair = Likeness.objects.create(
            one=case.person,
            other=other,
            same=["word"],
            territory_id=case.territory_id,
            organisation_id=case.organisation_id,
        )
    english.force_login(snoop)
    decided = english.post(f"/alike/{pair.key}/decide/", {"said": "different"})

    assert (decided.status_code, english.get(f"/alike/{pair.key}/").status_code) == (403, 403)


def test_nobody_readmits_himself_and_she_is_told_when_a_colleague_does(english, case, snoop):
    with within(scope_of(case.organisation)), at_work(case, snoop):
        with pytest.raises(NotYours):
            exclusions.readmit(case.person, snoop.pk)
        with pytest.raises(LookRefused, match="excluded"):
            # Also where something is of several.
            look_at_all(
                [PersonFactory(organisation=case.organisation), case.person],
                Purpose.CONTACT,
                what="people.identity_seen",
            )

    english.force_login(member(case.organisation, Role.OPERATOR))
    english.post(f"/cases/{case.reference}/guard/", {"readmit": snoop.pk})
    assert done(case)[3] == []
    with within(scope_of(case.organisation)):
        told = Message.objects.get(kind="look").text.paragraphs
        assert case.shown_reference not in " ".join(told)
        words = Entry.objects.about(case.person.key).values_list("word", flat=True)
        assert "people.colleague_readmitted" in words


def test_a_yes_to_the_address_opens_no_file_and_whoever_agrees_reads_to_what(english, case, snoop):
    with within(scope_of(case.organisation)), at_work(case, snoop):
        openings.ask_for_address(case.person, WHY)
    english.force_login(member(case.organisation))
    page = english.get("/looks/asked/").content.decode()
    assert case.shown_reference in page
    assert "open nothing of hers" in page
    assert "Odette" not in page
    with within(scope_of(case.organisation)):
        with at_work(case, member(case.organisation)):
            openings.agree(Opening.objects.get())
        with at_work(case, snoop), pytest.raises(LookRefused, match="excluded"):
            reveal_one(case.person, Purpose.ANSWER)


def test_who_gives_a_request_to_herself_has_no_task_by_it_yet(case):
    hers, other = member(case.organisation), member(case.organisation)
    since = timezone.now() - rules.FIGURES.taken_before
    with within(scope_of(case.organisation)):
        with at_work(case, other):
            given = actions.assign(case, hers)
            assert watching._is_in_charge(given, hers.pk)
        with at_work(case, hers):
            taken = actions.assign(Case.objects.get(pk=case.pk), hers)
            assert not watching._is_in_charge(taken, hers.pk)
            assert tasks.taken_by_herself(taken, hers.pk, since)
            later = timezone.now() + timedelta(seconds=1)
            assert not tasks.taken_by_herself(taken, hers.pk, later)


def test_intake_is_counted_to_a_figure_of_its_own(monkeypatch):
    organisation, account = OrganisationFactory(), AccountFactory()
    persons = PersonFactory.create_batch(3, organisation=organisation)
    few, stops = rules.Figures(files_an_hour=1, intake_an_hour=2), rules.is_stopped
    monkeypatch.setattr(rules, "is_stopped", lambda *given: stops(*given, figures=few))
    with within(scope_of(organisation)), acting(Asker(account.pk, organisation.pk, Door.PHONE)):
        for person in persons[:2]:
            reveal_one(person, Purpose.INTAKE)
        with pytest.raises(LookRefused, match="stopped"):
            reveal_one(persons[2], Purpose.INTAKE)
        # What she goes on writing for somebody is a task; and what is looked at is counted apart.
        look_at_all(persons[2:], Purpose.INTAKE, what="people.identity_seen", task=True)
        assert reveal_one(persons[2], Purpose.ANSWER).first_name
        assert watching.is_stopped_now(persons[0])
        assert not openings.may_alone(persons[0])


def test_the_fourth_emergency_of_an_hour_waits_for_a_second_person(english):
    hall = OrganisationFactory()
    persons = PersonFactory.create_batch(4, organisation=hall)
    english.force_login(member(hall))
    pages = [
        english.post(f"/looks/emergency/for/{person.key}/", {"why": WHY}, follow=True)
        for person in persons
    ]

    shown = ["Odette" in page.content.decode() for page in pages]
    assert shown == [True, True, True, False]
    assert "several files in a short time" in pages[-1].content.decode()
    with within(scope_of(hall)):
        assert Opening.objects.waiting().get().needs_yes


def test_a_file_of_letters_with_one_of_hers_is_left_to_a_colleague(case, snoop):
    with within(scope_of(case.organisation)):
        printing = Printing.objects.create(
            language="fr",
            count=1,
            sealed=None,
            territory_id=case.territory_id,
            organisation_id=case.organisation_id,
        )
        row = send(case.person, lambda: messages.readmitted(""), about=case)
        Message.objects.filter(pk=row.pk).update(printing=printing)
        with at_work(case, snoop), pytest.raises(LookRefused, match="excluded"):
            letters.opened_letters(printing)
        # To somebody else it is what it was: a file, which was posted here already.
        with at_work(case, member(case.organisation)), pytest.raises(NotNow):
            letters.opened_letters(printing)
