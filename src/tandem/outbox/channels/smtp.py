"""A mail server that dies says when: before it had the whole message, or after."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from tandem.outbox.errors import Unanswered

END = b"\r\n.\r\n"


class _Telling:
    """Knows whether what was sent last is the end of a message; commands are sent as text."""

    whole = False

    def send(self, s: Any) -> None:
        super().send(s)  # type: ignore[misc]
        self.whole = isinstance(s, bytes) and s.endswith(END)

    def getreply(self) -> tuple[int, bytes]:
        whole, self.whole = self.whole, False
        try:
            return super().getreply()  # type: ignore[misc, no-any-return]
        except smtplib.SMTPServerDisconnected as error:
            if whole:
                raise Unanswered from error
            raise


class Smtp(_Telling, smtplib.SMTP):
    pass


class SmtpOverTls(_Telling, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's, for whoever asks whether a message may have left."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return SmtpOverTls if self.use_ssl else Smtp
