import pytest
from django.urls import reverse

from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.solidarity import arranging, following_up
from tandem.solidarity.choices import (
    ArrangementState,
    NeedState,
    OfferState,
    Side,
    Went,
)
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer, Refusal
from tandem.solidarity.tests.factories import WORDS, NeedFactory, OfferFactory, ask, volunteer
from tandem.tenancy.scope import within
from tandem.toolbox.reference import new_reference
from tests.factories import (
    AccountFactory,
    AgreementFactory,
    CaseFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db
SECRETS = (WORDS, "Odette", "Kerckhoven", "0450 11 22 33", "Tilleuls")


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def link_of(arrangement):
    """As the volunteer received it."""
    with within(scope_of(arrangement.offer.organisation)):
        sent = Message.objects.get(kind="asked", reference=arrangement.shown_reference)
        return sent.text.link


def fresh(row):
    with within(scope_of(row.organisation)):
        return type(row).objects.get(pk=row.pk)


def test_before_a_yes_nothing_tells_who_asks(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))

    shown = client.get(link_of(arrangement))

    assert "Could you help somebody near you?" in shown.text
    assert town.area.name in shown.text
    assert not any(secret in shown.text for secret in SECRETS)
    assert fresh(arrangement).state == ArrangementState.ASKED
    with within(scope_of(town)):
        assert not Entry.objects.looks().exists()


def test_after_a_yes_each_view_of_what_he_must_know_is_a_look(client, town):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))
    link = link_of(arrangement)

    client.post(f"{link}answer/", {"answer": "yes"})
    shown = [client.get(link).text for _ in range(2)]

    for said in ("Odette expects you", WORDS, "0450 11 22 33", "1030"):
        assert said in shown[1]
    assert "Kerckhoven" not in shown[1]
    assert "Tilleuls" not in shown[1]
    with within(scope_of(town)):
        words = Entry.objects.looks().about(need.person.key).values_list("word", flat=True)
        assert list(words).count("solidarity.helper_looked") == 2


def test_whoever_must_be_reached_with_care_is_reached_through_a_coordinator(client, town):
    person = PersonFactory(organisation=town, safe_contact="Say you are from the library.")
    arrangement = ask(
        NeedFactory(organisation=town, person=person), OfferFactory(organisation=town)
    )
    link = link_of(arrangement)

    client.post(f"{link}answer/", {"answer": "yes"})
    shown = client.get(link).text

    assert "Call us: we bring you together." in shown
    assert "0450" not in shown


def test_a_no_needs_no_reason(client, town):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))
    link = link_of(arrangement)

    shown = client.post(f"{link}answer/", {"answer": "no"}, follow=True)

    assert "Thank you for telling us." in shown.text
    assert fresh(arrangement).state == ArrangementState.DECLINED
    assert fresh(need).state == NeedState.OPEN
    assert not any(secret in shown.text for secret in SECRETS)


