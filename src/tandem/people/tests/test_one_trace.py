"""Every reveal leaves exactly one committed trace, whatever becomes of the page that asked for it."""

from collections import Counter

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tandem.journal import write
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Purpose
from tandem.journal.models import Entry
from tandem.people import exclusions, watching
from tandem.people.errors import LookRefused
from tandem.people.reveal import reveal, reveal_one
from tandem.tenancy.scope import transaction_within, within
from tests.factories import AccountFactory, OrganisationFactory, PersonFactory, scope_of

QUICK = settings(
    max_examples=6,
    stateful_step_count=10,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    # The first fault is enough; nobody waits for the smallest.
    phases=[Phase.generate],
)
WHICH = st.integers(0, 1)
ENDS = st.sampled_from(["kept", "undone", "undone inside"])


class Undone(Exception):
    pass


class OneTrace(RuleBasedStateMachine):
    """Two persons, one colleague; the book beside it counts what the journal must hold."""

    @initialize()
    def begin(self) -> None:
        self.organisation = OrganisationFactory()
        self.persons = [PersonFactory(organisation=self.organisation) for _one in range(2)]
        self.account = AccountFactory()
        self.expected: Counter[str] = Counter()

    def _page(self, ends, work) -> None:
        asker = Asker(self.account.pk, self.organisation.pk)
        try:
            with acting(asker), within(scope_of(self.organisation)), transaction.atomic():
                if ends == "undone inside":
                    with transaction.atomic():
                        work()
                        raise Undone
                work()
                if ends == "undone":
                    raise Undone
        except (Undone, LookRefused):
            pass

    @rule(which=WHICH, ends=ENDS, purpose=st.sampled_from([Purpose.ANSWER, Purpose.INTAKE]))
    def one(self, which, ends, purpose) -> None:
        person = self.persons[which]
        self.expected[str(person.key)] += 1
        self._page(ends, lambda: reveal_one(person, purpose))

    @rule(ends=ENDS)
    def both(self, ends) -> None:
        self.expected.update(str(person.key) for person in self.persons)
        self._page(ends, lambda: reveal(self.persons, Purpose.RECOGNISE, what="people.searched"))

    @rule(which=WHICH, excluded=st.booleans())
    def say(self, which, excluded) -> None:
        person = self.persons[which]
        with acting(Asker()), transaction_within(scope_of(self.organisation)):
            if excluded:
                exclusions.exclude(person, self.account)
            else:
                exclusions.readmit(person, self.account.pk)

    @invariant()
    def as_many_traces_as_reveals(self) -> None:
        if not hasattr(self, "organisation"):
            return
        with transaction_within(scope_of(self.organisation)):
            entries = Entry.objects.looks().filter(account=self.account.pk)
            found = Counter(str(key) for entry in entries for key in entry.persons)
        assert found == self.expected


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_every_reveal_leaves_exactly_one_trace():
    run_state_machine_as_test(OneTrace, settings=QUICK)


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_a_trace_in_the_pages_own_transaction_opens_nothing(monkeypatch):
    """The twin: it would be gone with the page. The database gives no key for it."""
    kept = write._write
    monkeypatch.setattr(watching, "LOOKS", "default")
    monkeypatch.setattr(
        write, "_write", lambda *given, **named: kept(*given, **{**named, "using": "default"})
    )

    with pytest.raises(ProgrammingError, match="no committed look"):
        run_state_machine_as_test(OneTrace, settings=QUICK)
