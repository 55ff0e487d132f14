"""Gathers, checks and compiles the sentences of the house, without any program of the system.

English is the language of the code; French, Dutch and German stand in `locale/`. Done with Babel,
so that a machine without gettext can set Tandem up.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

SOURCE = "en"
FIRST_DAY = datetime(2026, 11, 23, tzinfo=UTC)
METHODS = [("**/tests/**", "ignore"), ("**/migrations/**", "ignore")]
METHODS += [("**.py", "python"), ("**/jinja2/**.html", "jinja2.ext:babel_extract")]
METHODS += [("**/jinja/**.html", "jinja2.ext:babel_extract")]
METHODS += [("**/gallery/**.html", "ignore")]
OPTIONS = {
    "**/jinja/**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}
}
OPTIONS["**/jinja2/**.html"] = OPTIONS["**/jinja/**.html"]
KEYWORDS: dict[str, tuple[int, ...] | tuple[tuple[int, str], int] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != SOURCE]


def file_of(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def gathered() -> Catalog:
    """Every sentence in the code and the templates, with where it stands."""
    catalog = Catalog(project="Tandem", version="", charset="utf-8", fuzzy=False)
    source = settings.ROOT / "src" / "tandem"
    found = extract_from_dir(
        str(source), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",)
    )
    for name, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        # No line numbers: they would change in every commit.
        catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    file = file_of(language)
    if not file.exists():
        return Catalog(locale=language, project="Tandem", charset="utf-8", fuzzy=False)
    with file.open("rb") as open_file:
        return read_po(open_file, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    catalog = read(language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def write(language: str, catalog: Catalog) -> None:
    """Always the same bytes for the same sentences: no dates, no line numbers, no names."""
    catalog.header_comment = f"# Tandem, {language}. Licence: EUPL-1.2."
    catalog.creation_date = catalog.revision_date = FIRST_DAY
    catalog.last_translator = catalog.language_team = "Tandem"
    catalog.msgid_bugs_address = "SECURITY.md"
    file = file_of(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy = False
    with file.open("wb") as out:
        write_po(out, catalog, sort_output=True, width=100, omit_header=False, include_lineno=False)


def compile_one(language: str) -> int:
    """The catalogue as the running program reads it; how many sentences it holds."""
    catalog = read(language)
    # What is not said yet falls back to English; an empty plural would show as nothing.
    for unsaid in [message for message in catalog if message.id and not _is_said(message)]:
        catalog.delete(unsaid.id, unsaid.context)
    file = file_of(language).with_suffix(".mo")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_mo(out, catalog)
    return len(catalog)


def missing(language: str, template: Catalog) -> Iterator[str]:
    """Sentences not yet said in `language`, or said with other placeholders."""
    catalog = read(language)
    for message in template:
        if not message.id:
            continue
        said = catalog.get(message.id, message.context)
        if said is None or not _is_said(said):
            yield f"{language}: missing: {_first(message)}"
        else:
            yield from (
                f"{language}: {problem}: {_first(message)}" for problem in _wrong(said, catalog)
            )


def _wrong(message: Message, catalog: Catalog) -> Iterator[str]:
    for checker in checkers:
        try:
            checker(catalog, message)
        except Exception as error:
            yield str(error)


def _is_said(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said) and not message.fuzzy


def _first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)
