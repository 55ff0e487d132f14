"""By telephone and at the desk she does with her requests what she does by herself on the web."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tandem.cases import following
from tandem.cases.choices import State, StepKind
from tandem.doors.tests.with_her import TOLD, answered, open_with_her, read
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.people import exclusions, protection, rules
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind
from tandem.territory.models import Membership, Organisation
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def odette(commune):
    facts = {"first_name": "Odette", "last_name": "Van Kerckhoven", "phone": "0450 11 22 33"}
    return PersonFactory(organisation=commune, language="en", **facts)


@pytest.fixture
def case(commune, odette):
    return CaseFactory(organisation=commune, person=odette, answers=TOLD)


def test_the_page_of_somebody_known_lists_what_she_asked_for(speaking, case, commune, odette):
    due_on = timezone.localdate() - timedelta(days=2)
    late = CaseFactory(organisation=commune, person=odette, due_on=due_on)

    page = speaking.get(f"/desk/new/{odette.key}/").text

    assert case.shown_reference in page and late.shown_reference in page
    assert "Late: an answer was owed on" in page
    # Where they stand, and nothing of what is in them.
    assert "A meal on Tuesday" not in page


def test_she_is_found_by_the_reference_of_her_request(speaking, case, odette):
    page = speaking.post("/desk/search/", {"reference": case.shown_reference.lower()}).text

    assert "Odette Van Kerckhoven" in page
    assert f"/desk/new/{odette.key}/" in page
    with within(scope_of(case.organisation)):
        assert Entry.objects.looks().about(odette.key).get().word == "people.searched"


def test_by_a_reference_of_elsewhere_nobody_is_found(speaking):
    other = CaseFactory(organisation=OrganisationFactory(), answers=TOLD)

    page = speaking.post("/desk/search/", {"reference": other.shown_reference}).text

    assert "Nobody known matches." in page
    wrong = speaking.post("/desk/search/", {"reference": "AAAA"}).text
    assert "This is no reference" in wrong


@pytest.mark.parametrize("protected", [True, False])
def test_whoever_is_protected_is_found_by_her_own_service_alone(client, commune, protected):
    platform = PlatformFactory()
    Organisation.objects.filter(pk=commune.pk).update(platform=platform)
    centre = {"kind": OrganisationKind.CALL_CENTRE, "takes_in": False, "platform": platform}
    line = OrganisationFactory(**centre)
    person = PersonFactory(organisation=commune, first_name="Odette")
    case = CaseFactory(organisation=commune, person=person)
    if protected:
        with within(scope_of(commune)):
            protection.protect(person)
    client.force_login(MembershipFactory(organisation=line, role="operator").account)

    page = client.post("/desk/search/", {"reference": case.reference}).text

    assert ("Odette" in page) is not protected
    # Nor by an address that somebody kept, or that another page would show.
    hers, status = f"/desk/new/{person.key}/", 404 if protected else 200
    assert (hers in client.get(f"/cases/{case.reference}/").text) is not protected
    assert client.get(hers).status_code == status
    assert (open_with_her(client, case).status_code == 404) is protected


def test_whoever_becomes_protected_during_a_call_is_closed_to_a_telephone_service(client, commune):
    platform = PlatformFactory()
    Organisation.objects.filter(pk=commune.pk).update(platform=platform)
    centre = {"kind": OrganisationKind.CALL_CENTRE, "takes_in": False, "platform": platform}
    line = OrganisationFactory(**centre)
    case = CaseFactory(organisation=commune, answers=TOLD)
    client.force_login(MembershipFactory(organisation=line, role="operator").account)
    assert "A meal on Tuesday." in open_with_her(client, case).text

    with within(scope_of(commune)):
        protection.protect(case.person)

    assert "A meal on Tuesday." not in client.get("/follow/").text
    client.post("/follow/withdraw/", {"words": "She has found help herself."})
    assert read(case).state == State.RECEIVED


def test_a_page_of_a_room_is_a_look_too(speaking, case):
    open_with_her(speaking, case)
    speaking.get("/follow/withdraw/")

    with within(scope_of(case.organisation)):
        assert Entry.objects.looks().filter(word="cases.read_out").count() == 2


def test_a_reference_opens_its_request_from_the_list(speaking, case, odette):
    page = speaking.get("/cases/", {"reference": case.shown_reference}, follow=True).text

    assert "What you can tell the person" in page
    assert f"/desk/new/{odette.key}/" in page
    nothing = speaking.get("/cases/", {"reference": "ZZZZ ZZZZ"}).text
    assert "We find no request of this reference here." in nothing


@pytest.mark.parametrize("door", ["phone", "inperson"])
def test_what_she_could_read_is_read_out_and_the_look_says_so(speaking, case, door):
    answered(case)

    page = open_with_her(speaking, case, door).text

    assert "You read this with the person" in page
    assert "A meal on Tuesday." in page
    assert re.search(r'class="spoken" lang="en">It was answered on', page)
    with within(scope_of(case.organisation)):
        look = Entry.objects.looks().filter(word="cases.read_out").get()
        assert (look.purpose, look.door) == ("intake", door)
        assert look.persons == [case.person.key]


def test_in_her_language_it_is_said_to_her(speaking, commune):
    person = PersonFactory(organisation=commune, language="nl")
    case = CaseFactory(organisation=commune, person=person)

    page = open_with_her(speaking, case).text

    assert 'class="spoken" lang="nl">We hebben' in page


DONE = {
    "not-solved": ("Nobody came.", State.ANSWERED, State.REOPENED, "reopen-request"),
    "contest": ("It was not done.", State.ANSWERED, State.CONTESTED, "contest-answer"),
    "withdraw": (
        "She has found help herself.",
        State.RECEIVED,
        State.WITHDRAWN,
        "withdraw-request",
    ),
    "solved": ("", State.ANSWERED, State.CLOSED, "close-request"),
}


@pytest.mark.parametrize("door", ["phone", "inperson"])
@pytest.mark.parametrize("name", DONE)
def test_what_she_says_is_done_and_traced(speaking, operator, case, name, door):
    words, before, after, traced = DONE[name]
    if before == State.ANSWERED:
        answered(case)
    open_with_her(speaking, case, door)

    speaking.post(f"/follow/{name}/", {"words": words})

    assert read(case).state == after
    with within(scope_of(case.organisation)):
        step = case.steps.last()
        assert (step.door, step.account) == (door, operator.pk)
        trace = Acting.objects.get()
        assert (trace.what, trace.door, trace.helper_id) == (traced, door, operator.pk)


def test_without_a_helper_there_is_no_trace(visitor, case):
    answered(case)
    open_session(visitor, case)

    visitor.post("/follow/not-solved/", {"words": "Nobody came."})

    with within(scope_of(case.organisation)):
        assert case.steps.last().door == "web"
        assert not Acting.objects.exists()


def test_what_is_refused_leaves_no_trace(speaking, case):
    open_with_her(speaking, case)

    speaking.post("/follow/solved/")

    assert read(case).state == State.RECEIVED
    with within(scope_of(case.organisation)):
        assert not Acting.objects.exists()


def test_what_is_withdrawn_for_her_she_hears_of(speaking, case):
    open_with_her(speaking, case)
    short = speaking.post("/follow/withdraw/", {"words": "No."})
    assert short.status_code == 422

    speaking.post("/follow/withdraw/", {"words": "She has found help herself."})

    with within(scope_of(case.organisation)):
        assert case.steps.last().kind == StepKind.CALLED_OFF
        assert "She has found help" in str(Message.objects.get(kind="change").text.paragraphs)


def test_nobody_withdraws_for_her_what_she_contests(speaking, case):
    answered(case)
    open_with_her(speaking, case)
    speaking.post("/follow/contest/", {"words": "It was not done."})

    page = speaking.get("/follow/").text
    speaking.post("/follow/withdraw/", {"words": "She has found help herself."})

    assert "nobody withdraws it for her until" in page
    assert read(case).state == State.CONTESTED


def test_whom_she_excluded_reads_and_does_nothing(speaking, operator, case):
    answered(case)
    open_with_her(speaking, case)
    with within(scope_of(case.organisation)):
        exclusions.exclude(case.person, operator, by_herself=True)

    assert speaking.get("/follow/").status_code == 403
    assert speaking.post("/follow/not-solved/", {"words": "No."}).status_code == 403
    assert open_with_her(speaking, case).status_code == 403
    assert read(case).state == State.ANSWERED


def test_a_neighbours_request_is_not_opened(speaking):
    other = CaseFactory(organisation=OrganisationFactory(), answers=TOLD)

    assert open_with_her(speaking, other).status_code == 404


def test_nobody_readmits_himself_at_her_word(speaking, operator, case):
    """By herself alone, or written down by a colleague who is not concerned."""
    open_with_her(speaking, case)
    with within(scope_of(case.organisation)):
        look = Entry.objects.looks().filter(word="cases.read_out").latest("pk")
    speaking.force_login(MembershipFactory(organisation=case.organisation, role="operator").account)
    open_with_her(speaking, case)
    said = {"look": look.pk}
    assert speaking.post("/follow/exclude/", {**said, "said": "not"}).status_code == 302

    assert speaking.post("/follow/exclude/", {**said, "said": "again"}).status_code == 404
    with within(scope_of(case.organisation)):
        assert exclusions.excluded_by(case.person) == [operator.pk]


@pytest.mark.parametrize("stopped", [False, True])
def test_where_a_run_is_stopped_nothing_is_done_either_and_a_form_is_a_look(
    speaking, case, monkeypatch, stopped
):
    open_with_her(speaking, case)
    with within(scope_of(case.organisation)):
        before = Entry.objects.looks().filter(word="cases.read_out").count()
    if stopped:
        monkeypatch.setattr(rules, "is_stopped", lambda look, before: True)

    refused = speaking.post("/follow/withdraw/", {"words": "No."})

    with within(scope_of(case.organisation)):
        after = Entry.objects.looks().filter(word="cases.read_out").count()
    assert (refused.status_code, after - before) == ((403, 0) if stopped else (422, 1))
    speaking.post("/follow/withdraw/", {"words": "She has found help herself."})
    assert read(case).state == (State.RECEIVED if stopped else State.WITHDRAWN)


def test_the_request_of_somebody_else_is_not_opened_under_her_name(speaking, case, commune):
    other = CaseFactory(organisation=commune)
    path = reverse("doors:desk_open_with_her", args=[case.person.key])

    said = {"reference": other.reference, "hers-door": "phone"}
    assert speaking.post(path, said).status_code == 404


def test_the_call_ends(speaking, case):
    open_with_her(speaking, case)

    response = speaking.post("/follow/close/", follow=True)

    assert response.redirect_chain[-1][0] == "/desk/"
    assert case.shown_reference not in speaking.get("/follow/").text


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/search/", "/desk/new/", "/desk/take-up/", "draft"]
)
def test_the_next_call_closes_what_the_last_one_opened(speaking, case, commune, path):
    if path == "draft":
        begun = drafts.begin(known("ask-for-help"), "en", door=Door.PHONE, organisation=commune.pk)
        path = reverse("doors:desk_draft", args=[begun.row.key])
    open_with_her(speaking, case)

    if "search" in path:
        speaking.post(path, {"name": "Somebody"})
    else:
        assert speaking.get(path).status_code == 200

    assert case.shown_reference not in speaking.get("/follow/").text


def test_it_does_not_stay_open(speaking, case):
    open_with_her(speaking, case)

    # Other pages keep the colleague's own session open meanwhile.
    with time_machine.travel(timezone.now() + following.FOR - timedelta(minutes=10)):
        assert case.shown_reference in speaking.get("/follow/").text
        speaking.get("/cases/")
    with time_machine.travel(timezone.now() + following.FOR + timedelta(minutes=1)):
        assert "A meal on Tuesday" not in speaking.get("/follow/").text


def test_whoever_works_here_no_more_has_nothing_open(speaking, operator, case):
    open_with_her(speaking, case)
    Membership.objects.filter(account=operator).update(left_at=timezone.now())

    assert "A meal on Tuesday" not in speaking.get("/follow/").text


def test_what_is_hers_alone_stays_so(speaking, case):
    open_with_her(speaking, case)

    assert speaking.get("/yours/sign-in/").status_code == 404
    assert "Add a way to sign in" not in speaking.get("/follow/").text
    assert "Let this person sign in" in speaking.get("/follow/").text
    assert speaking.get(reverse("mine:ready")).status_code == 404
