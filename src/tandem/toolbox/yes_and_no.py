"""Yes and no as people write them, in the languages of the house and some others."""

from collections.abc import Iterable

YES = frozenset({"yes", "y", "oui", "ja", "jawel", "jo", "ok", "okay", "si", "evet"})
NO = frozenset({"no", "n", "non", "nee", "neen", "nein", "niet"})

COURTESY = frozenset(
    {
        *("please", "thank", "thanks", "you", "merci", "svp", "stp", "dank", "u", "je", "wel"),
        *("dankjewel", "bedankt", "graag", "aub", "danke", "bitte", "gern", "gerne"),
    }
)


def meant_alone(words: Iterable[str]) -> bool | None:
    """The same where nothing else is said: in a longer sentence a no may mean anything.

    >>> meant_alone(["non", "merci"]), meant_alone(["no", "such", "answer"])
    (False, None)
    """
    said = [word for word in words if word not in COURTESY]
    return meant(said) if all(word in YES | NO for word in said) else None


def meant(words: Iterable[str]) -> bool | None:
    """Yes or no, of folded words; None where neither is said, or both.

    >>> meant(["oui", "merci"]), meant(["ja", "nee"])
    (True, None)
    """
    found = {word in YES for word in words if word in YES | NO}
    return found.pop() if len(found) == 1 else None
