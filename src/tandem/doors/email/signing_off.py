"""Where a mail is over: a greeting at its end, the name and number below it, and what a mail server adds.

Only whole lines are looked at, and only short ones: a sentence of hers is never taken for a signature.
"""

import re
from collections.abc import Sequence

from tandem.toolbox.folding import fold

LONGEST = 70
"""A longer line is a sentence, and signs nothing."""
MOST_BELOW = 8
"""So many lines at most stand in a signature; more is a letter that goes on."""
CLOSING = re.compile(
    r"(?:(?:bien |tres )?cordialement(?: votre)?|bien a (?:vous|toi)"
    r"|(?:avec )?(?:mes |nos )?(?:meilleures |sinceres |respectueuses |cordiales )?salutations"
    r"(?: distinguees| les meilleures| cordiales)?|sinceres salutations"
    r"|je vous prie d agreer .{0,50}|veuillez agreer .{0,50}"
    r"|(?:met )?(?:vriendelijke |hartelijke |beste |warme |de beste )groet(?:en|jes)?|groet(?:en|jes)?"
    r"|mvg|hoogachtend|met hoogachting"
    r"|(?:mit )?(?:freundlichen|freundliche|besten|beste|liebe|lieben|viele|vielen|schone|schonen) grusse?n?"
    r"|mfg|hochachtungsvoll|grusse|gruss"
    r"|(?:kind |best |warm |with kind |with best )?regards|yours(?: sincerely| faithfully| truly)?"
    r"|(?:yours )?sincerely|all the best)"
)
THANKS = re.compile(
    r"(?:un grand |mille )?merci(?: (?:beaucoup|bien))?(?: (?:d avance|par avance))?"
    r"|(?:tres )?bonne (?:journee|soiree|reception)|(?:alvast |hartelijk )?(?:bedankt|dank)(?: u)?"
    r"|dank u(?: wel)?(?: bij voorbaat)?|prettige dag|(?:vielen |herzlichen |besten )?dank(?: im voraus)?"
    r"|danke(?: schon)?(?: im voraus)?|schonen tag(?: noch)?"
    r"|(?:many )?thanks(?: in advance)?|thank you(?: in advance)?"
)
"""A greeting only where nothing but a signature stands below it."""
ADDED = re.compile(
    r"(?:e ?mail |mail )?(?:disclaimer|clause de non responsabilite|haftungsausschluss)\b"
    r"|(?=.{0,120}\b(?:e ?mails?|mails?|courriels?|messages?|berichten?|nachrichten?|expediteur|sender|afzender"
    r"|absender|pieces? jointes?|attachments?|bijlagen?|anhange?)\b)"
    r"(?:caution|attention|opgelet|achtung|avertissement|let op)\b.{0,60}"
    r"\b(?:externe?|exterieur|external|extern|outside|buiten)\b"
    r"|(?:ce|cet|le present|the|this|dit|deze|diese|dieses?)\W+(?:\w+ ){0,3}?(?:e ?mail|mail|courriel|message|bericht"
    r"|nachricht|communication)\b(?:.{0,200}\b(?:destinataire\w*|geadresseerde\w*|bestemd voor|empfanger\w*"
    r"|addressee\w*|intended|privileged|virus\w*)\b"
    r"|.{0,200}\b(?:confidenti\w+|vertrouwelijk\w*|vertraulich\w*)\b"
    r".{0,200}\b(?:erreur|error|vergissing|irrtum\w*|bijlagen?|annexes?|attachments?|anlagen?)\b)"
    r"|(?:pensez|avant d imprimer|n imprimez|denk (?:aan|na)|gelieve .{0,30}niet (?:af te )?(?:te )?print\w*"
    r"|please (?:consider|think)|think before|bitte (?:prufen|denken))\b.{0,80}\b(?:environnement|milieu|umwelt"
    r"|environment|imprim\w+|print\w*|afdruk\w*|ausdruck\w*)\b"
    r"|(?:sans virus|virenfrei|virusvrij|virus free)\b.{0,40}|garanti sans virus.{0,40}"
    r"|(?:get|obtenir|downloaden?|telecharge[rz]?|outlook)\b.{0,20}\b(?:outlook|ios|android)\b.{0,40}"
)
"""A paragraph that begins so was put there by a server or a program."""
REACHES = re.compile(r"\S@\S|\bwww\.|https?://|(?:\+|\b0)[0-9](?:[ ./-]?[0-9]){7,}")
LABEL = re.compile(
    r"t|m|p|f|e|w|a|tel|tele|telephone|telefoon|telefon|phone|gsm|mobile|mobiel|mobil|mob|handy|portable"
    r"|fax|mail|email|courriel|web|site|website|www|https?|adresse?|address|bureau|office"
)
"""What stands before a number or an address on a card."""
ASIDE = re.compile(r"\s*(?:p\.? ?s\.?|n\.? ?b\.?)\s*[:.\s]", re.IGNORECASE)
"""What she adds below her name is hers."""


