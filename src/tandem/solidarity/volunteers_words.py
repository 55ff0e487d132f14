"""What may stand in a cell of a list of volunteers, in every language of the house, and the
codes that it means.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from tandem.services.questions import DAYS, PARTS_OF_DAY
from tandem.solidarity.choices import Skill
from tandem.solidarity.forms import LANGUAGES
from tandem.toolbox.folding import fold
from tandem.toolbox.half_days import COUNT, PARTS
from tandem.toolbox.texts import Text

PARTED = re.compile(r"[,;|/\n]+")
JOINED = re.compile(r"\s*[&+]\s*|\s+(?:and|et|en|und)\s+", re.IGNORECASE)
# As lists of associations say it; what the house itself calls them is understood besides.
ALSO_SKILLS: Mapping[Skill, str] = {
    Skill.ERRANDS: "courses boodschappen winkelen einkaufen einkäufe shopping",
    Skill.MEDICINES: "médicaments pharmacie medicijnen apotheek medikamente apotheke pharmacy",
    Skill.MEAL: "repas cuisine maaltijd maaltijden koken essen kochen meals cooking",
    Skill.DOG_WALK: "chien chiens hond honden hund hunde dog dogs",
    Skill.CALL: "appels téléphone compagnie bellen telefoon gezelschap anrufe gesellschaft calls",
    Skill.LETTER: "lettres courrier dessin brieven kaartjes briefe karten letters",
    Skill.LIFT: "transport voiture chauffeur vervoer auto rijden fahrdienst fahren lifts",
    Skill.DIGITAL_HELP: "informatique ordinateur computer digitaal ict digital",
    Skill.SMALL_REPAIR: "bricolage réparations klussen klusjes herstellingen reparaturen repairs",
    Skill.GOODS: "matériel dons spullen goederen material sachspenden",
}
ALSO_DAYS: Mapping[str, tuple[str, ...]] = {
    "fr": ("lu lun", "ma mar", "me mer", "je jeu", "ve ven", "sa sam", "di dim"),
    "nl": ("ma maa", "di din", "wo woe", "do don", "vr vrij", "za zat", "zo zon"),
    "de": ("mo mon", "di die", "mi mit", "do don", "fr fre", "sa sam", "so son"),
    "en": ("mo mon", "tu tue", "we wed", "th thu", "fr fri", "sa sat", "su sun"),
}
"""Short names of each day. "ma" and "di" are other days in another language."""
ALSO_PARTS: Mapping[str, tuple[str, ...]] = {
    "fr": ("mat matinée am", "aprem apm pm", "soirée soirs s"),
    "nl": ("vm voormiddag ochtend ochtends", "nm namiddag middag", "av avond avonds"),
    "de": ("vm vorm vormittags morgens", "nm nachm nachmittags", "abends"),
    "en": ("am mornings", "pm afternoons", "eve evenings"),
}
NOT_LETTERS = re.compile(r"[^a-z]+")
# Written in two words, with a line or in one.
JOINED_PARTS = (re.compile(r"\bapres[\s\-–.]*midis?\b"),)
ALWAYS = frozenset({"toujours", "altijd", "immer", "always", "tout le temps", "jederzeit"})
AND = frozenset({"and", "et", "en", "und", "y", "le", "de", "op"})
UNTIL = frozenset({"a", "au", "tot", "t", "bis", "to", "until"})


def in_every_language(text: Text) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield str(text)


class Words:
    """Built once for a whole list."""

    def __init__(self) -> None:
        self.skills = _named((skill.value, skill.label) for skill in Skill)
        for skill, also in ALSO_SKILLS.items():
            self.skills |= {fold(word): skill.value for word in also.split()}
        self.languages = _named(LANGUAGES)
        self.spoken = {
            code: Spoken(
                _numbered(DAYS, code, ALSO_DAYS), _numbered(PARTS_OF_DAY, code, ALSO_PARTS)
            )
            for code, _name in settings.LANGUAGES
        }
        meant: dict[str, set[int]] = {}
        for spoken in self.spoken.values():
            for word, day in spoken.days.items():
                meant.setdefault(word, set()).add(day)
        self.doubtful = {word: days for word, days in meant.items() if len(days) > 1}

    def codes(self, cell: str, known: Mapping[str, str]) -> list[str]:
        """What the words of a cell mean; LookupError names those that mean nothing here.

        A name may hold commas itself: "A letter, a card or a drawing".
        """
        pieces = [piece.strip() for piece in PARTED.split(cell) if fold(piece)]
        found: list[str] = []
        unknown: list[str] = []
        while pieces:
            for many in range(len(pieces), 0, -1):
                if code := known.get(fold(" ".join(pieces[:many]))):
                    found.append(code)
                    del pieces[:many]
                    break
            else:
                several = JOINED.split(pieces[0])
                unknown += several if len(several) == 1 else []
                pieces[:1] = several if len(several) > 1 else []
        if unknown:
            raise LookupError(*unknown)
        return list(dict.fromkeys(found))

    def half_days(self, cell: str, language: str = "", usual: str = "") -> list[str]:
        """As in “ma vm”, “lundi après-midi” or “ma-vr nm”; LookupError as above, and Ambiguous.

        It is read in the one language in which all of it means something. Where several do and do
        not agree, the language of the line counts, if the list is in no other.
        """
        if fold(cell) in ALWAYS:
            return list(map(str, range(COUNT)))
        cell = _bare(cell).replace("t/m", "-")
        for joined in JOINED_PARTS:
            cell = joined.sub(lambda found: NOT_LETTERS.sub("", found[0]), cell)
        read = {code: found for code in self.spoken if (found := self._in(code, cell)) is not None}
        if not read:
            return self._mixed(cell, language, usual)
        if len(set(read.values())) > 1:
            wanted = {code for code in (language, usual) if code in read}
            if len({read[code] for code in wanted}) != 1:
                raise Ambiguous(*self._word_with_two(cell))
            read = {code: read[code] for code in wanted}
        return [str(one) for one in sorted(next(iter(read.values())))]

    def _in(self, code: str, cell: str) -> frozenset[int] | None:
        spoken = self.spoken[code]
        try:
            return frozenset().union(*(spoken.of_piece(piece) for piece in PARTED.split(cell)))
        except LookupError:
            return None

    def _mixed(self, cell: str, language: str, usual: str) -> list[str]:
        """Of several languages: a word that is another day in two of them is asked for."""
        days: dict[str, int] = {}
        parts: dict[str, int] = {}
        for code in (usual, language, *self.spoken):
            if code in self.spoken:
                days = self.spoken[code].days | days
                parts = self.spoken[code].parts | parts
        both = Spoken(days, parts)
        found: set[int] = set()
        unknown: list[str] = []
        for piece in PARTED.split(cell):
            try:
                found |= both.of_piece(piece)
            except LookupError as error:
                unknown += error.args
        if unknown:
            raise LookupError(*unknown)
        if any(fold(word) in self.doubtful for word in NOT_LETTERS.split(cell)):
            raise Ambiguous(*self._word_with_two(cell))
        return [str(one) for one in sorted(found)]

    def _word_with_two(self, cell: str) -> tuple[str, int, int]:
        words = [fold(word) for word in NOT_LETTERS.split(cell)]
        word = next(word for word in words if word in self.doubtful)
        one, other = sorted(self.doubtful[word])[:2]
        return word, one, other


class Ambiguous(Exception):
    """A word that is one day in one language and another day in another: it, and both days."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names of days and of their parts."""

    days: dict[str, int]
    parts: dict[str, int]

    def of_piece(self, piece: str) -> set[int]:
        found: set[int] = set()
        days: list[int] = []
        parts: list[int] = []
        ranged = False
        for word in re.split(r"(-)|[\s.+&]+", piece.replace("–", "-")):
            folded = fold(word or "")
            if word == "-" or (folded in UNTIL and days):
                ranged = True
            elif folded in self.parts and (days or folded not in AND):
                parts.append(self.parts[folded])
            elif folded in self.days:
                if parts:
                    found |= _crossed(days, parts)
                    days, parts = [], []
                day = self.days[folded]
                days += range(days[-1] + 1, day + 1) if ranged and days else [day]
                ranged = False
            elif folded and folded not in AND:
                raise LookupError(word)
        return found | _crossed(days, parts)


def _crossed(days: Iterable[int], parts: Iterable[int]) -> set[int]:
    """A day alone is all of it; a part alone is that part of every day."""
    days, parts = list(days), list(parts)
    if not days and not parts:
        return set()
    return {
        day * PARTS + part
        for day in days or range(COUNT // PARTS)
        for part in parts or range(PARTS)
    }


def _named(choices: Iterable[tuple[str, Text]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, label in choices:
        found[fold(code.replace("_", " "))] = code
        for said in in_every_language(label):
            found.setdefault(fold(said), code)
    return found


def _numbered(
    names: Iterable[Text], code: str, also: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """In one language, by how the house writes it and how others do."""
    found: dict[str, int] = {}
    others = also.get(code, ())
    with override(code):
        for number, name in enumerate(names):
            words = others[number].split() if number < len(others) else []
            for said in (NOT_LETTERS.sub("", _bare(str(name))), *words):
                found.setdefault(fold(said), number)
    return found


def _bare(text: str) -> str:
    """Without accents and capitals, with its dots and lines."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
