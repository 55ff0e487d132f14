"""Which addresses are ours, and what each is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import override

from tandem.doors.email import asked
from tandem.doors.presenting import open_to
from tandem.journal.choices import Door
from tandem.outbox import return_address
from tandem.services.declaration import Service
from tandem.toolbox.folding import fold

TOKEN = re.compile(r"[a-z2-7]{26}")
HELP: Mapping[str, str] = {"help": "en", "aide": "fr", "hulp": "nl", "hilfe": "de"}
"""Before the sign @: asks for the list of services, in this language."""


class Purpose(StrEnum):
    ANSWER = return_address.ANSWER
    BACK = return_address.BACK
    FORM = "form"
    SERVICE = "service"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Errand:
    """What a mail to one of our addresses is about."""

    purpose: Purpose
    token: str = ""
    service: type[Service] | None = None
    language: str = ""
    """The one in which the address is written, where it tells."""


def errand_of(address: str) -> Errand | None:
    """What `address` is for; None where it is not ours, or leads nowhere."""
    local, _at, domain = address.strip().lower().rpartition("@")
    if not settings.MAIL_IN_DOMAIN or domain != settings.MAIL_IN_DOMAIN:
        return None
    name, plus, token = local.partition("+")
    if plus:
        return _with_token(name, token)
    if name in HELP:
        return Errand(Purpose.HELP, language=HELP[name])
    return _of_service(name)


def _with_token(name: str, token: str) -> Errand | None:
    if not TOKEN.fullmatch(token):
        return None
    if name in {Purpose.ANSWER, Purpose.BACK}:
        return Errand(Purpose(name), token) if return_address.find(name, token) else None
    if name == Purpose.FORM:
        return Errand(Purpose.FORM, token) if asked.exists(token) else None
    return None


def _of_service(name: str) -> Errand | None:
    wanted = fold(name.replace("_", " "))
    for service in open_to(Door.EMAIL, None):
        if wanted == fold(service.slug):
            return Errand(Purpose.SERVICE, service=service)
        languages = [code for code, words in _titles(service) if words == wanted]
        if languages:
            told = languages[0] if len(languages) == 1 else ""
            return Errand(Purpose.SERVICE, service=service, language=told)
    return None


def help_in(language: str) -> str:
    """Where the list of services is asked for, in this language."""
    word = next((word for word, code in HELP.items() if code == language), "help")
    return f"{word}@{settings.MAIL_IN_DOMAIN}"


def address_of(service: type[Service]) -> str:
    """The address that asks for this form, in the language of the moment; empty without one."""
    if not settings.MAIL_IN_DOMAIN or Door.EMAIL not in service.doors():
        return ""
    return f"{fold(str(service.title)).replace(' ', '-')}@{settings.MAIL_IN_DOMAIN}"


def named_in(words: str) -> type[Service] | None:
    """The one service whose title or address stands in these words; None where unclear."""
    said = f" {fold(words[:500])} "
    found = [
        service
        for service in open_to(Door.EMAIL, None)
        if any(f" {title} " in said for title in _names(service))
    ]
    return found[0] if len(found) == 1 else None


def _names(service: type[Service]) -> set[str]:
    return {fold(service.slug), *(words for _code, words in _titles(service))}


def _titles(service: type[Service]) -> list[tuple[str, str]]:
    """The title in each language of the house, folded."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append((code, fold(str(service.title))))
    return found
