import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.cases.choices import State
from tandem.cases.models import Case
from tandem.journal.choices import Door, Purpose
from tandem.journal.models import Entry
from tandem.mandates.models import Acting
from tandem.solidarity import arranging
from tandem.solidarity.choices import (
    ArrangementState,
    NeedState,
    ProposalState,
    Side,
    Went,
)
from tandem.solidarity.models import Arrangement, Feedback, Need, Proposal
from tandem.solidarity.tests.factories import (
    CALLED_OFF,
    WORDS,
    NeedFactory,
    OfferFactory,
    ask,
    member,
    propose,
    volunteer,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import AgreementFactory, OrganisationFactory, PlatformFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def page(need, name="need", *more):
    return reverse(f"solidarity:{name}", args=[need.key, *more])


def looks(need):
    with within(scope_of(need.organisation)):
        return [entry.word for entry in Entry.objects.looks().about(need.person.key)]


def test_opening_a_need_is_a_look_and_then_its_own_words(client, town):
    need = NeedFactory(organisation=town)
    member(client, town)

    shown = client.get(page(need))

    assert WORDS in shown.text
    assert looks(need) == ["solidarity.need_read"]
    assert "Odette" not in shown.text


def test_a_proposal_says_why_why_not_the_others_and_what_would_change_it(client, town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    OfferFactory(organisation=town, likes=[], person__first_name="Bart")
    propose(town)
    member(client, town)

    shown = client.get(page(need)).text

    assert "Proposed: Amina" in shown
    assert "This is the first help of this person in the last weeks." in shown
    assert "Bart prefers other kinds of help." in shown
    assert "Bart could be asked if this volunteer says no." in shown


def test_seeing_a_volunteers_first_name_is_a_look_too(client, town):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    propose(town)
    member(client, town)

    client.get(page(need))

    with within(scope_of(town)):
        entry = Entry.objects.looks().about(offer.person.key).get()
        assert (entry.word, entry.purpose) == ("solidarity.volunteer_named", Purpose.SOLIDARITY)


def test_where_nobody_can_help_the_page_says_what_would_change_it(client, town):
    need = NeedFactory(organisation=town, half_days=(4,))
    OfferFactory(organisation=town, half_days=(7,))
    propose(town)
    member(client, town)

    shown = client.get(page(need)).text

    assert "Nobody can be proposed" in shown
    assert "Whoever could come is not free at these moments." in shown
    assert "Amina could come if this moment suited too: Wednesday afternoon." in shown


def test_across_a_border_a_volunteer_is_called_by_the_commune(client, town):
    neighbour = OrganisationFactory()
    AgreementFactory(one=town, other=neighbour)
    need = NeedFactory(organisation=town)
    offer = OfferFactory(organisation=neighbour)
    propose(town, neighbour)
    member(client, town)

    shown = client.get(page(need)).text

    sign = str(offer.key)[:3].upper()
    assert (
        f"Proposed: A volunteer of {neighbour.area.name} (sign {sign}, instead of a name)" in shown
    )
    assert "Amina" not in shown
    with within(scope_of(neighbour)):
        assert not Entry.objects.looks().about(offer.person.key).exists()


def test_the_volunteer_proposed_is_asked(client, town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (proposal,) = propose(town)
    member(client, town)

    shown = client.post(page(need, "ask"), {"proposal": proposal.pk}, follow=True)

    assert "The volunteer is asked." in shown.text
    with within(scope_of(town)):
        assert Arrangement.objects.get().need == need
        assert Entry.objects.filter(word="solidarity.helper_asked").exists()


def test_a_proposal_replaced_meanwhile_is_not_followed_blindly(client, town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (old,) = propose(town)
    propose(town)
    member(client, town)

    shown = client.post(page(need, "ask"), {"proposal": old.pk}, follow=True)

    assert "The proposal has changed meanwhile." in shown.text
    with within(scope_of(town)):
        assert not Arrangement.objects.exists()


def test_a_refusal_wants_a_reason_and_keeps_it(client, town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    (proposal,) = propose(town)
    member(client, town)

    bare = client.post(page(need, "refuse"), {"proposal": proposal.pk, "why_form": "1"})
    said = {"proposal": proposal.pk, "why_form": "1", "why": "other", "words": "They are cousins."}
    shown = client.post(page(need, "refuse"), said, follow=True)

    assert bare.status_code == 422
    assert "Choose the reason." in bare.text
    assert "They are cousins." in shown.text
    with within(scope_of(town)):
        assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.REFUSED


def test_one_may_choose_another_by_hand_who_breaks_no_limit(client, town):
    need = NeedFactory(organisation=town)
    near = OfferFactory(organisation=town)
    other = OfferFactory(organisation=town, likes=[], person__first_name="Bart")
    OfferFactory(organisation=town, languages=["nl"], person__first_name="Cato")
    propose(town)
    member(client, town)

    listed = client.get(page(need, "choose")).text
    asked = client.post(
        page(need, "choose_one", other.key), {"half_day": "4", "why": "too_much"}, follow=True
    )

    assert listed.index("Amina") < listed.index("Bart") < listed.index("Cato")
    assert "Speaks another language." in listed
    assert "The volunteer is asked." in asked.text
    with within(scope_of(town)):
        assert Arrangement.objects.get().offer == other
        assert Proposal.objects.get().offer_key == near.key
        assert Proposal.objects.get().state == ProposalState.DEPARTED


def test_who_breaks_a_limit_cannot_be_chosen(client, town):
    need = NeedFactory(organisation=town)
    offer = OfferFactory(organisation=town, languages=["nl"])
    member(client, town)

    answer = client.post(page(need, "choose_one", offer.key), {"half_day": "4"})

    assert answer.url == page(need, "choose")
    with within(scope_of(town)):
        assert not Arrangement.objects.exists()


def test_when_nobody_is_found_the_person_is_told_with_words(client, town):
    need = NeedFactory(organisation=town)
    member(client, town)

    bare = client.post(page(need, "nobody"), {"words": ""})
    client.post(page(need, "nobody"), {"words": "We asked twelve people; try the CPAS."})

    assert bare.status_code == 422
    with within(scope_of(town)):
        assert Need.objects.get().state == NeedState.NOBODY
        assert Case.objects.get().state == State.ANSWERED


def test_a_need_no_longer_needed_ends(client, town):
    need = NeedFactory(organisation=town)
    member(client, town)

    client.post(page(need, "withdraw"), CALLED_OFF)

    with within(scope_of(town)):
        assert Need.objects.get().state == NeedState.WITHDRAWN
        assert Case.objects.get().state == State.WITHDRAWN


def test_an_operator_notes_the_yes_of_a_volunteer_who_telephones(client, town):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))
    account = member(client, town, Role.OPERATOR)

    client.post(page(need, "answered", arrangement.key), {"answer": "yes"})

    with within(scope_of(town)):
        assert Arrangement.objects.get().state == ArrangementState.AGREED
        trace = Acting.objects.get()
        assert (trace.helper, trace.door) == (account, Door.PHONE)


def test_an_operator_notes_how_it_went(client, town):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))
    with within(scope_of(town)):
        arranging.agree(arrangement)
    member(client, town, Role.OPERATOR)

    client.post(
        page(need, "went", arrangement.key), {"side": "asker", "went": "well", "words": "Kind."}
    )

    with within(scope_of(town)):
        assert Feedback.objects.get().went == Went.WELL
        assert Feedback.objects.get().side == Side.ASKER
        assert Need.objects.get().state == NeedState.DONE
        assert Acting.objects.get().person == need.person


def test_an_operator_reads_no_proposal_and_no_name(client, town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town)
    propose(town)
    member(client, town, Role.OPERATOR)

    shown = client.get(page(need)).text

    assert "Amina" not in shown
    assert page(need, "ask") not in shown
    assert client.post(page(need, "ask")).status_code == 404


def test_the_telephone_service_of_a_platform_notes_for_its_communes(client):
    platform = PlatformFactory()
    town = OrganisationFactory(platform=platform)
    elsewhere = OrganisationFactory()
    centre = OrganisationFactory(
        kind=OrganisationKind.CALL_CENTRE, platform=platform, takes_in=False
    )
    need, foreign = NeedFactory(organisation=town), NeedFactory(organisation=elsewhere)
    member(client, centre, Role.OPERATOR)

    assert client.get(page(need)).status_code == 200
    assert client.get(page(foreign)).status_code == 404


def test_an_answer_by_text_message_is_noted_by_its_reference(client, town):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))
    member(client, town, Role.OPERATOR)

    shown = client.post(
        "/solidarity/answers/",
        {"said": f"Oui {arrangement.shown_reference}", "door": "sms"},
        follow=True,
    )

    assert "The yes is noted." in shown.text
    with within(scope_of(town)):
        agreed = Entry.objects.get(word="solidarity.helper_agreed")
        assert agreed.door == Door.SMS


