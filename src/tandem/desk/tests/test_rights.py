"""Every address, as every role of every kind of organisation: it opens what the table says.

One row of every tenant model stands under one key, so that a key in an address leads somewhere.
"""

import logging
import uuid
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.test import Client

from tandem.cases.models import Case
from tandem.desk import rights
from tandem.desk.kinds_of_right import Rows, as_table
from tandem.desk.open_pages import HERS, MACHINES, OWN, PUBLIC, TERMINALS, WITH_CODE
from tandem.desk.rights import RIGHTS
from tandem.desk.tests.test_strangers import addresses, closed
from tandem.mine.catalogue import MyData
from tandem.people.models import Person
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tandem.toolbox.reference import new_reference
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    scope_of,
)
from tests.factories.rows import held_models, made_row

KEY = 700_007
"""Far from what the sequences give."""
NOT_REACHED = {
    # Their rows need more than one row each: of these, only that others are refused is seen here
    *("cases:erase", "cases:case_picture", "cases:picture", "outbox:pdf", "outbox:call"),
    *("solidarity:import_undo", "solidarity:kinds_preview", "solidarity:kind"),
    *("solidarity:change", "solidarity:change_put_back"),
    *("solidarity:answered", "solidarity:in_touch", "solidarity:cancel", "solidarity:went"),
    *("solidarity:remark", "solidarity:in_touch_elsewhere"),
    *("desk:team_sign", "desk:team_part", "desk:association"),
    *("doors:desk_draft", "doors:desk_kept", "doors:desk_throw_away"),
    *("doors:desk_known", "doors:desk_review", "doors:desk_photo", "doors:desk_sent"),
    *("doors:desk_order_pdf", "doors:desk_draft_paper", "doors:desk_call_back"),
    *("doors:scans_page", "doors:scans_belongs", "doors:waiting_sheet", "doors:waiting_take"),
    *("doors:waiting_read", "doors:waiting_known", "doors:waiting_done", "doors:waiting_join"),
    *("doors:waiting_picture", "doors:line_reopen", "doors:line_open"),
    *("cases:look_emergency_here", "cases:look_opened", "cases:address"),
    *("mine:mandate_act", "mine:mandate_copy", "mine:mandate_progress"),
    *("mine:decide", "mine:read_aloud", "mine:provider", "mine:provider_end", "mine:entry_agree"),
    *("streets:hand_over", "streets:office_report", "streets:step", "streets:alike"),
    *("streets:correct", "streets:photo_add", "streets:office_photo", "streets:photo_seen"),
    *("streets:photo_unreadable", "streets:photo_keep", "streets:note", "streets:sheet_file"),
    *("streets:plan", "streets:label", "streets:confirm_place"),
    *("streets:categories_preview", "streets:category", "broadcast:letter"),
}


class Colleague(NamedTuple):
    name: str
    roles: frozenset[Role]
    opens: frozenset[Rows]
    client: Client


LISTS = frozenset({Rows.LIST, Rows.TAKING_IN, Rows.LOCAL})
EVERY_ROLE = frozenset(Role)


@pytest.fixture
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def town(db):
    """A commune that has one row of everything."""
    made = OrganisationFactory(platform=PlatformFactory())
    reference = new_reference()
    for model in held_models():
        given = {"key": uuid.UUID(int=KEY), "reference": reference}
        pk = model._meta.pk
        if not isinstance(pk, models.OneToOneField):
            given[pk.name] = uuid.UUID(int=KEY) if isinstance(pk, models.UUIDField) else KEY
        names = {field.name for field in model._meta.concrete_fields}
        try:
            with transaction.atomic():
                made_row(model, made, **{k: v for k, v in given.items() if k in names})
        except IntegrityError:
            # Another model's row needed one of these, and made it.
            continue
    made.reference = reference
    with within(scope_of(made)):
        asker = Person.objects.filter(erased_at__isnull=True).earliest("pk")
        cases = Case.objects.filter(reference=reference)
        cases.update(service=MyData.slug, person=asker)
    return made


