import io
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext, override

from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.mandates import queries, rules
from tandem.mandates.actions import act_under, take_back
from tandem.mandates.choices import Act, Way
from tandem.mandates.models import Acting, Consent, Mandate
from tandem.mandates.retention import empty_words_of, letting_somebody_act
from tandem.mandates.tests.giving import at_work, in_force
from tandem.mandates.words import opened
from tandem.mine import mandating_jobs
from tandem.mine.consenting_texts import PROGRESS
from tandem.mine.mandating_forms import GiveMandateForm, TakeBackForm
from tandem.mine.tests.letting import AGREES, MANDATE, ROSA, colleague, commune, sent
from tandem.outbox.models import Message
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within, within
from tandem.territory.choices import Role
from tandem.toolbox.reference import spaced
from tests.factories import scope_of
from tests.owner import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = commune()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def helper(town):
    return colleague(town)


def confirmed(client, town, helper, **facts):
    client.force_login(colleague(town))
    mandate = Mandate.objects.to_confirm().get()
    said = {
        "proof": "witnesses",
        "witness_one": "Ana Lopes",
        "witness_two": "Joke Maes",
        "known": "to_us",
        "helpers": [helper.pk],
    }
    page = f"/mandates/{mandate.key}/confirm/"
    response = client.post(page, {**said, **facts})
    if response.status_code == 302:
        # On the word of the first alone it does not begin.
        client.force_login(colleague(town))
        client.post(page)
    client.force_login(helper)
    return response, mandate


def test_what_she_gives_is_in_force_only_once_a_colleague_has_confirmed_it(client, town, helper):
    receipt = sent("give-mandate", MANDATE)
    client.force_login(helper)
    mandate = Mandate.objects.get()

    assert client.get(f"/mandates/{mandate.key}/act/").status_code == 404
    page = client.get(f"/mandates/{mandate.key}/confirm/").text
    assert "Vous êtes Rosa Inventée." in page, "read back in the language of the person"
    response, mandate = confirmed(client, town, helper, witness_two="")
    assert response.status_code == 422
    response, mandate = confirmed(client, town, helper)

    mandate.refresh_from_db()
    assert (response.status_code, mandate.proof, mandate.witnesses) == (302, "witnesses", 2)
    case = Case.objects.get(reference=receipt.reference)
    assert case.state == "answered"
    told = Message.objects.about(case).latest("pk").text
    said_to_her = " ".join(told.paragraphs)
    assert str(town) in said_to_her
    assert helper.email not in said_to_her, "Her address is nobody's but her colleagues'."


def test_one_alone_lets_nobody_act_on_names_that_nobody_can_find(client, town, helper):
    sent("give-mandate", MANDATE)
    alone = colleague(town)
    client.force_login(alone)
    mandate = Mandate.objects.get()
    page = f"/mandates/{mandate.key}/confirm/"
    said = {"proof": "witnesses", "known": "to_us", "helpers": [alone.pk, helper.pk]}

    short = client.post(page, {**said, "witness_one": "An", "witness_two": "Jo"})
    assert short.status_code == 422
    client.post(page, {**said, "witness_one": "Ana Lopes", "witness_two": "Joke Maes"})
    client.post(page)

    mandate.refresh_from_db()
    assert (mandate.checked_by, mandate.confirmed_at) == (alone.pk, None)
    assert Message.objects.filter(person=mandate.person, kind="change").count() == 1, "At once."
    assert client.post(f"/mandates/{mandate.key}/act/", {"act": "letters"}).status_code == 404


