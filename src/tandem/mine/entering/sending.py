"""A code leaves: to the address or number that somebody typed, and nothing else is known of it."""

import logging
from contextlib import closing
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.accounts.models import CodeAsked
from tandem.accounts.ways import codes
from tandem.accounts.ways.actions import Sent
from tandem.accounts.ways.kinds import WayKind
from tandem.mine.entering import messages
from tandem.outbox.errors import Later, Refused
from tandem.outbox.gateways.gateway import gateway
from tandem.outbox.text import as_texted
from tandem.toolbox.telephone import plain_number
from tandem.toolbox.texts import one_line

logger = logging.getLogger(__name__)


def leave(asked: CodeAsked, sent: Sent) -> bool:
    """False if no server took it: whoever waits for it asks again."""
    with override(asked.language or settings.LANGUAGE_CODE):
        try:
            return _text(asked, sent) if asked.kind == WayKind.SMS else _mail(sent)
        except (OSError, SMTPException, Later, Refused) as error:
            # Of the error only its kind: its words repeat the address.
            logger.warning("A code did not leave: %s", type(error).__name__)
            return False


def _mail(sent: Sent) -> bool:
    address = ""
    if sent.link:
        address = f"{settings.SITE_URL}{reverse('mine:enter_link', args=[sent.link])}"
    subject, said = messages.mail(codes.spaced(sent.code), address)
    body = "\n\n".join([_("Good day,"), *said]) + "\n"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return bool(EmailMessage(one_line(subject), body, to=[sent.contact], headers=headers).send())


def _text(asked: CodeAsked, sent: Sent) -> bool:
    found = gateway()
    if found is None:
        return False
    with closing(found):
        said = as_texted(messages.text_message(codes.spaced(sent.code)))
        found.send(plain_number(sent.contact), said, str(asked.key))
    return True
