"""What was seen, as it goes with a report: without numbers, addresses of mail, and names that stand in it.

Hers are known, as she told them beside it. Others are known by what stands before them; a name that
nothing announces stays, so the form asks to name nobody, and only a colleague and her own team read it.
"""

import re
from collections.abc import Iterable, Mapping

from tandem.services.places import REACHES_SOMEBODY
from tandem.streets.sure_address import FIRST
from tandem.toolbox.folding import fold

LEFT_OUT = "[…]"
MOST_BEFORE = 20
REACHED = re.compile(rf"[^\s<>()]+@[^\s<>()]+[^\s<>().,;:!?]|{REACHES_SOMEBODY.pattern}", re.ASCII)
NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[ ](?:(?:van|de|den|der|von|du|la|le|el|ten|ter)[ ])?[A-ZÀ-ÖØ-Þ][\w’'-]+){0,2}"
BEFORE = (
    r"m\.|mr\.?|mme\.?|mlle\.?|madame|monsieur|mevr\.?|mevrouw|meneer|dhr\.?|frau|herrn?|mrs\.?|ms\.?"
    r"|famille|familie|je m[’']appelle|mon nom est|ik heet|mijn naam is|ich heiße|ich heisse|mein name ist"
    r"|my name is"
)
ANNOUNCED = re.compile(rf"\b(?P<by>(?i:{BEFORE}) +){NAME}")
AT_HOMES = re.compile(rf"\b(?P<by>(?i:chez) +){NAME}")
SHORTEST = 3
"""A name of fewer letters is a word of every sentence."""


def unnamed(words: str, hers: Iterable[str] = (), *, where: bool = False) -> str:
    """`where`: they may be all that tells the place, and “chez” is a shop as often as a home.

    >>> unnamed("La lampe est cassée. Odile Remy, 0470 12 34 56, odile@example.be", ["Odile", "Remy"])
    'La lampe est cassée. […], […], […]'
    >>> unnamed("Mme Vanden Broeck, rue Madame Curie 12"), unnamed("Pole 20417, since 2024")
    ('Mme […], rue Madame Curie 12', 'Pole 20417, since 2024')
    >>> unnamed("Chez Delhaize", where=True), unnamed("Chez Odile")
    ('Chez Delhaize', 'Chez […]')
    """
    said = REACHED.sub(LEFT_OUT, words)
    said = ANNOUNCED.sub(_but_in_a_street, said)
    said = said if where else AT_HOMES.sub(_but_in_a_street, said)
    names = [re.escape(name.strip()) for name in hers if len(name.strip()) >= SHORTEST]
    if names:
        said = re.sub(rf"\b(?:{'|'.join(names)})\b", _but_in_a_street, said, flags=re.IGNORECASE)
    return re.sub(rf"{re.escape(LEFT_OUT)}(?:[ ]{re.escape(LEFT_OUT)})+", LEFT_OUT, said)


def _but_in_a_street(found: re.Match[str]) -> str:
    """Streets are named after people."""
    before = fold(found.string[max(0, found.start() - MOST_BEFORE) : found.start()]).split()
    if before and before[-1] in FIRST:
        return found[0]
    return f"{found.groupdict().get('by') or ''}{LEFT_OUT}"


def names_in(reach: Mapping[str, str] | None) -> list[str]:
    """Her own, where she told them with how she is reached."""
    return [said for name in ("first_name", "last_name") if (said := (reach or {}).get(name) or "")]