def test_only_who_can_act_is_offered_as_a_helper(town, helper):
    runs = colleague(town, role=Role.ADMINISTRATOR)
    watches = colleague(town, role=Role.DATA_OFFICER)
    repairs = colleague(town, role=Role.OFFICER)

    offered = {account for account, _email in queries.colleagues(town)}

    assert helper.pk in offered
    assert not offered & {runs.pk, watches.pk, repairs.pk}


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_without_the_second_the_same_forgery_is_in_force(client, monkeypatch):
    """The twin: the rule switched off, the rows refuse it; these off too, one alone is enough."""
    town = commune()
    alone, helper = colleague(town), colleague(town)
    sent("give-mandate", MANDATE)
    client.force_login(alone)
    with transaction_within(scope_of(town)):
        mandate = Mandate.objects.get()
    said = {"proof": "witnesses", "witness_one": "Ana Lopes", "witness_two": "Joke Maes"}
    said |= {"known": "to_us", "helpers": [alone.pk, helper.pk]}
    page = f"/mandates/{mandate.key}/confirm/"
    with monkeypatch.context() as off:
        off.setattr(rules, "needs_second", lambda *_: False)
        with pytest.raises(IntegrityError, match="no_mandate_of_one_colleague_alone"):
            client.post(page, said)

    client.post(page, said)

    begin = (
        "UPDATE mandates_mandate SET confirmed_at = now(), confirmed_by = checked_by,"
        " begins_on = now(), ends_on = now() WHERE id = %s"
    )
    with as_owner(town) as owner:
        assert "no_mandate_of_one_colleague_alone" in owner.refused(begin, mandate.pk)
        owner.does("ALTER TABLE mandates_mandate DISABLE TRIGGER second_of_long_standing")
        assert owner.does(begin, mandate.pk) == 1


def test_she_gets_her_copy_in_large_print_in_each_language(client, town, helper):
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)

    for language in ("fr", "nl", "de", "en"):
        made = client.get(f"/mandates/{mandate.key}/copy/{language}.pdf").getvalue()
        with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
            said = " ".join(page.get_textpage().get_text_bounded() for page in document)
        with override(language):
            assert gettext("Who may act for you") in said
            assert str(Act.LETTERS.label) in said.replace("\r\n", " ")
        assert "Rosa Inventée" in said
        assert spaced(mandate.reference) in said
    assert Entry.objects.looks().filter(word="mandates.read").exists()


def test_an_act_is_noted_with_who_did_it_and_shows_whose_data_is_open(client, town, helper):
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)
    page = f"/mandates/{mandate.key}/act/"

    assert "Rosa Inventée" in client.get(page).text
    client.post(page, {"act": "letters", "way": "together", "skill": ""})
    assert client.post(page, {"act": "money", "way": "for_her"}).status_code == 422

    acting = Acting.objects.get()
    assert (acting.mandate, acting.act, acting.way) == (mandate, Act.LETTERS, Way.TOGETHER)
    client.force_login(colleague(town))
    assert client.get(page).status_code == 404, "she expects somebody else"


def test_taking_back_costs_fewer_questions_than_giving():
    """Those that must be answered, whatever is taken back."""
    few = TakeBackForm({"what": ["acts"]})
    many = GiveMandateForm({"guardian": ["none"]})

    needed = [[n for n in form.asked() if form.fields[n].required] for form in (few, many)]
    assert len(needed[0]) < len(needed[1])


@pytest.mark.parametrize("code", ["", "hers"])
def test_one_act_taken_back_ends_at_once_and_leaves_the_others(client, town, helper, code):
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)
    said = {**ROSA, "what": ["acts"], "acts": ["letters"]}
    if code:
        said["code"] = [spaced(mandate.reference).lower()]

    sent("take-back-what-i-gave", said, person=None if code else mandate.person)

    mandate.refresh_from_db()
    left = set(mandate.acts.filter(ended_at__isnull=True).values_list("kind", flat=True))
    assert (left, mandate.ended_at) == ({"forms"}, None)
    assert (
        client.post(f"/mandates/{mandate.key}/act/", {"act": "letters", "way": "alone"}).status_code
        == 422
    )
    assert Message.objects.filter(person=mandate.person, kind="change").exists()


def test_a_stranger_who_names_her_takes_nothing_back(client, town, helper):
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)

    sent("take-back-what-i-gave", {**ROSA, "what": ["all"]})

    mandate.refresh_from_db()
    assert mandate.ended_at is None
    case = Case.objects.get(service="take-back-what-i-gave")
    assert case.state == "received", "a colleague looks whose it is"


def test_she_takes_it_back_herself_with_her_reference_and_word(client, town, helper):
    receipt = sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)
    client.logout()
    client.post("/follow/", {"reference": receipt.reference, "word": receipt.word})

    assert "/yours/take-back/" in client.get("/follow/").text
    client.post("/yours/take-back/", {"acts": ["forms"]})
    mandate.refresh_from_db()
    assert mandate.ended_at is None
    client.post("/yours/take-back/", {"all": "yes"})

    mandate.refresh_from_db()
    assert mandate.ended_why == "taken_back"


