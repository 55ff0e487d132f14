import pytest
from django.utils.translation import override

from tandem.cases.errors import Incomplete
from tandem.cases.opening import open_case
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.solidarity.actions import what_is_needed
from tandem.solidarity.models import HelpKind, Need
from tandem.tenancy.scope import within
from tests.factories import AreaFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
LIFT = {
    "where_postal_code": ["1030"],
    "kind": ["lift"],
    "what": ["I walk with a stick."],
    "where_to": ["The hospital, entrance B"],
    "when": ["9"],
    "exactly": ["Thursday 3 December at 10"],
    "how_often": ["once"],
    "languages": ["fr"],
    "vital": ["no"],
    "program": ["yes"],
    "who_first_name": ["Rosa"],
    "who_last_name": ["Vandenput"],
    "reach_channel": ["desk"],
}


@pytest.fixture
def town():
    return OrganisationFactory(area=AreaFactory(postal_code="1030"))


def asked(**changed):
    draft = drafts.begin(known("ask-for-help"), "en", door=Door.WEB)
    drafts.keep(draft.code, {**LIFT, **changed}, asked=[], door=Door.WEB)
    return open_case(draft.code, door=Door.WEB)


def test_a_lift_says_where_to_and_a_day_and_an_hour_can_be_given(town):
    asked()

    with within(scope_of(town)), override("en"):
        words = what_is_needed(Need.objects.get())
    assert words.splitlines() == [
        "I walk with a stick.",
        "Day and hour: Thursday 3 December at 10",
        "Where to: The hospital, entrance B",
    ]
    with within(scope_of(town)), override("nl"):
        read = what_is_needed(Need.objects.get())
    assert read.splitlines()[1:] == [
        "Dag en uur: Thursday 3 December at 10",
        "Waarheen: The hospital, entrance B",
    ]


def test_a_lift_without_destination_is_asked_for_it(town):
    with pytest.raises(Incomplete) as told:
        asked(where_to=[""])

    assert set(told.value.errors) == {"where_to"}


def test_only_a_lift_has_a_destination(town):
    asked(kind=["meal"], exactly=[""])

    with within(scope_of(town)):
        assert what_is_needed(Need.objects.get()) == "I walk with a stick."


@pytest.mark.parametrize(
    ("kind", "vital"),
    [("medicines", True), ("meal", True), ("letter", False), ("lift", False)],
)
def test_her_word_counts_as_vital_for_kinds_of_the_list_only(town, kind, vital):
    asked(vital=["yes"], kind=[kind])

    with within(scope_of(town)):
        need = Need.objects.get()
    assert (need.vital_said, need.vital) == (True, vital)


def test_the_commune_settles_which_kinds_those_are(town):
    with within(scope_of(town)):
        HelpKind.objects.create(commune=town.area, code="lift", skill="lift", vital=True)
        HelpKind.objects.create(commune=town.area, code="meal", skill="meal", vital=False)

    asked(vital=["yes"])
    asked(vital=["yes"], kind=["meal"], who_first_name=["Anna"])

    with within(scope_of(town)):
        assert {need.kind: need.vital for need in Need.objects.all()} == {
            "lift": True,
            "meal": False,
        }
