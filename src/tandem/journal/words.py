"""The words of the journal: each room registers its own, with a sentence for the person."""

from tandem.toolbox.texts import Text

_words: dict[str, Text] = {}
_lookers: dict[str, Text] = {}


def register(word: str, sentence: Text, *, looker: Text = "") -> None:
    """`word` is `room.past_participle`; `sentence` is what the person reads in her log.

    `looker` names who does it where that is nobody of a service, such as a volunteer.
    """
    if looker:
        _lookers[word] = looker
    if _words.setdefault(word, sentence) is not sentence:
        raise ValueError(f"The word {word} is registered twice.")


def sentence(word: str) -> str:
    return str(_words[word])


def looker(word: str) -> str:
    """Who does this, if it is nobody of a service; else nothing."""
    return str(_lookers.get(word, ""))


def known(word: str) -> bool:
    return word in _words


def every() -> tuple[str, ...]:
    return tuple(sorted(_words))
