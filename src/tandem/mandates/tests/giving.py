"""A mandate as tests need one: given by a person, confirmed with a helper."""

from contextlib import contextmanager
from types import SimpleNamespace

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.mandates import actions
from tandem.mandates.actions import Checked, Wish
from tandem.mandates.choices import Act, Known, Proof
from tandem.mandates.rules import Came
from tandem.mandates.words import Words
from tandem.toolbox.reference import new_reference
from tests.factories import MembershipFactory, PersonFactory


def wished(organisation, *, acts=(Act.LETTERS, Act.FORMS), days=31, person=None, **facts):
    person = person or PersonFactory(organisation=organisation)
    words = Words(purpose="My letters from the health insurance")
    facts = {"language": "fr", "reference": new_reference(), **facts}
    wish = Wish(acts=tuple(acts), days=days, words=words, **facts)
    return actions.give(person, wish, person)


def checked(*helpers, proof=Proof.PAPER, known=Known.TO_US, **facts):
    facts = {"came": Came(paper=proof == Proof.PAPER), **facts}
    return Checked(proof, known, tuple(helper.pk for helper in helpers), **facts)


FIRST = SimpleNamespace(pk=900_001)
"""Who confirms and helps nobody."""


def confirmed(mandate, said):
    """Checked by one colleague, and agreed to by another where it takes two."""
    with at_work(FIRST, mandate.organisation):
        mandate = actions.confirm(mandate, said)
    if mandate.confirmed_at is None:
        second = MembershipFactory(organisation=mandate.organisation).account
        with at_work(second, mandate.organisation):
            mandate = actions.agree(mandate)
    return mandate


def in_force(organisation, helper, **facts):
    return confirmed(wished(organisation, **facts), checked(helper))


@contextmanager
def at_work(helper, organisation, door=Door.INPERSON):
    with acting(Asker(helper.pk, organisation.pk, door)):
        yield
