"""What tells people something."""

from collections.abc import Callable, Iterable
from typing import Literal, get_args

from django.contrib.messages.storage.base import Message
from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui.rendering import markup

Kind = Literal["info", "success", "warning", "danger"]
KINDS = get_args(Kind)
Tint = Literal["neutral", "info", "success", "warning", "danger"]
TINTS = get_args(Tint)
Inside = Callable[[], Markup]
"""What stands between `{% call %}` and `{% endcall %}`."""


def notice(
    text: Text = "", *, kind: Kind = "info", title: Text = "", caller: Inside | None = None
) -> Markup:
    """A message in its place on the page; warnings and dangers say so in words too."""
    if kind not in KINDS:
        raise ValueError(f"A notice is {', '.join(KINDS)}; not {kind!r}.")
    return markup("notice", {"kind": kind, "title": title, "body": _inside(text, caller)})


def messages(said: Iterable[Message]) -> Markup:
    """What the last deed had to say (django.contrib.messages), read aloud when it appears."""
    alike = {"error": "danger", "debug": "info"}
    shown = [(alike.get(one.level_tag, one.level_tag), one.message) for one in said]
    # Most pages have nothing to say.
    return markup("messages", {"said": shown}) if shown else Markup()


def tag(label: Text, kind: Tint = "neutral") -> Markup:
    """The state of something, in one or two words."""
    if kind not in TINTS:
        raise ValueError(f"A tag is {', '.join(TINTS)}; not {kind!r}.")
    return markup("tag", {"label": label, "kind": kind})


def card(
    title: Text,
    *,
    href: str = "",
    text: Text = "",
    level: int = 2,
    foot: Text = "",
    caller: Inside | None = None,
) -> Markup:
    """A thing of its own among others; with `href` the whole card leads there."""
    values = {"title": title, "href": href, "level": level, "foot": foot}
    return markup("card", values | {"body": _inside(text, caller)})


def details(summary: Text, text: Text = "", *, caller: Inside | None = None) -> Markup:
    """Something more for whoever wishes to know."""
    return markup("details", {"summary": summary, "body": _inside(text, caller)})


def emergency() -> Markup:
    """In danger: 112. On every page where people ask for help."""
    return markup("emergency", {})


def empty_state(title: Text, text: Text = "", *, href: str = "", link: Text = "") -> Markup:
    """Why there is nothing here, and what one can do about it."""
    return markup("empty_state", locals())


def receipt(
    title: Text,
    *,
    reference: str,
    word: str = "",
    text: Text = "",
    caller: Inside | None = None,
) -> Markup:
    """It is done: the page's heading, the reference to keep, and the word that opens it."""
    values = {"title": title, "reference": reference, "word": word}
    return markup("receipt", values | {"body": _inside(text, caller)})


def welcome(title: Text, text: Text = "", *, caller: Inside | None = None) -> Markup:
    """The first words of the first page: its heading, a sentence, and what one can do."""
    return markup("welcome", {"title": title, "text": text, "body": caller() if caller else ""})


def _inside(text: Text, caller: Inside | None) -> Text:
    return caller() if caller else text