def test_both_are_told_before_it_ends_and_it_ends_by_itself(client, town, helper):
    sent("give-mandate", {**MANDATE, "long": ["182"]})
    _response, mandate = confirmed(client, town, helper)
    mail.outbox.clear()

    def night_after(days):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            mandating_jobs.tell_and_end_for(town)

    for days in (100, 170, 171):
        night_after(days)
    reminders = Message.objects.filter(person=mandate.person, kind="reminder")
    assert reminders.count() == 1
    assert [one.to for one in mail.outbox] == [[helper.email]]
    assert "Rosa" not in mail.outbox[0].body
    night_after(183)

    mandate.refresh_from_db()
    assert mandate.ended_why == "ran_out"


def test_what_she_does_by_herself_is_shown_while_she_consents_and_no_longer(client, town, helper):
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)
    page = f"/mandates/{mandate.key}/progress/"
    assert '<form method="post" novalidate>' not in client.get(page).text

    receipt = sent("look-at-progress", AGREES, person=mandate.person)
    client.post(page, {"skill": "talk", "words": "Write to my daughter"})
    assert "Write to my daughter" in client.get(page).text
    client.logout()
    client.post("/follow/", {"reference": receipt.reference, "word": receipt.word})
    client.post("/yours/consent/end/")

    client.force_login(helper)
    assert "Write to my daughter" not in client.get(page).text
    told = Message.objects.filter(person=mandate.person).latest("pk").text
    with override("fr"):
        assert str(PROGRESS.undone) in told.paragraphs


def test_without_asking_for_the_consent_it_would_still_be_shown(client, town, helper, monkeypatch):
    """The twin: after she took it back, only that question keeps the page shut."""
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)
    receipt = sent("look-at-progress", AGREES, person=mandate.person)
    client.logout()
    client.post("/follow/", {"reference": receipt.reference, "word": receipt.word})
    client.post("/yours/consent/end/")
    client.force_login(helper)
    page, shown = f"/mandates/{mandate.key}/progress/", '<form method="post" novalidate>'
    assert shown not in client.get(page).text

    monkeypatch.setattr(
        queries, "consent_of", lambda person, *_: Consent.objects.of(person).first()
    )

    assert shown in client.get(page).text


def test_what_is_written_down_for_her_at_the_desk_says_under_which_mandate(client, town, helper):
    sent("give-mandate", {**MANDATE, "acts": ["requests"]})
    _response, mandate = confirmed(client, town, helper)
    with acting(Asker(helper.pk, town.pk, Door.INPERSON)):
        service = known("take-back-what-i-gave")
        draft = drafts.begin(service, "fr", door=Door.INPERSON, organisation=town.pk)
        drafts.note(draft.code, person=mandate.person.pk)
        said = {**ROSA, "what": ["consent"], "consents": ["progress"]}
        drafts.keep(draft.code, said, asked=["what"], door=Door.INPERSON)

    page = f"/desk/drafts/{draft.row.key}/review/"
    assert spaced(mandate.reference) in client.get(page).text
    client.post(page, {"way": "alone"})

    # One trace by whom typed it and who sent it: the same colleague, the same door.
    (trace,) = Acting.objects.all()
    assert (trace.mandate, trace.way, trace.what) == (mandate, Way.ALONE, "take-back-what-i-gave")


def test_whoever_lets_somebody_act_is_not_forgotten_and_then_her_words_are(client, town, helper):
    sent("give-mandate", MANDATE)
    _response, mandate = confirmed(client, town, helper)
    person = mandate.person

    assert letting_somebody_act({person.pk}) == [person.pk]
    take_back(mandate)
    assert letting_somebody_act({person.pk}) == []
    empty_words_of(person)

    mandate.refresh_from_db()
    assert mandate.sealed is None
    assert opened(mandate).purpose == ""
    assert client.get(f"/mandates/{mandate.key}/").status_code == 200


def test_one_sees_where_it_goes_by_kind_of_task(town, helper):
    mandate = in_force(town, helper, days=365)

    def acts(way, days, many=3):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            for _each in range(many):
                with at_work(helper, town):
                    act_under(mandate, Act.FORMS, way)

    acts(Way.FOR_HER, 0)
    acts(Way.TOGETHER, 100)

    (told,) = queries.trends(mandate.person, timezone.now() + timedelta(days=110))
    assert (told.skill, told.before.for_her, told.lately.together) == ("make", 3, 3)
    assert told.goes == "more"
