"""Names of streets and of what stands near, as two people say them: with or without the word for what it
is, in French, Dutch, German or English.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engines.triage.fold import folded, stems

_STREET: Final = "street"
_SORTS: Final[dict[str, tuple[str, str]]] = {
    _STREET: ("rue r straat street", "straat str strasse street"),
    "lane": (
        "avenue av ave boulevard bd bld blvd laan lei allee dreve",
        "laan lei allee dreef avenue",
    ),
    "road": ("chaussee chee route rte", "steenweg stwg baan road"),
    "way": ("chemin sentier pad", "weg pad"),
    "square": ("place pl square sq plein parvis", "plein plaats platz square"),
    "quay": ("quai kaai", "kaai"),
    "alley": ("impasse ruelle venelle passage", "gang steeg gasse"),
}
"""By what it is: the words before its name, and those after it, which Dutch and German join to it."""
_THINGS: Final = (
    *("gare station bahnhof", "ecole school schule", "eglise kerk kirche church", "parc park"),
    *("pont brug brucke bridge", "marche markt market", "hopital ziekenhuis krankenhaus hospital"),
    *("bibliotheque bibliotheek bibliothek library", "piscine zwembad schwimmbad pool"),
    *(
        "arret halte haltestelle stop",
        "place plein platz square plaats",
        "mairie gemeentehuis rathaus",
    ),
    *("cimetiere kerkhof begraafplaats friedhof", "boulangerie bakkerij backerei bakery"),
    *(
        "pharmacie apotheek apotheke pharmacy",
        "fontaine fontein brunnen fountain",
        "rue straat strasse",
    ),
    *(
        "nord noord north norden",
        "sud midi zuid south sued",
        "est oost east osten",
        "ouest west westen",
    ),
    *(
        "central centrale centraal zentral",
        "vieux vieille oude alt alte old",
        "nouveau nieuwe neue new",
    ),
)
"""One line of words means one thing."""
_LINKS: Final = ("", "de ", "du ", "des ", "d ", "de la ", "de l ", "la ", "le ", "les ", "van de ")
_LITTLE: Final = frozenset(
    ["de", "du", "des", "d", "la", "le", "l", "les", "van", "den", "der", "het", "t", "the", "of"]
)
_SHORTEST: Final = 3
"""Letters of a name to which a word of what it is was joined."""
_BEFORE: Final = {
    folded(word): sort for sort, (before, _after) in _SORTS.items() for word in before.split()
}
_AFTER: Final = {
    folded(word): sort for sort, (_before, after) in _SORTS.items() for word in after.split()
}
_MEANT: Final = {folded(word): folded(line.split()[0]) for line in _THINGS for word in line.split()}
_JOINED: Final = tuple(
    sorted((word for word in _MEANT if len(word) > _SHORTEST), key=lambda word: (-len(word), word))
)
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Street:
    """What it is, empty where nobody said so; and its name."""

    sort: str
    name: str

    def may_be(self, other: "Street") -> bool:
        """Whether both may mean one street.

        >>> street("rue des Tilleuls").may_be(street("Tilleuls"))
        True
        >>> street("place Colignon").may_be(street("Colignonplein"))
        True
        >>> street("rue des Tilleuls").may_be(street("avenue des Tilleuls"))
        False
        """
        sorts = {self.sort, other.sort}
        return bool(self.name) and self.name == other.name and ("" in sorts or len(sorts) == 1)


def street(said: str) -> Street:
    sort, words = _parted(_WORD.findall(said.casefold()))
    return Street(sort, "".join(map(folded, words)))


def spellings(said: str) -> frozenset[str]:
    """How else the same street may stand in a list that keeps names in lower case without accents.

    >>> sorted({"tilleuls", "rue des tilleuls", "avenue des tilleuls"} & spellings("tilleuls"))
    ['avenue des tilleuls', 'rue des tilleuls', 'tilleuls']
    >>> "josaphatstraat" in spellings("rue josaphat"), "avenue josaphat" in spellings("rue josaphat")
    (True, False)
    """
    sort, words = _parted(said.split())
    name = " ".join(words)
    if len(name) < _SHORTEST or folded(name) in _BEFORE:
        return frozenset({said})
    sorts = [sort] if sort else _SORTS
    return frozenset({said, name, *(line for one in sorts for line in _written(one, name))})


def _written(sort: str, name: str) -> Iterator[str]:
    before, after = _SORTS[sort]
    for word in before.split():
        yield from (f"{word} {link}{name}" for link in _LINKS)
    for word in after.split():
        yield from (f"{name}{word}", f"{name} {word}")
    yield from (f"{link}{name}" for link in _LINKS)


def _parted(words: list[str]) -> tuple[str, list[str]]:
    """What it is, and the words of its name without those that only lead to it."""
    sort = _BEFORE.get(folded(words[0]), "") if len(words) > 1 else ""
    if sort:
        return sort, _led_to(words[1:])
    last = folded(words[-1]) if words else ""
    if len(words) > 1 and last in _AFTER:
        return _AFTER[last], _led_to(words[:-1])
    for end in sorted(_AFTER, key=len, reverse=True):
        if last.endswith(end) and len(last) - len(end) >= _SHORTEST:
            return _AFTER[end], _led_to([*words[:-1], _without(words[-1], end)])
    return "", _led_to(words)


def _without(word: str, end: str) -> str:
    """The word as it was written without this end, which is folded.

    >>> _without("Lindestraat", "strat")
    'Linde'
    """
    cut = len(word)
    while cut and folded(word[cut:]) != end:
        cut -= 1
    return word[:cut]


def _led_to(words: list[str]) -> list[str]:
    first = next((at for at, word in enumerate(words) if word not in _LITTLE), 0)
    return words[first:]


def telling(said: str) -> frozenset[str]:
    """The telling words of a place, equal where two languages name one.

    >>> sorted(telling("à la gare du Nord")) == sorted(telling("aan het Noordstation"))
    True
    >>> sorted(telling("place Colignon")) == sorted(telling("Colignonplein"))
    True
    """
    words = (part for word in _WORD.findall(said) for part in _apart(folded(word)))
    return stems(" ".join(_MEANT.get(word, word) for word in words))


def _apart(word: str) -> tuple[str, ...]:
    """`noordstation`, as Dutch and German join them."""
    if word in _MEANT:
        return (word,)
    for end in _JOINED:
        rest = word.removesuffix(end)
        if rest != word and len(rest) >= _SHORTEST:
            return rest, end
    return (word,)
