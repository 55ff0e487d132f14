"""What stands beside the password, and what cannot stand for it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from tandem.accounts import devices, invitations, throttle
from tandem.accounts.models import AccessChange, CodeApp, RescueCode
from tandem.accounts.second import actions, codes
from tests.factories import AccountFactory
from tests.factories.territory import PASSWORD

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
MOMENT = 1_800_000_000


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MOMENT, tick=False) as moment:
        yield moment


@pytest.fixture
def account(db):
    return AccountFactory(language="en")


@pytest.fixture
def paper(account, rf):
    """Her rescue codes; she has an app."""
    request = rf.get("/")
    client = Client()
    client.force_login(account)
    request.session = client.session
    return actions.add_app(request, account, RFC, 0)


def code(later=0):
    return codes.code_at(RFC, (int(timezone.now().timestamp()) + later) // codes.STEP)


def knows_the_password(account, **more):
    client = Client()
    client.cookies["language"] = "en"
    client.post("/sign-in/", {"email": account.email, "password": PASSWORD, **more})
    return client


def shows(client, said, **more):
    return client.post("/sign-in/second/", {"proof": said, **more})


def is_in(client):
    return SESSION_KEY in client.session


@pytest.mark.parametrize(
    ("moment", "said"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(moment, said):
    assert codes.code_at(RFC, moment // codes.STEP) == said


@pytest.mark.parametrize(("later", "good"), [(0, True), (-30, True), (-61, False), (30, False)])
def test_a_code_stands_for_a_minute_and_never_before_its_time(later, good):
    assert (codes.step_of(RFC, code(later), MOMENT) is not None) == good


def test_the_password_alone_opens_nothing(account, paper):
    client = knows_the_password(account)

    assert not is_in(client)
    assert client.get("/cases/").status_code == 302
    assert shows(client, "000000").status_code == 422
    assert not is_in(client)


def test_password_and_code_open_what_she_asked_for(account, paper):
    client = knows_the_password(account, next="/cases/mine/")

    assert shows(client, f"{code()[:3]} {code()[3:]}").url == "/cases/mine/"
    assert client.session[SESSION_KEY] == str(account.pk)


def test_a_code_is_good_once_even_a_moment_later(account, paper, now):
    assert shows(knows_the_password(account), code()).status_code == 302
    watched = knows_the_password(account)

    assert shows(watched, code()).status_code == 422
    now.shift(30)
    assert shows(watched, code(-30)).status_code == 422
    assert shows(watched, code()).status_code == 302


def test_without_that_memory_the_same_code_would_open_twice(account, paper):
    """The twin: what refuses the second time is the step kept, and nothing else."""
    shows(knows_the_password(account), code())
    CodeApp.objects.update(last_step=0)

    assert shows(knows_the_password(account), code()).status_code == 302


def test_a_rescue_code_opens_once_and_she_is_told(
    account, paper, mailoutbox, django_capture_on_commit_callbacks
):
    client = knows_the_password(account)
    with django_capture_on_commit_callbacks(execute=True):
        assert shows(client, paper[0].lower().replace(" ", "-")).status_code == 302
    again = knows_the_password(account)

    assert shows(again, paper[0]).status_code == 422
    assert RescueCode.objects.filter(used_at=None).count() == 9
    assert [one.to for one in mailoutbox] == [[account.email]]
    assert "code" not in mailoutbox[0].subject


def test_what_is_kept_tells_neither_secret_nor_codes(account, paper):
    kept = repr(list(CodeApp.objects.values())) + repr(list(RescueCode.objects.values()))

    assert RFC not in kept
    assert not any(codes.bare_rescue(one) in kept for one in paper)
    assert RFC.encode() not in bytes(CodeApp.objects.get().sealed)


def test_who_has_the_password_and_guesses_waits_and_she_learns_of_it(
    account, paper, mailoutbox, django_capture_on_commit_callbacks
):
    thief = knows_the_password(account)
    with django_capture_on_commit_callbacks(execute=True):
        tries = [
            shows(thief, f"{number:06}").status_code for number in range(throttle.FREE_ELSE + 2)
        ]

    assert tries == [422] * (throttle.FREE_ELSE + 1) + [429]
    assert shows(thief, code()).status_code == 429
    assert "knows your password" in mailoutbox[0].body


def test_on_her_own_device_she_does_not_wait_for_who_guesses(account, paper):
    own = knows_the_password(account)
    shows(own, paper[0])
    own.post("/sign-out/")
    thief = knows_the_password(account)
    for number in range(throttle.FREE_ELSE + 3):
        shows(thief, f"{number:06}")
    own.post("/sign-in/", {"email": account.email, "password": PASSWORD})

    assert shows(own, code()).status_code == 302


def test_the_chance_to_guess_a_code_stays_small():
    brake = throttle.BRAKES["second"]
    a_day = timedelta(days=1) / brake.every
    standing = codes.BACK + 1

    assert standing * (brake.at_once + a_day) / 10**codes.FIGURES < 1 / 20_000


def test_waiting_for_the_second_proof_ends(account, paper, now):
    client = knows_the_password(account)
    now.shift(11 * 60)

    assert shows(client, code()).url == "/sign-in/"
    assert not is_in(client)


def test_a_link_by_e_mail_stands_for_the_password_only(account, paper):
    client = Client()
    chosen = {"password": "violet tractor sings softly", "again": "violet tractor sings softly"}
    client.post(invitations.link_for(account), chosen)

    assert not is_in(client)
    assert shows(client, code()).status_code == 302
    assert is_in(client)


def test_who_adds_an_app_shows_its_code_and_is_told_ten_codes_once(account):
    client, elsewhere = knows_the_password(account), knows_the_password(account)
    page = client.get("/sign-in/proofs/app/").text
    secret = page.partition("secret=")[2].partition("&")[0]
    wrong = client.post("/sign-in/proofs/app/", {"proof": "000000"})
    told = client.post(
        "/sign-in/proofs/app/", {"proof": codes.code_at(secret, MOMENT // codes.STEP)}
    )

    assert wrong.status_code == 422
    assert told.text.count("<code>") == codes.RESCUES
    assert "never again" not in client.get("/sign-in/proofs/").text
    assert "<code>" not in client.get("/sign-in/proofs/").text
    assert elsewhere.get("/password/").status_code == 302
    assert AccessChange.objects.filter(what="proof_added").count() == codes.RESCUES + 1


def test_at_a_desk_left_open_nobody_changes_how_she_signs_in(account, paper, now):
    client = knows_the_password(account)
    shows(client, code())
    assert client.get("/sign-in/proofs/app/").status_code == 200
    now.shift(16 * 60)

    assert client.post("/sign-in/proofs/app/end/").url.startswith("/sign-in/second/")
    assert CodeApp.objects.exists()
    shows(client, code())
    client.post("/sign-in/proofs/app/end/")
    assert not CodeApp.objects.exists()
    assert not RescueCode.objects.exists()


def test_who_has_only_a_password_writes_it_again_before_she_adds_a_proof(account, now):
    client = knows_the_password(account)
    now.shift(16 * 60)
    page = client.get("/sign-in/proofs/", follow=True)

    assert "write your password once more" in page.text
    assert client.post("/sign-in/second/", {"password": "not it"}).status_code == 422
    said = {"password": PASSWORD, "next": "/sign-in/proofs/"}
    assert client.post("/sign-in/second/", said).url == "/sign-in/proofs/"
    assert client.get("/sign-in/proofs/").status_code == 200


def test_the_mark_of_a_device_comes_with_the_second_proof_only(account, paper):
    client = knows_the_password(account)

    assert devices.SIGNED_IN.cookie not in client.cookies
    shows(client, code())
    assert devices.SIGNED_IN.cookie in client.cookies
