"""What a person wrote herself: without what she quoted, her signature, and what was added to it."""

import re

from tandem.doors.email.signing_off import asides, closes, ended

SIGNATURE = re.compile(r"-- ?")
QUOTED = re.compile(r"\s*>")
RULE = re.compile(r"\s*(_{8,}|-{2,}.{0,60}-{2,})\s*")
"""Lines by which programs part an answer from what it answers."""
# "On Monday, Rosa wrote:", in the languages of the house; it may run over two lines.
WROTE = re.compile(
    r"^\s*(on|le|op|am)\b.{0,300}?(wrote|écrit|schreef|geschreven|schrieb)\b[^\n]{0,60}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
HEADS = re.compile(
    r"\s*\*?(from|de|van|von|sent|envoyé|verzonden|gesendet|date|datum|to|à|aan|an|subject|objet"
    r"|onderwerp|betreff)\s?\*?\s?:\s?\S.*",
    re.IGNORECASE,
)
LONGEST = 200
"""A longer line is a sentence of hers, and is not searched for signs of parting."""
SENT_FROM = re.compile(
    r"\s*(sent from my|envoyé de mon|envoyé depuis|verzonden vanaf|verstuurd vanaf|von meinem"
    r"|gesendet von)\b.{0,60}",
    re.IGNORECASE,
)


def own_words(text: str, signed: str = "") -> str:
    r"""Her own lines, from above, between and below what she quoted. `signed`: the name that came with
    her address.

    >>> own_words("Yes, at noon.\n\nOn Monday Rosa wrote:\n> When?\n-- \nAnna")
    'Yes, at noon.'
    """
    above, below = _around_signature(text)
    return "\n".join(ended([*above, *asides(below)], signed)).strip()


def with_its_end(text: str) -> str:
    r"""The same with her greeting, what stands below it or below her signature, and what a server may
    have added; never what is quoted.

    >>> with_its_end("A lamp.\n-- \nIt smells of gas.\n\nOn Monday Rosa wrote:\nHello")
    'A lamp.\nIt smells of gas.'
    """
    above, below = _around_signature(text)
    return "\n".join([*above, *below]).strip()


def _around_signature(text: str) -> tuple[list[str], list[str]]:
    """Her lines before a signature, and those in it and below, as far as they are not another's."""
    lines = text.split("\n")
    at = next((at for at, line in enumerate(lines) if _begins_signature(line)), len(lines))
    above = [line.rstrip() for line in lines[:at] if not QUOTED.match(line)]
    below = lines[at:]
    end = next(
        (n for n, line in enumerate(below) if QUOTED.match(line) or is_parting(below, n)),
        len(below),
    )
    hers = [line.rstrip() for line in below[:end] if not SIGNATURE.fullmatch(line)]
    return _without_attributions(above), hers


def is_parting(lines: list[str], at: int) -> bool:
    """Whether what another wrote begins at this line."""
    block = lines[at : at + 3]
    if len(lines[at]) > LONGEST:
        return False
    if RULE.fullmatch(lines[at]) or _attribution(lines, at):
        return True
    # A block of them, as some programs put before all that is quoted.
    return len(block) == 3 and all(len(o) < LONGEST and HEADS.fullmatch(o) for o in block)


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here say who wrote what follows."""
    for many in (1, 2):
        if WROTE.match("\n".join(line[:LONGEST] for line in lines[at : at + many])):
            return many
    return 0


def ends(line: str) -> bool:
    """Whether a signature begins at this line."""
    short = len(line) <= LONGEST
    return short and bool(SIGNATURE.fullmatch(line) or SENT_FROM.fullmatch(line) or closes(line))


def _begins_signature(line: str) -> bool:
    return bool(SIGNATURE.fullmatch(line) or SENT_FROM.fullmatch(line[: LONGEST + 1]))


def _without_attributions(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if many := _attribution(lines, at):
            at += many
        elif is_parting(lines, at):
            # Below a rule or a block of heads everything is another's.
            break
        else:
            kept.append(lines[at])
            at += 1
    return kept
