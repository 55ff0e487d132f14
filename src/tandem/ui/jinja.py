"""The Jinja environments of every page: escaping, languages, components."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.forms import renderers
from django.template.backends.jinja2 import Jinja2
from django.template.utils import get_app_template_dirs
from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tandem.ui import components, formats
from tandem.ui.settled import SettledEnvironment


class Languages(Jinja2):
    """Speaks each language from an environment of its own, its texts settled."""

    @property
    def env(self) -> Environment:
        code = translation.get_language()
        if code not in self._spoken:
            self._spoken[code] = self._made.overlay()
        return self._spoken[code]

    @env.setter
    def env(self, made: Environment) -> None:
        self._made = made
        self._spoken: dict[str | None, Environment] = {}


def address(name: str, *args: Any, **kwargs: Any) -> str:
    if args or kwargs:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _fixed_address(name, get_urlconf())


@lru_cache(maxsize=256)
def _fixed_address(name: str, urlconf: str | None) -> str:
    return reverse(name, urlconf=urlconf)


def environment(**options: Any) -> Environment:
    """A variable nobody gave is an error, not an empty space."""
    forms_of_django = Path(renderers.__file__).parent / "jinja2"
    folders = [*get_app_template_dirs("jinja"), forms_of_django]
    options |= {
        "loader": FileSystemLoader([str(folder) for folder in folders]),
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [*options.get("extensions", []), "jinja2.ext.i18n", "jinja2.ext.do"],
    }
    made = SettledEnvironment(**options)
    # As `manage.py translations` gathers them: a line break in a template is a space in a sentence.
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals |= {"url": address, "static": static, "ui": components}
    made.filters |= formats.FILTERS
    return made
