import pytest
from django.utils.translation import override

from tandem.solidarity.choices import Skill
from tandem.solidarity.kinds import find_kind, kinds_of
from tandem.solidarity.models import HelpKind
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
PAGE = "/solidarity/kinds/"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def labels(town, language):
    with override(language):
        return [str(kind.label) for kind in kinds_of(town.area)]


def test_a_commune_words_a_kind_in_its_languages(client, town):
    member(client, town, Role.ADMINISTRATOR)

    client.post(f"{PAGE}meal/", {"name_fr": "Un repas chaud", "name_nl": "Een warme maaltijd"})

    assert "Un repas chaud" in labels(town, "fr")
    assert "Een warme maaltijd" in labels(town, "nl")
    assert "A meal" in labels(town, "en")


def test_it_is_shown_only_in_all_languages_of_the_commune(client, town):
    member(client, town)

    answer = client.post(f"{PAGE}meal/", {"name_fr": "Un repas chaud"})

    assert answer.status_code == 422
    assert "Write it in every language of the commune" in answer.text
    assert not HelpKind.objects.exists()


def test_until_then_it_may_be_kept_hidden(client, town):
    member(client, town)

    client.post(f"{PAGE}add/", {"name_fr": "Le potager", "hidden": "on", "skill": "small_repair"})

    assert HelpKind.objects.get(code="own-1").hidden
    assert "Le potager" not in labels(town, "fr")


def test_a_kind_of_its_own_is_done_by_volunteers_of_a_built_in_one(client, town):
    member(client, town)

    client.post(
        f"{PAGE}add/", {"name_fr": "Le potager", "name_nl": "De moestuin", "skill": "small_repair"}
    )
    need = NeedFactory(organisation=town, kind="own-1", skill=find_kind(town.area, "own-1").skill)
    OfferFactory(organisation=town, skills=[Skill.SMALL_REPAIR])
    (proposal,) = propose(town)

    assert need.skill == Skill.SMALL_REPAIR
    assert proposal.offer_key is not None
    assert labels(town, "nl")[-2:][0] == "De moestuin"


def test_a_hidden_kind_is_no_longer_asked_for_but_still_named(client, town):
    member(client, town)

    client.post(f"{PAGE}lift/", {"hidden": "on"})

    assert "A lift" not in labels(town, "en")
    with override("en"):
        assert str(find_kind(town.area, "lift").label) == "A lift"


def test_the_order_is_the_communes_own_and_own_words_stay_last(client, town):
    member(client, town)

    client.post(f"{PAGE}meal/move/", {"to": "up"})
    client.post(f"{PAGE}errands/move/", {"to": "up"})

    assert labels(town, "en")[:2] == ["Shopping and errands", "A meal"]
    assert labels(town, "en")[-1] == "Something else, in my own words"


@pytest.mark.parametrize("name", ["x" * 51, "Comida 中文", "<b>repas</b>", "\u202erepas"])
def test_what_does_not_fit_a_text_message_is_refused(client, town, name):
    member(client, town)

    answer = client.post(f"{PAGE}meal/", {"name_fr": name, "name_nl": "Maaltijd"})

    assert answer.status_code == 422


def test_the_list_is_shown_as_people_see_it(client, town):
    member(client, town)

    shown = client.get(f"{PAGE}as-people-see-it/fr/")
    unknown = client.get(f"{PAGE}as-people-see-it/xx/")

    assert shown.text.count('type="radio"') == len(Skill)
    assert "is-wrong" not in shown.text
    assert unknown.status_code == 404


def test_one_commune_leaves_anothers_words_alone(client, town):
    other = OrganisationFactory()
    member(client, town)

    client.post(f"{PAGE}meal/", {"name_fr": "Un repas chaud", "name_nl": "Warm eten"})

    assert "Un repas chaud" not in labels(other, "fr")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER])
def test_others_word_nothing(client, town, role):
    member(client, town, role)

    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}meal/", {"hidden": "on"}).status_code == 404


def test_the_page_lists_every_kind(client, town):
    member(client, town)
    client.post(f"{PAGE}add/", {"name_fr": "Potager", "name_nl": "Moestuin", "skill": "goods"})

    shown = client.get(PAGE).text

    assert "Potager" in shown
    assert "Moestuin" in shown
    assert "Your own" in shown
    assert f'href="{PAGE}as-people-see-it/nl/"' in shown


def test_what_the_commune_added_is_named_in_another_language_rather_than_as_something_else(
    client, town
):
    member(client, town)
    said = {"name_fr": "Le potager", "name_nl": "De moestuin", "skill": "errands"}
    client.post(f"{PAGE}add/", said)

    assert "Le potager" in labels(town, "en")
    assert labels(town, "en").count("Shopping and errands") == 1
    assert '<span lang="fr">Le potager</span>' in client.get(f"{PAGE}as-people-see-it/en/").text
    assert '<span lang="nl">De' not in client.get(f"{PAGE}as-people-see-it/nl/").text


def test_however_much_is_hidden_people_still_ask_in_their_own_words(client, town):
    member(client, town)
    for skill in Skill:
        client.post(f"{PAGE}{skill}/", {"hidden": "on"})

    assert [kind.code for kind in kinds_of(town.area)] == [Skill.OWN_WORDS]
    assert "Hide it" not in client.get(f"{PAGE}{Skill.OWN_WORDS}/").text
    # Also where it was hidden before nobody could.
    with within(scope_of(town)):
        HelpKind.objects.update(hidden=True)
    assert [kind.code for kind in kinds_of(town.area)] == [Skill.OWN_WORDS]


def test_a_kind_of_help_is_called_by_a_name_and_leads_nowhere_else(client, town):
    member(client, town)

    for name in ("Gagnez sur gagnez.example", "Appelez 0900 12 34 56"):
        said = {"name_fr": name, "name_nl": "Een maaltijd"}
        assert client.post(f"{PAGE}meal/", said).status_code == 422


def test_who_words_the_kinds_of_several_communes_chooses_which(client, town):
    other = OrganisationFactory()
    account = member(client, town, Role.ADMINISTRATOR)
    MembershipFactory(account=account, organisation=other, role=Role.ADMINISTRATOR)

    client.post("/solidarity/work-for/", {"organisation": other.pk, "to": "kinds"})
    client.post(f"{PAGE}meal/", {"name_fr": "Un repas chaud", "name_nl": "Een warme maaltijd"})

    assert other.area.name in client.get(PAGE).text
    assert "Un repas chaud" in labels(other, "fr")
    assert "Un repas chaud" not in labels(town, "fr")
    assert str(town) in client.get("/solidarity/rules/").text
