"""Text messages as a telephone sends and gets them, through kannel and a worker."""

from django.utils.translation import gettext, ngettext, override

from tandem.doors import asking
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.journeys.steps import receipt_in
from tests.kannel import Kannel, Telephone, until
from tests.parity.drivers.sms import typed

SECRET = "between-kannel-and-us"
NUMBER = "+32470998877"
LONG = 60.0
SENT = "Sent. Your reference is %(reference)s, your word is “%(word)s”."
RECEIVED = "Received. Ref %(reference)s, word %(word)s. Answer by %(date)s."
"""The same, from the outbox: to whoever wishes to be told by text message."""
MORE = (
    "That is all we need. Do you want to tell more? %(count)s question, you may leave it open. YES or NO.",
    "That is all we need. Do you want to tell more? %(count)s questions, you may leave them open. YES or NO.",
)


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


def heard(telephone: Telephone, *words: str) -> str:
    """The first message that says one of these, whatever came after it; empty while there is none."""
    return next((text for text in telephone.texts if any(one in text for one in words)), "")


def wait_for(telephone: Telephone, *words: str) -> str:
    until(lambda: heard(telephone, *words), LONG)
    return heard(telephone, *words)


def told_by_text(
    telephone: Telephone, service: type[Service], need: Raw, *, more: str
) -> tuple[str, str]:
    """A question a message, in Dutch; reference and word of the receipt.

    `more`: whether she answers also what may stay open. What she is not asked she does not say.
    """
    with override("nl"):
        prompts = asking.prompts(service.form(need))
        replies = {one.text: typed(one, need.get(one.html, []), "nl") for one in prompts}
        check = gettext("Please check:")
        receipts = [gettext(text).partition("%")[0] for text in (SENT, RECEIVED)]
        asks_more = ngettext(*MORE, 2).partition("%")[0]
    talk(telephone, "NL")
    asked = talk(telephone, service.slug)
    while not heard(telephone, check):
        if asks_more in asked:
            asked = talk(telephone, more)
            continue
        known_as = max((text for text in replies if text in asked), key=len)
        asked = talk(telephone, replies.pop(known_as))
    talk(telephone, "Ja")
    return receipt_in(wait_for(telephone, *receipts))
