"""What one can press."""

from typing import Literal, get_args

from django.utils.translation import gettext as _
from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui.rendering import markup

Weight = Literal["strong", "plain", "danger", "quiet"]
WEIGHTS = get_args(Weight)


def button(
    label: Text,
    *,
    weight: Weight = "strong",
    name: str = "",
    value: str = "",
    form: str = "",
    action: str = "",
    about: Text = "",
    key: str = "",
) -> Markup:
    """A button that sends the form it stands in, or the one whose id is `form`.

    `about` says, to those who hear the page, which of several alike it is: "Accept (need 7)".
    `key` presses it from the keyboard, where a page is worked through all day; it is shown.
    """
    _known(weight)
    return markup("button", locals())


def link_button(label: Text, href: str, *, weight: Weight = "strong", about: Text = "") -> Markup:
    """A link to the next step that looks like a button; it changes nothing."""
    _known(weight)
    return markup("link_button", locals())


def back_link(href: str, label: Text = "") -> Markup:
    return markup("back_link", {"href": href, "label": label or _("Back")})


def _known(weight: str) -> None:
    if weight not in WEIGHTS:
        raise ValueError(f"A button is {', '.join(WEIGHTS)}; not {weight!r}.")
