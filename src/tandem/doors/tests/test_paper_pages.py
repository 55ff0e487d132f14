"""The pages of the paper door: for everybody, and at the counter."""

import page
import pypdfium2
import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from tandem.doors.models import PaperForm, PersonalSheet, PrintOrder
from tandem.doors.paper import orders
from tandem.doors.paper.leaflets import leaflet
from tandem.doors.paper.wording import Wanted, content
from tandem.journal.choices import Door
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.catalogue import known, services
from tandem.tenancy.scope import within
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
FORM = {"sort": "form", "language": "nl", "postal_code": ""}


@pytest.fixture
def counter(operator):
    client = Client()
    client.force_login(operator)
    client.cookies["language"] = "en"
    return client


def words(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in document)


def is_accessible(pdf):
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return report.is_compliant, report.failures


def test_every_service_is_offered_on_paper_and_its_own_page_says_so(visitor, commune):
    shown = visitor.get("/paper/").text

    for service in services():
        assert f"/paper/{service.slug}/" in shown
        assert f"/paper/{service.slug}/" in visitor.get(f"/s/{service.slug}/").text


def test_anybody_prints_a_form_in_the_language_and_size_she_needs(visitor, commune):
    response = visitor.post("/paper/ask-for-help/", FORM | {"sort": "large"})

    assert response["Content-Type"] == "application/pdf"
    assert "Hulp vragen" in words(response.content)
    form = PaperForm.objects.get()
    assert (form.service, form.language, form.large) == ("ask-for-help", "nl", True)


def test_with_a_postal_code_the_form_is_that_of_the_commune(visitor, commune):
    OrganisationFactory(address="Elsewhere 1")
    commune.address = "Square of the Invented Hall 1"
    commune.save()

    response = visitor.post("/paper/ask-for-help/", FORM | {"postal_code": "1030"})

    assert "Square of the Invented Hall 1" in words(response.content)
    assert PaperForm.objects.get().commune == commune.area


def test_a_postal_code_nobody_serves_is_said_before_anything_is_printed(visitor, commune):
    response = visitor.post("/paper/ask-for-help/", FORM | {"postal_code": "9999"})

    assert "No commune served here has this postal code." in response.text


@pytest.mark.parametrize("slug", ["no-such-service", "review"])
def test_what_is_not_offered_is_not_there(visitor, slug):
    assert visitor.get(f"/paper/{slug}/").status_code == 404


def test_looking_writes_nothing(visitor, commune):
    visitor.get("/paper/ask-for-help/")

    assert not PaperForm.objects.exists()


def test_whoever_prints_very_often_waits_a_little(visitor, commune):
    leaflet_asked = FORM | {"sort": "leaflet"}
    with time_machine.travel(timezone.now(), tick=False):
        made = [visitor.post("/paper/offer-help/", leaflet_asked) for _ in range(23)]

    kinds = [one["Content-Type"] for one in made]
    assert set(kinds[:20]) == {"application/pdf"}
    assert "Many forms were printed from here." in made[-1].text


def test_the_counter_prints_a_few_copies_at_once(counter, commune):
    form = {"service": "offer-help", "sort": "form", "language": "fr", "copies": "2"}

    response = counter.post("/desk/paper/", form)

    with pypdfium2.PdfDocument(response.content) as document:
        assert len(document) == 2 * PaperForm.objects.get().pages
    assert PaperForm.objects.get().commune == commune.area


def test_many_copies_are_made_by_the_worker(counter, commune):
    form = {"service": "offer-help", "sort": "form", "language": "de", "copies": "21"}

    waiting = counter.post("/desk/paper/", form, follow=True)

    assert "The forms are being prepared." in waiting.text
    assert waiting["Refresh"]
    path = waiting.redirect_chain[0][0]
    assert counter.get(f"{path}pdf/").status_code == 404
    with within(scope_of(commune)):
        order = PrintOrder.objects.get()
        orders.make(order.pk)
        orders.make(order.pk)
    pdf = counter.get(f"{path}pdf/").content
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 21 * order.form.pages
    assert "Open the forms to print them" in counter.get(path).text


