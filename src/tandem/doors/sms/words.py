"""Words by which a number tells what it wants, in every language of the house at once."""

from enum import Enum

from django.utils.translation import override

from tandem.doors import everyday, presenting
from tandem.doors.replies import languages
from tandem.journal.choices import Door
from tandem.services.declaration import Service, Sound
from tandem.toolbox import tongues
from tandem.toolbox.folding import fold
from tandem.toolbox.texts import Text
from tandem.toolbox.yes_and_no import COURTESY, YES


class Command(Enum):
    """`HELP` is what operators everywhere understand; the rest is of this house.

    In Dutch and German the word for help asks for help itself: there `INFO` explains.
    """

    STOP = frozenset({"stop", "stopall", "unsubscribe", "stop sms", "arret", "stopp"})
    START = frozenset({"start", "unstop"})
    HELP = frozenset({"help", "help me", "aide", "aidez moi", "info"})
    BACK = frozenset({"back", "retour", "terug", "zuruck"})
    KEEP = frozenset({"keep", "garder", "bewaar", "merken"})
    GO_ON = frozenset(
        {"go on", "continue", "suite", "continuer", "verder", "ga verder", "doorgaan", "weiter"}
    )
    SEND = frozenset({"send", "envoyer", "verstuur", "verzenden", "senden"})
    NEW = frozenset({"new", "nouveau", "nieuw", "neu"})


NEEDS_PROOF = frozenset(
    {
        *("withdraw", "cancel", "contest", "change", "delete", "address"),
        *("annuler", "retirer", "contester", "changer", "supprimer", "adresse"),
        *("annuleren", "annuleer", "intrekken", "betwisten", "wijzigen", "verwijderen", "adres"),
        *("zuruckziehen", "widersprechen", "andern", "loschen", "anschrift"),
    }
)
"""What somebody else could ask in her name: nobody can tell who holds a telephone."""
HELP_WORDS = frozenset(
    {
        *("aide", "aider", "aidez", "secours", "besoin", "hulp", "help", "helpen", "nood"),
        *("hilfe", "helfen", "notfall", "need", "emergency"),
    }
)
"""By which somebody asks for help in a sentence of her own."""
TELLING = {
    **dict.fromkeys(("aide", "aider", "aidez", "secours", "besoin", "bonjour", "moi"), "fr"),
    **dict.fromkeys(("hulp", "helpen", "nood", "ik", "mij", "een"), "nl"),
    **dict.fromkeys(("hilfe", "helfen", "notfall", "ich", "mir", "mich"), "de"),
    **dict.fromkeys(("need", "emergency", "i", "me", "the"), "en"),
}
"""Words that are of one of our languages only."""
SAME_NUMBER = frozenset(
    {"this", "this number", "ce numero", "dit nummer", "deze", "diese nummer", "diese"}
)
QUOTES = tuple("\"'“”„«»‘’")
LONGEST = 200
"""Of what may be a command; an answer may be longer."""


def command_in(text: str) -> Command | None:
    """What stands between quotation marks is an answer, whatever word it is."""
    if text.strip().startswith(QUOTES):
        return None
    said = fold(text[:LONGEST])
    if _stops(said.split()):
        return Command.STOP
    return next((command for command in Command if said in command.value), None)


def _stops(said: list[str]) -> bool:
    """“Stop svp”, “ja stop”: whoever wants silence has it, however politely she says so."""
    return " ".join(word for word in said if word not in COURTESY | YES) in Command.STOP.value


def language_in(text: str) -> str:
    if text.strip().startswith(QUOTES):
        return ""
    return tongues.NAMES.get(fold(text[:LONGEST]), "")


def is_language_name(text: str) -> bool:
    """“Français”, and not “FR”: a name may also be the answer to a question."""
    said = fold(text[:LONGEST])
    return said in tongues.NAMES and said not in tongues.NAMES.values()


def is_this_number(text: str) -> bool:
    return text.strip() == "=" or fold(text[:LONGEST]) in SAME_NUMBER


def services() -> list[type[Service]]:
    """Those that may be asked for by text message, in the order in which they are numbered."""
    return presenting.open_to(Door.SMS, None)


def service_in(text: str) -> type[Service] | None:
    """The one of this number, keyword or title; titles in any language."""
    said, offered = fold(text[:LONGEST]), services()
    if said.isdecimal() and len(said) < 3 and 1 <= int(said) <= len(offered):
        return offered[int(said) - 1]
    return service_called(text)


def service_called(text: str) -> type[Service] | None:
    said = fold(text[:LONGEST])
    found = [service for service in services() if said and said in _names(service)]
    return found[0] if len(found) == 1 else None


def service_meant(text: str) -> type[Service] | None:
    """The one that a sentence names, most words first, or where help is asked for."""
    said = f" {fold(text[:LONGEST])} "
    offered = services()
    named = {
        service: max(len(name) for name in names)
        for service in offered
        if (names := [name for name in _names(service) if f" {name} " in said])
    }
    best = [service for service in named if named[service] == max(named.values())]
    if len(best) == 1:
        return best[0]
    if not named and (sounding := everyday.service_told_of(text[:LONGEST], offered)):
        return sounding
    asks = not named and set(said.split()) & HELP_WORDS
    return next((service for service in offered if service.in_danger), None) if asks else None


def is_danger(service: type[Service], text: str) -> bool:
    return service.sounds_like(text[:LONGEST]) == Sound.DANGER


def language_of(text: str) -> str:
    """In which somebody unknown writes, as some of her words tell; empty where they do not."""
    said = fold(text[:LONGEST])
    found = {TELLING[word] for word in said.split() if word in TELLING}
    for language in languages():
        with override(language):
            called = [fold(str(name)) for one in services() for name in _called(one)]
        found |= {language for name in called if name == said}
    return found.pop() if len(found) == 1 else tongues.guessed(text)


def _names(service: type[Service]) -> set[str]:
    names = {fold(service.slug)}
    for language in languages():
        with override(language):
            names |= {fold(str(name)) for name in _called(service)}
    return names - {""}


def _called(service: type[Service]) -> tuple[Text, ...]:
    return (service.title, service.keyword, service.other_keyword)
