import pytest
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tandem.accounts.models import Session
from tandem.accounts.sessions import SessionStore, signed_in
from tandem.tenancy.scope import Scope, within
from tests.factories import AccountFactory


def request_of(client):
    """A request with the session that the client holds."""
    request = RequestFactory().get("/")
    request.session = SessionStore(client.session.session_key)
    return request


@pytest.fixture
def colleague(db):
    return AccountFactory()


@pytest.fixture
def device(client, colleague):
    client.force_login(colleague)
    return client


def test_one_question_tells_the_session_and_its_account(device, colleague):
    request = request_of(device)

    with CaptureQueriesContext(connection) as asked:
        found = signed_in(request)

    assert found == colleague
    assert len(asked) == 1


def test_an_account_is_closed_and_never_removed(device, colleague):
    with (
        within(Scope()),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        colleague.delete()

    assert Session.objects.get().account == colleague
    assert signed_in(request_of(device)) == colleague


def test_a_password_changed_elsewhere_ends_the_session(device, colleague):
    colleague.set_password("other ordinary words here")
    colleague.save(update_fields=["password"])

    assert signed_in(request_of(device)) is None
    assert not Session.objects.exists()


def test_an_account_that_was_closed_is_nobody(device, colleague):
    colleague.is_active = False
    colleague.save(update_fields=["is_active"])

    assert signed_in(request_of(device)) is None


def test_a_session_outlives_a_new_secret_of_the_installation(device, colleague, settings):
    before = request_of(device).session[HASH_SESSION_KEY]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "quite another one"
    request = request_of(device)

    assert signed_in(request) == colleague
    assert request.session[HASH_SESSION_KEY] != before


def test_a_session_without_account_is_a_visitor_s(db):
    session = SessionStore()
    session["draft"] = "kept"
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    assert signed_in(request_of(client)) is None
    assert Session.objects.get().account is None
    assert client.session["draft"] == "kept"


def test_two_pages_of_a_session_share_nothing_that_one_may_change(device):
    session = device.session
    session["asked"] = {"order": [1]}
    session.save()

    request_of(device).session["asked"]["order"].append(2)

    assert request_of(device).session["asked"] == {"order": [1]}


def test_a_session_signed_by_somebody_else_is_empty(device, settings):
    assert request_of(device).session.get(HASH_SESSION_KEY)

    settings.SECRET_KEY = "quite another one"

    assert request_of(device).session.get(HASH_SESSION_KEY) is None


def test_a_session_is_never_shown_by_its_key(device):
    assert device.session.session_key not in str(Session.objects.get())


def test_whoever_reads_the_rows_opens_no_session_with_them(device):
    kept = Session.objects.get().session_key
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept

    assert kept != device.session.session_key
    assert signed_in(request_of(thief)) is None


@pytest.mark.django_db
def test_a_hostile_key_is_nobody_s(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "\0" + "a" * 12

    assert client.get("/cases/").status_code == 302
