"""A commune words what can be broken, and sees by which words it is found."""

import html

import pytest
from django.utils.translation import override

from engines.triage import Reason, codes
from tandem.journal.models import Entry
from tandem.streets.choices import DANGER, Trouble
from tandem.streets.forms import ReportBrokenForm
from tandem.streets.kinds import find_kind, kinds_of
from tandem.streets.models import Category, Rule
from tandem.streets.suggesting import BUILT_IN, fitting_first
from tandem.streets.tests.factories import ReportFactory
from tandem.streets.trying import tried, worded
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
PAGE = "/streets/office/categories/"
STILL = {"name_fr": "Nuisances sonores", "name_nl": "Geluidshinder", "trouble": "other"}


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


@pytest.fixture
def colleague(client, commune):
    """Somebody who words the list of `commune` is signed in."""
    return member(client, commune)


def member(client, organisation, role=Role.OFFICER):
    account = MembershipFactory(organisation=organisation, role=role).account
    client.force_login(account)
    return account


def labels(commune, language="en"):
    with override(language):
        return [str(kind.label) for kind in kinds_of(commune.area)]


def first_of(commune, words):
    """The codes in the order in which the form offers them to whoever wrote these words."""
    return [kind.code for kind in fitting_first(kinds_of(commune.area), words)]


def choices(commune, words):
    form = ReportBrokenForm({"what": [words]}, place=commune.area)
    return [code for code, _label in form.fields["kind"].choices]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.OFFICER])
def test_who_runs_or_decides_words_the_list(client, commune, role):
    member(client, commune, role)

    client.post(f"{PAGE}lamp/", {"name_fr": "Un réverbère", "name_nl": "Een lantaarn"})

    assert "Un réverbère" in labels(commune, "fr")
    assert "A street lamp" in labels(commune, "en")
    with within(scope_of(commune)):
        deed = Entry.objects.get(word="streets.categories_changed")
    assert deed.facts == {"kind": "lamp"}


def test_an_operator_and_whoever_takes_in_nothing_find_no_page(client, commune):
    member(client, commune, Role.OPERATOR)
    assert client.get(PAGE).status_code == 404

    member(client, OrganisationFactory(area=commune.area, takes_in=False), Role.ADMINISTRATOR)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}lamp/", {"hidden": "on"}).status_code == 404
    assert not Category.objects.exists()


def test_a_colleague_of_another_organisation_opens_none_of_ours(client, commune, colleague):
    client.post(f"{PAGE}add/", STILL)
    other = OrganisationFactory()
    member(client, other)

    assert client.get(f"{PAGE}own-1/").status_code == 404
    assert client.post(f"{PAGE}own-1/", {"hidden": "on"}).status_code == 404
    assert "Nuisances sonores" not in client.get(PAGE).text
    client.post(f"{PAGE}lamp/", {"hidden": "on"})
    assert "A street lamp" in labels(commune)
    assert "A street lamp" not in labels(other)


def test_one_of_its_own_is_found_by_its_words(client, commune, colleague):
    client.post(f"{PAGE}add/", STILL | {"words_fr": "vacarme, tapage nocturne", "words_nl": ""})
    said = "Quel vacarme chaque nuit"

    assert Category.objects.get(code="own-1").words == {"fr": ["vacarme", "tapage nocturne"]}
    assert first_of(commune, said)[0] == "own-1"
    assert choices(commune, said)[0] == "own-1"
    assert choices(commune, "une lampe est cassée")[0] == "lamp"


def test_words_of_one_language_leave_the_built_in_ones_of_the_others(client, commune, colleague):
    client.post(f"{PAGE}lamp/", {"words_fr": "bec de gaz électrique, luminaire"})
    row = Category.objects.get(code="lamp")
    shown = client.get(f"{PAGE}lamp/").text

    assert row.words == {"fr": ["bec de gaz électrique", "luminaire"]}
    assert "straatlamp" in shown
    assert "luminaire" in shown
    assert first_of(commune, "luminaire")[0] == "lamp"
    with override("en"):
        said = tried(commune.area, "straatverlichting")
    assert "“straatverlichting” is one of its everyday words." in said.first[0].reasons


def test_words_that_are_left_as_they_are_built_in_stay_so(client, commune, colleague):
    shown = client.get(f"{PAGE}lamp/")
    words = ", ".join(BUILT_IN["lamp"].words["fr"])
    assert words in html.unescape(shown.text)

    client.post(f"{PAGE}lamp/", {"words_fr": words, "working_days": "3"})

    row = Category.objects.get(code="lamp")
    assert (row.words, row.working_days) == ({}, 3)
    assert find_kind(commune.area, "lamp").working_days == 3


def test_a_language_without_a_name_shows_another_rather_than_two_alike(client, commune, colleague):
    client.post(f"{PAGE}add/", STILL)

    assert labels(commune, "nl").count("Geluidshinder") == 1
    assert "Nuisances sonores" in labels(commune, "en")
    assert labels(commune, "en").count("Something else") == 1


