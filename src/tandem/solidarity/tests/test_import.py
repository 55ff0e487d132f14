import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from tandem.journal.models import Entry
from tandem.people.models import Person
from tandem.solidarity.choices import OfferState
from tandem.solidarity.models import Batch, Offer, Refusal
from tandem.solidarity.tests.factories import NeedFactory, ask, member
from tandem.solidarity.volunteers_file import read, template
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.toolbox.half_days import from_bits
from tests.factories import AreaFactory, CaseFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db
PAGE = "/solidarity/import/"
HEAD = "First name;Last name;E-mail address;Telephone number;Postal code;What the person would do"
NOOR = "Noor;Voorbeeld;noor@voorbeeld.example;;1030;errands, lift"


@pytest.fixture
def town():
    return OrganisationFactory(area=AreaFactory(postal_code="1030"))


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"
    with override("en"):
        yield


USUAL = {"skills": ["errands", "call"], "postal_code": "1030"}


def send(client, *lines, encoding="utf-8", name="list.csv"):
    data = "\r\n".join(lines).encode(encoding)
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return client.post(PAGE, {"file": file, **USUAL}, follow=True)


def again(client, batch, **said):
    return client.post(reverse("solidarity:import_again", args=[batch.key]), said, follow=True)


def batch_in(town):
    with within(scope_of(town)):
        return Batch.objects.latest("pk")


def offers_in(town):
    with within(scope_of(town)):
        return list(Offer.objects.select_related("person").order_by("pk"))


def take_in(client, batch, **chosen):
    page = reverse("solidarity:import_shown", args=[batch.key])
    return client.post(page, chosen, follow=True)


def test_a_list_is_shown_before_anything_is_kept(client, town):
    member(client, town)

    shown = send(client, HEAD, NOOR)

    assert "1 volunteer can be taken in" in shown.text
    assert "Noor Voorbeeld" in shown.text
    with within(scope_of(town)):
        assert not Person.objects.exists()
        assert not Offer.objects.exists()
    assert b"Noor" not in bytes(batch_in(town).sealed)


def test_a_list_taken_in_becomes_offers(client, town):
    member(client, town)
    send(client, HEAD, NOOR)

    shown = take_in(client, batch_in(town))

    (offer,) = offers_in(town)
    assert "1 volunteer is taken in." in shown.text
    assert (offer.skills, offer.capacity, offer.radius_m) == (["errands", "lift"], 1, 5000)
    assert batch_in(town).sealed is None
    with within(scope_of(town)):
        imported = Entry.objects.get(word="solidarity.volunteers_imported")
        assert imported.persons == [offer.person.key]


@pytest.mark.parametrize(
    ("line", "heading", "problem"),
    [
        (";Voorbeeld;noor@voorbeeld.example;;1030;lift", "First name", "Write the first name."),
        ("Noor;Voorbeeld;not an address;;1030;lift", "E-mail address", "name@example.be"),
        ("Noor;Voorbeeld;;12;1030;lift", "Telephone number", "We do not recognise this number."),
        ("Noor;Voorbeeld;a@b.example;;9999;lift", "Postal code", "No commune served here"),
        ("Noor;Voorbeeld;a@b.example;;1030;flying", "What the person would do", "“flying”"),
        ("=HYPERLINK(1);Voorbeeld;a@b.example;;1030;lift", "First name", "looks like a formula"),
        ("Noor;@SUM(1);a@b.example;;1030;lift", "Last name", "looks like a formula"),
        ("Noor;-1+1;a@b.example;;1030;lift", "Last name", "looks like a formula"),
        ("<b>;Voorbeeld;a@b.example;;1030;lift", "First name", "Leave out the signs"),
        (f"{'x' * 501};Voorbeeld;a@b.example;;1030;lift", "First name", "far too long"),
    ],
)
def test_what_is_wrong_is_said_beside_its_cell(client, town, line, heading, problem):
    member(client, town)

    shown = send(client, HEAD, line, NOOR).text

    wrong = shown.split("cannot be taken in")[1]
    assert "Line 2" in wrong
    assert heading in wrong
    assert problem in wrong
    assert "1 volunteer can be taken in" in shown


def test_a_number_with_a_plus_is_a_number_and_no_formula(client, town):
    member(client, town)

    shown = send(client, HEAD, "Noor;Voorbeeld;;+32 470 00 00 00;1030;lift")

    assert "1 volunteer can be taken in" in shown.text


def test_who_stands_twice_is_taken_in_once(client, town):
    member(client, town)

    shown = send(client, HEAD, NOOR, NOOR)

    assert "already stands in line 2" in shown.text
    take_in(client, batch_in(town))
    assert len(offers_in(town)) == 1


