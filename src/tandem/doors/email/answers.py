"""What is written back to somebody of whom only an address is known."""

import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.doors.email.envelope import Outgoing
from tandem.doors.email.letters import LOOP
from tandem.outbox.errors import Later, Refused

FOR_EVER = 500


def compose(answer: Outgoing, message_id: str) -> EmailMessage:
    """As it leaves; its subject tells a reference at most."""
    ours = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    with override(answer.language):
        shown = formataddr((_("Tandem, by e-mail"), ours))
    headers = {
        "From": shown,
        "Message-ID": message_id,
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": answer.language,
        # What comes back to us with this was written by us: it is not answered again.
        LOOP: settings.MAIL_IN_DOMAIN,
    }
    if answer.in_reply_to:
        headers |= {"In-Reply-To": answer.in_reply_to, "References": answer.in_reply_to}
    return EmailMessage(
        subject=answer.subject,
        body=answer.body,
        from_email=answer.reply_to or ours,
        to=[answer.to],
        reply_to=[answer.reply_to] if answer.reply_to else [],
        headers=headers,
    )


def hand_over(answer: Outgoing, message_id: str) -> None:
    """It has left; raises Later or Refused."""
    try:
        message = compose(answer, message_id)
        message.connection = get_connection()
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _words in error.recipients.values()), default=0)
        raise Refused(f"smtp_{code}") if code >= FOR_EVER else Later(f"smtp_{code}") from None
    except (OSError, smtplib.SMTPException):
        raise Later("no_connection") from None
    except ValueError:
        # An address that cannot be written in a header.
        raise Refused("no_such_address") from None
