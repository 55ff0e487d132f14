"""What can be the name of a person, and what is something else typed in its place."""

import re

SCHEME = re.compile(r"://|//|\bwww\b|@", re.IGNORECASE)
# Every sign that some program draws as a full stop makes a link of what stands around it.
DOTS = str.maketrans(dict.fromkeys("。．｡․", "."))
# Begun only where a word begins: else a long text is looked through once for each of its signs.
DOTTED = re.compile(r"(?<![\w-])([\w-]+)\.([^\W\d_]{2,})")
BEFORE_A_DOT = frozenset(
    (
        *("st", "ste", "sta", "sr", "jr", "dr", "mr", "ms", "mrs", "mme", "mlle", "me", "ph"),
        *("wm", "chr", "th", "fr", "vda", "vd", "md", "mc", "mgr", "prof", "ing", "ir", "van"),
    )
)
"""What is shortened in names and followed by a dot, with or without a space after it."""
ENDINGS = frozenset(
    (
        *("com", "net", "org", "info", "biz", "eu", "io", "co", "ly", "ru", "cn", "xyz"),
        *("top", "click", "link", "site", "app"),
    )
)
"""Of the addresses of one letter before the dot; else "J.Peeters" would be one."""
ORDINAL = re.compile(r"^\d{1,2}(?:er|re|ère|e|è|ème|de|ste|st|[nr]d|th|\.)$", re.IGNORECASE)


def is_more_than_a_name(text: str) -> bool:
    """Whether there is an address of the web or of mail in it, a number, or no letter at all.

    >>> [is_more_than_a_name(name) for name in ("O’Neill", "St. John", "Anne-Marie", "Louis 3ème")]
    [False, False, False, False]
    >>> [is_more_than_a_name(name) for name in ("gagnez.example", "0475 12 34 56", "1")]
    [True, True, True]
    """
    text = text.translate(DOTS)
    if not text.strip():
        return False
    if SCHEME.search(text) or not any(sign.isalpha() for sign in text):
        return True
    if any(_is_domain(before.strip("-_"), after) for before, after in DOTTED.findall(text)):
        return True
    words = text.replace(",", " ").split()
    return any(_has_figures(word) and not ORDINAL.match(word) for word in words)


def _is_domain(before: str, after: str) -> bool:
    if len(before) == 1:
        return after.lower() in ENDINGS
    return before.lower() not in BEFORE_A_DOT or after.lower() in ENDINGS


def _has_figures(word: str) -> bool:
    return any(sign.isdigit() for sign in word)
