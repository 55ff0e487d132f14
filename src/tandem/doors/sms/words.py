"""Words by which a number tells what it wants, in every language of the house at once."""

from enum import Enum

from django.utils.translation import override

from tandem.doors import presenting
from tandem.doors.replies import languages
from tandem.journal.choices import Door
from tandem.services.declaration import Service
from tandem.toolbox.folding import fold


class Command(Enum):
    """`HELP` is what operators everywhere understand; the rest is of this house.

    In Dutch and German the word for help asks for help itself: there `INFO` explains.
    """

    STOP = frozenset({"stop", "stopall", "unsubscribe", "stop sms", "arret", "stopp"})
    START = frozenset({"start", "unstop"})
    HELP = frozenset({"help", "help me", "aide", "aidez moi", "info"})
    BACK = frozenset({"back", "retour", "terug", "zuruck"})
    KEEP = frozenset({"keep", "garder", "bewaar", "merken"})
    SEND = frozenset({"send", "envoyer", "verstuur", "verzenden", "senden"})
    NEW = frozenset({"new", "nouveau", "nieuw", "neu"})


LANGUAGE_WORDS = {
    **dict.fromkeys(("fr", "francais", "french", "frans", "franzosisch"), "fr"),
    **dict.fromkeys(("nl", "nederlands", "dutch", "neerlandais", "niederlandisch"), "nl"),
    **dict.fromkeys(("de", "deutsch", "german", "allemand", "duits"), "de"),
    **dict.fromkeys(("en", "english", "anglais", "engels", "englisch"), "en"),
}
NEEDS_PROOF = frozenset(
    {
        *("withdraw", "cancel", "contest", "change", "delete", "address"),
        *("annuler", "retirer", "contester", "changer", "supprimer", "adresse"),
        *("annuleren", "annuleer", "intrekken", "betwisten", "wijzigen", "verwijderen", "adres"),
        *("zuruckziehen", "widersprechen", "andern", "loschen", "anschrift"),
    }
)
"""What somebody else could ask in her name: nobody can tell who holds a telephone."""
LONGEST = 200
"""Of what may be a command; an answer may be longer."""


def command_in(text: str) -> Command | None:
    said = fold(text[:LONGEST])
    return next((command for command in Command if said in command.value), None)


def language_in(text: str) -> str:
    return LANGUAGE_WORDS.get(fold(text[:LONGEST]), "")


def services() -> list[type[Service]]:
    """Those that may be asked for by text message, in the order in which they are numbered."""
    return presenting.open_to(Door.SMS, None)


def service_in(text: str) -> type[Service] | None:
    """The one of this number, keyword or title; titles in any language."""
    said = fold(text[:LONGEST])
    offered = services()
    if said.isdecimal() and len(said) < 3 and 1 <= int(said) <= len(offered):
        return offered[int(said) - 1]
    found = [service for service in offered if said and said in _names(service)]
    return found[0] if len(found) == 1 else None


def _names(service: type[Service]) -> set[str]:
    names = {fold(service.slug)}
    for language in languages():
        with override(language):
            names |= {fold(str(service.title)), fold(str(service.keyword))}
    return names - {""}
