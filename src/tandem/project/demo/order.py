import os
from dataclasses import dataclass
from pathlib import Path

from tandem.project.readers import flag, number, text

TEXTS = {
    "SMS_GATEWAY": "tandem.outbox.gateways.folder.Folder",
    "SMS_NUMBER": "8030",
    "SMS_SECRET": "texts-to-the-demo-only",
}
"""Text messages come by an address of this machine and leave as files: see docs/guides/try-every-door.md."""


class CannotStart(Exception):
    """The demonstration cannot be served; the message says what to do."""


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    port: int
    data: Path
    reset: bool
    people: int
    empty: bool
    """Served as a new installation is found: without a region, its first pages to be opened."""

    def environment(self, role: str) -> dict[str, str]:
        """What a process of the demonstration is told, when it acts in this role."""
        told = {"DATA": str(self.data), "PORT": str(self.port), "TANDEM_ROLE": role}
        texts = {} if os.environ.get("SMS_GATEWAY") else TEXTS
        own = {**texts, **told, "DJANGO_SETTINGS_MODULE": "tandem.project.settings"}
        return {**os.environ, **own}


def read_order() -> Order:
    data = Path(text("DATA", ".tandem")).expanduser().resolve()
    return Order(
        port=number("PORT", 8000),
        data=data,
        reset=flag("RESET"),
        people=number("PEOPLE", 700),
        empty=flag("EMPTY"),
    )
