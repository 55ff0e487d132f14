"""Whatever is typed into the doors' own forms: a kind page, never an error of ours."""

import pytest
from django.urls import reverse
from markupsafe import escape

from tests.factories import PersonFactory
from tests.parity.answers import HOSTILE

pytestmark = pytest.mark.django_db
texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def shown(text: str) -> str:
    return str(escape(text))


@texts
def test_in_the_form_for_a_code(visitor, desk, text):
    for client, path in ((visitor, "/draft/"), (desk.browser.client, "/desk/take-up/")):
        response = client.post(path, {"reference": text, "word": text})

        assert response.status_code == 200
        assert shown(text) in response.text


@texts
def test_in_the_search(desk, text):
    names = ("name", "phone", "born_on_day", "born_on_month", "born_on_year")
    response = desk.browser.client.post("/desk/search/", dict.fromkeys(names, text))

    assert response.status_code == 200
    assert shown(text) in response.text


@texts
def test_in_everything_the_desk_sends_beside_the_answers(desk, service, answers, commune, text):
    person = PersonFactory(organisation=commune)
    desk.begin(service)
    desk.answer(answers)
    client, draft = desk.browser.client, desk.draft
    beside = ("shown", "call-door", "call-language", "do", "somebody_else", "person", "service")
    said = dict.fromkeys((*beside, "back-day", "back-hour"), text)
    new = reverse("doors:desk_new_for", args=[person.key])
    for path in (draft, f"{draft}known/", f"{draft}call-back/", new, f"{new}call-back/"):
        response = client.post(path, said, follow=True)

        assert response.status_code == 200, path
    assert client.get(draft).status_code == 200


@texts
def test_in_what_the_web_sends_beside_the_answers(visitor, commune, text):
    beside = dict.fromkeys(("mine", "later", "do"), text)

    for path in ("/s/ask-for-help/", "/s/ask-for-help/where/", "/s/ask-for-help/review/"):
        assert visitor.post(path, beside, follow=True).status_code == 200


def test_a_cookie_made_up_by_hand(visitor, commune):
    for text in ("x", ".", "::", "ZKQ74MPA.dafuvile:abc", "\xff", "x" * 3000):
        visitor.cookies["draft-ask-for-help"] = text

        assert visitor.get("/s/ask-for-help/where/").status_code == 200
