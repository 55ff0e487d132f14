"""Yes and no as people write them, in the languages of the house and some others."""

from collections.abc import Iterable

YES = frozenset({"yes", "y", "oui", "ja", "jawel", "jo", "ok", "okay", "si", "evet"})
NO = frozenset({"no", "n", "non", "nee", "neen", "nein", "niet"})


def meant(words: Iterable[str]) -> bool | None:
    """Yes or no, of folded words; None where neither is said, or both.

    >>> meant(["oui", "merci"]), meant(["ja", "nee"])
    (True, None)
    """
    found = {word in YES for word in words if word in YES | NO}
    return found.pop() if len(found) == 1 else None
