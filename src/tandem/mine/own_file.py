"""What a person takes away: one file for programs, and the same to be read on paper or aloud.

The file is described in docs/guides/own-data-file.md; `VERSION` rises when its shape changes.
"""

import json
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.mine.own_pages import Line, Pages, Section
from tandem.people import recipients
from tandem.people.gathering import Fact, Gathered, gather, reasons_apart
from tandem.people.models import Person
from tandem.ui.formats import day

FORMAT, VERSION = "tandem-own-data", 1


def as_file(person: Person) -> bytes:
    """JSON, in the language in force; a look must have been noted before."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now().isoformat(),
        "language": get_language(),
        "kept_by": str(person.organisation),
        "kept": [_piece(piece) for piece in gather(person)],
        "given_to": recipients.of(person),
        "not_in_this_file": reasons_apart(),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _piece(piece: Gathered) -> dict[str, Any]:
    return {
        "name": piece.name,
        "title": piece.title,
        "rows": [{fact.name: _fact(fact) for fact in row} for row in piece.rows],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    told = asdict(fact)
    told.pop("name")
    return told


def as_pages(person: Person) -> Pages:
    """The same to be read; a look must have been noted before."""
    # The log is the longest of all, and stands last.
    kept = sorted(gather(person), key=lambda piece: piece.name == "journal.entry")
    sections = [
        Section(piece.title, [Line("", _facts(row)) for row in piece.rows]) for piece in kept
    ]
    apart = Section(
        _("What does not stand here, and why"), [Line(said, []) for said in reasons_apart()]
    )
    given = recipients.of(person)
    if given:
        sections.append(Section(_("Whom it was given to"), [Line(one, []) for one in given]))
    return Pages(
        title=_("What we keep about you"),
        lead=[
            _("%(organisation)s keeps this about you. Made on %(day)s.")
            % {"organisation": str(person.organisation), "day": day(timezone.localdate())},
            _(
                "Is something wrong? You may have it corrected, left alone or erased, and you may "
                "object: ask for “My data” by any way you like."
            ),
            _(
                "Are you not content with our answer? You may complain, free of charge, to the Data "
                "Protection Authority: Rue de la Presse 35, 1000 Brussels, telephone 02 274 48 00."
            ),
        ],
        sections=[*sections, apart],
        large=person.large_print,
    )


def _facts(row: list[Fact]) -> list[tuple[str, str]]:
    """A plain no tells nothing that its absence does not."""
    return [(fact.label, fact.shown) for fact in row if fact.shown and fact.value is not False]
