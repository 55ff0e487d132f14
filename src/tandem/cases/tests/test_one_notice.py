"""Whoever is owed a notice of a look gets exactly one, whatever becomes of the page that looked."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tandem.cases.looks import telling
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Purpose
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.people import flags, openings
from tandem.people.errors import LookRefused
from tandem.people.models import Flag, Opening
from tandem.people.reveal import reveal_one
from tandem.people.rules import FIGURES
from tandem.people.tests.test_one_trace import QUICK, WHICH
from tandem.tenancy.scope import transaction_within, within
from tests.factories import AccountFactory, OrganisationFactory, PersonFactory, scope_of

KEPT = st.booleans()


class Undone(Exception):
    pass


class OneNotice(RuleBasedStateMachine):
    """Two persons, one colleague without a reason to look; the book counts looks and what is owed."""

    @initialize()
    def begin(self) -> None:
        self.now = timezone.now()
        self.town = OrganisationFactory()
        self.persons = [PersonFactory(organisation=self.town) for _one in range(2)]
        self.account = AccountFactory()
        self.looks: Counter[str] = Counter()
        self.notices: Counter[int] = Counter()
        self.last = {person.pk: self.now - timedelta(days=9) for person in self.persons}

    def _page(self, kept, work) -> bool:
        """Whether all that it did stands."""
        asker = Asker(self.account.pk, self.town.pk)
        try:
            with acting(asker), within(scope_of(self.town)), transaction.atomic():
                work()
                if not kept:
                    raise Undone
        except (Undone, LookRefused):
            return False
        return True

    @rule(which=WHICH, kept=KEPT)
    def looks_at_one(self, which, kept) -> None:
        person = self.persons[which]
        self.looks[str(person.key)] += 1
        self._page(kept, lambda: reveal_one(person, Purpose.ANSWER))

    @rule(which=WHICH, kept=KEPT)
    def opens_in_an_emergency(self, which, kept) -> None:
        person = self.persons[which]

        def work() -> None:
            opening = openings.open_in_emergency(person, "She fell.", alone=True)
            telling.tell_of_emergency(person, opening, self.now)

        if self._page(kept, work):
            self.notices[person.pk] += 1
            self.last[person.pk] = self.now

    @rule(hours=st.sampled_from([1, 30]), again=KEPT)
    def the_hour_comes(self, hours, again) -> None:
        """The job that tells, once or, its worker being killed, twice."""
        self.now += timedelta(hours=hours)
        with transaction_within(scope_of(self.town)):
            untold = set(Flag.objects.filter(told_at=None).values_list("person_key", flat=True))
        for person in self.persons:
            if person.key in untold and self.now - self.last[person.pk] > FIGURES.told_again_after:
                self.notices[person.pk] += 1
                self.last[person.pk] = self.now
        for _turn in range(1 + again):
            telling.tell_all(self.town, self.now)

    @invariant()
    def as_many_as_are_owed(self) -> None:
        if not hasattr(self, "town"):
            return
        with transaction_within(scope_of(self.town)):
            told = Counter(Message.objects.filter(kind="look").values_list("person", flat=True))
            found = Counter(
                str(key)
                for entry in Entry.objects.looks().filter(account=self.account.pk)
                for key in entry.persons
            )
            opened = Opening.objects.count()
        assert told == self.notices
        assert found == self.looks
        assert opened <= sum(told.values())


BOTH = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@BOTH
def test_every_look_that_is_owed_a_notice_leaves_exactly_one():
    run_state_machine_as_test(OneNotice, settings=QUICK)


@BOTH
def test_were_it_not_noted_that_she_was_told_she_would_be_told_again(monkeypatch):
    """The twin."""
    monkeypatch.setattr(flags, "say_told", lambda raised, now: None)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(OneNotice, settings=QUICK)
