"""What every answer says, and how large it leaves."""

import gzip

import pytest
from django.http import HttpResponse

from tandem.ui.headers import LARGE, never_kept, squeeze


@pytest.fixture
def asked(rf):
    return rf.get("/", headers={"accept-encoding": "gzip, br"})


def page(size: int, kind: str = "text/html; charset=utf-8") -> HttpResponse:
    return HttpResponse("a" * size, content_type=kind)


def test_a_large_page_leaves_compressed_and_says_so(asked):
    response = squeeze(lambda _: page(LARGE))(asked)

    assert gzip.decompress(response.content) == b"a" * LARGE
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Length"] == str(len(response.content))
    assert "Accept-Encoding" in response.headers["Vary"]


def test_its_length_tells_nothing_of_what_is_inside(asked):
    lengths = {len(squeeze(lambda _: page(LARGE))(asked).content) for _ in range(40)}

    assert len(lengths) > 5


@pytest.mark.parametrize("response", [page(LARGE - 1), page(LARGE, "application/pdf")])
def test_small_pages_and_files_leave_as_they_are(asked, response):
    assert squeeze(lambda _: response)(asked).content == response.content
    assert "Content-Encoding" not in response.headers


def test_who_cannot_read_it_compressed_gets_it_plain(rf):
    assert squeeze(lambda _: page(LARGE))(rf.get("/")).content == b"a" * LARGE


def test_what_is_never_kept_says_so_whatever_it_said_before(asked):
    def view(_request):
        return HttpResponse("", headers={"Cache-Control": "max-age=60, public"})

    headers = never_kept(view)(asked).headers

    assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", "))
    assert "public" not in headers["Cache-Control"]
    assert headers["Expires"] == "0"
