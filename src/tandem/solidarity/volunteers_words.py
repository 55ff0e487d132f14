"""What may stand in a cell of a list of volunteers, in every language of the house, and the
codes that it means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

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
ALSO_DAYS = (
    "lu lun ma maa mo mon",
    "mar di din die tu tue",
    "me mer wo woe mi mit we wed",
    "je jeu do don th thu",
    "ve ven vr vrij fr fre fri",
    "sa sam za zat sat",
    "dim zo zon so son su sun",
)
"""Short names of each day in French, Dutch, German and English. French "ma" and "di" mean other
days in Dutch and are read as Dutch."""
ALSO_PARTS = (
    "mat matinée vm voormiddag ochtend vorm vormittags morgens am mornings",
    "apm aprem pm nm namiddag nam nachm nachmittags afternoons",
    "soirée soirs s av avond avonds abends eve evenings",
)
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
        self.days = _numbered(DAYS, ALSO_DAYS)
        self.parts = _numbered(PARTS_OF_DAY, ALSO_PARTS)

    def codes(self, cell: str, known: Mapping[str, str]) -> list[str]:
        """What the words of a cell mean; LookupError names the first that means nothing here.

        A name may hold commas itself: "A letter, a card or a drawing".
        """
        pieces = [piece.strip() for piece in PARTED.split(cell) if fold(piece)]
        found: list[str] = []
        while pieces:
            for many in range(len(pieces), 0, -1):
                if code := known.get(fold(" ".join(pieces[:many]))):
                    found.append(code)
                    del pieces[:many]
                    break
            else:
                several = JOINED.split(pieces[0])
                if len(several) == 1:
                    raise LookupError(pieces[0])
                pieces[:1] = several
        return list(dict.fromkeys(found))

    def half_days(self, cell: str) -> list[str]:
        """As in “ma vm”, “lundi et jeudi soir” or “ma-vr nm”; LookupError as above."""
        if fold(cell) in ALWAYS:
            return list(map(str, range(COUNT)))
        found: set[int] = set()
        for piece in PARTED.split(cell.casefold().replace("t/m", "-")):
            found |= self._of_piece(piece)
        return [str(one) for one in sorted(found)]

    def _of_piece(self, piece: str) -> set[int]:
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


def _numbered(names: Iterable[Text], also: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, (name, others) in enumerate(zip(names, also, strict=True)):
        for said in (*in_every_language(name), *others.split()):
            found.setdefault(fold(said), number)
    return found
