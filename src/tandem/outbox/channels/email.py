"""By e-mail: plain text, which every program and every reading voice knows."""

import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from tandem.outbox.channels.answering import (
    greeting,
    opening,
    ways_to_answer,
    where,
    where_to_stop,
)
from tandem.outbox.channels.way import Parcel
from tandem.outbox.choices import State
from tandem.outbox.errors import Later, Refused, Unanswered
from tandem.outbox.return_address import addresses_of
from tandem.outbox.text import Text
from tandem.toolbox.texts import one_line

FOR_EVER = 500
"""Answers of a mail server from here on are meant to last (RFC 5321)."""


class Email:
    """One connection for all messages of a job, opened again when the server lets go."""

    machine = True

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def hand_over(self, parcel: Parcel) -> State:
        message = compose(parcel)
        try:
            message.connection = self._open()
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            self.close()
            raise _of_recipient(error) from None
        except Unanswered:
            self.close()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise _of_server(error) from None
        except ValueError:
            # An address that cannot be written in a header, or not in this alphabet.
            self.close()
            raise Refused("no_such_address") from None
        return State.SENT

    def _open(self) -> BaseEmailBackend:
        if self._connection is None:
            connection = get_connection()
            connection.open()
            self._connection = connection
        return self._connection

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                return


def _of_recipient(error: smtplib.SMTPRecipientsRefused) -> Exception:
    codes = [code for code, _words in error.recipients.values()]
    code = max(codes, default=0)
    return Refused(f"smtp_{code}") if code >= FOR_EVER else Later(f"smtp_{code}")


def _of_server(error: Exception) -> Later:
    if isinstance(error, smtplib.SMTPDataError):
        # Of this one message: the others may well pass.
        return Later(f"smtp_{error.smtp_code}")
    if isinstance(error, smtplib.SMTPResponseException):
        return Later(f"smtp_{error.smtp_code}", for_everyone=True)
    code = "timeout" if isinstance(error, TimeoutError) else "no_connection"
    return Later(code, for_everyone=True)


def compose(parcel: Parcel) -> EmailMessage:
    """The message as it leaves; neither its subject nor its first lines tell the matter."""
    organisation = str(parcel.organisation)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    headers = {
        "Message-ID": parcel.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": parcel.language,
        **_list_headers(where_to_stop(parcel.text)),
    }
    answers = [parcel.organisation.email] if parcel.organisation.email else []
    shown = formataddr((one_line(organisation), sender))
    ours = addresses_of(parcel.key)
    if ours is not None:
        answers, headers["From"] = [ours.answer], shown
    return EmailMessage(
        subject=_subject(organisation, parcel.text.reference),
        body=_body(parcel),
        # What comes back goes to an address of this message alone, which no person reads.
        from_email=ours.back if ours else shown,
        to=[parcel.identity.email.strip()],
        reply_to=answers,
        headers=headers,
    )


def _subject(organisation: str, reference: str) -> str:
    if not reference:
        return one_line(_("A message from %(organisation)s") % {"organisation": organisation})
    return one_line(
        _("A message from %(organisation)s (%(reference)s)")
        % {"organisation": organisation, "reference": reference}
    )


def _list_headers(stop: str) -> dict[str, str]:
    """What a mail program shows as its own button to hear no more (RFC 2369, RFC 8058)."""
    if not stop:
        return {}
    at_once = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {"List-Unsubscribe": f"<{stop}>"} | (at_once if stop.startswith("https://") else {})


def _body(parcel: Parcel) -> str:
    text = parcel.text
    parts = [
        greeting("" if text.nameless else parcel.identity.full_name),
        opening(parcel.organisation, text),
        *text.paragraphs,
    ]
    if text.link:
        parts.append(where(text))
    parts.append(str(parcel.organisation))
    ways = ways_to_answer(parcel.organisation, by_email=True)
    foot = [_("To answer us:"), *(f"- {way}" for way in ways)] if ways else []
    stop = _how_to_stop(text)
    return "\n\n".join(parts) + "\n\n-- \n" + "\n".join([*foot, stop]) + "\n"


def _how_to_stop(text: Text) -> str:
    if text.stop:
        return _("You want no more messages that go to many people? Open %(page)s") % {
            "page": where_to_stop(text)
        }
    if not text.reference:
        return _(
            "You no longer wish to be written to by e-mail? Tell us by any of these ways: "
            "we will reach you another way."
        )
    return _(
        "You no longer wish to be written to by e-mail? Tell us by any of these ways, "
        "with your reference: we will reach you another way."
    )
