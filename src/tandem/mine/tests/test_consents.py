import pytest
from django.utils.translation import override

from tandem.cases.models import Case
from tandem.mandates import queries
from tandem.mandates.models import Consent
from tandem.mine.consenting_forms import ProgressForm
from tandem.mine.consenting_texts import PROGRESS
from tandem.mine.tests.letting import AGREES, ROSA, colleague, commune, sent
from tandem.outbox.models import Message
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import scope_of

WRONG = {**AGREES, "office": ["yes"], "office_again": ["no"]}
STILL_WRONG = {**WRONG, "office_again": ["unsure"]}


def asked(answers):
    return ProgressForm(answers).asked()


def test_after_a_wrong_answer_it_is_told_in_other_words_and_asked_again():
    office = PROGRESS.scenarios[0]

    assert "office_again" not in asked(AGREES)
    names = asked(WRONG)
    assert names[names.index("office") + 1] == "office_again"
    again = ProgressForm(WRONG).fields["office_again"]
    assert (again.help_text, again.label) == (office.explained, office.asked_again)
    assert office.asked_again != office.asked


def test_whoever_says_no_is_asked_nothing_more_about_it():
    gone_back = {**STILL_WRONG, "wish": ["no"]}

    assert asked(gone_back) == ["where", "wish", "who", "reach"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "understood", "kept"),
    [
        (AGREES, True, [("office", 1, True), ("mind", 1, True), ("lose", 1, True)]),
        (
            WRONG,
            True,
            [("office", 1, False), ("office", 2, True), ("mind", 1, True), ("lose", 1, True)],
        ),
        (
            STILL_WRONG,
            False,
            [("office", 1, False), ("office", 2, False), ("mind", 1, True), ("lose", 1, True)],
        ),
    ],
)
def test_every_answer_is_kept_and_nothing_begins_that_was_not_understood(
    client, answers, understood, kept
):
    town = commune()
    sent("look-at-progress", answers)

    with within(scope_of(town)):
        given = Consent.objects.get()
        said = [(one.question, one.time, one.right) for one in given.answers.all()]
        assert (given.understood, given.version, said) == (understood, 1, kept)
        told = Message.objects.filter(kind="change").get().text
        case = Case.objects.get()
    client.force_login(colleague(town, role=Role.COORDINATOR))
    page = client.get(f"/cases/{case.reference}/").text
    with override("fr"):
        assert str(PROGRESS.scenarios[0].asked) in page
    assert told.short


@pytest.mark.django_db
def test_going_back_wipes_no_wrong_answer_and_right_counts_once_it_was_explained(client):
    town = commune()
    steps = [
        ("where", {name: ROSA[name] for name in ("where_postal_code", "where_street")}),
        ("wish", {"wish": "yes"}),
        ("office", {"office": "yes"}),
        ("office", {"office": "no"}),
        ("mind", {"mind": "stop"}),
        ("lose", {"lose": "nothing"}),
        ("long", {"long": "182"}),
        ("who", {name: ROSA[name] for name in ("who_first_name", "who_last_name")}),
        ("reach", {name: ROSA[name] for name in ("reach_channel", "reach_email")}),
    ]
    for name, said in steps:
        client.post(f"/s/look-at-progress/{name}/", said)

    asked_first = client.post("/s/look-at-progress/review/")
    assert "office_again" in asked_first.url, "nothing is sent before it was told in other words"
    client.post("/s/look-at-progress/office_again/", {"office_again": "no"})
    client.post("/s/look-at-progress/office/", {"office": "no"})
    client.post("/s/look-at-progress/review/")

    with within(scope_of(town)):
        answers = Consent.objects.get().answers.filter(question="office")
        kept = list(answers.values_list("time", "answer", "right"))
    assert kept == [(1, "yes", False), (2, "no", True)]


@pytest.mark.django_db
def test_a_newer_yes_takes_the_place_of_the_former_one():
    town = commune()
    sent("look-at-progress", AGREES)
    with within(scope_of(town)):
        person = Consent.objects.get().person
    sent("look-at-progress", AGREES, person=person)

    with within(scope_of(town)):
        states = list(Consent.objects.order_by("pk").values_list("ended_why", flat=True))
        assert states == ["replaced", ""]


@pytest.mark.django_db
def test_how_well_it_was_understood_is_counted_by_door_and_language():
    town = commune()
    for answers in (AGREES, WRONG, STILL_WRONG):
        sent("look-at-progress", {**answers, **ROSA})

    with within(scope_of(town)):
        (told,) = queries.understanding("progress", [town.pk])
    assert (told.door, told.language, told.asked) == ("web", "fr", 3)
    assert (told.at_once, told.after_again, told.not_yet) == (1, 1, 1)