def test_somebody_known_is_proposed_and_never_decided_by_itself(client, town):
    known = PersonFactory(
        organisation=town, first_name="Noor", last_name="Voorbeeld", email="noor@voorbeeld.example"
    )
    member(client, town)

    shown = send(client, HEAD, NOOR)
    bare = take_in(client, batch_in(town))
    same = take_in(client, batch_in(town), line_2=str(known.pk))

    assert "The same as Noor Voorbeeld" in shown.text
    assert bare.status_code == 422
    assert "taken in." in same.text
    assert [offer.person_id for offer in offers_in(town)] == [known.pk]
    with within(scope_of(town)):
        assert Person.objects.count() == 1
        assert Entry.objects.looks().about(known.key).filter(word="people.searched").exists()


def test_somebody_else_of_the_same_name_is_somebody_new(client, town):
    PersonFactory(organisation=town, first_name="Noor", last_name="Voorbeeld", phone="")
    member(client, town)
    send(client, HEAD, NOOR)

    take_in(client, batch_in(town), line_2="new")

    with within(scope_of(town)):
        assert Person.objects.count() == 2


def test_nobody_of_another_organisation_can_be_chosen(client, town):
    PersonFactory(organisation=town, first_name="Noor", last_name="Voorbeeld")
    stranger = PersonFactory(first_name="Noor", last_name="Voorbeeld")
    member(client, town)
    send(client, HEAD, NOOR)

    answer = take_in(client, batch_in(town), line_2=str(stranger.pk))

    assert answer.status_code == 422
    assert offers_in(town) == []


def test_a_list_sent_twice_takes_nobody_in_twice(client, town):
    member(client, town)
    send(client, HEAD, NOOR)
    first = batch_in(town)
    take_in(client, first)

    again = take_in(client, first)
    send(client, HEAD, NOOR)
    with within(scope_of(town)):
        known = Person.objects.get()
    take_in(client, batch_in(town), line_2=str(known.pk))

    assert "already been taken in" in again.text
    assert len(offers_in(town)) == 1


def test_undoing_leaves_nothing_of_the_list(client, town):
    member(client, town)
    send(client, HEAD, NOOR)
    take_in(client, batch_in(town))

    client.post(reverse("solidarity:import_undo", args=[batch_in(town).key]))

    with within(scope_of(town)):
        assert not Offer.objects.exists()
        assert not Person.objects.exists()
        assert Batch.objects.get().undone_at is not None


def test_who_asked_for_something_meanwhile_stays_known(client, town):
    member(client, town)
    send(client, HEAD, NOOR)
    take_in(client, batch_in(town))
    (offer,) = offers_in(town)
    CaseFactory(organisation=town, person=offer.person)

    client.post(reverse("solidarity:import_undo", args=[batch_in(town).key]))

    with within(scope_of(town)):
        assert Person.objects.get() == offer.person


def test_once_somebody_was_asked_the_list_stays(client, town):
    member(client, town)
    send(client, HEAD, NOOR)
    take_in(client, batch_in(town))
    ask(NeedFactory(organisation=town), offers_in(town)[0])

    shown = client.post(reverse("solidarity:import_undo", args=[batch_in(town).key]), follow=True)

    assert "was already asked for help" in shown.text
    assert len(offers_in(town)) == 1


def test_across_a_border_whoever_was_asked_keeps_the_list_also_when_the_border_is_shut(
    client, town
):
    member(client, town)
    send(client, HEAD, NOOR)
    take_in(client, batch_in(town))
    ask(NeedFactory(organisation=OrganisationFactory()), offers_in(town)[0])

    shown = client.post(reverse("solidarity:import_undo", args=[batch_in(town).key]), follow=True)

    assert "was already asked for help" in shown.text
    assert [offer.state for offer in offers_in(town)] == [OfferState.ACTIVE]


def test_whom_a_neighbour_refused_has_left_and_nobody_else_of_the_list_remains(client, town):
    neighbour = OrganisationFactory()
    need = NeedFactory(organisation=neighbour)
    member(client, town)
    send(client, HEAD, NOOR, NOOR.replace("Noor", "Nele").replace("noor", "nele"))
    take_in(client, batch_in(town))
    refused, _gone = offers_in(town)
    with within(scope_of(neighbour)):
        held = {"territory_id": need.territory_id, "organisation": neighbour}
        Refusal.objects.create(person=need.person, offer_id=refused.pk, need=need, **held)

    shown = client.post(reverse("solidarity:import_undo", args=[batch_in(town).key]), follow=True)

    assert "The list is taken out again." in shown.text
    assert [(offer.pk, offer.state) for offer in offers_in(town)] == [(refused.pk, OfferState.LEFT)]
    with within(scope_of(town)):
        connection.check_constraints()


