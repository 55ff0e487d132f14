"""What somebody said freely about her need, in one text: kept in her language, labelled in the reader's."""

from functools import cache

from django.utils.translation import gettext_lazy, override

from tandem.services.declaration import Answers
from tandem.solidarity.volunteers_words import in_every_language
from tandem.toolbox.texts import Text

EXACTLY = gettext_lazy("Day and hour: %(said)s")
WHERE_TO = gettext_lazy("Where to: %(said)s")
SAID = "%(said)s"


def kept(answers: Answers, language: str) -> str:
    """Coordinators and the agreed helper read it whole."""
    told = [
        (answers.get("what"), SAID),
        (answers.get("exactly"), EXACTLY),
        (answers.get("where_to"), WHERE_TO),
    ]
    with override(language):
        return "\n".join(str(words) % {"said": said} for said, words in told if said)


def as_read(words: str) -> str:
    """With what we wrote before her answers in the language in force; nothing of hers is changed."""
    return "\n".join(map(_labelled, words.split("\n")))


def _labelled(line: str) -> str:
    for beginning, label in _beginnings():
        if line.startswith(beginning):
            return str(label) % {"said": line.removeprefix(beginning)}
    return line


@cache
def _beginnings() -> tuple[tuple[str, Text], ...]:
    return tuple(
        (said.removesuffix(SAID), label)
        for label in (EXACTLY, WHERE_TO)
        for said in in_every_language(label)
    )
