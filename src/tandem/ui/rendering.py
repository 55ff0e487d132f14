"""How a component becomes markup: its template in the house's one Jinja environment."""

from collections.abc import Mapping
from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment
from markupsafe import Markup

"""A string, or one that is translated only when it is shown."""


def environment() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env


def markup(template: str, values: Mapping[str, object]) -> Markup:
    """The template `ui/<template>.html` filled with these values, safe to put in a page."""
    # Rendered to a string already escaped by the environment's autoescape.
    return Markup(environment().get_template(f"ui/{template}.html").render(values))  # noqa: S704
