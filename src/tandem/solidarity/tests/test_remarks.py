"""Whoever wants a person, or contests a result, is answered by one, and nothing is lost by it."""

import pytest
from django.urls import reverse

from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.outbox.models import Message
from tandem.register.models import Decision, Tally
from tandem.solidarity import arranging, remarks
from tandem.solidarity.choices import About, Fault, NeedState, ProposalState, RefusedBecause
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Need, Proposal, Remark
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, propose
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
WORDS = "Somebody nearer is free on Tuesday, we looked again together."


@pytest.fixture
def town():
    made = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(made)):
        yield made


def said(town, about, which="", person=None) -> Remark:
    case = CaseFactory(
        organisation=town, service="about-our-program", **({"person": person} if person else {})
    )
    remarks.say_about_program({"about": about, "which": which, "words": WORDS}, case=case)
    return Remark.objects.get(case=case)


def as_colleague(town):
    account = MembershipFactory(organisation=town).account
    return acting(Asker(account=account.pk, organisation=town.pk, door=Door.WEB))


def tallied():
    return dict(Tally.objects.values_list("outcome", "count"))


def test_whoever_wants_a_person_has_one_at_once_and_keeps_the_place(town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (proposal,) = propose(town)

    said(town, About.BY_HAND, which=need.case.shown_reference.lower())

    now = Need.objects.get(pk=need.pk)
    assert now.no_program
    assert now.made_at == need.made_at
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.STALE
    assert propose(town) == []
    assert Message.objects.latest("pk").person == need.person
    assert tallied()["by_hand"] == 1


def test_without_a_reference_the_request_is_found_under_her_record(town):
    need = NeedFactory(organisation=town)

    remark = said(town, About.BY_HAND, person=need.person)

    assert remark.need == need
    assert Need.objects.get(pk=need.pk).no_program


def test_the_reference_of_another_organisation_leads_nowhere(town):
    other = OrganisationFactory()
    with within(scope_of(other)):
        foreign = NeedFactory(organisation=other)
        reference = foreign.case.reference

    remark = said(town, About.BY_HAND, which=reference)

    assert remark.need is None
    with within(scope_of(other)):
        assert not Need.objects.get(pk=foreign.pk).no_program


def test_a_contest_that_is_right_is_put_right_and_counted(town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (proposal,) = propose(town)
    remark = said(town, About.CONTEST, which=need.case.reference)

    with as_colleague(town):
        remarks.answer(remark, WORDS, upheld=True, fault=Fault.DATA)

    assert remark.run == proposal.run
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.STALE
    assert Case.objects.get(pk=remark.case_id).state == "answered"
    assert (tallied()["contested"], tallied()["upheld"]) == (1, 1)


def test_somebody_for_whom_nobody_was_found_is_looked_for_again(town):
    need = NeedFactory(organisation=town)
    propose(town)
    Need.objects.filter(pk=need.pk).update(state=NeedState.NOBODY)
    remark = said(town, About.CONTEST, which=need.case.reference)

    with as_colleague(town):
        remarks.answer(remark, WORDS, upheld=True, fault=Fault.RULE)

    assert Need.objects.get(pk=need.pk).state == NeedState.OPEN


def test_whoever_decided_does_not_judge_the_contest(town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (proposal,) = propose(town)
    first, second = (MembershipFactory(organisation=town).account for _ in range(2))
    with acting(Asker(account=first.pk, organisation=town.pk, door=Door.WEB)):
        arranging.refuse_proposal(proposal, RefusedBecause.TOO_MUCH)
    remark = said(town, About.CONTEST, which=need.case.reference)

    judge = Asker(account=first.pk, organisation=town.pk, door=Door.WEB)
    with acting(judge), pytest.raises(NotNow, match="decided_by_you"):
        remarks.answer(remark, WORDS, upheld=False)
    with acting(Asker(account=second.pk, organisation=town.pk, door=Door.WEB)):
        remarks.answer(remark, WORDS, upheld=False)

    assert Decision.objects.get().by == first.pk
    assert Remark.objects.get().upheld is False


def test_a_colleague_answers_on_the_page_and_the_case_leads_there(town, client):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    propose(town)
    remark = said(town, About.CONTEST, which=need.case.reference)
    member(client, town)
    client.cookies["language"] = "en"
    page = reverse("solidarity:remark", args=[remark.case.reference])

    case_page = client.get(reverse("cases:case", args=[remark.case.reference])).text
    shown = client.get(page).text
    unsaid = client.post(page, {"upheld": "yes", "words": WORDS})
    client.post(page, {"upheld": "yes", "fault": "data", "words": WORDS})

    assert page in case_page
    assert "This is the first help of this person in the last weeks." in shown
    assert unsaid.status_code == 422
    assert Remark.objects.get().fault == "data"


def test_a_neighbour_does_not_open_it(town, client):
    remark = said(town, About.OPINION)
    member(client, OrganisationFactory())

    page = reverse("solidarity:remark", args=[remark.case.reference])
    assert client.get(page).status_code == 404


def test_an_arranged_help_of_somebody_else_stays_when_a_contest_is_right(town):
    other = NeedFactory(organisation=town)
    offer = OfferFactory(organisation=town, capacity=1)
    arrangement = ask(other, offer)
    need = NeedFactory(organisation=town)
    propose(town)
    remark = said(town, About.CONTEST, which=need.case.reference)

    with as_colleague(town):
        remarks.answer(remark, WORDS, upheld=True, fault=Fault.PROGRAM)

    arrangement.refresh_from_db()
    assert arrangement.state == "asked"
