import json

import pytest

from tandem.journal.models import Entry
from tandem.mine import deciding
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.entering import new_word
from tandem.mine.tests.asked import asks, colleague, wishes_of
from tandem.people.who_looked import initials_in
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def looks_at(organisation, word):
    with within(scope_of(organisation)):
        return Entry.objects.filter(word=word).count()


def test_with_reference_and_word_she_reads_what_was_made_ready_and_nothing_before(client):
    commune = OrganisationFactory(area__postal_code="1030", takes_in=True)
    case = asks(commune, Wanted.TAKE, Wanted.LOOKS)
    for page in ("", "file/", "paper/"):
        assert client.get(f"/yours/data/{page}").status_code == 404
    open_session(client, case)
    for page in ("", "file/", "paper/"):
        assert client.get(f"/yours/data/{page}").status_code == 404, "Nobody made it ready."
    with colleague(commune):
        deciding.recognise(case, ShownBy.CARD)
        deciding.make_ready(wishes_of(case)[Wanted.LOOKS])
    assert client.get("/yours/data/file/").status_code == 404, "She may know who looked alone."
    assert client.get("/yours/data/").status_code == 200
    with colleague(commune):
        deciding.make_ready(wishes_of(case)[Wanted.TAKE])

    before = looks_at(commune, "mine.gathered")
    answer = client.get("/yours/data/file/")
    assert "no-store" in answer["Cache-Control"]
    kept = {piece["name"]: piece["rows"] for piece in json.loads(answer.content)["kept"]}
    assert kept["people.identity"][0]["sealed.first_name"]["value"] == "Odette"
    assert client.get("/yours/data/paper/").content.startswith(b"%PDF")
    assert looks_at(commune, "mine.gathered") == before + 2


def test_with_a_word_made_anew_nothing_of_the_file_is_read(client):
    """Its twin is above: with her own word it is."""
    commune = OrganisationFactory(area__postal_code="1030", takes_in=True)
    case = asks(commune, Wanted.TAKE)
    with colleague(commune):
        deciding.recognise(case, ShownBy.CARD)
        deciding.make_ready(wishes_of(case)[Wanted.TAKE])
        case.word = new_word.show(case, case.person, ShownBy.CARD).word
    open_session(client, case)

    assert case.shown_reference in client.get("/follow/").text
    assert "/yours/data/" not in client.get("/follow/").text
    for page in ("", "file/", "paper/"):
        assert client.get(f"/yours/data/{page}").status_code == 404


def test_signed_in_she_takes_her_own_and_nobody_elses(client):
    commune = OrganisationFactory(area__postal_code="1030", takes_in=True)
    hers, another = AccountFactory(), AccountFactory()
    PersonFactory(organisation=commune, account=hers, first_name="Zulma")
    PersonFactory(organisation=commune, account=another, first_name="Isidore")
    client.force_login(hers)
    told = client.get("/mine/data/file/").content.decode()
    assert "Zulma" in told
    assert "Isidore" not in told
    assert "Zulma" not in client.get("/mine/data/").content.decode(), "Its page only counts."


def test_an_operator_reads_the_list_aloud_once_it_was_decided_and_sees_nothing_else(client):
    commune = OrganisationFactory(area__postal_code="1030", takes_in=True)
    operator = MembershipFactory(
        account=AccountFactory(), organisation=commune, role=Role.OPERATOR
    ).account
    case = asks(commune, Wanted.LOOKS, Wanted.SEE)
    client.force_login(operator)
    address = f"/rights/{case.reference}/"
    assert client.get(f"{address}looks/").status_code == 404
    with colleague(commune):
        deciding.recognise(case, ShownBy.CALL)
        for wish in wishes_of(case).values():
            deciding.make_ready(wish)
    assert client.get(f"{address}looks/").status_code == 200
    for page in ("", "paper/"):
        assert client.get(f"{address}{page}").status_code == 404


def test_initials_are_those_of_a_name_in_the_address():
    addresses = ("julie.dupont@cpas.example", "jean-luc.d@x.example", "info@cpas.example")
    assert [initials_in(one) for one in addresses] == ["J. D.", "J. L. D.", ""]
