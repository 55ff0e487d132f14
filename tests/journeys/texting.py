"""Text messages as a telephone sends and gets them, through kannel and a worker."""

from tests.kannel import Kannel, Telephone, until

SECRET = "between-kannel-and-us"
NUMBER = "+32470998877"
LONG = 60.0


def through(kannel: Kannel) -> dict[str, str]:
    """What a worker is told that sends through kannel, at any hour."""
    return {
        "SMS_GATEWAY": "tandem.outbox.gateways.kannel.Kannel",
        "SMS_URL": kannel.address,
        "SMS_USER": "tandem",
        "SMS_PASSWORD": kannel.password,
        "SMS_NUMBER": "8080",
        "SMS_SECRET": SECRET,
        "SMS_QUIET_FROM": "0",
        "SMS_QUIET_UNTIL": "0",
        "SMS_ON_SUNDAY": "yes",
    }


def talk(telephone: Telephone, said: str) -> str:
    """One message, and what comes back to it."""
    before = len(telephone.texts)
    telephone.text(NUMBER, said)
    until(lambda: len(telephone.texts) > before, LONG)
    return telephone.texts[-1]


def heard(telephone: Telephone, words: str) -> str:
    """The first message that says so, whatever came after it; empty while there is none."""
    return next((text for text in telephone.texts if words in text), "")


def wait_for(telephone: Telephone, words: str) -> str:
    until(lambda: heard(telephone, words), LONG)
    return heard(telephone, words)
