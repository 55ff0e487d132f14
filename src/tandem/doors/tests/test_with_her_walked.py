"""Whatever her own page offers is offered at the desk too: the whole page is walked."""

import re

import pytest
from django.urls import reverse

from tandem.cases import actions
from tandem.cases.choices import Reason, State
from tandem.cases.views import follow
from tandem.cases.views.follow import AT_HER_WORD, DEEDS
from tandem.doors.tests.with_her import TOLD, answered, open_with_her, read
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, PersonFactory, open_session, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
ACTION = re.compile(r'(?:href|action)="(/[^"#?]*)')
FRAME = ("/language/", "/sign-out/", "/sign-in/", "/static/")
HERS_ALONE = {"/yours/sign-in/", "/yours/sign-in/letter/"}
"""What she does at the desk in another way: a colleague lets her sign in."""


@pytest.fixture
def case(commune):
    odette = PersonFactory(organisation=commune, language="en", phone="0450 11 22 33")
    return CaseFactory(organisation=commune, person=odette, answers=TOLD)


def offered(client) -> set[str]:
    """Where the page of her request leads, without its frame."""
    page = client.get("/follow/").text
    main = page[page.index("<main") : page.index("</main>")]
    return {path for path in ACTION.findall(main) if not path.startswith(FRAME)}


@pytest.mark.parametrize("state", [State.RECEIVED, State.ANSWERED, State.CLOSED, State.WITHDRAWN])
def test_all_that_her_own_page_offers_is_offered_at_the_desk(client, speaking, case, state):
    """Law 1: whatever is added there later is walked here too."""
    with within(scope_of(case.organisation)):
        if state == State.WITHDRAWN:
            actions.withdraw(read(case))
        elif state != State.RECEIVED:
            actions.answer(read(case), Reason.DONE, "")
        if state == State.CLOSED:
            actions.move(read(case), State.CLOSED)
    herself = type(client)()
    herself.cookies["language"] = "en"
    open_session(herself, case)
    alone = offered(herself)
    open_with_her(speaking, case)
    with_her = offered(speaking)

    assert alone - with_her <= HERS_ALONE
    assert reverse("mine:entry", args=[case.reference]) in with_her
    for path in alone & with_her:
        assert speaking.get(path).status_code in {200, 302, 405}, path


def test_the_walk_notices_what_the_desk_would_leave_out(client, speaking, case, monkeypatch):
    answered(case)
    herself = type(client)()
    open_session(herself, case)
    allowed = follow._may

    def without_contest(case, deed, front):
        return allowed(case, deed, front) and not (front.helped and deed.to == State.CONTESTED)

    alone = offered(herself)
    monkeypatch.setattr(follow, "_may", without_contest)
    open_with_her(speaking, case)

    assert alone - offered(speaking) - HERS_ALONE == {"/follow/contest/"}


def test_every_deed_of_hers_has_its_twin_at_the_desk():
    assert DEEDS.keys() == AT_HER_WORD.keys()
    assert {name: deed.to for name, deed in DEEDS.items()} == {
        name: deed.to for name, deed in AT_HER_WORD.items()
    }
