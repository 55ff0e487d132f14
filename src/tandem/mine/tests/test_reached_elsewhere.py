"""How somebody is reached was changed: whoever reads at the contact of before is told, once, and no more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tandem.journal.choices import Purpose
from tandem.mine import deciding
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.tests.asked import asks, colleague, wishes_of
from tandem.outbox import former, pressing, printing, progress
from tandem.outbox.choices import State
from tandem.outbox.gateways.gateway import gateway
from tandem.outbox.models import DeadAddress, Message
from tandem.outbox.tests.sending import delivered
from tandem.outbox.text import FORMER
from tandem.people import protection
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
OLD = {"reach_email": ["odette@post.example"], "reach_phone": ["0470 11 22 33"]}
NEW = {"email": "thief@post.example", "phone": "0471 99 88 77", "street": "Rue Neuve 14"}


@pytest.fixture
def commune():
    return OrganisationFactory(
        area__postal_code="1030", takes_in=True, telephone="02 000 10 30", name="Inventée"
    )


def corrected(commune, changed, before=lambda _person: None):
    """What is told at the contacts of before, queued, of somebody who was recognised."""
    case = asks(commune, Wanted.CORRECT, reach_channel=["email"], **OLD)
    before(case.person)
    case.person.refresh_from_db()
    deciding.recognise(case, ShownBy.CALL)
    deciding.correct(wishes_of(case)[Wanted.CORRECT], changed)
    return case.person, list(Message.objects.filter(kind=FORMER).order_by("pk"))


@pytest.fixture
def texted(settings, tmp_path, monkeypatch):
    """The file in which the gateway writes what it was given; at any hour."""
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    settings.SMS_QUIET_FROM = settings.SMS_QUIET_UNTIL = 0
    settings.SMS_ON_SUNDAY = True
    monkeypatch.setenv("TEXTS", str(tmp_path / "texts"))
    return tmp_path / "texts"


def test_each_contact_that_was_hers_is_told_and_nothing_of_hers_is(commune, texted, mailoutbox):
    with colleague(commune):
        person, told = corrected(commune, NEW)
        assert [one.wanted for one in told] == ["email", "sms", "letter"]
        kept = [former.told_about(one) for one in told]
        delivered(*told)
        pressed = printing.ask_printing(commune)
        prepared = pressing._prepare(pressed.pk)
        printing.mark_posted(_pressed(pressed, prepared))
        assert reveal_one(person, Purpose.ANSWER).email == NEW["email"]
        for one in told:
            one.refresh_from_db()

    assert [one for one in kept if "14" in one or "thief" in one or "99" in one] == []
    [mail] = mailoutbox
    assert mail.to == ["odette@post.example"]
    assert "470112233" in texted.read_text()
    sent = " ".join([mail.subject, mail.body, texted.read_text()])
    said = sent + str(prepared.composed)
    assert "Rue des Tilleuls Inventés 4" in said
    assert [hers for hers in (*NEW.values(), "Odette") if hers in sent] == []
    assert not any(new in said for new in NEW.values())
    assert [(one.state, one.sealed_former) for one in told] == [(State.SENT, None)] * 3


def _pressed(pressed, prepared):
    pressing._keep(prepared, b"%PDF with her address", None)
    pressed.refresh_from_db()
    return pressed


CARE = {
    "never write": lambda one: Person.objects.filter(pk=one.pk).update(never_write=True),
    "never leave word": lambda one: Person.objects.filter(pk=one.pk).update(never_leave_word=True),
    "protected": protection.protect,
}


@pytest.mark.parametrize("care", [*CARE, "in her words", None])
def test_who_asked_for_care_is_not_betrayed_by_it(commune, care):
    """Who reads there may be why she changed it. The last is the twin."""
    with colleague(commune):
        safe = {"safe_contact": "Call before noon."} if care == "in her words" else {}
        _person, told = corrected(commune, NEW | safe, CARE.get(care, lambda _one: None))

    assert bool(told) is (care is None)


def test_what_comes_back_goes_nowhere_else_and_says_nothing_of_the_new_one(commune, mailoutbox):
    with colleague(commune):
        person, [told] = corrected(commune, {"email": NEW["email"]})
        delivered(told)
        assert progress.came_back(told.pk, "550", for_good=True)
        told.refresh_from_db()
        delivered(told)

        assert not DeadAddress.objects.filter(person=person).exists()
    assert (told.state, told.sealed_former, len(mailoutbox)) == (State.CANCELLED, None, 1)


def test_without_a_way_to_get_there_it_is_let_go_at_once_or_after_two_weeks(commune):
    assert gateway() is None
    with colleague(commune):
        _person, told = corrected(commune, {"phone": NEW["phone"], "email": NEW["email"]})
        by_mail, by_sms = told
        delivered(by_sms)
        assert (by_sms.state, by_sms.sealed_former) == (State.CANCELLED, None)
        # Whatever the program does, the database keeps none that was told.
        with pytest.raises(IntegrityError, match="no_former_contact"), transaction.atomic():
            Message.objects.filter(pk=by_mail.pk).update(state=State.SENT, left_at=timezone.now())

        assert former.let_go(timezone.now() + timedelta(days=13)) == 0
        assert former.let_go(timezone.now() + timedelta(days=15)) == 1
        by_mail.refresh_from_db()
    assert (by_mail.state, by_mail.sealed_former) == (State.CANCELLED, None)