def test_another_counter_does_not_find_the_order(counter, commune):
    form = {"service": "offer-help", "sort": "form", "language": "fr", "copies": "30"}
    path = counter.post("/desk/paper/", form)["Location"]
    neighbour = Client()
    neighbour.force_login(MembershipFactory(role="operator").account)

    assert neighbour.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/desk/paper/", "/desk/paper/for/00000000-0000-4000-8000-000000000000/"]
)
def test_a_stranger_cannot_tell_that_the_counter_prints(visitor, commune, path):
    assert visitor.get(path).url.startswith("/sign-in/")


def test_the_counter_posts_a_form_to_somebody_known(counter, commune):
    ana = PersonFactory(organisation=commune, language="fr")

    page_after = counter.post(
        f"/desk/paper/for/{ana.key}/", {"service": "ask-for-help"}, follow=True
    )

    assert "The form leaves with the next letters." in page_after.text
    with within(scope_of(commune)):
        message, sheet = Message.objects.get(), PersonalSheet.objects.get()
        assert (message.wanted, message.person, sheet.person) == (Channel.LETTER, ana, ana)


def test_the_counter_prints_a_form_for_somebody_known(counter, commune):
    ana = PersonFactory(organisation=commune, language="fr", never_write=True)

    shown = counter.get(f"/desk/paper/for/{ana.key}/").text
    pdf = counter.post(
        f"/desk/paper/for/{ana.key}/", {"service": "ask-for-help", "now": "yes"}
    ).content

    assert "No letter may be sent to this address." in shown
    assert is_accessible(pdf) == (True, [])
    assert "Odette" not in words(pdf)


def test_what_is_open_of_a_draft_is_printed_to_take_home(counter, commune, service, answers):
    with within(scope_of(commune)):
        draft = drafts.begin(service, "fr", door=Door.INPERSON, organisation=commune.pk)
        drafts.keep(draft.code, answers["where"], asked=["where"], door=Door.INPERSON)

    pdf = counter.post(f"/desk/drafts/{draft.row.key}/paper/", {"large": "yes"}).content

    with within(scope_of(commune)):
        sheet = PersonalSheet.objects.get()
        assert (sheet.code, sheet.form.large) == (draft.code, True)
    assert "where" not in sheet.form.meaning.questions()
    assert answers["where"]["where_street"][0] not in words(pdf)


@override_settings(SITE_URL="https://help.lilac.example")
@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("service", services(), ids=lambda one: one.slug)
def test_a_leaflet_names_every_door_in_every_language_owed(commune, service, size):
    commune.area.required_languages = ["fr", "nl"]
    commune.address, commune.opening_hours = "Square of the Invented Hall 1", "9-12"
    commune.save()

    pdf = leaflet(service, "de", commune.area, size=size)

    assert is_accessible(pdf) == (True, [])
    with pypdfium2.PdfDocument(pdf) as document:
        # Overleaf stands the map, where the service has one.
        assert len(document) == (6 if service.slug == "report-broken" else 3)
        width = document[0].get_width() / 72 * 25.4
    assert width == pytest.approx({"a4": 210, "a5": 148}[size], abs=1)
    for said in ("02 000 10 30", "Square of the Invented Hall 1", "https://help.lilac.example/s/"):
        assert words(pdf).count(said) == 3


def test_a_leaflet_is_pressed_once(commune):
    service = known("ask-for-help")

    assert leaflet(service, "fr", None, size="a5") is leaflet(service, "fr", None, size="a5")


def test_leaflet_and_form_name_the_word_to_text_and_the_address_where_open(commune, settings):
    lamp, place = known("ask-for-help"), commune.area
    closed = words(leaflet(lamp, "fr", place, size="a4"))
    settings.SMS_NUMBER, settings.MAIL_IN_DOMAIN = "8080", "in.example"

    opened = words(leaflet(lamp, "fr", place, size="a4"))
    said, _meaning = content(Wanted(lamp, "fr", commune=place))

    assert "8080" not in closed
    assert "@in.example" not in closed
    lines = " ".join(line for part in said["back"] for line in part["lines"])
    for told in (opened, lines):
        assert "BESOIN" in told
        assert "8080" in told
        assert "@in.example" in told
