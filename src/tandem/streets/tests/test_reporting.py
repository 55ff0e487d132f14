"""From what somebody saw to a report with its voice; and what is known already."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases.models import Case
from tandem.doors.paper.press import layout_of
from tandem.doors.paper.wording import Wanted, content
from tandem.journal.choices import Purpose
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tandem.services.places import Spot
from tandem.streets.actions import move, what_was_seen
from tandem.streets.choices import Closed, State
from tandem.streets.errors import NotNow
from tandem.streets.models import Report, Voice
from tandem.streets.tests.factories import ReportFactory
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def sent(driver, service, told):
    driver.begin(service)
    driver.answer(told)
    return driver.send()


def test_a_report_has_its_place_in_the_open_and_its_words_sealed(web, service, told, commune):
    sent(web, service, told)

    with within(scope_of(commune)):
        report = Report.objects.get()
        assert (report.street, report.house_number) == ("Rue des Tilleuls Inventés 12", 12)
        assert report.state == State.NEW
        assert b"baker" not in bytes(report.sealed)
        assert what_was_seen(report) == "Before the baker's\nThe lamp has been out since Monday."


def test_nobody_has_to_say_who_she_is(web, service, told, commune):
    receipt = sent(web, service, told)

    with within(scope_of(commune)):
        person = Voice.objects.get().person
        who = reveal_one(person, Purpose.STREETS)
    assert who.full_name == ""
    assert receipt.reference


def test_where_it_is_broken_is_not_where_she_lives(web, service, told, commune):
    told["reach"] |= {"reach_channel": ["letter"], "reach_last_name": ["Vandenput"]}
    told["reach"] |= {"reach_street": ["Chemin Imaginaire 3"], "reach_postal_code": ["1300"]}

    sent(web, service, told)

    with within(scope_of(commune)):
        person = Person.objects.get()
        who = reveal_one(person, Purpose.STREETS)
    assert (who.street, who.postal_code, person.postal_code) == (
        "Chemin Imaginaire 3",
        "1300",
        "1300",
    )


def test_a_letter_needs_her_own_address(web, service, told, commune):
    told["reach"] |= {"reach_channel": ["letter"]}
    web.begin(service)

    page = web.answer(told)

    assert "A letter needs a name on it. Write it, or choose another way." in page.errors
    assert any("Write your street and number" in error for error in page.errors)


def test_a_point_and_a_square_are_understood_where_a_number_is_asked(web, service, told, commune):
    told["where"]["where_mark"] = ["50.8671, 4.3735"]
    sent(web, service, told)
    told["where"] |= {"where_mark": ["k10"], "where_street": ["Allée Inventée"]}
    sent(type(web)(), service, told)

    with within(scope_of(commune)):
        by_point, by_square = Report.objects.order_by("pk")
    assert (by_point.lat, by_point.lon) == (50.8671, 4.3735)
    assert by_square.square == "K10"
    assert by_square.lat is not None


def test_what_is_known_already_is_shown_before_sending_and_joined(web, service, told, commune):
    sent(web, service, told)
    second = type(web)()
    second.begin(service)
    second.answer(told)
    with within(scope_of(commune)):
        sign = Report.objects.get().sign

    review = second.browser.get(second._at("review"))
    assert "Is it one of these, known already?" in review.html
    second.browser.post(second._at("review"), {"same_as": sign})

    with within(scope_of(commune)):
        report = Report.objects.get()
        # Neither left a way to reach her: both are heard, and one of them counts.
        assert report.voices_count == 1
        assert Voice.objects.of(report).count() == Case.objects.count() == 2


def test_whoever_says_that_it_is_another_has_a_report_of_its_own(web, service, told, commune):
    sent(web, service, told)
    second = type(web)()
    second.begin(service)
    second.answer(told)

    second.browser.post(second._at("review"), {"same_as": ""})

    with within(scope_of(commune)):
        assert Report.objects.count() == 2


def test_a_sign_put_in_by_hand_joins_nothing_that_is_not_alike(web, service, told, commune):
    other = ReportFactory(organisation=commune, category="tree", street="Quai Lointain 80")
    web.begin(service)
    web.answer(told)

    web.browser.post(web._at("review"), {"same_as": other.sign})

    with within(scope_of(commune)):
        assert Report.objects.get(pk=other.pk).voices_count == 0
        assert Report.objects.count() == 2


def test_by_text_message_it_is_joined_by_its_letter(mobile, web, service, told, commune):
    sent(web, service, told)
    mobile.begin(service)
    mobile.answer({name: said for name, said in told.items() if name != "photo"})

    assert "Known already. Is it one of these? Answer its letter:" in mobile.last
    assert "The same as:" in mobile.text("a")
    mobile.text("YES")

    with within(scope_of(commune)):
        assert Voice.objects.of(Report.objects.get()).count() == 2


def test_an_operator_sees_it_with_the_reading_back(desk, web, service, told, commune):
    sent(web, service, told)
    desk.begin(service)
    desk.answer(told)

    assert "Is it one of these, known already?" in desk.send().read_back

    with within(scope_of(commune)):
        assert Report.objects.count() == 2


def test_of_danger_a_telephone_number_is_told_at_once(web, mobile, service, told, commune):
    with override("en"):
        now = str(service.urgent.now)
    told["kind"] = {"kind": ["danger_gas"]}
    first = {name: told[name] for name in ("where", "kind")}

    web.begin(service)
    assert now in web.answer(first).text
    mobile.begin(service)
    mobile.answer(first)
    assert now in " ".join(mobile.last.split("\n"))


def test_a_report_goes_only_where_it_may_and_leaves_a_line(commune):
    report = ReportFactory(organisation=commune)

    with within(scope_of(commune)):
        move(report, State.CLOSED, because=Closed.PRIVATE, words="Its owner has to repair it.")
        with pytest.raises(NotNow):
            move(report, State.PLANNED)
        again = move(report, State.NEW)
        assert again.reopened == 1
        assert [step.state for step in report.moves.all()] == [State.CLOSED, State.NEW]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("le lampadaire ne marche plus", "lamp"),
        ("iemand heeft hier sluikstort achtergelaten", "dumping"),
        ("es riecht hier nach gaz", "danger_gas"),
        ("graffitis on the school wall", "graffiti"),
    ],
)
def test_what_fits_her_words_stands_first(service, commune, words, first):
    form = service.form({"what": [words]}, place=commune.area)

    codes = [code for code, _label in form.fields["kind"].choices]

    assert codes[0] == first
    assert sorted(codes) == sorted(code for code, _label in service.form({}).fields["kind"].choices)


def test_words_of_danger_are_seen_whatever_was_chosen(web, service, told, commune):
    told["what"] = {"what": ["ca sent le gaz devant le lampadaire"]}
    web.begin(service)
    web.answer({name: told[name] for name in ("where", "what", "kind", "photo", "reach")})
    web.send()

    with within(scope_of(commune)):
        report = Report.objects.get()
    assert (report.danger, report.may_be_danger) == (False, True)


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_on_paper_it_is_three_pages_and_says_nothing_that_only_a_screen_does(
    service, commune, language
):
    printed, _meaning = content(Wanted(service, language, commune=commune.area))

    assert len(layout_of(printed).pages) == 3
    with override(language):
        best = str(_("What fits your words best stands first."))
        on_screen = service.form({"what": ["gaz"]}, place=commune.area).fields["kind"]
        assert best in str(on_screen.help_text)
    assert best not in str(printed)


@override("en")
def test_a_square_that_no_map_has_is_refused_kindly_where_nothing_else_tells_the_place():
    question = Spot("Where?")
    for said in ("K99", "u 3", "K-21"):
        with pytest.raises(ValidationError, match="The map has no such square"):
            question.clean(["1030", "", "", said])
        assert question.clean(["1030", "Rue Haute 3", "", said])["mark"] == said
    for said in ("K9", "t20", "LP-99", "k 08"):
        assert question.clean(["1030", "", "", said])["mark"] == said
