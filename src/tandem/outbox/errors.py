from smtplib import SMTPServerDisconnected


class Later(Exception):
    """The other side cannot take it just now; `for_everyone` when it answers nobody."""

    def __init__(self, code: str, *, for_everyone: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.for_everyone = for_everyone


class Refused(Exception):
    """This message never gets through by this way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class HalfSent(Exception):
    """Some parts of a text left and the rest did not: nobody can tell what the person read."""


class Unanswered(SMTPServerDisconnected):
    """The other side took the message in whole, and died before it said so."""


class NotNow(Exception):
    """The message went on meanwhile: somebody else was first."""