def test_an_answer_reaches_the_commune_of_the_need(client, town):
    """The volunteer telephones his own commune; the need is a neighbour's."""
    neighbour = OrganisationFactory()
    AgreementFactory(one=town, other=neighbour)
    arrangement = ask(NeedFactory(organisation=neighbour), OfferFactory(organisation=town))
    member(client, town, Role.OPERATOR)

    client.post("/solidarity/answers/", {"said": f"NON {arrangement.reference}", "door": "phone"})

    with within(scope_of(neighbour)):
        assert Arrangement.objects.get().state == ArrangementState.DECLINED
    with within(scope_of(town)):
        assert Acting.objects.get().organisation == town


def test_a_desk_that_has_nothing_to_do_with_it_answers_for_nobody(client, town):
    stranger = OrganisationFactory()
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    member(client, stranger, Role.OPERATOR)
    said = {"said": f"oui {arrangement.reference}", "door": "phone"}

    answer = client.post("/solidarity/answers/", said)

    assert "We asked nobody with this reference" in answer.text
    with within(scope_of(town)):
        assert Arrangement.objects.get().state == ArrangementState.ASKED


@pytest.mark.parametrize("said", ["", "oui", "ZKQ74MPA", "oui AAAA2222", "x" * 200])
def test_what_is_not_understood_is_said_kindly(client, town, said):
    member(client, town, Role.OPERATOR)

    answer = client.post("/solidarity/answers/", {"said": said, "door": "phone"})

    assert answer.status_code == 422