def test_a_list_can_be_thrown_away(client, town):
    member(client, town)
    send(client, HEAD, NOOR)

    client.post(reverse("solidarity:import_throw_away", args=[batch_in(town).key]))

    with within(scope_of(town)):
        assert not Batch.objects.exists()


def test_a_workbook_is_refused_with_what_to_do(client, town):
    member(client, town)
    file = SimpleUploadedFile("list.xlsx", b"PK\x03\x04 a workbook")

    answer = client.post(PAGE, {"file": file, **USUAL})

    assert answer.status_code == 422
    assert "This is not a CSV file." in answer.text


def test_the_template_can_be_sent_back(client, town):
    member(client, town)

    file = client.get("/solidarity/import/volunteers.csv")
    found = read(file.content, "fr")

    assert file.headers["Content-Disposition"].startswith("attachment")
    assert found.ignored == []
    assert found.rows[0].problems == {}
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in template().split(";"))


def test_only_coordinators_bring_lists_in(client, town):
    member(client, town)
    send(client, HEAD, NOOR)
    batch = batch_in(town)
    member(client, OrganisationFactory())

    assert client.get(reverse("solidarity:import_shown", args=[batch.key])).status_code == 404
    member(client, town, Role.OPERATOR)
    assert client.get(PAGE).status_code == 404


def test_an_ordinary_list_of_an_association_comes_in(client, town):
    member(client, town)
    head = "Voornaam;Naam;E-mail;Telefoon;Postcode;Talen;Wat;Wanneer"

    shown = send(
        client,
        head,
        "Noor;Voorbeeld;noor@voorbeeld.example;;1030;nl, fr;boodschappen en vervoer;ma vm, do nm",
    )

    assert "not understood" not in shown.text
    assert "Shopping and errands, A lift" in shown.text
    take_in(client, batch_in(town))
    (offer,) = offers_in(town)
    assert (offer.skills, from_bits(offer.half_days)) == (["errands", "lift"], (0, 10))


def test_a_list_of_names_and_telephones_comes_in(client, town):
    member(client, town)

    shown = send(client, "Naam;Telefoon", "Noor Voorbeeld;0470 00 00 00")
    take_in(client, batch_in(town))

    assert "1 volunteer can be taken in" in shown.text
    (offer,) = offers_in(town)
    assert (offer.skills, offer.postal_code) == (["call", "errands"], "1030")


def test_what_a_column_is_can_be_said_by_hand(client, town):
    member(client, town)

    lost = send(client, "Wie;Contact", "Noor Voorbeeld;0470 00 00 00")
    shown = again(client, batch_in(town), columns="yes", column_0="full_name", column_1="phone")

    assert "which column holds the names" in lost.text
    assert "Noor Voorbeeld" in shown.text
    assert "0470 00 00 00" in shown.text
    assert "1 volunteer can be taken in" in shown.text


def test_two_columns_cannot_be_the_same(client, town):
    member(client, town)
    send(client, "Naam;Telefoon", "Noor Voorbeeld;0470 00 00 00")

    shown = again(client, batch_in(town), columns="yes", column_0="phone", column_1="phone")

    assert shown.status_code == 422
    assert "Two columns cannot be the same." in shown.text


def test_a_line_is_put_right_on_the_page(client, town):
    member(client, town)
    wrong = send(client, HEAD, "Noor;Voorbeeld;noor at home;;1030;flying")
    first = again(client, batch_in(town), line_2_skills="meal")

    second = again(client, batch_in(town), line_2_email="noor@voorbeeld.example")
    take_in(client, batch_in(town))

    assert 'name="line_2_skills"' in wrong.text
    assert 'name="line_2_email"' in wrong.text
    assert 'value="noor at home"' in first.text
    assert "1 volunteer can be taken in" in second.text
    (offer,) = offers_in(town)
    assert offer.skills == ["meal"]


def test_everything_wrong_with_a_line_is_said_at_once(client, town):
    member(client, town)

    shown = send(client, "first name;last name;language;email", "Noor;;klingon;no address")

    assert "Write a language, such as fr or Dutch." in shown.text
    assert "Write the last name." in shown.text
    assert "An e-mail address looks like" in shown.text


def test_whoever_gave_no_contact_is_pointed_out(client, town):
    member(client, town)

    shown = send(client, "first name;last name", "Noor;Voorbeeld")

    assert "1 volunteer has no e-mail address" in shown.text
    assert "At the desk only" in shown.text
