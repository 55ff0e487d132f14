"""Where somebody stays is not found out: the world without her and the world with her look alike."""

import re
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Purpose
from tandem.people import openings, protection, queries
from tandem.people.actions import Reach, change_reach, note_likenesses
from tandem.people.choices import Channel, OpeningKind
from tandem.people.errors import NotYours
from tandem.people.models import Identity as Sealed
from tandem.people.models import Likeness, Opening, Person
from tandem.people.reveal import kept_address, reveal_one
from tandem.solidarity.tests.factories import NeedFactory
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    AccountFactory,
    AgreementFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    identity_of,
    scope_of,
)
from tests.factories.rows import made_row

STREET = "Rue du Refuge 9"
WHERE = {"where_street": [STREET], "where_postal_code": ["1030"]}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def hall(db):
    return OrganisationFactory(area__postal_code="1030", platform=PlatformFactory(), takes_in=True)


@pytest.fixture
def hidden(hall):
    """Somebody with a need on the board; her address is protected."""
    person = PersonFactory(organisation=hall, street=STREET, channel=Channel.LETTER)
    case = CaseFactory(organisation=hall, person=person, answers=WHERE)
    NeedFactory(organisation=hall, person=person, case=case)
    with acting(Asker(AccountFactory().pk, hall.pk)), within(scope_of(hall)):
        protection.protect(person)
    return person


def pages(client, *paths):
    return [TOKEN.sub("", client.get(path).content.decode()) for path in paths]


def test_nothing_in_her_rows_tells_where_she_stays(english, hall, hidden):
    coordinator = MembershipFactory(organisation=hall, role=Role.COORDINATOR).account
    english.force_login(coordinator)
    with within(scope_of(hall)):
        case = hidden_case(hidden)
    paths = ("/cases/", f"/cases/{case.reference}/", "/solidarity/", "/alike/", "/calls/")
    for page in pages(english, *paths):
        assert "Refuge" not in page
        assert re.search(r"\b1030\b", page) is None
    with within(scope_of(hall)):
        assert (hidden.postal_code, hidden.never_write, hidden.channel) == ("", True, Channel.DESK)
        with pytest.raises(IntegrityError, match="no_place_to_be_found"), transaction.atomic():
            Person.objects.filter(pk=hidden.pk).update(postal_code="1030")


def hidden_case(person):
    return Case.objects.get(person=person)


def test_without_protection_all_of_it_stands_there(english, hall):
    """The twin: the same pages tell it where nobody protected her."""
    person = PersonFactory(organisation=hall, street=STREET)
    case = CaseFactory(organisation=hall, person=person, answers=WHERE)
    english.force_login(MembershipFactory(organisation=hall, role=Role.COORDINATOR).account)

    lists, page = pages(english, "/cases/", f"/cases/{case.reference}/")
    assert ("1030" in lists, "Refuge" in page) == (True, True)


def test_two_colleagues_open_the_address_and_one_does_not(english, hall, hidden):
    one = MembershipFactory(organisation=hall, role=Role.COORDINATOR).account
    other = MembershipFactory(organisation=hall, role=Role.COORDINATOR).account
    with within(scope_of(hall)):
        address = f"/cases/{hidden_case(hidden).reference}/address/"
    english.force_login(one)
    english.post(address, {"end": "yes"})
    english.post(address, {"why": "The ambulance has to know where to go."})
    with within(scope_of(hall)):
        opening = Opening.objects.get()
        assert (opening.kind, Person.objects.get(pk=hidden.pk).protected) == ("address", True)
    assert english.post(f"/looks/asked/{opening.key}/", {"said": "yes"}).status_code == 404
    assert "Refuge" not in english.get(address.replace("address/", "")).content.decode()

    english.force_login(other)
    english.post(f"/looks/asked/{opening.key}/", {"said": "yes"})
    # The yes opens it to whoever asked, and to nobody else.
    assert "Refuge" not in english.get(address.replace("address/", "")).content.decode()
    english.force_login(one)
    assert "Refuge" in english.get(address.replace("address/", "")).content.decode()
    english.post(address, {"end": "yes"})
    with within(scope_of(hall)):
        shown = Person.objects.get(pk=hidden.pk)
        assert (shown.protected, shown.postal_code) == (False, "1030")


