"""The suite bites: a service that breaks a promise is refused, one that keeps them all passes."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django import forms
from django.utils.translation import gettext_lazy, override

from tandem.doors import asking, presenting
from tandem.doors.sms import saying
from tandem.doors.web import views as web
from tandem.journal.asker import current
from tandem.journal.choices import Door, Purpose
from tandem.mandates import actions as mandates
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.composites import Reach, Someone, Where
from tandem.services.conditions import When
from tandem.services.declaration import DOORS, Promise, Service
from tandem.services.forms import ServiceForm
from tandem.services.questions import HalfDays, Long, OneOf, Question, Short, SomeOf, Whole, YesNo
from tandem.solidarity.models import Need
from tandem.territory.choices import Role
from tandem.toolbox.sealing import seal
from tests.factories.rows import unsaved_row
from tests.parity import checks, dealing
from tests.parity.declarations import faults

pytestmark = pytest.mark.django_db
WHY = "To know whom we answer."


class EveryKindForm(ServiceForm):
    where = Where("Where do you stay?", why=WHY)
    tea = OneOf("Which tea?", choices=[("green", "Green"), ("black", "Black")])
    sugar = YesNo("With sugar?")
    lumps = Whole("How many lumps?", least=1, most=4, needed_if=When("sugar", is_in={"yes"}))
    biscuits = SomeOf("Which biscuits?", choices=[("oat", "Oat"), ("rye", "Rye")], optional=True)
    when = HalfDays("When do you come?")
    name = Short("What is the name of your club?", optional=True)
    words = Long("Anything else?", optional=True)
    who = Someone("Who comes?", born=True, why=WHY)
    reach = Reach("How do we reach you?", why=WHY)


class Tea(Service):
    """Keeps every promise, with every kind of question."""

    slug = "tea-for-the-tests"
    title = "Tea"
    summary = "A cup of tea with the neighbours."
    room = "solidarity"
    form = EveryKindForm
    promise = Promise(working_days=3)
    purpose = Purpose.SOLIDARITY
    handled_by = frozenset({Role.COORDINATOR})
    why_online = "So that the tests have tea."

    @staticmethod
    def submit(answers, *, case):
        """Nothing more than the case itself."""


def only_by(*open_doors):
    """A service with these doors alone, so that a bite costs no more than it must."""
    return type("Only", (Tea,), {"doors": classmethod(lambda cls: open_doors)})


def test_a_declaration_that_keeps_every_promise_passes(offered):
    assert faults(offered(Tea), ("en",)) == []


def test_a_service_that_keeps_every_promise_passes(offered, organisation):
    """With every kind of question. How it goes wrong and travels, the house's own services prove."""
    tea = offered(only_by(Door.WEB, Door.PHONE, Door.SMS))

    came = checks.everybody(tea, organisation)
    checks.equal_cases(came)
    checks.same_promise(tea, came)
    checks.same_trace(tea, came)
    checks.in_each_language(tea, came)
    checks.read_back(tea, came, organisation)
    checks.own_channel(came, organisation)


def test_a_door_closed_without_a_public_reason_fails(offered):
    class Closed(Tea):
        impossible = {Door.PHONE: ""}

    assert [one for one in faults(offered(Closed), ("en",)) if "phone" in one]


def test_a_door_left_out_in_silence_fails(offered):
    class Silent(Tea):
        @classmethod
        def doors(cls):
            return (Door.WEB, Door.PHONE)

    assert [one for one in faults(offered(Silent), ("en",)) if "inperson" in one]


def test_a_door_closed_with_a_reason_passes_and_is_not_driven(offered, organisation):
    class AtTheDesk(Tea):
        impossible = {
            door: "Tea cannot be drunk from afar."
            for door in DOORS
            if door not in {Door.INPERSON, Door.KIOSK}
        }

    service = offered(AtTheDesk)

    assert faults(service, ("en",)) == []
    came = checks.everybody(service, organisation)
    checks.equal_cases(came)
    assert {one.door for one in came} == {Door.INPERSON, Door.KIOSK}


def test_a_question_about_a_person_that_does_not_say_why_fails(offered):
    class Curious(Tea):
        form = type("CuriousForm", (EveryKindForm,), {"who": Someone("Who comes?")})

    assert [one for one in faults(offered(Curious), ("en",)) if "does not say why" in one]


def test_a_kind_of_question_that_nobody_can_answer_fails(offered):
    class Colour(Question, forms.CharField):
        kind = "colour"

    class Painted(Tea):
        form = type("PaintedForm", (EveryKindForm,), {"cup": Colour("Which cup?")})

    assert [one for one in faults(offered(Painted), ("en",)) if "colour" in one]


def test_a_case_that_depends_on_the_door_fails(offered, organisation):
    class Biased(only_by(Door.WEB, Door.PHONE)):
        @staticmethod
        def submit(answers, *, case):
            case.person.interpreter = current().door == Door.PHONE
            case.person.save()

    with pytest.raises(AssertionError, match="person differs by phone"):
        checks.equal_cases(checks.everybody(offered(Biased), organisation))


@pytest.mark.parametrize("door", [one for one in DOORS if one != Door.WEB])
def test_words_that_a_colleague_cannot_read_by_one_door_fail(offered, organisation, door):
    class Forgetful(only_by(Door.WEB, door)):
        @staticmethod
        def submit(answers, *, case):
            alike = {"kind": "errands", "postal_code": "1030"}
            whose = {"case": case, "person": case.person}
            row = unsaved_row(Need, case.organisation, **whose, **alike)
            words = "" if current().door == door else answers["words"]
            row.sealed_what = seal(words, row.place)
            row.save(force_insert=True)

    with pytest.raises(AssertionError, match=f"rows differs by {door} .*'sealed_what': ''"):
        checks.equal_cases(checks.everybody(offered(Forgetful), organisation))


