"""Gateways of the tests. They write what they were given into the file that TEXTS names."""

import os
import time
from pathlib import Path

from tandem.outbox.errors import Later, Refused


class Gateway:
    def send(self, number: str, text: str, key: str) -> None:
        with Path(os.environ["TEXTS"]).open("a") as out:
            out.write(f"{number} {text}\n")

    def close(self) -> None:
        return


class HangingGateway(Gateway):
    """Takes the text and never answers."""

    def send(self, number: str, text: str, key: str) -> None:
        super().send(number, text, key)
        time.sleep(600)


class BusyGateway(Gateway):
    def send(self, number: str, text: str, key: str) -> None:
        raise Later("busy", for_everyone=True)


class UnwillingGateway(Gateway):
    def send(self, number: str, text: str, key: str) -> None:
        raise Refused("barred")


class BrokenGateway(Gateway):
    def send(self, number: str, text: str, key: str) -> None:
        raise RuntimeError(f"no idea what became of {number}")
