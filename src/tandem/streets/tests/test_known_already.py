"""Is it known already? Asked by every door; whoever joins is told so, and by how many it is told."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tandem.cases.models import Case
from tandem.outbox.models import Message
from tandem.streets import nearby
from tandem.streets.choices import Trouble
from tandem.streets.models import Report, Voice
from tandem.streets.tests.reported import another_voice, reported
from tandem.tenancy.scope import within
from tests.factories import scope_of
from tests.parity.drivers import Api, Email, Paper

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
ASKED = "Is it one of these, known already?"
JOINED = "It was known already: with you, fewer than five people have told us of it, and you get its news."


@pytest.fixture
def known(commune):
    return reported(commune, street="Rue des Tilleuls Inventés 12")


@pytest.fixture
def receipted(commune, known):
    """How her report came to stand: with the one known, and what the receipt that left says."""

    def told() -> list[str]:
        with within(scope_of(commune)):
            assert Report.objects.get() == known
            assert Voice.objects.of(known).count() == Case.objects.count() == 2
            message = Message.objects.filter(kind="receipt").get()
            assert message.text.short.endswith("Known already.")
            return list(message.text.paragraphs)

    return told


def test_an_e_mail_names_it_and_one_letter_joins_it(commune, known, service, told, receipted):
    rosa = Email()
    rosa.begin(service)
    rosa.answer({name: said for name, said in told.items() if name != "photo"})
    one_line = " ".join(rosa.text.split())
    assert "Perhaps it is known already." in one_line
    assert "A: A street lamp, Rue des Tilleuls Inventés 12, 1030, since" in one_line

    rosa.reply("A")

    assert JOINED in " ".join(rosa.text.split())
    assert JOINED in receipted()


def test_what_stands_in_one_street_is_told_apart_by_its_sign_and_by_what_she_typed(commune):
    signs = [
        reported(commune, street=f"Rue des Tilleuls Inventés {number}", kind=kind, confirmed=False)
        for kind in (Trouble.LAMP, Trouble.DUMPING)
        for number in (12, 12, 14)
    ]

    def labels(kind):
        where = {"postal_code": "1030", "street": "Rue des Tilleuls Inventés 12"}
        with override("en"):
            return [one.label for one in nearby.alike_to(where, kind)]

    lamps, rubbish = labels(Trouble.LAMP), labels(Trouble.DUMPING)
    assert len({*lamps, *rubbish}) == len(signs)
    assert sum("same street and number as yours" in one for one in lamps) == 2
    assert sum("same street as yours, number near" in one for one in lamps) == 1
    # Of what may tell of a household nobody finds the house by trying numbers.
    assert all("(same street as yours, number " in one for one in rubbish)
    assert not any("Tilleuls" in one for one in [*lamps, *rubbish])


def test_a_yes_by_e_mail_joins_nothing(commune, known, service, told):
    rosa = Email()
    rosa.begin(service)
    rosa.answer(told)
    rosa.reply("YES")

    assert JOINED not in " ".join(rosa.text.split())
    with within(scope_of(commune)):
        assert Report.objects.count() == 2


def test_a_program_is_told_what_is_known_and_says_which(known, service, told, receipted):
    program = Api()
    program.begin(service)
    assert program.told["known_already"] == []
    program.answer(told)
    assert [one["key"] for one in program.told["known_already"]] == [known.sign]

    wrong = program._with_code("patch", "", {"same_as": 7})
    assert wrong.status_code == 422
    chosen = program._with_code("patch", "", {"same_as": known.sign}).json()
    assert chosen["same_as"] == known.sign
    sent = program._with_code("post", "/case", {}).json()

    assert (sent["voices"], sent["joined_in_words"]) == (None, JOINED)
    assert JOINED in receipted()


def test_a_program_may_say_it_at_once(known, service, told, receipted):
    program = Api()
    program.service = service
    answers = {name: program._natural(name, raw) for name, raw in told.items()}
    body = {"answers": answers, "same_as": known.sign, "language": "en"}
    sent = program.call("post", "services/report-broken/cases", body, **Api.once())

    assert sent.status_code == 201, sent.content
    assert sent.json()["voices"] is None
    receipted()


def test_a_colleague_who_reads_the_paper_is_asked_before_it_is_sent(
    commune, known, service, told, receipted
):
    paper = Paper(desk=commune)
    paper.begin(service)
    page = paper.answer(told)
    assert ASKED in page.html

    # Without a word on it nothing goes.
    asked = paper._read({**page.values, "same_as": []}, "send")
    assert "Perhaps it is known already. Look below, then send it." in asked.html
    page = paper._read({**asked.values, "same_as": [known.sign]}, "send")
    if paper.browser.path.endswith("known/"):
        page = paper.browser.post(paper.browser.path, {"person": "new"})

    assert JOINED in page.html
    receipted()


def test_me_too_leads_to_the_form_with_it_chosen(web, known, service, told, receipted):
    shown = web.browser.get(reverse("streets:report", args=[known.sign])).html
    listed = web.browser.get(reverse("streets:reports") + "?postal_code=1030").html
    start = reverse("doors:start", args=["report-broken"])
    link = f"{start}?same_as={known.sign}"
    assert link in shown
    assert link in listed

    assert "You saw it too" in web.browser.get(link).html
    web.browser.post(start, {"same_as": known.sign})
    assert web.browser.path.endswith("/what/")
    web.service = service
    web.answer({name: told[name] for name in ("what", "photo", "reach")})
    review = web.browser.get(web._at("review"))
    assert f'value="{known.sign}" checked' in review.html.replace(' id="id_same_as_1"', "")
    sent = web.browser.post(web._at("review"), {"same_as": known.sign})

    assert JOINED in sent.html
    assert JOINED in receipted()


def test_me_too_tells_no_house_number_that_the_page_does_not_tell(web, commune, service, told):
    report = reported(commune, kind=Trouble.DUMPING, street="Rue des Tilleuls Inventés 12")
    assert service.told_as(report.sign)["where_street"] == ["Rue des Tilleuls Inventés"]

    web.service = service
    web.browser.post(reverse("doors:start", args=["report-broken"]), {"same_as": report.sign})
    web.answer({name: told[name] for name in ("what", "photo", "reach")})
    web.browser.post(web._at("review"), {"same_as": report.sign})

    with within(scope_of(commune)):
        assert Report.objects.get().voices_count == 2


def test_what_has_ended_is_not_joined_from_its_page(web, commune, known, service):
    with within(scope_of(commune)):
        another_voice(known)
        Report.objects.filter(pk=known.pk).update(state="closed", closed_because="private")

    assert service.told_as(known.sign) == {}
    assert service.told_as("nonsense") == {}
    shown = web.browser.get(reverse("streets:report", args=[known.sign])).html
    assert "same_as=" not in shown
