import re

import pytest
from django.test import Client, RequestFactory
from django.test.html import parse_html
from django.utils import translation

from tandem.ui import views
from tandem.ui.gallery import PAGES

ERRORS = {
    400: views.bad_request,
    403: views.forbidden,
    404: views.not_found,
    500: views.server_error,
}


@pytest.mark.parametrize("address", ["/ui/", *(f"/ui/{name}/" for name in PAGES)])
def test_every_page_of_the_gallery_has_one_heading_and_no_style_of_its_own(address):
    response = Client().get(address)

    assert response.status_code == 200
    parse_html(response.text)  # raises at a tag left open
    assert len(re.findall("<h1", response.text)) == 1
    assert not re.search(r"<style|\sstyle=|<script(?! src)|\son\w+=", response.text)


def test_what_the_gallery_does_not_have_is_not_found():
    assert Client().get("/ui/palace/").status_code == 404


def test_a_language_written_from_right_to_left_turns_the_page():
    assert '<html lang="ar" dir="rtl">' in Client().get("/ui/form/?dir=rtl").text


@pytest.mark.parametrize("status", ERRORS)
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_an_error_says_what_to_do_next(status, language):
    with translation.override(language):
        response = ERRORS[status](RequestFactory().get("/lost/"))

    assert response.status_code == status
    assert f'<html lang="{language}"' in response.text
    assert '<p class="lead">' in response.text
    assert 'href="/"' in response.text


def test_a_form_without_its_token_is_explained():
    response = views.csrf_failure(RequestFactory().post("/"), reason="no cookie")

    assert response.status_code == 403
    assert "no cookie" not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/ui/", "/follow/", "/sign-in/", "/accessibility/"])
def test_who_asks_for_the_head_alone_is_answered_as_for_the_page(page):
    whole, head = Client().get(page), Client().head(page)

    assert head.status_code == whole.status_code == 200
    assert head.content == b""
    assert int(head.headers["Content-Length"]) > 1000