def test_who_works_for_two_communes_words_the_list_of_the_one_she_chose(client, commune):
    second = OrganisationFactory()
    account = member(client, commune, Role.COORDINATOR)
    MembershipFactory(account=account, organisation=second, role=Role.COORDINATOR)

    client.post("/solidarity/work-for/", {"organisation": str(second.pk)})
    client.post(f"{PAGE}lamp/", {"hidden": "on"})

    assert "A street lamp" in labels(commune)
    assert "A street lamp" not in labels(second)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("words_fr", "x" * 41),
        ("words_fr", ", ".join(f"mot{number}" for number in range(41))),
        ("words_nl", "<b>lamp</b>"),
        ("working_days", "0"),
        ("working_days", "soon"),
        ("name_fr", "Фонарь"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it(client, commune, colleague, field, said):
    names = {"name_fr": "Un réverbère", "name_nl": "Een lantaarn"}

    answer = client.post(f"{PAGE}lamp/", names | {field: said})

    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.text
    assert not Category.objects.exists()


def test_a_hidden_one_is_not_offered_but_its_old_reports_are_still_named(
    client, commune, colleague, visitor
):
    client.post(f"{PAGE}add/", STILL)
    report = ReportFactory(organisation=commune, category="own-1", trouble=Trouble.OTHER)
    client.post(f"{PAGE}own-1/", STILL | {"hidden": "on"})

    visitor.cookies["language"] = "fr"
    assert "own-1" not in choices(commune, "")
    assert "Nuisances sonores" in visitor.get(f"/streets/{report.sign}/").text


@pytest.mark.parametrize("danger", sorted(DANGER))
def test_a_danger_cannot_be_hidden(client, commune, colleague, danger):
    page = client.get(f"{PAGE}{danger}/").text
    client.post(f"{PAGE}{danger}/", {"hidden": "on"})
    added = client.post(f"{PAGE}add/", STILL | {"trouble": danger, "hidden": "on"})

    assert "A danger must always be found: it cannot be hidden." in page
    assert 'name="hidden"' not in page
    assert not Category.objects.filter(hidden=True).exists()
    assert added.status_code == 422
    assert "it cannot be hidden" in added.text
    assert danger in choices(commune, "")


def test_an_own_danger_is_owed_in_every_language_at_once(client, commune, colleague):
    answer = client.post(f"{PAGE}add/", {"name_fr": "Fuite d’ammoniac", "trouble": "danger_gas"})

    assert answer.status_code == 422
    assert "Write it in every language of the commune." in answer.text
    assert "or keep it hidden" not in answer.text


def test_the_order_is_the_communes_own_and_something_else_stays_last(client, commune, colleague):
    client.post(f"{PAGE}pothole/move/", {"to": "up"})
    client.post(f"{PAGE}add/", STILL)

    assert choices(commune, "")[:2] == ["pothole", "lamp"]
    assert choices(commune, "")[-2:] == ["own-1", "other"]


def test_the_list_names_words_aims_and_what_each_belongs_to(client, commune, colleague):
    client.post(f"{PAGE}add/", STILL | {"working_days": "1"})

    shown = client.get(PAGE).text
    page = client.get(f"{PAGE}own-1/").text

    assert "<h1>Nuisances sonores</h1>" in page
    assert "Left empty, our own words are used." not in page
    assert "Nuisances sonores" in shown
    assert "Geluidshinder · Belongs to: Something else · within 1 working day<" in shown
    assert "within 10 working days" in shown
    assert f'href="{PAGE}as-people-see-it/nl/"' in shown


def test_the_question_is_shown_as_people_see_it(client, commune, colleague):
    client.post(f"{PAGE}lamp/", {"name_fr": "Un réverbère", "name_nl": "Een lantaarn"})

    shown = client.get(f"{PAGE}as-people-see-it/fr/")

    assert shown.text.count('type="radio"') == len(Trouble)
    assert "Un réverbère" in shown.text
    assert "is-wrong" not in shown.text
    assert client.get(f"{PAGE}as-people-see-it/xx/").status_code == 404


def test_words_tried_out_show_what_the_form_would_show_and_why(client, commune, colleague):
    client.post(f"{PAGE}add/", STILL | {"words_fr": "vacarme"})
    said = "un vacarme près du lampadaire"

    page = client.post(PAGE, {"words": said})

    assert "“vacarme” is one of its everyday words." in page.text
    assert page.text.count("“vacarme” ") == 1
    assert "Without “lampadaire”, this would stand first: Nuisances sonores" in page.text
    with override("en"):
        shown = [str(one.label) for one in tried(commune.area, said).first]
        offered = [str(find_kind(commune.area, code).label) for code in choices(commune, said)]
    assert shown == offered[: len(shown)]
    assert page["Cache-Control"].startswith("max-age=0")


def test_a_danger_that_may_be_meant_says_so(client, commune, colleague):
    page = client.post(PAGE, {"words": "ça sent le gaz dans la rue"}).text

    assert "A danger may be meant: it stands first, whatever else fits better." in page
    assert "“gaz” may tell of this danger." in page


def test_words_that_say_nothing_and_no_words_say_so(client, commune, colleague):
    assert "the order stays as it is" in client.post(PAGE, {"words": "xyzzy"}).text
    empty = client.post(PAGE, {"words": "  "})
    assert empty.status_code == 422
    assert "Write a few words, as a resident would." in empty.text


FACTS = {"said": "gaz", "word": "gas", "words": ("gaz",), "points": 3, "best": 4}


@pytest.mark.parametrize("code", codes.CATEGORY)
def test_every_reason_has_a_sentence(code):
    with override("en"):
        said = worded(Reason(code, FACTS))

    assert said.endswith(".")
    assert "%(" not in said


def test_days_that_a_rule_gives_are_named_beside_those_of_the_category(client, commune, colleague):
    with within(scope_of(commune)):
        Rule.objects.create(
            organisation=commune, territory=commune.area, categories=["lamp"], working_days=3
        )
    said = "the rules of who gets what give other working days: 3."
    assert said in client.get(f"{PAGE}lamp/").text
    assert said not in client.get(f"{PAGE}bin/").text
