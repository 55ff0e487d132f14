"""A mail written as a page: what a person wrote is read, or it is said that it was not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.doors.email import letters
from tandem.doors.email.markup import words_of
from tandem.doors.email.unfold_page import said_in

BROKEN = {
    "no end of head": "<html><head><meta charset=utf-8><body><p>Help, I fell.</p></body></html>",
    "title": "<title>x<p>Help, I fell.</p>",
    "object": "<p>Before <object data=x> middle</p><p>Help, I fell.</p>",
    "svg": "<p>hi<svg><path></p><p>Help, I fell.</p>",
    "words in svg": "<p>hi</p><svg><text>Help, I fell.</text></svg>",
    "template": "<p>a</p><template><p>x</p>Help, I fell.",
    "style": "<style>p{}<p>Help, I fell.</p>",
    "script": "<p>a</p><script>let a = 1<p>Help, I fell.</p>",
    "remark": "<p>a</p><!-- x <p>Help, I fell.</p>",
    "quotes of an attribute": "<p>a<p class='b>Help, I fell.</p>",
    "half an order": "<p>a</p><? Help, I fell.",
    "half an end": "<p>a</p></ Help, I fell.",
    "frames": "<frameset>Help, I fell.</frameset>",
    "in no cell": "<table>Help, I fell.<tr><td>x</table>",
}
HIDES_THE_REST = {
    "title", "style", "script", "remark", "quotes of an attribute", "half an order", "half an end"
}  # fmt: skip


def a_mail(page):
    head = "From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return letters.read((head + page).encode())


@pytest.mark.parametrize("fault", BROKEN)
def test_no_mistake_in_a_page_makes_its_words_vanish_in_silence(fault):
    read = a_mail(BROKEN[fault])

    assert "Help, I fell." in read.text
    assert read.whole == (fault not in HIDES_THE_REST)


def test_a_page_of_an_ordinary_program_is_whole():
    page = (
        "<!DOCTYPE html><html><head><title>Re: you</title><style>p{margin:0}</style></head><body>"
        "<!--[if mso]>x<![endif]--><o:p></o:p><p>Yes &amp; gladly<br>I &lt;3 it</p>"
        "<table><tr><td>a</td><td>b</td></tr></table><blockquote><p>When?</p></blockquote>"
        "<pre>one\n two</pre><script>1</script></body></html>"
    )

    read = words_of(page)

    assert read.text == "Yes & gladly\nI <3 it\na b\n> When?\none\ntwo"
    assert read.whole


def test_a_page_longer_than_is_read_is_not_whole():
    read = a_mail("<p>Help</p>" + "x" * letters.MOST_PAGE)

    assert read.text.startswith("Help")
    assert not read.whole


def test_a_page_that_takes_too_long_is_told_in_a_heap():
    crossed = "<b>" * 6_000 + "<div>" * 6_000 + "</b>" * 6_000

    read = words_of(f"<p>Help</p>{crossed}")

    assert read.text == "Help"
    assert not read.whole


NAMES = st.sampled_from([
    "p", "div", "b", "a", "i", "table", "tr", "td", "ul", "li", "svg", "math", "title", "style",
    "script", "object", "template", "select", "option", "textarea", "head", "body", "html", "form",
    "frameset", "blockquote", "pre", "iframe", "noscript", "plaintext",
])  # fmt: skip
PIECES = st.one_of(
    NAMES.map("<{}>".format),
    NAMES.map("</{}>".format),
    NAMES.map("<{} a='b'>".format),
    st.sampled_from(
        ["<!--", "-->", "<!doctype html>", "<?", "<![CDATA[", "<", "&", "hello", "<p '"]
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=8))
def test_words_after_any_beginning_are_read_or_it_is_said(before):
    text, whole = said_in("".join(before) + "<p>Help, I fell.</p>")

    assert "Help, I fell." in text or not whole
