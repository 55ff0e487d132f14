"""What whoever repairs seems to say in a mail. It is only ever proposed: a colleague reads and decides."""

import re
from dataclasses import dataclass
from datetime import date

from tandem.toolbox.folding import fold

NOT_THEIRS = re.compile(
    r"\b(?:pas (?:de )?(?:notre|du) ressort|pas competents?|pas a nous|pas notre (?:voirie|route|competence)"
    r"|ne (?:releve|depend) pas de (?:nous|notre|nos)|niet bevoegd|niet van ons|niet onze (?:weg|bevoegdheid)"
    r"|geen (?:eigendom|bevoegdheid) van ons|nicht zustandig|gehort uns nicht|nicht unsere strasse"
    r"|not ours|not our (?:road|responsibility)|not responsible)\b"
)
DONE = re.compile(
    r"\b(?:repare[es]?|reparation (?:est )?(?:faite|terminee)|resolue?|remis en etat|rebouche[es]?|rempl(?:ace[es]?)"
    r"|hersteld|opgelost|in orde|vervangen|gerepareerd|repariert|behoben|erledigt|ersetzt"
    r"|repaired|fixed|resolved|replaced|done)\b"
)
NOT_YET = re.compile(
    r"\b(?:pas(?: encore)?|sera|seront|va etre|vont etre|doit etre|niet|nog niet|wordt|worden|zal|moet|nicht|noch nicht"
    r"|wird|werden|muss|not|not yet|will be|to be|has to|quand|when|wanneer|wann)\b[\w ]{0,30}$"
)
"""Before a word of what is done, it is not done."""
PLANNED = re.compile(
    r"\b(?:prevue?s?|planifiee?s?|programmee?s?|gepland|voorzien|geplant|vorgesehen|planned|scheduled)\b"
)
DAY = re.compile(r"\b([0-3]?\d)[/.-]([01]?\d)(?:[/.-](20\d\d))?\b")


@dataclass(frozen=True, slots=True)
class Proposed:
    news: str
    """`repaired`, `not_theirs`, `planned`; empty where the words say none of it surely."""
    day: date | None = None


def read(words: str, today: date) -> Proposed:
    """Its most careful reading: that it is not theirs before that it is planned, and this before done.

    >>> read("Bonjour, la réparation est terminée.", date(2026, 3, 2)).news
    'repaired'
    >>> read("Ce n'est pas encore réparé, prévu le 12/3.", date(2026, 3, 2))
    Proposed(news='planned', day=datetime.date(2026, 3, 12))
    >>> read("Deze weg is niet van ons.", date(2026, 3, 2)).news, read("Merci", date(2026, 3, 2)).news
    ('not_theirs', '')
    """
    said = fold(words)
    if NOT_THEIRS.search(said):
        return Proposed("not_theirs")
    day = _day_in(words, today)
    if PLANNED.search(said) and day is not None:
        return Proposed("planned", day)
    done = [found for found in DONE.finditer(said) if not NOT_YET.search(said[: found.start()])]
    return Proposed("repaired") if done else Proposed("")


def _day_in(words: str, today: date) -> date | None:
    """The first day from today on that stands there; without a year, the next of that name."""
    for day, month, year in DAY.findall(words):
        for each in [int(year)] if year else [today.year, today.year + 1]:
            try:
                found = date(each, int(month), int(day))
            except ValueError:
                continue
            if found >= today:
                return found
    return None
