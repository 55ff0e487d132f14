"""The languages in which people ring, named in the language of the page."""

from tandem.ui import formats

SPOKEN = (
    *("fr", "nl", "de", "en", "ar", "tr", "es", "it", "pt", "pl", "ro", "uk", "ru", "bg"),
    *("el", "fa", "ps", "so", "ti", "ln", "sw", "vi", "zh"),
)


def language_name(code: str) -> str:
    """“Turkish”, as in the head of a line; a code nobody knows stays as it is."""
    return formats.language_name(code).capitalize()


def choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in SPOKEN]
