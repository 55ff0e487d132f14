"""The languages in which people ring, named in the language of the page."""

from tandem.ui.formats import locale

SPOKEN = (
    *("fr", "nl", "de", "en", "ar", "tr", "es", "it", "pt", "pl", "ro", "uk", "ru", "bg"),
    *("el", "fa", "ps", "so", "ti", "ln", "sw", "vi", "zh"),
)


def language_name(code: str) -> str:
    """“Turkish”; a code nobody knows stays as it is."""
    return str(locale().languages.get(code, code)).capitalize()


def choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in SPOKEN]
