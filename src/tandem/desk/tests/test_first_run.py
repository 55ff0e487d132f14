from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.utils import timezone

from tandem.accounts import throttle
from tandem.accounts.models import Account
from tandem.desk.first_run.code import code_of, is_right, shown
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation, Platform
from tests.factories import AreaFactory, PlatformFactory

CHOSEN = "violet tractor sings softly"


def printed() -> str:
    said = StringIO()
    call_command("first_run", stdout=said)
    return said.getvalue()


@pytest.fixture
def communes(db):
    return AreaFactory(name="Imagerie", postal_code="1030"), AreaFactory(name="Éghezée-Inventé")


def test_an_empty_house_becomes_a_platform_in_four_pages(english, communes):
    code = next(line.strip() for line in printed().splitlines() if line.startswith("    "))

    english.post("/first-run/", {"code": code.lower()})
    english.post("/first-run/platform/", {"name": "Together", "telephone": "02 244 75 11"})
    found = english.get("/first-run/communes/?find=1030").content.decode()
    assert "Imagerie" in found
    for commune in communes:
        english.post("/first-run/communes/", {"add": commune.pk})
    assert english.post("/first-run/communes/").url == "/first-run/administrator/"
    response = english.post(
        "/first-run/administrator/",
        {"email": "Admin@Example.example", "password": CHOSEN, "again": CHOSEN},
    )

    assert response.url == "/team/"
    assert Platform.objects.get().communes.count() == 2
    assert Organisation.objects.filter(takes_in=True).count() == 2
    administrator = Account.objects.get()
    assert administrator.check_password(CHOSEN)
    assert english.session[SESSION_KEY] == str(administrator.pk)
    assert set(Membership.objects.values_list("role", flat=True)) == {Role.ADMINISTRATOR}
    assert english.get("/team/").status_code == 200


@pytest.mark.parametrize("words", ["eghezee", "ÉGHEZÉE-INV", "  Eghez "])
def test_a_commune_is_found_without_accents(english, communes, words):
    english.post("/first-run/", {"code": code_of(timezone.localdate())})

    assert (
        "Éghezée-Inventé" in english.get("/first-run/communes/", {"find": words}).content.decode()
    )


def test_without_the_code_nothing_opens(client, communes):
    for path in ("platform/", "communes/", "administrator/"):
        assert client.get(f"/first-run/{path}").url == "/first-run/"
        assert client.post(f"/first-run/{path}", {"name": "Mine"}).url == "/first-run/"
    assert client.post("/first-run/", {"code": "AAAA AAAA AAAA"}).status_code == 422
    assert not Platform.objects.exists()


def test_once_there_is_a_platform_these_pages_are_gone(client, db):
    code = code_of(timezone.localdate())
    client.post("/first-run/", {"code": code})
    PlatformFactory()

    for path in ("", "platform/", "communes/", "administrator/"):
        assert client.get(f"/first-run/{path}").status_code == 404
        assert client.post(f"/first-run/{path}", {"code": code}).status_code == 404
    assert "has its platform" in printed()


def test_a_code_works_today_and_tomorrow():
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False) as clock:
        code = shown(code_of(timezone.localdate()))
        assert is_right(code)
        clock.shift(timedelta(days=1))
        assert is_right(code.replace(" ", "-").lower())
        clock.shift(timedelta(days=1))
        assert not is_right(code)


def test_guessing_the_code_is_slow(client, db):
    for _ in range(throttle.FREE["address"] + 2):
        response = client.post("/first-run/", {"code": "AAAA AAAA AAAA"})

    assert response.status_code == 429


def test_a_commune_that_was_only_typed_is_not_lost(english, communes):
    AreaFactory(name="Imagerie-le-Bois", postal_code="1300")
    english.post("/first-run/", {"code": code_of(timezone.localdate())})

    several = english.post("/first-run/communes/", {"find": "Imag"}, follow=True)
    one = english.post("/first-run/communes/", {"find": "1030"})

    assert "Several communes are called so." in several.text
    assert 'value="Imag"' in several.text
    assert one.url == "/first-run/administrator/"
    assert english.session["first_run"]["communes"] == [communes[0].pk]


def test_a_platform_needs_a_commune_and_a_telephone(english, communes):
    english.post("/first-run/", {"code": code_of(timezone.localdate())})

    wrong = english.post("/first-run/platform/", {"name": "Together", "telephone": "hello"})
    assert wrong.status_code == 422
    assert 'value="Together"' in wrong.content.decode()
    assert english.post("/first-run/communes/").url == "/first-run/communes/"
    assert english.get("/first-run/administrator/").url == "/first-run/platform/"


@pytest.mark.parametrize("key", ["-1", "x", "9" * 60, "987654"])
def test_a_commune_that_does_not_exist_is_not_chosen(english, communes, key):
    english.post("/first-run/", {"code": code_of(timezone.localdate())})

    english.post("/first-run/communes/", {"add": key})

    assert english.session["first_run"]["communes"] == []
