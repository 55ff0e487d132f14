"""The words of the journal: each room registers its own, with a sentence for the person."""

from tandem.toolbox.texts import Text

_words: dict[str, Text] = {}


def register(word: str, sentence: Text) -> None:
    """`word` is `room.past_participle`; `sentence` is what the person reads in her log."""
    if _words.setdefault(word, sentence) is not sentence:
        raise ValueError(f"The word {word} is registered twice.")


def sentence(word: str) -> str:
    return str(_words[word])


def known(word: str) -> bool:
    return word in _words


def every() -> tuple[str, ...]:
    return tuple(sorted(_words))
