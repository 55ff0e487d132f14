"""A resident signs in without a password; what it opens follows from what she showed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outgoing
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from tandem.accounts.models import Account, CodeAsked, Session, WayIn
from tandem.accounts.ways import actions as ways
from tandem.accounts.ways import rules, standing
from tandem.accounts.ways.kinds import Shown
from tandem.journal import asker
from tandem.mine.entering import finding
from tandem.mine.tests.arriving import (
    EMAIL,
    NUMBER,
    asks,
    begins,
    code_in,
    known_by_mail,
    last_mail,
    link_in,
    work,
)
from tandem.outbox.models import Message
from tandem.people.actions import merge
from tandem.people.middleware import who_is_asking
from tandem.people.protection import protect
from tandem.tenancy.scope import within
from tandem.territory.models import Membership
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
GATEWAY = "tandem.outbox.tests.gateways.Gateway"


@pytest.fixture
def texts(tmp_path, settings, monkeypatch):
    settings.SMS_GATEWAY = GATEWAY
    monkeypatch.setenv("TEXTS", str(tmp_path / "texts"))
    return tmp_path / "texts"


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


@pytest.fixture
def client_class():
    return Client


def test_with_reference_and_word_she_adds_her_address_and_signs_in_by_a_link(
    client, client_class, commune
):
    person = PersonFactory(organisation=commune, email=EMAIL, language="nl")
    case = CaseFactory(organisation=commune, person=person)
    assert begins(client, case, EMAIL).url == "/enter/done/"
    assert WayIn.objects.get().opens_at <= timezone.now(), "It was known as hers before."
    assert EMAIL.encode() not in bytes(WayIn.objects.get().sealed)

    another = client_class()
    asks(another, EMAIL)
    address = link_in(last_mail())
    assert "odette" not in address
    assert another.get(address).status_code == 200
    assert another.post(address).url == "/mine/"
    assert case.shown_reference in another.get("/mine/").content.decode()
    assert another.get("/mine/data/file/").status_code == 200
    assert another.cookies["language"].value == "nl"


def test_where_no_text_message_can_leave_no_number_is_asked_for(client, settings):
    settings.SMS_GATEWAY = ""
    page = client.get("/enter/", headers={"accept-language": "en"}).content.decode()
    assert "Your e-mail address" in page
    assert "mobile number" not in page
    assert client.post("/enter/", {"contact": NUMBER}).status_code == 422
    assert not CodeAsked.objects.exists()


def test_a_program_that_opens_every_link_uses_none_up_and_it_opens_once(
    client, client_class, commune
):
    known_by_mail(client, commune)
    hers, scanner, thief = client_class(), client_class(), client_class()
    asks(hers, EMAIL)
    address = link_in(last_mail())
    for _time in range(3):
        assert scanner.get(address).status_code == 200
        assert scanner.head(address).status_code == 200
    assert not scanner.session.get("_auth_user_id")

    assert hers.post(address).url == "/mine/"
    assert thief.get(address).status_code == thief.post(address).status_code == 404
    asks(hers, EMAIL)
    with time_machine.travel(timezone.now() + ways.LIVES, tick=False):
        assert thief.post(link_in(last_mail())).status_code == 404, (
            "It was for a quarter of an hour."
        )


def test_twin_without_the_mark_of_use_a_link_opens_twice(
    client, client_class, commune, monkeypatch
):
    known_by_mail(client, commune)
    asks(client_class(), EMAIL)
    address = link_in(last_mail())
    monkeypatch.setattr(ways, "_used", lambda asked: asked)

    assert [client_class().post(address).url for _time in range(2)] == ["/mine/"] * 2


def test_a_code_is_good_once_and_only_where_it_was_asked_for(client, client_class, commune):
    known_by_mail(client, commune)
    hers, other = client_class(), client_class()
    asks(hers, EMAIL)
    said = code_in(last_mail())
    asks(other, "somebody@else.example")
    assert other.post("/enter/code/", {"code": said}).status_code == 422
    assert client_class().post("/enter/code/", {"code": said}).status_code == 422

    assert hers.post("/enter/code/", {"code": said}).url == "/mine/"
    assert hers.post("/enter/code/", {"code": said}).status_code == 422


def test_after_five_wrong_codes_the_right_one_opens_nothing_and_a_new_one_does(
    client, client_class, commune
):
    known_by_mail(client, commune)
    hers = client_class()
    asks(hers, EMAIL)
    right = code_in(last_mail())
    for number in range(ways.TRIES):
        assert hers.post("/enter/code/", {"code": f"{number:08}"}).status_code == 422
    assert ways.take_code(CodeAsked.objects.latest("pk").key, right) is None

    hers = client_class()
    asks(hers, EMAIL)
    assert hers.post("/enter/code/", {"code": code_in(last_mail())}).url == "/mine/"


def test_nobody_learns_whether_an_address_is_known(client, client_class, commune):
    """Both pages write the same rows; who looks is a job, which nobody waits for."""
    known_by_mail(client, commune)
    said = []
    for contact in (EMAIL, "nobody@post.example"):
        visitor = client_class()
        sent = len(outgoing.outbox)
        answer = visitor.post("/enter/", {"contact": contact})
        page = visitor.get("/enter/code/")
        text = re.sub(r'value="[^"]*"', "", page.content.decode())
        said.append((answer.status_code, answer.url, page.status_code, text))
        assert len(outgoing.outbox) == sent, "Nothing leaves while anybody waits."
        work()
    assert said[0] == said[1]
    assert [bool(row.code) for row in CodeAsked.objects.order_by("pk")][-2:] == [True, False]


def by_text(client, client_class, commune, texts, **facts):
    """Signed in by a text message to a number that was known before."""
    person = PersonFactory(organisation=commune, phone=NUMBER, **facts)
    case = CaseFactory(organisation=commune, person=person)
    begins(client, case, NUMBER, texts)
    another = client_class()
    asks(another, NUMBER)
    answer = another.post("/enter/code/", {"code": code_in(texts.read_text().splitlines()[-1])})
    assert answer.url == "/mine/"
    return another, person, case


VAULT = ("/mine/data/", "/mine/data/file/", "/mine/data/paper/", "/mine/looks/", "/mine/sign-in/")


def test_a_text_message_alone_opens_only_where_her_requests_stand(
    client, client_class, commune, texts
):
    hers, _person, case = by_text(client, client_class, commune, texts)
    told = hers.get("/mine/").content.decode()
    assert case.shown_reference in told
    assert "http" not in texts.read_text(), "No link, so that none is believed."
    for page in VAULT:
        assert hers.get(page).url.startswith("/enter/more/?next="), page
    opened = hers.post("/mine/", {"reference": case.reference})
    assert opened.url.startswith("/enter/more/")

    assert hers.get("/sign-in/proofs/").url == "/mine/sign-in/"
    for page in ("/sign-in/proofs/app/", "/sign-in/proofs/passkey/"):
        assert hers.get(page).url == hers.post(page).url == "/mine/sign-in/", "Nothing is added."

    shown = {"reference": case.reference, "word": case.word, "next": "/mine/data/file/"}
    assert hers.post("/enter/more/", shown).url == "/mine/data/file/"
    assert hers.get("/mine/data/file/").status_code == 200


def test_twin_were_a_text_message_enough_a_stolen_number_opened_everything(
    client, client_class, commune, texts, monkeypatch
):
    hers, *_rest = by_text(client, client_class, commune, texts)
    monkeypatch.setattr(rules, "FAIR", rules.FAIR | {Shown.SMS})

    assert hers.get("/mine/data/file/").status_code == 200


def test_a_number_that_is_new_opens_nothing_of_hers_for_three_days(
    client, client_class, commune, texts
):
    """Whoever took over her card and read a receipt has number and word."""
    swapped = "0470 99 88 77"
    _hers, person, case = by_text(client, client_class, commune, texts)
    begins(client_class(), case, swapped, texts)
    thief = client_class()
    asks(thief, swapped)
    thief.post("/enter/code/", {"code": code_in(texts.read_text().splitlines()[-1])})
    word = {"reference": case.reference, "word": case.word}
    thief.post("/enter/more/", word)
    assert thief.get("/mine/data/file/").status_code == 302, "Not yet, even with the word."
    with within(scope_of(commune)):
        told = [one.text.paragraphs for one in Message.objects.filter(person=person)]
    assert any("three days" in " ".join(one) or "trois jours" in " ".join(one) for one in told)

    with time_machine.travel(timezone.now() + rules.SETTLES + timedelta(minutes=1), tick=True):
        later = client_class()
        asks(later, swapped)
        later.post("/enter/code/", {"code": code_in(texts.read_text().splitlines()[-1])})
        later.post("/enter/more/", word)
        assert later.get("/mine/data/file/").status_code == 200, "She did not say no."


def test_twin_did_a_new_number_count_at_once_whoever_took_it_over_read_everything(
    client, client_class, commune, texts, monkeypatch
):
    monkeypatch.setattr(rules, "SETTLES", timedelta())
    swapped = "0470 99 88 77"
    _hers, _person, case = by_text(client, client_class, commune, texts)
    begins(client_class(), case, swapped, texts)
    thief = client_class()
    asks(thief, swapped)
    thief.post("/enter/code/", {"code": code_in(texts.read_text().splitlines()[-1])})
    thief.post("/enter/more/", {"reference": case.reference, "word": case.word})

    assert thief.get("/mine/data/file/").status_code == 200


def test_several_who_share_an_address_say_which_they_are_and_see_no_name(
    client, client_class, commune
):
    _one, _case = known_by_mail(client, commune, first_name="Odette")
    second = PersonFactory(organisation=commune, email=EMAIL, first_name="Isidore")
    other = CaseFactory(organisation=commune, person=second)
    begins(client_class(), other, EMAIL)
    visitor = client_class()
    asks(visitor, EMAIL)
    assert visitor.post(link_in(last_mail())).url == "/enter/which/"
    page = visitor.get("/enter/which/").content.decode()
    assert "Odette" not in page and "Isidore" not in page
    assert visitor.get("/mine/").status_code == 302, "Nobody is signed in yet."
    stranger = CaseFactory(organisation=commune)
    wrong = {"reference": stranger.reference, "word": stranger.word}
    assert visitor.post("/enter/which/", wrong).status_code == 422

    visitor.post("/enter/which/", {"reference": other.reference, "word": other.word})
    assert "Isidore" in visitor.get("/mine/data/file/").content.decode()


def test_neither_staff_nor_who_is_protected_erased_or_blocked_is_let_in(
    client, client_class, commune
):
    person, _case = known_by_mail(client, commune)
    account = WayIn.objects.get().account

    def is_let_in():
        before = len(outgoing.outbox)
        asks(client_class(), EMAIL)
        return len(outgoing.outbox) > before

    assert is_let_in()
    membership = MembershipFactory(account=account, organisation=commune)
    assert not is_let_in()
    Membership.objects.filter(pk=membership.pk).update(left_at=timezone.now())
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert not is_let_in()
    Account.objects.filter(pk=account.pk).update(is_active=True)
    assert client.get("/mine/").status_code == 200
    with within(scope_of(commune)):
        protect(person)
    assert not is_let_in()
    assert client.get("/mine/").status_code == 302, "Whoever was signed in is out."


def test_twin_were_protection_not_asked_an_old_address_let_in(
    client, client_class, commune, monkeypatch
):
    person, _case = known_by_mail(client, commune)
    with within(scope_of(commune)):
        protect(person)
    monkeypatch.setattr(finding, "EASILY_TAKEN", frozenset())
    asks(client_class(), EMAIL)

    assert client_class().post(link_in(last_mail())).url == "/mine/"


def test_who_becomes_a_colleague_is_out_of_what_was_opened_without_a_password(client, commune):
    known_by_mail(client, commune)
    assert client.get("/mine/").status_code == 200
    MembershipFactory(account=WayIn.objects.get().account, organisation=commune)

    assert client.get("/mine/").url.startswith("/sign-in/")


def test_she_takes_a_way_away_and_is_out_everywhere(client, client_class, commune):
    person, _case = known_by_mail(client, commune)
    elsewhere = client_class()
    asks(elsewhere, EMAIL)
    elsewhere.post(link_in(last_mail()))
    assert client.get("/mine/sign-in/").status_code == 200
    assert client.post(f"/mine/sign-in/{WayIn.objects.get().key}/end/").status_code == 302
    assert not WayIn.objects.exists()
    with within(scope_of(commune)):
        assert Message.objects.filter(person=person, kind="change").count() == 2

    client.post("/mine/sign-in/everywhere/")
    assert not Session.objects.filter(account__isnull=False).exists()
    assert elsewhere.get("/mine/").status_code == 302


def test_the_word_of_a_record_that_was_joined_to_hers_begins_nothing(client, commune):
    """Whoever asked in her name has that word."""
    person = PersonFactory(organisation=commune)
    double = PersonFactory(organisation=commune)
    case = CaseFactory(organisation=commune, person=double)
    with within(scope_of(commune)):
        merge(double, person)
    open_session(client, case)

    assert client.get("/yours/sign-in/").status_code == 404
    assert client.post("/yours/sign-in/letter/").status_code == 404


def test_what_binds_her_is_hers_only_where_it_is_sure_that_it_is_she(client, commune):
    """A mandate counts as given “signed in” where its case was opened by her account."""
    known_by_mail(client, commune)
    asked = []

    def by():
        request = RequestFactory().get("/s/give-mandate/")
        request.COOKIES, request.session = {"sessionid": "it is there"}, client.session
        who_is_asking(lambda _request: HttpResponse(asked.append(asker.current())))(request)
        return asked.pop().account

    assert by() is None, "By mail alone she is taken for whoever has her receipt."
    session = client.session
    session[standing.SHOWN] = {"email": 0, "sms": 0}
    session.save()
    assert by() == WayIn.objects.get().account_id
