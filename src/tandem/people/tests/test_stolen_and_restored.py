"""A backup alone reveals nobody, and whoever was erased stays so when an older one is read back."""

import subprocess
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings

from tandem.journal.choices import Purpose
from tandem.people import keys, retention
from tandem.people.models import Identity, Person, PersonKey
from tandem.people.reveal import reveal_one
from tandem.tenancy.scope import within
from tandem.toolbox.postgres import apart, processes
from tandem.toolbox.postgres.backup import back_up, restore
from tandem.toolbox.sealing import Unreadable
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.factories.people import identity_of

BOTH = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
RESTORED = "test_restored_keys"
CANARIES = {"first_name": "Zénobie", "last_name": "Quatrevaux", "phone": "0450 99 88 77"}


def silent(_news):
    pass


@contextmanager
def looking_into(name):
    """Both connections lead to another database for a while."""
    before = connections["default"].settings_dict["NAME"]
    for one in connections.all():
        one.close()
        one.settings_dict["NAME"] = name
    try:
        yield
    finally:
        for one in connections.all():
            one.close()
            one.settings_dict["NAME"] = before


def name_of(person):
    with within(scope_of(person.organisation)), transaction.atomic():
        return reveal_one(person, Purpose.ANSWER).first_name


def dumped(server, file):
    """All that stands in a backup, as text."""
    program = processes.postmaster(server.pgdata).exe().replace("bin/postgres", "bin/pg_restore")
    order = [program, "--file=-", str(file)]
    return subprocess.run(order, capture_output=True, check=True, text=True).stdout


@BOTH
def test_stolen_alone_it_reveals_nobody_and_the_erased_stay_erased(our_server, tmp_path, capsys):
    if our_server is None:
        return  # A server of one's own has backups of its own.
    town = OrganisationFactory()
    erased = PersonFactory(organisation=town, **CANARIES)
    other = PersonFactory(organisation=town, first_name="Odette")
    older, newer = tmp_path / "older.backup", tmp_path / "newer.backup"
    name = connections["default"].settings_dict["NAME"]
    with our_server.as_launcher(name) as asked:
        wrapped = [key for (key,) in asked.execute("SELECT wrapped FROM people_personkey")]

    back_up(our_server, name, older, silent)
    with within(scope_of(town)):
        retention.erase(erased)
        with transaction.atomic():
            keys.keep(other, identity_of(first_name="Odile"))
    back_up(our_server, name, newer, silent)

    text, beside = dumped(our_server, older), apart.keys_of(older).read_text()
    assert str(erased.key) in text
    for canary in (*CANARIES.values(), "Quatrevaux".lower(), "450998877"):
        assert canary not in text + beside
    assert all(key.hex() not in text and key.hex() in beside for key in wrapped)

    try:
        restore(our_server, RESTORED, older, silent)
        with looking_into(RESTORED):
            # An older copy, and the keys of today: who changed since is who she was.
            assert (name_of(erased), name_of(other)) == ("", "Odette")
            with override_settings(TANDEM_KEY="a thief's guess"), pytest.raises(Unreadable):
                name_of(other)
        # The twin: with the keys of then she is back. That is why they are kept for a month only.
        read_keys(our_server, apart.keys_of(older))
        with looking_into(RESTORED):
            assert name_of(erased) == "Zénobie"
        read_keys(our_server, apart.keys_of(newer))
        with looking_into(RESTORED):
            call_command("erase_again")
            assert kept_of(erased) == (1, 0)
            call_command("erase_again", yes=True)
            assert kept_of(erased) == (0, 0)
            with within(scope_of(town)), transaction.atomic():
                assert Person.objects.get(pk=erased.pk).erased_at is not None
    finally:
        our_server.drop_database(RESTORED)
    assert "1 persons have no key." in capsys.readouterr().out


def read_keys(server, file):
    """Instead of those that are there."""
    with server.as_launcher(RESTORED) as asked:
        asked.execute("DELETE FROM people_personkey")
        asked.execute("DELETE FROM people_territorykey")
        apart.read_in(asked, file)


def kept_of(person):
    with within(scope_of(person.organisation)), transaction.atomic():
        identities = Identity.objects.filter(person=person).count()
        return identities, PersonKey.objects.filter(person=person).count()
