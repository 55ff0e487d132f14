"""What nobody may keep for somebody else: passwords, secret codes, numbers of bank cards.

Found in free text, in four languages, with as few false alarms as may be: a telephone number, an
account number (an IBAN is no secret), a reference or a sentence about a lost password are let be.
It finds what is named as a secret, or what a card carries by its own check; a password written down
without a word beside it is not known from any other word.
"""

import re
from collections.abc import Iterator

from stdnum import luhn

MASK = "•••"
_NUMBER = re.compile(r"(?<![\w/+.-])[2-6]\d{3}(?:[ .-]?\d){8,15}(?![\w/]|[.-]\d)", re.ASCII)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_CARDS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}"
    r"|6(?:011|5\d\d)\d{12}|6703\d{13}|(?:5[0678]|6\d)\d{14}|(?:5[0678]|6\d)\d{17}"
)
"""Of the networks one pays with here, each with its own length."""
_NAMED = (
    r"mots? de passe|mdp|code secret|wachtwoord|paswoord|geheime code|kennwort|passwort|geheimcode"
    r"|geheimwort|password|passwd|passcode|secret code"
)
_PIN = (
    r"(?:code )?pin(?:[ -]?code)?|pin(?: |-)?code|code pin|geheimzahl|puk(?:[ -]?code)?"
    r"|(?:code )?itsme(?:[ -]code)?|code de (?:ma|la|sa) carte(?: bancaire)?(?: est le)?"
    r"|code van (?:mijn|de|haar) (?:bank)?kaart|code (?:meiner|der|ihrer) (?:bank)?karte"
    r"|code (?:of|for) (?:my|the|her) (?:bank )?card"
)
_IS = r"(?:\s*[:=]\s*|\s+(?:est|c['’]est|is|ist|lautet|luidt|was|était)\s*:?\s+)"
_SECRET = re.compile(
    rf"\b(?:{_NAMED})\b[^\n:=]{{0,30}}?{_IS}[\"“”„«»'’‘\s]*(?P<said>[^\s\"“”„«»]{{4,40}})",
    re.IGNORECASE,
)
_DIRECT = re.compile(rf"\b(?:{_NAMED})\s+(?P<said>(?=\S*\d)\S{{4,40}})", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:ww|pwd?)\b(?:\s*[:=]\s*(?P<said>\S{4,40})|\s+(?P<bare>(?=\S*\d)\S{4,40}))", re.IGNORECASE
)
"""As one shortens the word oneself, on a note."""
_ALONE = re.compile(
    rf"^\W*(?:(?:mon|le|mijn|het|mein|das|my|the) )?(?:{_NAMED})"
    r"(?:\s+(?:d['’]|(?:de|du|pour|van|voor|für|von|for|of)\s)[\w-]+)?\s+(?P<said>[^\W\d_]{4,40})\W*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that holds nothing but the name of it and one word more."""
_BESIDE = re.compile(
    r"\b(?:login|user(?:name)?|utilisateur|identifiant|gebruiker(?:snaam)?|benutzer(?:name)?)\b"
    r"\s*[:=]?\s*\S+\s+[/|]\s+(?P<said>\S{6,40})",
    re.IGNORECASE,
)
_COUNTS = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|nul|een|één|twee|drie|vier|vijf|zes"
    r"|zeven|acht|negen|null|eins?|zwei|drei|fünf|sechs|sieben|neun|one|two|three|four|five|seven"
    r"|eight|nine)"
)
_SPELT = re.compile(
    rf"\b(?:{_PIN}|{_NAMED}|(?:mon|mijn|mein|my) code)\b[^\n]{{0,14}}?"
    rf"(?P<said>\b{_COUNTS}(?:[\s,.-]+{_COUNTS}){{3,7}})\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"\b(?:{_PIN}|{_NAMED}|cvc2?|cvv2?|cryptogramme)\b[^\n\d]{{0,14}}?(?P<said>\d{{3,8}})(?!\d|[/.-]\d|[ ]\d)",
    re.IGNORECASE,
)
_SPACED = re.compile(
    rf"\b(?:{_PIN}|{_NAMED})\b[^\n\d]{{0,14}}?(?P<said>\d(?:[ .-]\d){{3,7}})(?![ .-]?\d)",
    re.IGNORECASE,
)
"""One figure at a time, as one dictates them."""
_MINE = re.compile(
    rf"\b(?:mon|mijn|mein|my) code{_IS}(?:le )?(?P<said>\d{{4,6}}|\d(?:[ .-]\d){{3,5}})(?![ .-]?\d)",
    re.IGNORECASE,
)
"""Of no code in particular; one of somebody else’s door is let be."""
_PLAIN = re.compile(
    rf"\b(?:{_NAMED})(?: (?:pour|de|van|voor|für|von|for|of) [\w-]+)?{_IS}[\"“”„«»'’‘ ]*"
    r"(?P<said>[^\W\d_]{4,40})(?=[\s\"“”„«»'’‘]*(?:[.,;!?]|$|\n))",
    re.IGNORECASE | re.MULTILINE,
)
"""A word alone, with nothing behind it that makes it a sentence."""
_STATES = re.compile(
    r"perdue?|faux|fausse|incorrecte?|inconnue?|nouveau|requis|nécessaire|obligatoire|aucun|rien|idem"
    r"|secret|confidentiel|correcte?|juste|bonn?e?|simple|fort|faible|facile|difficile|mauvais|long"
    r"|kwijt|fout|nieuw|nodig|weg|geen|juist|goed|sterk|zwak|moeilijk|makkelijk|lang|kort|ongeldig"
    r"|gesperrt|abgelaufen|falsch|ungültig|unbekannt|geändert|neu|nötig|keins?|geheim|erforderlich"
    r"|blockiert|richtig|stark|schwach|schwer|leicht|kurz|einfach"
    r"|forgotten|lost|wrong|unknown|invalid|stolen|missing|none|gone|private|reset|right|good|strong"
    r"|weak|easy|hard|short|safe|oublie",
    re.I,
)
_DONE = re.compile(r"\w+(?:és?|ées?)|(?:\w{0,5}ge|ver|be|her|ont)\w{3,}(?:d|t|en)|\w+ed", re.I)
"""What one says of a password without saying it, such words and whatever was done to it."""
_ASKS = re.compile(
    r"\w+(?:en|er|ir)|lautet|luidt|était|hulp|hilfe|aide|help|please|merci|bitte|graag|itsme|facebook|gmail|e?mail|wifi"
    r"|internet|bank|banque|windows|google|outlook|hotmail|whatsapp|mijn|opnieuw|encore",
    re.I,
)
"""What one asks about a password, and what it is for."""
_HINT = re.compile(
    r"passe|mdp|code|wacht|pass|kenn|geheim|pasw|pin|puk|itsme|cvc|cvv|crypt|ww|pw|login|user|utilis|identif|gebruik|benutz",
    re.I,
)
"""Most texts name none of them: these are looked at once."""
_CODE_LENGTHS = {"cvc": (3, 4), "cvv": (3, 4), "cry": (3, 4), "its": (5, 6), "puk": (8, 8)}


