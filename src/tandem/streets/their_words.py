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
NOT_DONE = re.compile(
    r"\b(?:pas|non|jamais|aucun\w*|rien|personne|ni|sans|sera|seront|serait|va etre|vont etre|doit|devra|doivent"
    r"|pourra|impossible|irreparable|refus\w*|quand|si|est ce que|qu est ce qui"
    r"|niet|nooit|noch|geen|niets|niks|niemand|onmogelijk|zonder|wordt|worden|zal|zullen|moet|moeten|wanneer|indien"
    r"|nicht|nie|niemals|nichts|niemand|kein\w*|ohne|unmoglich|wird|werden|muss|mussen|soll|sollte|wann|wenn|ob"
    r"|not|never|cannot|can t|couldn t|isn t|wasn t|hasn t|won t|nothing|no|none|nobody|without|unable|unfixed"
    r"|will|shall|to be|has to|have to|must|should|could|when|if|whether)\b"
)
"""In the sentence of a word of what is done, before or behind it, it may be that it is not done."""
PART = re.compile(r"[^.!?;:\n]*[.!?;:\n]?")
"""A sentence, or a part of one that stands by itself."""
ASKS = re.compile(
    r"\s*(?:(?:is|are|has|have|was|were|did|can|could|will|zijn|ist|sind|wurde|hat|heeft|werd)\s+(?:it|this|that|the|they"
    r"|het|dit|dat|de|es|das|dies|der|die|sie)\b|(?:a|est|ont|sont)\s+(?:t\s+)?(?:elle|il|ce)\b)"
)
"""A question to us, also where no mark stands behind it."""
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
    return Proposed("repaired" if _is_done(words) else "")


def _is_done(words: str) -> bool:
    """Said plainly, and nowhere in the same mail that it is not, or asked whether it is."""
    parts = [part for part in PART.findall(words) if DONE.search(fold(part))]
    return bool(parts) and not any(_is_doubtful(part) for part in parts)


def _is_doubtful(part: str) -> bool:
    said = fold(part)
    return part.endswith("?") or bool(NOT_DONE.search(said) or ASKS.match(said))


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