def test_a_mistake_told_otherwise_at_one_door_fails(offered, organisation):
    class Whispering(EveryKindForm):
        def clean_lumps(self):
            if current().door == Door.INPERSON:
                raise forms.ValidationError("No sugar here.")
            return self.cleaned_data["lumps"]

        def clean_name(self):
            if current().door == Door.INPERSON:
                raise forms.ValidationError("No clubs here.")
            return self.cleaned_data["name"]

    class Moody(only_by(Door.WEB, Door.INPERSON)):
        form = Whispering

    with pytest.raises(AssertionError):
        checks.same_mistakes(offered(Moody), organisation)


def test_a_promise_that_depends_on_the_door_fails(offered, organisation):
    @dataclass(frozen=True)
    class Slower(Promise):
        def due_on(self, opened_on):
            later = timedelta(days=7 if current().door == Door.PHONE else 0)
            return super().due_on(opened_on) + later

    class Queued(only_by(Door.WEB, Door.PHONE)):
        promise = Slower(working_days=3)

    service = offered(Queued)
    came = checks.everybody(service, organisation)

    with pytest.raises(AssertionError, match="phone"):
        checks.same_promise(service, came)


def test_a_receipt_by_another_way_than_the_persons_own_fails(offered, organisation):
    class Posted(only_by(Door.WEB, Door.PHONE)):
        @staticmethod
        def submit(answers, *, case):
            if current().door == Door.PHONE:
                others = {Channel.DESK, Channel.LETTER} - {case.person.channel}
                case.person.channel = min(others)
                case.person.save()

    came = checks.everybody(offered(Posted), organisation)

    with pytest.raises(AssertionError, match="phone"):
        checks.own_channel(came, organisation)


@pytest.mark.parametrize("door", sorted(checks.HELPED))
def test_acting_for_somebody_without_a_trace_fails(offered, organisation, monkeypatch, door):
    monkeypatch.setattr(mandates, "HELPED", mandates.HELPED - {door})

    service = offered(only_by(door))
    came = checks.everybody(service, organisation)

    with pytest.raises(AssertionError, match=f"no trace is left by {door}"):
        checks.same_trace(service, came)


def test_a_trace_of_somebody_who_never_acted_fails(offered, organisation, monkeypatch):
    monkeypatch.setattr(mandates, "HELPED", mandates.HELPED | {Door.PAPER})

    service = offered(only_by(Door.PAPER))
    came = checks.everybody(service, organisation)

    with pytest.raises(AssertionError, match="nobody acted for her by paper"):
        checks.same_trace(service, came)


def test_a_language_forgotten_at_one_door_fails(offered, organisation):
    class Deaf(only_by(Door.WEB, Door.PHONE)):
        @staticmethod
        def submit(answers, *, case):
            if current().door == Door.PHONE:
                case.person.language = "xx"

    deaf = offered(Deaf)
    came = checks.everybody(deaf, organisation)

    with pytest.raises(AssertionError, match=r"phone \((fr|nl|de|en)\)"):
        checks.in_each_language(deaf, came)


class ShortForm(ServiceForm):
    """With a question that the house says in each language; tea is for the tests alone."""

    where = Where("Where do you stay?", why=WHY)
    code = Short(gettext_lazy("Postal code"))
    who = Someone("Who comes?", why=WHY)
    reach = Reach("How do we reach you?", why=WHY)


@pytest.fixture
def one_in_dutch(offered, organisation, monkeypatch):
    """Comes by one door; her service, and what came of it."""
    everybody = dealing.parties
    monkeypatch.setattr(
        checks, "parties", lambda service: [p for p in everybody(service) if p.language == "nl"]
    )

    def comes(door):
        service = offered(type("Brief", (only_by(door),), {"form": ShortForm}))
        return service, checks.everybody(service, organisation)

    return comes


def in_french(monkeypatch, place, name, *, only=""):
    real = getattr(place, name)

    def said(*given, **named):
        with override("fr") if only in str(given) else nullcontext():
            return real(*given, **named)

    monkeypatch.setattr(place, name, said)


@pytest.mark.parametrize("door", [Door.SMS, Door.KIOSK])
def test_questions_put_in_another_language_than_hers_fail(one_in_dutch, monkeypatch, door):
    in_french(monkeypatch, asking, "prompts")
    in_french(monkeypatch, web, "render", only="question.html")
    service, came = one_in_dutch(door)

    with pytest.raises(AssertionError, match=rf"{door} \(nl\) is not asked: .*Postcode"):
        checks.in_each_language(service, came)


@pytest.mark.parametrize("door", [Door.SMS, Door.KIOSK])
def test_answers_that_are_not_read_back_fail(one_in_dutch, organisation, monkeypatch, door):
    real = saying.read_back
    monkeypatch.setattr(saying, "read_back", lambda _rows, _known=(): real(()))
    monkeypatch.setattr(presenting, "facts", lambda *_: [])
    service, came = one_in_dutch(door)

    with pytest.raises(AssertionError, match=rf"{door} .* reads back no where"):
        checks.read_back(service, came, organisation)


def test_a_helper_who_leaves_no_trace_because_another_door_sends_it_fails(
    offered, organisation, monkeypatch
):
    monkeypatch.setattr(drafts, "_note_helper", lambda *_: None)

    with pytest.raises(AssertionError, match="traces"):
        checks.travelling_drafts(offered(only_by(Door.WEB, Door.API)), organisation, seed=1)


def test_every_door_of_the_house_has_its_driver():
    assert set(checks.DRIVERS) == set(DOORS)
