import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tandem.accounts import throttle
from tests.factories import AccountFactory, MembershipFactory, PersonFactory, PlatformFactory
from tests.factories.territory import PASSWORD


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"email": email, "password": password, **more})


@pytest.mark.django_db
def test_a_colleague_signs_in_and_goes_where_she_wanted(client):
    account = MembershipFactory().account

    response = sign_in(client, account.email.upper(), next="/cases/")

    assert response.url == "/cases/"
    assert client.session[SESSION_KEY] == str(account.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_led_elsewhere_after_signing_in(client, elsewhere):
    response = sign_in(client, AccountFactory().email, next=elsewhere)

    assert response.url == "/start/"


@pytest.mark.django_db
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client):
    known = AccountFactory()

    wrong = sign_in(client, known.email, "not her password")
    unknown = sign_in(client, "nobody@example.example", "not her password")

    assert wrong.status_code == unknown.status_code == 422
    assert "do not go together" in _english(client, known.email)
    assert SESSION_KEY not in client.session


def _english(client, email):
    client.cookies["language"] = "en"
    return sign_in(client, email, "not her password").content.decode()


@pytest.mark.django_db
def test_who_guesses_waits_and_even_the_right_password_waits_with_her(client):
    account = AccountFactory()
    for _ in range(throttle.FREE_ELSE + 1):
        sign_in(client, account.email, "a guess")

    response = sign_in(client, account.email)

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
    assert SESSION_KEY not in client.session


@pytest.mark.django_db
def test_others_behind_the_same_address_do_not_wait(client):
    guessed, other = AccountFactory.create_batch(2)
    for _ in range(throttle.FREE_ELSE + 2):
        sign_in(client, guessed.email, "a guess")

    assert sign_in(client, other.email).status_code == 302


@pytest.mark.django_db
def test_an_outsider_who_guesses_does_not_keep_her_out_of_her_own_device(client):
    account = AccountFactory()
    sign_in(client, account.email)
    client.post("/sign-out/")
    for _ in range(throttle.FREE_ELSE + 3):
        sign_in(Client(), account.email, "a guess")

    assert sign_in(Client(), account.email).status_code == 429
    assert sign_in(client, account.email).status_code == 302


@pytest.mark.django_db
def test_a_device_of_one_account_is_no_pass_to_another(client):
    known, other = AccountFactory.create_batch(2)
    sign_in(client, known.email)
    client.post("/sign-out/")
    for _ in range(throttle.FREE_ELSE + 1):
        sign_in(client, other.email, "a guess")

    assert sign_in(client, other.email).status_code == 429


@pytest.mark.django_db
def test_the_address_typed_is_still_there_after_a_mistake(client):
    response = sign_in(client, "odette@example.example", "a guess")

    assert 'value="odette@example.example"' in response.content.decode()
    assert "a guess" not in response.content.decode()


@pytest.mark.django_db
def test_signing_out_needs_a_button_and_leaves_nothing(client):
    client.force_login(AccountFactory())

    assert client.get("/sign-out/").status_code == 405
    response = client.post("/sign-out/")

    assert SESSION_KEY not in client.session
    assert response.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        # Browsers before 2023 do not say so; the oldest say nothing.
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://testserver"}, True),
        ({}, True),
    ],
)
def test_no_other_site_signs_anybody_out(told, ends):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(AccountFactory())

    browser.post("/sign-out/", headers=told)

    assert (SESSION_KEY not in browser.session) == ends


@pytest.mark.django_db
def test_a_closed_account_does_not_sign_in(client):
    account = AccountFactory(is_active=False)

    assert sign_in(client, account.email).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/solidarity/mine/", "/mine/", "/follow/"])
def test_whoever_is_signed_in_finds_the_way_out_at_the_top_of_every_page(client, page):
    PlatformFactory()
    account = AccountFactory()
    PersonFactory(account=account)
    client.force_login(account)

    text = client.get(page).text

    assert text.partition("</header>")[0].count('action="/sign-out/"') == 1
    assert text.count('action="/sign-out/"') == 1


@pytest.mark.django_db
def test_a_visitor_is_shown_no_way_out(client):
    assert "/sign-out/" not in client.get("/follow/").text