def closes(line: str) -> bool:
    """Whether she takes leave with this line, and signs below it or behind its comma.

    >>> closes("Cordialement,"), closes("Met vriendelijke groeten, Jan Peeters"), closes("Mfg")
    (True, True, True)
    >>> closes("Les salutations du voisin"), closes("Regards the lamp in front of 12")
    (False, False)
    """
    said, comma, name = line.strip().partition(",")
    if len(line) > LONGEST or not CLOSING.fullmatch(fold(said)):
        return False
    return not comma or len(name.split()) <= 4


def ended(lines: Sequence[str], signed: str = "") -> list[str]:
    """Her lines without greeting, signature and what was added. `signed`: the name her program sends
    with her address.

    >>> ended(["La lampe est cassée.", "", "Bien à vous,", "Odile Remy", "0470 12 34 56"])
    ['La lampe est cassée.']
    >>> ended(["Merci.", "La lampe est cassée.", "C’est urgent."])
    ['Merci.', 'La lampe est cassée.', 'C’est urgent.']
    """
    kept = _without_added(list(lines))
    if not any(line.strip() for line in kept):
        # Where nothing else stands there, it is what she wrote.
        return list(lines)
    for at in range(1, len(kept)):
        below = kept[at + 1 :]
        if not any(line.strip() for line in kept[:at]):
            continue
        if (closes(kept[at]) or _thanks(kept[at])) and _may_sign(below, kept[at]):
            kept = [*kept[:at], *asides(below)]
            break
    return _without_name(_without_card(kept), signed)


def _thanks(line: str) -> bool:
    return len(line) <= LONGEST and bool(THANKS.fullmatch(fold(line)))


def _may_sign(below: Sequence[str], closing: str) -> bool:
    hers = [line for line in below if line.strip() and not ASIDE.match(line)]
    if len(hers) > MOST_BELOW:
        return False
    # Below thanks alone she may go on, and whoever writes in haste sets no full stop.
    return closes(closing) or not any(map(_speaks, hers))


def _is_sentence(line: str) -> bool:
    said = line.strip()
    return len(said) > LONGEST or (said.endswith((".", "!", "?")) and len(said.split()) > 2)


def asides(below: Sequence[str]) -> list[str]:
    """What she adds below her name, and all below it."""
    first = next((at for at, line in enumerate(below) if ASIDE.match(line)), None)
    return [] if first is None else list(below[first:])


def _without_added(lines: list[str]) -> list[str]:
    """Without such paragraphs; and without all that stands below one at the end."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        is_first = at == 0 or not lines[at - 1].strip()
        end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
        if is_first and lines[at].strip() and ADDED.match(fold(" ".join(lines[at:end])[:400])):
            if any(line.strip() for line in kept):
                break
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _without_card(lines: list[str]) -> list[str]:
    """Without a last paragraph of short lines by which somebody is reached, below her own."""
    said = "\n".join(lines).rstrip().split("\n")
    start = next((n for n in range(len(said) - 1, -1, -1) if not said[n].strip()), None)
    if start is None:
        return said
    card = said[start + 1 :]
    is_card = 1 <= len(card) <= MOST_BELOW and any(REACHES.search(line) for line in card)
    return said[:start] if is_card and not any(map(_speaks, card)) else said


def _speaks(line: str) -> bool:
    """Whether more than a name, a place or a number stands there: a number that words lead to is one
    that she wants us to call.
    """
    words = re.findall(r"[^\W\d_]+", line)
    number = REACHES.search(line)
    leading = re.findall(r"[^\W\d_]+", fold(line[: number.start()])) if number else []
    return _is_sentence(line) or len(words) > 5 or not all(map(LABEL.fullmatch, leading))


def _without_name(lines: list[str], signed: str) -> list[str]:
    """Without her own name, or its first word, as the last line."""
    said = "\n".join(lines).rstrip().split("\n")
    last, name = fold(said[-1]), fold(signed)
    if len(said) > 1 and last and last in {name, *name.split()}:
        said = said[:-1]
    return "\n".join(said).rstrip().split("\n")