@pytest.fixture
def colleagues(town):
    """Of the commune each role apart; of others, all roles in one: none of them may help."""
    platform, common = town.platform, {"platform": town.platform, "takes_in": False}
    line = OrganisationFactory(kind=OrganisationKind.CALL_CENTRE, **common)
    beside = OrganisationFactory(kind=OrganisationKind.ASSOCIATION, area=town.area, **common)
    own = frozenset(Rows)
    found = [_colleague(role, town, {role}, own) for role in Role]
    elsewhere = OrganisationFactory(platform=platform)
    found.append(_colleague("elsewhere", elsewhere, EVERY_ROLE, LISTS))
    served = frozenset({Rows.LIST, Rows.SERVED})
    found.append(_colleague("line, operator", line, {Role.OPERATOR}, served))
    found.append(_colleague("line, others", line, EVERY_ROLE - {Role.OPERATOR}, served))
    local = frozenset({Rows.LIST, Rows.LOCAL})
    found.append(_colleague("association", beside, EVERY_ROLE, local))
    return found


def _colleague(name, organisation, roles, opens):
    account = AccountFactory()
    for role in roles:
        MembershipFactory(account=account, organisation=organisation, role=role)
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return Colleague(str(name), frozenset(roles), opens, client)


def opens(client, path, only_post):
    """Whether anything comes; a page that stumbles over a made-up row has let her in all the same."""
    held = transaction.savepoint()
    response = client.post(path) if path in only_post else client.get(path)
    if response.status_code == 405:
        only_post.add(path)
        response = client.post(path)
    transaction.savepoint_rollback(held)
    # A page that leaves the house open leaves nothing on the machine at which she sits.
    assert response.status_code != 200 or "no-store" in response.headers["Cache-Control"], path
    return not closed(response)


def walked(town, colleagues):
    """What differs from the table: who, where, and whether it opened."""
    member = MembershipFactory(organisation=town)
    places = {"organisation": str(town.pk), "member": str(member.pk), "int": str(KEY)}
    places |= {"reference": town.reference, "uuid": str(uuid.UUID(int=KEY))}
    table = rights.staff_pages()
    wrong, only_post = [], set()
    for name, path in addresses(places):
        if (right := table.get(name)) is None:
            continue
        for who in colleagues:
            roles = right.roles & who.roles
            if right.handled:
                roles &= {*MyData.handled_by, Role.OPERATOR}
            may = bool(roles) and right.rows in who.opens
            if may and name in NOT_REACHED:
                continue
            if opens(who.client, path, only_post) != may:
                wrong.append((name, who.name, "may" if may else "may not"))
    return wrong


def test_each_role_of_each_organisation_opens_what_the_table_says(town, colleagues, quiet):
    found = walked(town, colleagues)
    assert found == [], found


def test_a_role_too_many_in_the_table_is_noticed(town, colleagues, quiet, monkeypatch):
    """The twin: were the table wrong in one line, or a page open to one more, it would be said."""
    lines = [right for right in RIGHTS if "cases:answer" in right.pages.split()]
    wrong = lines[0]._replace(roles=rights.HANDLING, rows=Rows.SERVED, handled=False)
    monkeypatch.setattr(rights, "RIGHTS", (wrong,))

    assert ("cases:answer", "operator", "may") in walked(town, colleagues)


def test_every_address_stands_in_the_table_once():
    lists = [set(rights.staff_pages()), PUBLIC, WITH_CODE, OWN, HERS, MACHINES, TERMINALS]
    names = {name for name, _path in addresses()}

    assert names - set().union(*lists) == set()
    assert set().union(*lists) - names == set()
    assert sum(map(len, lists)) == len(names)
    assert set(rights.staff_pages()) >= NOT_REACHED


def test_where_a_person_is_read_a_purpose_is_said():
    without = [right.task for right in RIGHTS if right.purpose is None]
    settling = (
        *("The team", "Colleagues", "Agree to", "Telephone line: ", "Looks: "),
        *("Without names: ", "Signing in: services", "Data and"),
    )

    assert [
        task
        for task in without
        if not task.startswith(settling) and not ("word the" in task or "programs" in task)
    ] == []


def test_the_documents_show_the_table():
    house = Path(settings.ROOT / "docs" / "house.md").read_text()

    assert as_table(rights.RIGHTS) in house, (
        f"docs/house.md should hold:\n{as_table(rights.RIGHTS)}"
    )