def secrets_in(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends."""
    accounts = [found.span() for found in _IBAN.finditer(text)]
    for found in _NUMBER.finditer(text):
        digits = re.sub(r"[ .-]", "", found[0])
        inside = any(start <= found.start() < end for start, end in accounts)
        if not inside and _CARDS.fullmatch(digits) and luhn.is_valid(digits):
            yield found.span()
    if not _HINT.search(text):
        return
    for found in _SECRET.finditer(text):
        if _is_like_a_password(found["said"]):
            yield found.span("said")
    for found in _DIRECT.finditer(text):
        if _is_like_a_password(found["said"]):
            yield found.span("said")
    for found in _PLAIN.finditer(text):
        if not _STATES.fullmatch(found["said"]) and not _DONE.fullmatch(found["said"]):
            yield found.span("said")
    for found in _ALONE.finditer(text):
        said = found["said"]
        if not any(known.fullmatch(said) for known in (_STATES, _DONE, _ASKS)):
            yield found.span("said")
    for found in _SHORT.finditer(text):
        group = "said" if found["said"] else "bare"
        if _is_like_a_password(found[group]):
            yield found.span(group)
    for found in _BESIDE.finditer(text):
        if _is_like_a_password(found["said"]):
            yield found.span("said")
    for pattern in (_SPACED, _MINE, _SPELT):
        for found in pattern.finditer(text):
            yield found.span("said")
    for found in _FIGURES.finditer(text):
        if _is_like_a_code(found[0], found["said"]):
            yield found.span("said")


def looks_secret(text: str) -> bool:
    """Whether a text holds one of them, or the place of one that was taken out.

    >>> looks_secret("Mon mot de passe est Soleil1958!"), looks_secret("4242 4242 4242 4242")
    (True, True)
    >>> looks_secret("J’ai perdu mon mot de passe."), looks_secret("BE68 5390 0754 7034")
    (False, False)
    """
    return MASK in text or next(secrets_in(text), None) is not None


def masked(text: str) -> str:
    """The text without them: what is never to be kept is not kept first and looked at later.

    >>> masked("wachtwoord: Zonnebloem7, bel mij")
    'wachtwoord: •••, bel mij'
    """
    spans = sorted(secrets_in(text), reverse=True)
    last = len(text) + 1
    for start, end in spans:
        if end <= last:
            text = f"{text[:start]}{MASK}{text[end:]}"
            last = start
    return text


def _is_like_a_password(said: str) -> bool:
    """Not a word of any sentence: it has a figure, a sign, or a capital inside."""
    core = said.rstrip(".,;:!?)…»”\"'")
    if len(core) < 4 or MASK in said:
        return False
    has_letters = any(sign.isalpha() for sign in core)
    has_figures = any(sign.isdigit() for sign in core)
    has_signs = any(not sign.isalnum() and sign not in "-'’/" for sign in core)
    inner_capital = any(sign.isupper() for sign in core[1:]) and not core.isupper()
    return has_letters and (has_figures or has_signs or inner_capital)


def _is_like_a_code(whole: str, said: str) -> bool:
    least, most = _CODE_LENGTHS.get(whole[:3].lower(), (4, 6))
    # A year is more often a year than a code.
    is_year = len(said) == 4 and said[:2] in {"19", "20"} and not re.search(r"[:=]", whole)
    return least <= len(said) <= most and not is_year