def test_a_volunteer_cannot_open_a_need(client, town):
    need = NeedFactory(organisation=town)
    volunteer(client, organisation=town)

    for name in ("need", "refuse", "choose", "nobody", "withdraw"):
        assert client.get(page(need, name)).status_code == 404
    assert looks(need) == []


@pytest.mark.parametrize(
    "path",
    [
        "/solidarity/board/?after=1_0001-01-01T00:00:00%2B23:59_9",
        "/solidarity/looking/?since=9999-12-31T23:59:59-23:59",
        "/solidarity/looking/?since=0001-01-01T00:00:00%2B23:59",
    ],
)
def test_a_time_before_or_after_all_times_breaks_nothing(client, town, path):
    member(client, town)

    assert client.get(path).status_code in {200, 302}


def test_choosing_by_hand_asks_why_only_where_somebody_else_was_proposed(client, town):
    need, near = NeedFactory(organisation=town), OfferFactory(organisation=town)
    other = OfferFactory(organisation=town, likes=[], person__first_name="Bart")
    member(client, town)
    nothing = client.get(page(need, "choose_one", other.key)).text
    propose(town)

    same = client.get(page(need, "choose_one", near.key)).text
    another = client.get(page(need, "choose_one", other.key)).text

    assert "Why not" not in nothing
    assert "Why not" not in same
    assert "Amina is proposed. Why not?" in another


def test_a_help_that_was_only_asked_for_was_not_had(client, town):
    need = NeedFactory(organisation=town)
    member(client, town)
    arrangement = ask(need, OfferFactory(organisation=town))

    asked = client.get(page(need)).text
    with within(scope_of(town)):
        Arrangement.objects.filter(pk=arrangement.pk).update(
            state=ArrangementState.AGREED, day=timezone.localdate()
        )
    had = client.get(page(need)).text

    assert "nothing yet" in asked
    assert "1 help" in had
