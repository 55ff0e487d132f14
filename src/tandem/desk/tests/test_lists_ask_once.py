"""A list takes the keys of all its rows at once: it asks as much of twenty as of five."""

from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case
from tandem.desk.rights import RIGHTS
from tandem.doors.models import Sheet
from tandem.doors.scans import queries
from tandem.doors.scans.choices import SheetState
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.people import things
from tandem.people.choices import Channel
from tandem.people.models import Flag
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import Role
from tandem.toolbox.reference import new_reference
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    everything,
    scope_of,
)
from tests.factories.everything import Everything
from tests.factories.rows import made_row

FEW, MANY = 5, 20
KEYS = ("people_personkey", "people_thingkey")
SHOWING = {
    *("broadcast:broadcasts", "cases:cases", "cases:look_flags", "doors:desk", "doors:line"),
    *("doors:waiting_room", "mine:mandates", "outbox:calls", "outbox:failed"),
    *("solidarity:board", "solidarity:offers", "streets:inbox"),
}
GROWS = {"streets:teams": "the next free day of each team; a commune has few"}


def lists():
    """Each address of the staff that names no row."""
    names = sorted({name for right in RIGHTS for name in right.pages.split()})
    for name in names:
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue


@pytest.fixture
def town(db):
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def colleague(client, town):
    made = AccountFactory()
    for role in Role:
        MembershipFactory(account=made, organisation=town, role=role)
    client.force_login(made)
    with transaction_within(scope_of(town)):
        # To open all these lists is unusual: that she is named asks one question, from the first on.
        made_row(Flag, town, account=made.pk)
    return made


def filled(town, count, monkeypatch):
    for number in range(count):
        reference = new_reference()
        monkeypatch.setitem(everything.NEEDED["cases.case"], "reference", reference)
        hers = Everything(town)
        with transaction_within(scope_of(town)):
            _as_listed(hers, number)
            sheet = made_row(
                Sheet,
                town,
                state=SheetState.WAITING,
                printed=reference,
                service="ask-for-help",
                language="fr",
            )
            code = things.seal(sheet, b"ABCDEFGH.word", sheet.place)
            Sheet.objects.filter(pk=sheet.pk).update(sealed_code=code)


def _as_listed(hers, number):
    """Each where somebody has still to see to it."""
    channel = (Channel.LETTER, Channel.CALL, Channel.EMAIL)[number % 3]
    state = State.FAILED if channel == Channel.EMAIL else State.READY
    Message.objects.filter(person=hers.person).update(channel=channel, state=state)
    Case.objects.filter(person=hers.person).update(state=CaseState.RECEIVED, has_unread=True)


class Asked(NamedTuple):
    size: int
    """Of the page."""
    keys: int
    questions: int


def asked(client, path):
    with CaptureQueriesContext(connection) as said_there:
        response = client.get(path)
    said = [one["sql"] for one in said_there.captured_queries]
    keys = sum(any(key in sql for key in KEYS) for sql in said)
    return Asked(len(response.content), keys, len(said))


def test_no_list_asks_for_one_key_after_the_other(client, town, colleague, monkeypatch):
    found = {name: [] for name, _path in lists()}
    for count in (FEW, MANY - FEW):
        filled(town, count, monkeypatch)
        for name, path in lists():
            client.get(path)
            found[name].append(asked(client, path))

    # On these there were more rows the second time.
    longer = {name for name, (few, many) in found.items() if many.size > few.size}
    assert longer >= SHOWING
    assert {name for name, (few, many) in found.items() if many.keys != few.keys} == set()
    grown = {name for name, (few, many) in found.items() if many.questions > few.questions}
    assert grown == set(GROWS)


def test_a_list_that_opens_each_by_itself_is_seen(client, town, colleague, monkeypatch):
    """The twin."""
    monkeypatch.setattr(queries, "hold", lambda persons, sealed: None)
    filled(town, FEW, monkeypatch)

    assert asked(client, reverse("doors:waiting_room")).keys == FEW
