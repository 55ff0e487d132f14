"""What a browser may do with a page of the house: word for word, wherever the page comes from."""

import pytest
from django.urls import reverse

from tandem.territory.choices import Role
from tests.factories import AccountFactory, MembershipFactory, PlatformFactory

pytestmark = pytest.mark.django_db
POLICY = {
    *("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "style-src 'self'"),
    *("script-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'"),
    "form-action 'self'",
}
GUARDED = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NEVER_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture
def platform():
    return PlatformFactory()


def guards_of(response):
    found = {name: response.headers.get(name) for name in GUARDED}
    policy = found["Content-Security-Policy"] or ""
    return found | {"Content-Security-Policy": {part.strip() for part in policy.split(";")}}


def test_every_kind_of_answer_carries_the_same_guards(client, platform):
    paper = reverse("doors:paper_form", args=["ask-for-help"])
    answers = [client.get(path) for path in ("/", "/streets/data/", paper, "/nowhere/")]
    client.force_login(MembershipFactory(role=Role.COORDINATOR).account)
    answers += [client.get(path) for path in ("/staff/", "/streets/data/", "/cases/ABCD2345/")]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 200, 200, 404]
    for answer in answers:
        assert guards_of(answer) == GUARDED, answer.request["PATH_INFO"]


def test_what_is_shown_to_who_is_signed_in_is_kept_by_nobody(client, platform):
    assert "public" in client.get("/streets/data/").headers["Cache-Control"]

    client.force_login(MembershipFactory(role=Role.COORDINATOR).account)

    for page in ("/streets/data/", "/desk/letters/", "/desk/calls/", "/desk/messages/", "/staff/"):
        assert client.get(page).headers["Cache-Control"] == NEVER_KEPT, page


def test_the_session_ends_with_the_browser_and_no_script_reads_it(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    account = AccountFactory()
    account.set_password("tandem-shows-itself")
    account.save(update_fields=["password"])

    client.post("/sign-in/", {"email": account.email, "password": "tandem-shows-itself"})

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    told = {name: cookie[name] for name in ("httponly", "samesite", "secure", "max-age", "expires")}
    assert told == {
        "httponly": True,
        "samesite": "Lax",
        "secure": True,
        "max-age": "",
        "expires": "",
    }
    assert cookie["domain"] == ""