def test_an_emergency_alone_does_not_open_a_protected_address(hall, hidden):
    account = AccountFactory()
    with acting(Asker(account.pk, hall.pk)), within(scope_of(hall)):
        opening = openings.open_in_emergency(
            hidden, "Nobody else is at the desk tonight.", alone=True
        )
        assert (opening.kind, opening.until) == (OpeningKind.EMERGENCY, None)
        assert reveal_one(hidden, Purpose.ANSWER).street == ""
        with pytest.raises(NotYours):
            openings.agree(opening)
        with pytest.raises(NotYours):
            protection.end_protection(hidden)
    other = MembershipFactory(organisation=hall).account
    with acting(Asker(other.pk, hall.pk)), within(scope_of(hall)):
        openings.agree(opening)
    with acting(Asker(account.pk, hall.pk)), within(scope_of(hall)):
        assert reveal_one(hidden, Purpose.ANSWER).street == STREET


def test_new_contacts_do_not_lose_or_show_the_address(hall, hidden):
    with within(scope_of(hall)):
        who = reveal_one(hidden, Purpose.INTAKE)
        said = replace(who, phone="0450 99 88 77")
        change_reach(hidden, said, Reach("nl", Channel.LETTER, "1030"))

        kept = Person.objects.get(pk=hidden.pk)
        assert (kept.postal_code, kept.channel, kept.language) == ("", Channel.DESK, "nl")
        assert kept_address(kept).street == STREET
        assert STREET.encode() not in bytes(Sealed.objects.get(person=kept).sealed)


def test_a_search_from_elsewhere_is_the_same_with_her_and_without(english, hall):
    """A telephone service opens the files of the commune; she is as if she were not there."""
    centre = OrganisationFactory(
        kind=OrganisationKind.CALL_CENTRE, platform=hall.platform, takes_in=False
    )
    operator = MembershipFactory(organisation=centre, role=Role.OPERATOR).account
    paths = ("/", "/algorithms/", "/cases/", "/desk/", "/doors/")
    english.force_login(operator)
    who = identity_of()

    def found():
        with acting(Asker(operator.pk, centre.pk)), within(scope_of(hall, centre)):
            return [known.person.pk for known in queries.find_people(who)]

    def searched():
        page = english.post("/desk/search/", {"name": "Odette Van Kerckhoven"})
        return TOKEN.sub("", page.content.decode())

    without, none, nobody = pages(english, *paths), found(), searched()
    person = PersonFactory(organisation=hall, street=STREET)
    assert (found(), searched() == nobody) == ([person.pk], False)
    with acting(Asker(AccountFactory().pk, hall.pk)), within(scope_of(hall)):
        protection.protect(person)
        # Her own organisation still finds her, and sees no street.
        (known,) = queries.find_people(who)
        assert (known.person.pk, known.identity.street) == (person.pk, "")

    assert (found(), pages(english, *paths), searched()) == (none, without, nobody)


def test_no_neighbour_learns_that_she_is_known(hall, hidden):
    neighbour = OrganisationFactory(area__postal_code="1300", takes_in=True)
    AgreementFactory(one=hall, other=neighbour)
    same = PersonFactory(organisation=neighbour)
    with within(scope_of(neighbour)):
        assert note_likenesses(same, identity_of()) == 0
    with within(scope_of(hall)):
        assert note_likenesses(hidden, identity_of()) == 0
    row = made_row(Likeness, hall, across=True)
    with within(scope_of(hall)):
        protection.protect(row.other)
        assert not Likeness.objects.exists()