def test_opening_the_link_changes_nothing(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    link = link_of(arrangement)

    for page in ("", "cancel/", "how-it-went/"):
        client.get(f"{link}{page}")
    refused = client.get(f"{link}answer/")

    assert refused.status_code == 405
    assert fresh(arrangement).state == ArrangementState.ASKED


def test_an_answer_given_twice_is_told_how_it_stands(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    link = link_of(arrangement)

    client.post(f"{link}answer/", {"answer": "no"})
    shown = client.post(f"{link}answer/", {"answer": "yes"}, follow=True)

    assert "The answer was already no." in shown.text


def test_who_said_yes_may_cancel_and_the_person_is_told(client, town):
    need = NeedFactory(organisation=town)
    arrangement = ask(need, OfferFactory(organisation=town))
    link = link_of(arrangement)
    client.post(f"{link}answer/", {"answer": "yes"})

    client.post(f"{link}cancel/")

    assert fresh(arrangement).state == ArrangementState.CANCELLED
    assert fresh(need).state == NeedState.OPEN
    with within(scope_of(town)):
        assert Message.objects.get(kind="change").person == need.person


def test_a_volunteer_says_how_it_went(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    link = link_of(arrangement)
    client.post(f"{link}answer/", {"answer": "yes"})

    asked = client.get(f"{link}how-it-went/").text
    bare = client.post(f"{link}how-it-went/", {})
    said = {"went": "badly", "words": "Nobody opened for a while.", "somebody_else": "on"}
    client.post(f"{link}how-it-went/", said)

    assert f'href="{link}"' in asked
    assert bare.status_code == 422
    with within(scope_of(town)):
        assert Feedback.objects.get().side == Side.HELPER
        assert Refusal.objects.get().need is None


def test_reference_and_word_lead_to_the_same_page(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    link = link_of(arrangement)
    reference, _, word = link.split("/")[-2].partition(".")

    answer = client.post(
        "/solidarity/asked/", {"reference": f" {reference.lower()} ", "word": word.upper()}
    )

    assert answer.url == link


def test_the_page_of_requests_leads_to_a_question_and_that_of_questions_to_a_request(client, town):
    need = NeedFactory(organisation=town)
    link = link_of(ask(need, OfferFactory(organisation=town)))
    reference, _, word = link.split("/")[-2].partition(".")
    case = {"reference": need.case.shown_reference, "word": need.case.word}

    to_question = client.post("/follow/", {"reference": reference.lower(), "word": word.upper()})
    to_case = client.post("/solidarity/asked/", case)

    assert to_question.url == link
    assert to_case.url == "/follow/"
    assert need.case.shown_reference in client.get("/follow/").text


def test_a_question_is_not_guessed_on_the_page_of_requests(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    guesses = [
        client.post("/follow/", {"reference": reference, "word": "babababa"})
        for reference in (new_reference(), *[arrangement.reference] * 5)
    ]
    word = link_of(arrangement).split("/")[-2].partition(".")[2]
    later = client.post("/follow/", {"reference": arrangement.reference, "word": word})

    assert {page.status_code for page in guesses} == {422}
    assert guesses[0].text.count("We have no request") == guesses[1].text.count(
        "We have no request"
    )
    assert later.status_code == 429


def test_who_guesses_at_a_request_waits_on_the_page_of_questions(client, town):
    case = NeedFactory(organisation=town).case
    for _ in range(5):
        client.post("/solidarity/asked/", {"reference": case.reference, "word": "babababa"})

    later = client.post("/follow/", {"reference": case.reference, "word": case.word})

    assert later.status_code == 429


def test_a_guess_learns_nothing_and_is_slowed_down(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    guesses = [f"/solidarity/asked/{arrangement.reference}.babababa/"] * 5

    pages = [client.get(guess) for guess in guesses]
    later = client.get(link_of(arrangement))

    assert {page.status_code for page in pages} == {404}
    assert not any(town.area.name in page.text for page in pages)
    assert later.status_code == 429
    assert later.headers["Retry-After"]


def test_the_volunteer_opens_his_link_while_somebody_else_guesses(client, town):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    wrong = f"/solidarity/asked/{arrangement.reference}.babababa/"

    guessed = [client.get(wrong, REMOTE_ADDR="198.51.100.9").status_code for _ in range(12)]

    assert guessed[-1] == 429
    assert client.get(link_of(arrangement), REMOTE_ADDR="192.0.2.1").status_code == 200


@pytest.mark.parametrize("code", ["x", "AAAA2222", "ZZZZ2222.", "..", "%00.a", "é" * 50])
def test_what_is_no_code_leads_nowhere(client, code):
    assert client.get(f"/solidarity/asked/{code}/").status_code == 404


def test_a_wrong_reference_is_said_kindly(client):
    answer = client.post("/solidarity/asked/", {"reference": new_reference(), "word": "babababa"})

    assert answer.status_code == 422
    assert "We asked nobody with this reference and word." in answer.text


def test_a_signed_in_volunteer_sees_his_tasks_without_who_asks(client, town):
    offer = volunteer(client, organisation=town)
    ask(NeedFactory(organisation=town), offer)

    shown = client.get("/solidarity/mine/")

    assert "Waits for your answer" in shown.text
    assert not any(secret in shown.text for secret in SECRETS)


def test_a_signed_in_volunteer_answers_also_across_a_border(client, town):
    neighbour = OrganisationFactory()
    AgreementFactory(one=town, other=neighbour)
    offer = volunteer(client, organisation=town)
    arrangement = ask(NeedFactory(organisation=neighbour), offer)
    page = reverse("solidarity:own_task", args=[arrangement.key])

    listed = client.get("/solidarity/mine/").text
    client.post(f"{page}answer/", {"answer": "yes"})
    shown = client.get(page).text

    assert neighbour.area.name in listed
    assert "Odette expects you" in shown
    assert fresh(arrangement).state == ArrangementState.AGREED


def test_a_volunteer_cannot_open_what_another_was_asked(client, town):
    other = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    volunteer(client, organisation=town)
    page = reverse("solidarity:own_task", args=[other.key])

    assert client.get(page).status_code == 404
    assert client.post(f"{page}answer/", {"answer": "yes"}).status_code == 404
    assert fresh(other).state == ArrangementState.ASKED


def test_a_volunteer_pauses_goes_on_and_leaves(client, town):
    offer = volunteer(client, organisation=town)
    need = NeedFactory(organisation=town)
    arrangement = ask(need, offer)
    with within(scope_of(town)):
        arranging.agree(arrangement)

    client.post(reverse("solidarity:pause_own", args=[offer.key]), {"paused": "yes"})
    paused = fresh(offer).state
    client.post(reverse("solidarity:pause_own", args=[offer.key]), {"paused": "no"})
    active = fresh(offer).state
    asked = client.get(reverse("solidarity:leave_own", args=[offer.key]))
    client.post(reverse("solidarity:leave_own", args=[offer.key]))

    assert (paused, active) == (OfferState.PAUSED, OfferState.ACTIVE)
    assert "One person counts on you and is told" in asked.text
    assert fresh(offer).state == OfferState.LEFT
    assert fresh(need).state == NeedState.OPEN


def test_only_who_was_promised_help_counts_on_a_volunteer_who_leaves(client, town):
    offer = volunteer(client, organisation=town)
    ask(NeedFactory(organisation=town), offer)

    asked = client.get(reverse("solidarity:leave_own", args=[offer.key])).text

    assert "Nobody counts on you just now." in asked


@pytest.mark.parametrize(
    ("deed", "thanked"),
    [
        (lambda row: arranging.cancel(row, by=None), False),
        (lambda row: following_up.say_how_it_went(row, Side.HELPER, Went.WELL), True),
    ],
)
def test_thanks_for_being_there_only_where_he_was(client, town, deed, thanked):
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=town))
    with within(scope_of(town)):
        deed(arranging.agree(arrangement))

    shown = client.get(link_of(arrangement)).text

    assert ("Thank you for being there." in shown) == thanked
    assert ("Nobody expects you for this any more." in shown) != thanked


def test_who_leaves_is_replaced_across_the_border_too(client, town):
    neighbour = OrganisationFactory()
    AgreementFactory(one=town, other=neighbour)
    offer = volunteer(client, organisation=town)
    need = NeedFactory(organisation=neighbour)
    ask(need, offer)

    client.post(reverse("solidarity:leave_own", args=[offer.key]))

    with within(scope_of(neighbour)):
        assert Arrangement.objects.get().state == ArrangementState.CANCELLED
        assert Need.objects.get().state == NeedState.OPEN


def test_nobody_pauses_the_offer_of_another(client, town):
    other = OfferFactory(organisation=town)
    volunteer(client, organisation=town)

    answer = client.post(reverse("solidarity:pause_own", args=[other.key]), {"paused": "yes"})

    assert answer.status_code == 404
    assert fresh(other).state == OfferState.ACTIVE


def test_a_volunteer_without_account_pauses_with_reference_and_word(client, town):
    person = PersonFactory(organisation=town, first_name="Amina")
    case = CaseFactory(organisation=town, person=person, service="offer-help")
    offer = OfferFactory(organisation=town, person=person, case=case)
    open_session(client, case)

    shown = client.get("/follow/").text
    client.post("/solidarity/yours/offer/pause/", {"paused": "yes"})

    assert "Your offer" in shown
    assert fresh(offer).state == OfferState.PAUSED


def test_without_a_case_opened_there_is_no_offer_to_pause(client):
    assert client.post("/solidarity/yours/offer/pause/").status_code == 404
    assert client.get("/solidarity/yours/offer/").status_code == 404


def test_an_agreement_that_ended_does_not_end_what_was_asked(client, town):
    neighbour = OrganisationFactory()
    agreement = AgreementFactory(one=town, other=neighbour)
    arrangement = ask(NeedFactory(organisation=town), OfferFactory(organisation=neighbour))
    link = link_of(arrangement)
    agreement.delete()

    client.post(f"{link}answer/", {"answer": "yes"})

    assert fresh(arrangement).state == ArrangementState.AGREED
    with within(scope_of(neighbour)):
        assert Message.objects.filter(kind="introduction").exists()
        assert Offer.objects.exists()


def test_whoever_is_signed_in_and_known_nowhere_sees_that_nothing_is_asked_of_her(client):
    client.force_login(AccountFactory())

    assert client.get("/solidarity/mine/").status_code == 200
