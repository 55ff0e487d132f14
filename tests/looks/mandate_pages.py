"""Pages of mandates and consents, with the rows they need to be looked at."""

from collections.abc import Callable
from typing import Any

from tandem.mandates import actions, consenting, consents
from tandem.mandates.choices import Act, Guardian, Skill, Way
from tandem.mandates.models import Mandate
from tandem.mandates.tests.giving import FIRST, at_work, checked, confirmed, in_force, wished
from tandem.mine.consenting_texts import PROGRESS
from tandem.mine.tests.letting import colleague, commune
from tandem.tenancy.scope import within
from tests.factories import PersonFactory, scope_of

Arranged = tuple[str, Any]
UNDERSTOOD = {one.name: one.right for one in PROGRESS.scenarios}


def _given(page: str, *, confirmed: bool = True, agreed: bool = False) -> Callable[[], Arranged]:
    """A mandate of one who lives here, with what was done under it."""

    def arrange() -> Arranged:
        town = commune()
        helper = colleague(town)
        with within(scope_of(town)):
            person = PersonFactory(organisation=town)
            if page.startswith("confirm/#"):
                lent = wished(town, person=person, acts=(Act.MONEY,))
                with at_work(FIRST, town):
                    actions.confirm(lent, checked(helper))
                return f"/mandates/{lent.key}/{page}", helper
            if not confirmed:
                guarded = wished(town, person=person, guardian=Guardian.BOTH)
                return f"/mandates/{guarded.key}/{page}", helper
            mandate = in_force(town, helper, person=person)
            _waiting(town)
            with at_work(helper, town):
                for way in (Way.FOR_HER, Way.TOGETHER, Way.ALONE):
                    actions.act_under(mandate, Act.LETTERS, way)
            if agreed:
                _agrees(mandate)
        return (f"/mandates/{mandate.key}/{page}" if page != "list" else "/mandates/"), helper

    return arrange


def _waiting(town: Any) -> None:
    """Another who gave one for all there is, and one that is to be confirmed."""
    other = PersonFactory(organisation=town, first_name="Rosa")
    everything = wished(town, person=other, days=365, acts=tuple(Act))
    confirmed(everything, checked(colleague(town)))
    wished(town, person=other)


def _agrees(mandate: Mandate) -> None:
    answered = consents.heard(PROGRESS, UNDERSTOOD)
    consenting.consent(mandate.person, PROGRESS, answered, days=182, language="fr", whose=mandate)
    consenting.set_goal(mandate.person, PROGRESS.purpose, Skill.TALK, "Write to my daughter")


ALONE: dict[str, Callable[[], Arranged]] = {
    "mandate-take-back": _given("take-back/"),
    "mandate-helpers": _given("helpers/"),
    "mandate-not-agreed": _given("progress/"),
    "mandate-second": _given("confirm/#second"),
}
"""A form and a sentence each: looked at in the language with the longest words."""
PAGES: dict[str, Callable[[], Arranged]] = {
    "mandates": _given("list"),
    "mandate": _given(""),
    "mandate-confirm": _given("confirm/", confirmed=False),
    "mandate-act": _given("act/"),
    "mandate-progress": _given("progress/", agreed=True),
}
