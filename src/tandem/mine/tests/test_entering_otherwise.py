"""By a code on paper, by a passkey alone; and whoever guesses waits, not whoever shares a machine."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tandem.accounts import throttle
from tandem.accounts.models import Passkey, WayIn
from tandem.journal.asker import Asker, acting
from tandem.journal.models import Entry
from tandem.mine.choices import ShownBy
from tandem.mine.entering import actions
from tandem.mine.errors import NotNow
from tandem.mine.models import EntryCode
from tandem.mine.tests.arriving import EMAIL, asks, code_in, known_by_mail, last_mail
from tandem.mine.tests.asked import colleague
from tandem.outbox.models import Message
from tandem.people import rules
from tandem.people.protection import protect
from tandem.tenancy.scope import within
from tandem.territory import long_standing
from tandem.territory.choices import Role
from tests.authenticator import Authenticator
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SITE = "https://tandem.example"


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


def operator_of(commune):
    account = AccountFactory()
    MembershipFactory(account=account, organisation=commune, role=Role.OPERATOR)
    client = Client()
    client.force_login(account)
    return client


def paper_code(text):
    return re.search(r"\b([2-9A-Z]{5} [2-9A-Z]{5})\b", text)[1]


def messages_to(person, commune):
    with within(scope_of(commune)):
        return [message.text for message in Message.objects.filter(person=person).order_by("pk")]


def test_a_letter_brings_a_code_that_opens_once_and_stands_in_nothing_else(client, commune):
    person = PersonFactory(organisation=commune, channel="letter")
    case = CaseFactory(organisation=commune, person=person)
    open_session(client, case)
    client.post("/yours/sign-in/letter/")
    client.post("/yours/sign-in/letter/")
    sent = messages_to(person, commune)
    assert len(sent) == 1, "One a week."
    code = paper_code(" ".join(sent[0].in_letter))
    assert code not in " ".join(sent[0].paragraphs) + sent[0].short

    visitor = Client()
    assert visitor.post("/enter/paper/", {"code": code.lower()}).url == "/mine/sign-in/"
    assert visitor.get("/mine/data/file/").status_code == 200
    assert Client().post("/enter/paper/", {"code": code}).status_code == 422


def test_nobody_whose_address_must_not_be_written_to_gets_one(client, commune):
    person = PersonFactory(organisation=commune, never_write=True)
    open_session(client, CaseFactory(organisation=commune, person=person))

    client.post("/yours/sign-in/letter/")
    assert messages_to(person, commune) == []


def test_at_the_desk_a_colleague_who_sees_her_gives_a_code_and_she_is_told(client, commune):
    person = PersonFactory(organisation=commune, channel="email", email=EMAIL)
    case = CaseFactory(organisation=commune, person=person)
    desk = operator_of(commune)
    page = f"/entry/{case.reference}/"
    assert "Odette" not in desk.get(page).content.decode()
    assert desk.post(page, {"how": "call"}).status_code == 422, "Nobody is let in by telephone."

    code = paper_code(desk.post(page, {"how": "card"}).content.decode())
    assert len(messages_to(person, commune)) == 1
    with within(scope_of(commune)):
        assert Entry.objects.looks().filter(word="mine.seen_at_desk").count() == 1
    assert client.post("/enter/paper/", {"code": code}).url == "/mine/"
    assert client.get("/mine/").status_code == 200, "Where her requests stand."
    for more in ("/mine/data/file/", "/mine/looks/", "/mine/sign-in/"):
        assert client.get(more).url.startswith("/enter/more/"), "One colleague alone said it."

    later = paper_code(desk.post(page, {"how": "card"}).content.decode())
    with time_machine.travel(timezone.now() + actions.SECOND_WAITS, tick=True):
        assert client.post("/enter/paper/", {"code": later}).url == "/mine/sign-in/"
        assert client.get("/mine/data/file/").status_code == 200


def test_with_a_second_colleague_who_sees_her_the_code_opens_everything(client, commune):
    case = CaseFactory(organisation=commune, person=PersonFactory(organisation=commune))
    page, gives, other = f"/entry/{case.reference}/", operator_of(commune), operator_of(commune)
    code = paper_code(gives.post(page, {"how": "card"}).content.decode())
    with within(scope_of(commune)):
        agree = f"{page}{EntryCode.objects.get().key}/agree/"
    gives.post(agree)
    with within(scope_of(commune)):
        assert EntryCode.objects.get().agreed_by is None
    assert other.post(agree).status_code == 302

    assert client.post("/enter/paper/", {"code": code}).url == "/mine/sign-in/"
    assert client.get("/mine/data/file/").status_code == 200


def test_twin_were_one_colleague_believed_he_read_her_whole_file(client, commune, monkeypatch):
    case = CaseFactory(organisation=commune, person=PersonFactory(organisation=commune))
    monkeypatch.setattr(actions, "_counts_from", lambda entry: 0)
    page = f"/entry/{case.reference}/"
    code = paper_code(operator_of(commune).post(page, {"how": "card"}).content.decode())

    client.post("/enter/paper/", {"code": code})
    assert client.get("/mine/data/file/").status_code == 200


def test_codes_for_one_after_the_other_stop_like_any_run_of_looks(commune, monkeypatch):
    desk = operator_of(commune)

    def makes():
        case = CaseFactory(organisation=commune, person=PersonFactory(organisation=commune))
        return desk.post(f"/entry/{case.reference}/", {"how": "card"})

    few = replace(rules.FIGURES, files_an_hour=2)
    monkeypatch.setattr(rules.is_stopped, "__defaults__", (few,))
    answers = [makes() for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 403, 403]


def test_one_colleague_alone_lets_in_nobody_who_must_not_be_found(client, commune):
    person = PersonFactory(organisation=commune, channel="email", email=EMAIL)
    case = CaseFactory(organisation=commune, person=person)
    with within(scope_of(commune)):
        protect(person)
    page, asked, other = f"/entry/{case.reference}/", operator_of(commune), operator_of(commune)
    assert asked.post(page, {"how": "known"}).status_code == 302, "No code yet."
    with within(scope_of(commune)):
        entry = EntryCode.objects.get()
    agree = f"{page}{entry.key}/agree/"
    assert asked.post(agree).status_code == 302
    with within(scope_of(commune)):
        assert EntryCode.objects.get().agreed_by is None

    code = paper_code(other.post(agree).content.decode())
    assert len(messages_to(person, commune)) == 2, "She is told of both."
    assert client.post("/enter/paper/", {"code": code}).status_code == 422, "Not for three days."
    with time_machine.travel(timezone.now() + actions.SECOND_WAITS, tick=True):
        assert client.post("/enter/paper/", {"code": code}).url == "/mine/sign-in/"


def test_with_the_rule_switched_off_the_rows_take_no_newcomer_for_the_second(commune, monkeypatch):
    """The twin: the same deed of a colleague who has been here long goes in."""
    person = PersonFactory(organisation=commune)
    with within(scope_of(commune)):
        protect(person)
    with colleague(commune, Role.OPERATOR):
        actions.give_at_desk(person, ShownBy.CARD, timezone.now())
        entry = EntryCode.objects.get()
    monkeypatch.setattr(long_standing, "is_so", lambda *_: True)
    here_since = timezone.now(), timezone.now() - timedelta(days=31)
    new, old = (
        MembershipFactory(organisation=commune, since=since).account for since in here_since
    )

    with within(scope_of(commune)):
        with (
            acting(Asker(new.pk, commune.pk)),
            pytest.raises(IntegrityError, match="no_newcomer_lets_a_resident_in"),
            transaction.atomic(),
        ):
            actions.agree_at_desk(entry, timezone.now())
        with acting(Asker(old.pk, commune.pk)):
            assert actions.agree_at_desk(entry, timezone.now())


def test_twin_without_a_second_colleague_one_call_would_do(commune, client, monkeypatch):
    person = PersonFactory(organisation=commune)
    with within(scope_of(commune)):
        protect(person)
    monkeypatch.setattr(actions, "SECOND_WAITS", timedelta())
    with colleague(commune, Role.OPERATOR), pytest.raises(NotNow, match="not_seen"):
        actions.give_at_desk(person, ShownBy.CALL, timezone.now())
    with colleague(commune, Role.OPERATOR):
        assert actions.give_at_desk(person, ShownBy.CARD, timezone.now()) == ""
        entry = EntryCode.objects.get()
        with pytest.raises(NotNow, match="second_person"):
            actions.agree_at_desk(entry, timezone.now())
        EntryCode.objects.filter(pk=entry.pk).update(asked_by=None)
        code = actions.agree_at_desk(entry, timezone.now())

    assert client.post("/enter/paper/", {"code": code}).url == "/mine/sign-in/"


def test_somebody_else_signs_in_as_her_and_the_desk_ends_it(client, commune):
    person, case = known_by_mail(client, commune)
    assert client.get("/mine/").status_code == 200
    Passkey.objects.create(account=WayIn.objects.get().account, number=b"1", credential=b"1")

    operator_of(commune).post(f"/entry/{case.reference}/end/")
    assert client.get("/mine/").status_code == 302
    assert not WayIn.objects.exists() and not Passkey.objects.exists()
    with within(scope_of(commune)):
        account = actions.account_for(person)
    MembershipFactory(account=account, organisation=commune)
    client.force_login(account)
    operator_of(commune).post(f"/entry/{case.reference}/end/")
    assert client.get("/staff/").status_code == 200, "No colleague locks out another so."


def question_in(page):
    found = re.search(r'data-question="([^"]*)"', page.content.decode())[1]
    return found.replace("&#34;", '"').replace("&quot;", '"')


@pytest.fixture
def device(settings):
    settings.SITE_URL = SITE
    return Authenticator(SITE)


def test_a_passkey_alone_signs_in_and_an_answer_is_good_once(client, commune, device):
    known_by_mail(client, commune)
    asked = question_in(client.get("/mine/sign-in/passkey/"))
    assert json.loads(asked)["authenticatorSelection"]["userVerification"] == "required"
    assert client.post("/mine/sign-in/passkey/", {"passkey": device.make(asked)}).status_code == 302
    key = Passkey.objects.get()
    assert key.opens_at > timezone.now(), "By mail alone she may add it; it waits."
    Passkey.objects.all().delete()

    paper = Client()
    with colleague(commune, Role.OPERATOR):
        code = actions.give_at_desk(_person(commune), ShownBy.CARD, timezone.now())
    with colleague(commune, Role.OPERATOR):
        actions.agree_at_desk(EntryCode.objects.get(), timezone.now())
    paper.post("/enter/paper/", {"code": code})
    asked = question_in(paper.get("/mine/sign-in/passkey/"))
    paper.post("/mine/sign-in/passkey/", {"passkey": device.make(asked)})
    hers = Client()
    asked = question_in(hers.post("/enter/passkey/"))
    assert json.loads(asked).get("allowCredentials") in (None, []), "It tells nobody who has one."
    answer = device.show(asked)
    assert hers.post("/enter/passkey/", {"passkey": answer}).url == "/mine/"
    assert hers.get("/mine/data/file/").status_code == 200
    again = Client()
    again.post("/enter/passkey/")
    assert again.post("/enter/passkey/", {"passkey": answer}).url == "/enter/"


def _person(commune):
    return WayIn.objects.get().account.persons.get()


def test_a_passkey_of_a_colleague_opens_nothing_by_itself(client, device):
    member = MembershipFactory()
    client.force_login(member.account)
    asked = question_in(client.get("/sign-in/proofs/passkey/"))
    client.post("/sign-in/proofs/passkey/", {"passkey": device.make(asked)})

    visitor = Client()
    asked = question_in(visitor.post("/enter/passkey/"))
    assert visitor.post("/enter/passkey/", {"passkey": device.show(asked)}).url == "/enter/"


def test_whoever_has_codes_sent_to_her_address_delays_himself_and_not_her(client, commune):
    known_by_mail(client, commune)
    thief = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [
        Client(**thief).post("/enter/", {"contact": EMAIL}).status_code
        for _time in range(throttle.BRAKES["code_asked"].at_once + 2)
    ]
    assert answers[-1] == 429
    asks(client, EMAIL)
    assert client.post("/enter/code/", {"code": code_in(last_mail())}).status_code == 302


def test_a_family_that_shares_a_telephone_is_never_kept_out(client, commune):
    """Each right code makes up for what it cost: from one place, many times in a day."""
    known_by_mail(client, commune)
    for _time in range(throttle.BRAKES["code_asked"].at_once + 3):
        shared = Client()
        assert asks(shared, EMAIL).status_code == 302
        assert shared.post("/enter/code/", {"code": code_in(last_mail())}).url == "/mine/"


def test_twin_without_the_count_anybody_may_have_a_hundred_sent(client, commune, monkeypatch):
    monkeypatch.setattr(throttle, "was_wrong", lambda tried: None)

    answers = {client.post("/enter/", {"contact": EMAIL}).status_code for _time in range(40)}
    assert answers == {302}


def test_whoever_guesses_codes_on_paper_waits(client):
    """Ten signs of 28: the network that guesses is slowed, and nobody elsewhere."""
    free = throttle.FREE["address"]
    for number in range(free + 1):
        client.post(
            "/enter/paper/",
            {"code": f"2222233{number:03}".replace("0", "4").replace("1", "6").replace("5", "7")},
        )
    assert client.post("/enter/paper/", {"code": "22222 33333"}).status_code == 429

    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post("/enter/paper/", {"code": "22222 33333"}).status_code == 422
