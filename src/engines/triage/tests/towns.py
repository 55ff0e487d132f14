"""A town's reports, of any number."""

from datetime import date, timedelta
from random import Random

from engines.triage import KnownQuestion, Report
from engines.triage.learned import CORPUS

DAY = date(2026, 11, 23)
STREETS = ("rue Haute", "Kerkstraat", "avenue des Érables", "Hauptstraße")


def reports(candidates: int, seed: int = 1) -> KnownQuestion:
    """A new report in the middle of a square of 300 m, with so many others in it."""
    chance = Random(seed)

    def one(key: str) -> Report:
        told = chance.choice(CORPUS)
        return Report(
            key=key,
            category=told.category,
            day=DAY - timedelta(days=chance.randrange(120)),
            text=told.text,
            at=(chance.randrange(300), chance.randrange(300)) if chance.random() < 0.8 else None,
            street=chance.choice(STREETS),
            number=str(chance.randrange(1, 90)),
            postal_code="1000",
            pole=str(chance.randrange(50)) if chance.random() < 0.1 else "",
        )

    return KnownQuestion(one("new"), tuple(one(f"r{number}") for number in range(candidates)))
