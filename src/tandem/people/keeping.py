"""How long each table is kept, and why: one list, carried out each night and reported.

Each floor declares in its own kept.py what becomes of its tables. A test walks every model: one
that stands under no rule and has no reason told fails.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.models import Person
from tandem.people.retention import StillNeeded, erase
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text

log = logging.getLogger(__name__)
Does = Callable[[datetime], int]
"""Takes out what is past its term, and says how many rows it was."""


class Ground(models.TextChoices):
    """Why it is kept so long, and by which article of the General Data Protection Regulation."""

    TASK = "task", _("To do what was asked, and to answer for it (article 6.1.e)")
    CONSENT = "consent", _("Because you agreed, until you take it back (article 6.1.a)")
    PROOF = "proof", _("To be able to show what was done, and by whom (articles 5.2 and 15)")
    SAFETY = "safety", _("To guard against misuse and loss (article 32)")
    NOBODY = "nobody", _("It tells of no person")


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of some tables, and when."""

    name: str
    what: Text
    of: tuple[type[models.Model], ...]
    ground: Ground
    since: Text
    """From when the term runs; where there is none, until when it is kept."""
    stays: Text
    """What remains afterwards, and why."""
    term: timedelta | None = None
    does: Does | None = None
    """None where another rule takes these rows with it, or where nothing is taken out by itself."""

    @property
    def tables(self) -> list[str]:
        return sorted(model._meta.label for model in self.of)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one night brought."""

    counts: Mapping[str, int]
    failed: tuple[str, ...]


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """From now on these tables are kept so, and no longer."""
    if _rules.setdefault(rule.name, rule) is not rule:
        raise ValueError(f"Two rules are called {rule.name}.")


def rules() -> tuple[Rule, ...]:
    """By name: the same list wherever it is shown."""
    return tuple(_rules[name] for name in sorted(_rules))


def rule_of(name: str) -> Rule | None:
    return _rules.get(name)


def carry_out(now: datetime, every: Iterable[Rule] | None = None) -> Outcome:
    """Each rule alone: one that fails is told, and leaves the others done."""
    counts: dict[str, int] = {}
    failed: list[str] = []
    for rule in rules() if every is None else every:
        if rule.does is None:
            continue
        try:
            counts[rule.name] = rule.does(now)
        except Exception:
            log.exception("The rule %s could not be carried out.", rule.name)
            failed.append(rule.name)
    return Outcome(counts, tuple(failed))


def in_each_organisation(deed: Does) -> Does:
    """The same deed among the rows of one organisation after the other."""

    def everywhere(now: datetime) -> int:
        done = 0
        for organisation in Organisation.objects.order_by("pk"):
            with transaction_within(scopes.of_organisation(organisation)):
                done += deed(now)
        return done

    return everywhere


def erasing(found: Callable[[datetime], list[Person]]) -> Does:
    """Those found are erased, each in a transaction of her own; who is still needed waits."""

    def everywhere(now: datetime) -> int:
        return sum(
            erase_in(organisation, found, now)
            for organisation in Organisation.objects.order_by("pk")
        )

    return everywhere


def erase_in(
    organisation: Organisation, found: Callable[[datetime], list[Person]], now: datetime
) -> int:
    scope, erased = scopes.of_organisation(organisation), 0
    with transaction_within(scope):
        persons = found(now)
    for person in persons:
        with suppress(StillNeeded), transaction_within(scope):
            erase(person)
            erased += 1
    return erased
