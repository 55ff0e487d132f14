import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client, RequestFactory

from tandem.ui.language import wanted


@pytest.mark.parametrize(
    ("cookie", "header", "language"),
    [
        ("", "", "fr"),
        ("", "nl-BE,fr;q=0.8", "nl"),
        ("", "pt, de;q=0.5, en;q=0.4", "de"),
        ("", "ar", "fr"),
        ("en", "nl", "en"),
        ("klingon", "nl", "nl"),
        ("../../etc", "", "fr"),
        ("", "*;q=nonsense,,;;", "fr"),
    ],
)
def test_the_language_is_the_one_chosen_else_the_browsers_else_french(cookie, header, language):
    request = RequestFactory(headers={"accept-language": header}).get("/")
    request.COOKIES["language"] = cookie

    assert wanted(request) == language


def test_one_tap_changes_the_language_and_stays_on_the_page():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/language/", {"language": "nl", "next": "/ui/form/?page=2"})

    assert response.status_code == 302
    assert response["Location"] == "/ui/form/?page=2"
    assert '<html lang="nl" dir="ltr">' in client.get("/ui/").text


@pytest.mark.parametrize(
    "away",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x", ""],
)
def test_nobody_is_sent_elsewhere(away):
    response = Client().post("/language/", {"language": "de", "next": away})

    assert response["Location"] == "/"


def test_a_language_nobody_speaks_here_is_not_kept():
    response = Client().post("/language/", {"language": "xx", "next": "/ui/"})

    assert "language" not in response.cookies


def test_only_a_tap_changes_the_language():
    assert Client().get("/language/").status_code == 405


def test_reading_a_page_leaves_no_cookie():
    response = Client().get("/ui/")

    assert not response.cookies
    assert response["Content-Language"] == "fr"
    assert "Accept-Language" in response["Vary"]


def test_in_french_nobody_is_forbidden_what_she_need_not_do():
    # "Vous ne devez pas" says that one must not.
    with (settings.LOCALE_PATHS[0] / "fr/LC_MESSAGES/django.po").open("rb") as file:
        said = [one for one in read_po(file, locale="fr") if "need not" in str(one.id)]

    assert said
    assert [one.id for one in said if "ne devez pas" in str(one.string)] == []
