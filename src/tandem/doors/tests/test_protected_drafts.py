"""Where somebody stays stands in no unfinished form, once her address is protected."""

import pytest

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.people import protection
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

STREET = "Rue du Refuge 9"
WHERE = {
    "where_street": [STREET],
    "where_postal_code": ["1030"],
    "where_care_of": ["At Refuge"],
    "where_landmark": ["Behind the Refuge"],
    "reach_phone": ["0450 11 22 33"],
}


@pytest.fixture
def hall(db):
    return OrganisationFactory(area__postal_code="1030", platform=PlatformFactory(), takes_in=True)


def written_down(hall, person, door=Door.PHONE):
    draft = drafts.begin(known("ask-for-help"), "en", door=door, organisation=hall.pk)
    drafts.note(draft.code, person=person.pk)
    drafts.keep(draft.code, WHERE, asked=["where", "reach"], door=door)
    return draft


def protect(hall, person):
    with acting(Asker(AccountFactory().pk, hall.pk)), within(scope_of(hall)):
        protection.protect(person)


def operator(client, hall):
    client.cookies["language"] = "en"
    client.force_login(MembershipFactory(organisation=hall, role=Role.OPERATOR).account)
    return client


def test_what_was_written_down_before_is_emptied_of_it_and_of_nothing_else(client, hall):
    person, other = PersonFactory(organisation=hall), PersonFactory(organisation=hall)
    with within(scope_of(hall)):
        hers, of_other = written_down(hall, person), written_down(hall, other)
    page = f"/desk/drafts/{hers.row.key}/"
    # The twin: the page tells it while nobody protected her.
    assert "Refuge" in operator(client, hall).get(page).text

    protect(hall, person)

    assert "Refuge" not in client.get(page).text
    with within(scope_of(hall)):
        assert drafts.at_desk(hall.pk, hers.row.key).answers == {"reach_phone": ["0450 11 22 33"]}
        assert drafts.at_desk(hall.pk, of_other.row.key).answers == WHERE


def test_what_is_typed_of_it_later_is_shown_to_who_typed_it_only(client, hall):
    person = PersonFactory(organisation=hall)
    protect(hall, person)
    with within(scope_of(hall)):
        draft = written_down(hall, person)
    page = f"/desk/drafts/{draft.row.key}/"
    typist = operator(client, hall)
    assert "Refuge" not in typist.get(page).text
    typed = {"where_street": STREET, "where_postal_code": "1030", "do": "keep"}

    typist.post(page, typed)
    assert STREET in typist.get(page).text

    colleague = operator(type(client)(), hall)
    assert "Refuge" not in colleague.get(page).text
    assert "Refuge" not in colleague.get(f"{page}review/", follow=True).text
    # Whoever writes on does not find it by having written.
    colleague.post(page, {"reach_phone": "0450 99 88 77", "do": "keep"})
    assert "Refuge" not in colleague.get(page).text
    with within(scope_of(hall)):
        assert STREET not in str(drafts.at_desk(hall.pk, draft.row.key).answers)
