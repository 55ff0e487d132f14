"""How somebody answers a list: by numbers, or in words of any language, as she is dealt."""

from zlib import crc32

from django.utils.translation import override

from tandem.doors.asking import Option, Prompt
from tandem.doors.replies import JOINED
from tests.parity.dealing import LANGUAGES


def chosen(prompt: Prompt, values: list[str], language: str) -> list[str]:
    """Of each value its number or its words; what is on no list, as it is."""
    options = {option.key: option for option in prompt.options}
    return [
        _said(prompt, options[value], language, alone=len(values) == 1)
        if value in options
        else value
        for value in values
    ]


def _said(prompt: Prompt, option: Option, language: str, *, alone: bool) -> str:
    """One time in two its number; else its words, in her language or in another one."""
    turn = crc32(f"{prompt.html} {option.key} {language}".encode())
    # A moment of the week is shown with short signs of the language of the talk.
    spoken = language if prompt.kind == "half_days" else LANGUAGES[turn // 2 % len(LANGUAGES)]
    with override(spoken):
        words = str(option.label)
    is_clear = alone or not JOINED.search(words)
    return words if turn % 2 and is_clear else str(option.number)
