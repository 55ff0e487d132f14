"""What the operator reads and says while the person speaks."""

import re

import pytest

from tandem.doors.phone.spelling import in_syllables, spelled

pytestmark = pytest.mark.django_db


def begun(desk, service, answers):
    desk.begin(service)
    desk.answer(answers)


def test_the_operator_is_told_what_to_say_to_whom_it_cannot_wait(desk, service, answers):
    begun(desk, service, answers | {"vital": {"vital": ["yes"]}})

    page, review = desk.browser.get(desk.draft), desk.browser.get(f"{desk.draft}review/")
    sent = desk.send()

    assert "Cannot wait: tell the person" in page.text
    assert "within 1 working day" in review.text
    for text in (page.text, review.text, sent.text):
        assert "In danger, call 112" in text


def test_the_answers_are_read_back_in_the_language_of_the_person(desk, service, answers):
    given = answers | {"reach": {"reach_channel": ["letter"]}, "kind": {"kind": ["lift"]}}
    begun(desk, service, given)
    desk.language = "fr"
    desk.answer({}, do="keep")

    script, review = desk.browser.get(desk.draft), desk.browser.get(f"{desk.draft}review/")

    assert '<span lang="fr">Par lettre</span>' in script.html
    assert "By letter" in script.text
    assert re.search(r'lang="fr">[^<]*votre code postal|lang="fr">Où ', review.html)
    assert '<span lang="fr">Par lettre' in review.html
    assert "By letter" in review.text


def test_the_end_of_the_script_is_in_the_language_of_the_person_too(desk, service, answers):
    begun(desk, service, answers)
    desk.language = "nl"
    desk.answer({}, do="keep")

    review = desk.browser.get(f"{desk.draft}review/")
    desk.send()
    sent = desk.browser.page

    assert "Het antwoord komt binnen 2 werkdagen." in review.html
    assert review.html.index("Het antwoord komt") < review.html.index("The answer comes within")
    assert "wordt bewaard voor één doel" in review.html
    assert "U krijgt een antwoord, uiterlijk op" in sent.html
    assert sent.html.index("U krijgt een antwoord") < sent.html.index("You will have an answer")


def test_the_word_is_said_in_syllables_and_the_reference_in_first_names(desk, service, answers):
    begun(desk, service, answers)
    desk.language = "nl"
    desk.answer({}, do="keep")

    told = desk.send()

    assert " · ".join(in_syllables(told.word)) in desk.browser.page.text
    for sign, name in spelled(told.reference, "nl"):
        assert f'<strong>{sign}</strong> <span lang="nl">{name}</span>' in desk.browser.page.html


def test_the_deeds_of_the_script_have_keys_and_the_page_says_which(desk, service, answers):
    begun(desk, service, {"where": answers["where"]})

    page = desk.browser.get(desk.draft)

    assert set(re.findall(r'accesskey="(.)"', page.html)) == {"r", "u", "k"}
    assert "R reads back, U refreshes, K keeps as draft" in page.text


def test_what_was_searched_for_is_written_where_it_is_asked(desk, service, commune):
    said = {
        "name": "Noor Van den Berg",
        "phone": "0470 12 34 56",
        "born_on_day": "2",
        "born_on_month": "5",
        "born_on_year": "1941",
    }
    nobody = desk.browser.post("/desk/search/", said)

    chosen = desk.browser.post("/desk/new/", {name: nobody.values[name] for name in said})
    page = desk.browser.post("/desk/new/", {**chosen.values, "service": service.slug, **desk.call})

    assert "Noor" not in desk.browser.path
    assert page.values["who_first_name"] == ["Noor"]
    assert page.values["who_last_name"] == ["Van den Berg"]
    assert [page.values[f"who_{part}"] for part in ("day", "month", "year")] == [
        ["2"],
        ["5"],
        ["1941"],
    ]
    assert page.values["reach_phone"] == ["0470 12 34 56"]


def test_one_word_searched_for_is_a_family_name_and_no_mistake_yet(desk, service, commune):
    nobody = desk.browser.post("/desk/search/", {"name": "Dubois"})
    said = {"name": nobody.values["name"], "service": service.slug}

    page = desk.browser.post("/desk/new/", {**said, **desk.call})

    assert page.values["who_last_name"] == ["Dubois"]
    assert page.values["who_first_name"] == [""]
    assert page.errors == []
    assert "Error" not in page.text
