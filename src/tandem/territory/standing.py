"""What somebody signed in may open, asked in one query: every page she sees pays for it."""

import json
from collections.abc import Container
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models.base import ModelState

from tandem.tenancy import repeated
from tandem.tenancy.postgresql.planned import Statement
from tandem.tenancy.scope import Scope
from tandem.territory import scopes
from tandem.territory.choices import OrganisationKind, Role, at_own
from tandem.territory.models import Membership, Organisation
from tandem.territory.signposts import Place
from tandem.toolbox.sealing import digest

# A row comes back even for an account without membership: it may lead to a person.
ASK = """
SELECT
    (SELECT jsonb_agg(jsonb_build_array(target, territory_id, organisation_id))
       FROM public.territory_signposts('account', %(digest)s)) AS places,
    m.id, m.role, m.since, to_jsonb(o) AS organisation,
    (SELECT jsonb_agg(jsonb_build_array(side.area_id, side.id))
       FROM territory_agreement a
       JOIN territory_organisation side ON side.id IN (a.one_id, a.other_id)
      WHERE m.organisation_id IN (a.one_id, a.other_id) AND m.role = 'coordinator'
        AND a.signed_on <= %(today)s AND a.until >= %(today)s) AS across,
    (SELECT jsonb_agg(jsonb_build_array(served.area_id, served.id))
       FROM territory_organisation served
      WHERE o.kind = 'call_centre' AND served.takes_in
        AND served.platform_id = o.platform_id) AS served
FROM (VALUES (1)) AS always
LEFT JOIN territory_membership m ON m.account_id = %(account)s AND m.left_at IS NULL
LEFT JOIN territory_organisation o ON o.id = m.organisation_id
ORDER BY m.id
"""

Pairs = list[tuple[int, int]]
Row = TypeVar("Row", Membership, Organisation)


@dataclass(frozen=True, slots=True)
class Standing:
    memberships: list[Membership]
    place: Place | None
    """Where the account's person is kept, if it has one."""
    scope: Scope | None
    opened: tuple[Scope, ...] = ()
    """What each membership opens, in their order."""

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(membership.role for membership in self.memberships)

    @property
    def ways(self) -> frozenset[str]:
        """The same, and which of them she has where the work itself is done: links ask for these."""
        own = (one for one in self.memberships if does_the_work(one.organisation))
        return self.roles | {at_own(one.role) for one in own}


def does_the_work(organisation: Organisation) -> bool:
    """A telephone service writes down for others, and has no work of its own."""
    return organisation.kind != OrganisationKind.CALL_CENTRE


NOBODY = Standing([], None, None)


def without(stands: Standing, shut: Container[int]) -> Standing:
    """The same, but for these organisations."""
    pairs = zip(stands.memberships, stands.opened, strict=True)
    kept = [(one, opened) for one, opened in pairs if one.organisation.pk not in shut]
    scope = stands.place.scope if stands.place else None
    for _one, opened in kept:
        scope = (scope or Scope()) | opened
    return Standing([one for one, _ in kept], stands.place, scope, tuple(o for _, o in kept))


def asked(account: int, today: date) -> Statement:
    """What `read` understands, for who has something else to ask together with it."""
    place = _place_of(account, settings.TANDEM_KEY)
    return ASK, {"digest": place, "account": account, "today": today}


@lru_cache(maxsize=4096)
def _place_of(account: int, _made_with: str) -> bytes:
    return digest("signpost:account", str(account))


def standing_of(account: int, today: date) -> Standing:
    return read(account, repeated.rows(*asked(account, today)))


def read(account: int, rows: list[tuple[Any, ...]]) -> Standing:
    """Each time with objects of its own: a page may change those it was given."""
    kept = _read_once(account, tuple(rows))
    again = [_again(one) for one in kept.memberships]
    return Standing(again, kept.place, kept.scope, kept.opened)


# The same rows say the same, and a colleague of 27 communes brings 27 of them to every page.
@lru_cache(maxsize=1024)
def _read_once(account: int, rows: tuple[tuple[Any, ...], ...]) -> Standing:
    found = [Place(*place) for place in json.loads(rows[0][0] or "[]")]
    place = found[0] if len(found) == 1 else None
    memberships: list[Membership] = []
    each: list[Scope] = []
    scope = place.scope if place else None
    for _places, key, role, since, organisation, across, served in rows:
        if key is None:
            continue
        membership = Membership(
            id=key,
            role=role,
            since=since,
            account_id=account,
            organisation=_organisation(json.loads(organisation)),
        )
        membership.answers_for = tuple(key for _area, key in _read(served))
        membership.neighbours = tuple(pair for pair in _read(across) if pair[1] != membership.organisation_id)
        memberships.append(membership)
        each.append(_opened_by(membership, _read(across), _read(served)))
        scope = (scope or Scope()) | each[-1]
    return Standing(memberships, place, scope, tuple(each))


def _organisation(told: dict[str, Any]) -> Organisation:
    """As its row would be read; of what JSON has no kind for, there is one day."""
    if told["proof_asked_from"] is not None:
        told["proof_asked_from"] = date.fromisoformat(told["proof_asked_from"])
    return Organisation(**told)


def _again(membership: Membership) -> Membership:
    """What is told of it and of its organisation, in new objects; making them from values costs
    ten times as much.
    """
    organisation = _copy(membership.organisation)
    copy = _copy(membership)
    copy._state.fields_cache = {"organisation": organisation}
    return copy


def _copy(row: Row) -> Row:
    copy = type(row).__new__(type(row))
    for name, value in row.__dict__.items():
        copy.__dict__[name] = deepcopy(value) if isinstance(value, dict | list) else value
    copy._state = ModelState()
    return copy


def _opened_by(membership: Membership, across: Pairs, served: Pairs) -> Scope:
    organisation = membership.organisation
    scope = scopes.of_organisation(organisation)
    if organisation.kind == OrganisationKind.CALL_CENTRE:
        scope |= scopes.answering_for(served)
    if membership.role == Role.COORDINATOR:
        scope |= scopes.across_borders(across)
    return scope


def _read(pairs: str | None) -> Pairs:
    return [tuple(pair) for pair in json.loads(pairs)] if pairs else []
