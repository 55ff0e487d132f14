"""A question that some doors cannot ask: equal cases all the same, and each says how it comes."""

import pytest

from tandem.journal.choices import Door
from tandem.services.declaration import DOORS
from tandem.services.picture import Picture
from tests.parity import checks, dealing, later
from tests.parity.declarations import faults
from tests.photographed import Broken

pytestmark = pytest.mark.django_db
CANNOT = {Door.PHONE, Door.PAPER, Door.SMS, Door.KIOSK}


@pytest.fixture
def broken(offered):
    return offered(Broken)


def test_the_declaration_owes_nothing_to_any_door(broken):
    assert faults(broken, dealing.LANGUAGES) == []


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"required": True}, "photo must be answered, and there are doors that cannot ask it."),
        ({"brought_later": dict.fromkeys(DOORS, "Bring it to the desk.")}, "by no door"),
        ({"brought_later": {Door.SMS: "Later."}}, "The door sms does not say how photo comes"),
        ({"kind": "hologram"}, "photo is of the kind hologram, which no test can answer."),
    ],
)
def test_a_question_that_leaves_a_door_without_a_word_is_found(broken, told, fault, monkeypatch):
    for name, value in told.items():
        monkeypatch.setattr(broken.form.base_fields["photo"], name, value)

    assert fault in " ".join(faults(broken, ("en",)))


def test_whoever_comes_by_whichever_door_is_served_alike(broken, organisation):
    came = checks.everybody(broken, organisation)

    checks.equal_cases(came)
    later.told_how_it_comes(broken, came)
    checks.same_promise(broken, came)
    checks.same_trace(broken, came)
    checks.in_each_language(broken, came)
    checks.read_back(broken, came, organisation)
    checks.own_channel(came, organisation)
    with_one = {one.door for one in came if one.outcome["pictures"]}
    assert with_one == set(broken.doors()) - CANNOT


def test_the_same_mistake_leads_to_the_same_message(broken, organisation):
    checks.same_mistakes(broken, organisation)


def test_a_draft_goes_on_at_any_other_door(broken, organisation):
    checks.travelling_drafts(broken, organisation, seed=1)


@pytest.mark.parametrize("door", Broken.doors())
def test_nothing_typed_breaks_a_door_or_is_lost(broken, door, organisation):
    checks.hostile_input(broken, organisation, door)


def test_a_door_that_cannot_ask_and_does_not_say_so_is_found(broken, organisation, monkeypatch):
    came = checks.everybody(broken, organisation)
    truly = Picture.brought_later

    for door in CANNOT:
        said = {**truly, door: "Send it by carrier pigeon, at dawn."}
        monkeypatch.setattr(Picture, "brought_later", said)
        with pytest.raises(AssertionError, match="does not say how photo comes"):
            later.told_how_it_comes(broken, [one for one in came if one.door == door])
