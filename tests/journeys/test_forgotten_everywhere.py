"""She came by every door and asks to be forgotten: dump, data files, log of changes, folder of data and logs
are searched together, by somebody who has the key of the installation and a copy of every row from before.
"""

import logging
import time

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from tandem.cases import actions as cases
from tandem.cases.models import Case
from tandem.mine import deciding
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.jobs import erase_promised_of
from tandem.mine.tests.asked import colleague, wishes_of
from tandem.outbox.models import Message, Printing
from tandem.outbox.printing import ask_printing, mark_posted
from tandem.people import jobs, loose, resealing, words
from tandem.people.actions import merge, say_same
from tandem.people.choices import Channel
from tandem.people.models import Likeness, Person
from tandem.people.queries import record_in_use
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within, within
from tandem.toolbox.postgres import backup
from tandem.toolbox.reference import clean
from tandem.toolbox.sealing import LOOSE, THING, VERSION, Unreadable, number_of
from tests.factories import OrganisationFactory, scope_of
from tests.files import database_of, from_now_on, in_files, launcher, nobody_is_in_a_transaction
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import Email, Paper, Sms, Telephone, Web
from tests.processes import work_once

FIRST, LAST = "Zenobiecanari", "Canarienneux"
STREET, WHAT = "Rue du Canari Perdu 7", "Un canari jaune chantonne."
PHONE = "0450998877"
NIGHTS = 20
DOORS = (Web, Telephone, Sms, Email, Paper)


@pytest.fixture
def log(tmp_path):
    """Everything that anybody writes to a log meanwhile."""
    file = tmp_path / "log"
    handler, root = logging.FileHandler(file), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield file
    root.removeHandler(handler)
    handler.close()
    root.setLevel(level)


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_nothing_is_found_of_whoever_was_forgotten(our_server, acting_as, tmp_path, log):
    if our_server is None:
        return  # Of somebody else's server nobody reads the files.
    town = OrganisationFactory(area__postal_code="1030", takes_in=True)
    since = from_now_on(our_server)
    canaries = _came_by_every_door(town)
    _printed(town)
    with transaction_within(scope_of(town)):
        assert {row.door for row in Case.objects.all()} == {one.door for one in DOORS}
    with acting_as("owner"):
        stolen = _copies_of(town)
        assert _opens(stolen, town) == {FIRST, LAST, STREET, WHAT}
    with acting_as("owner"):
        keys, hers = _keys(our_server, town), _rows(our_server)
    dump, files = tmp_path / "dump", database_of(our_server)
    # What stands sealed is read by nobody: its keys are there, her words are not.
    assert _in_dump(our_server, dump, keys) == {*keys}
    assert _in_dump(our_server, dump, canaries) == set()

    _asks_by_telephone_to_be_forgotten(town)
    with acting_as("owner"):
        kept = keys | _keys(our_server, town)
    assert erase_promised_of(town) == 1
    # Before any night her keys stand in the files, where she is searched for.
    assert in_files(our_server, files, kept, since=since)
    _nights_pass(our_server, acting_as, kept, since)

    assert sorted(_in_dump(our_server, dump, canaries | kept)) == []
    assert sorted(in_files(our_server, files, canaries | kept, since=since)) == []
    log_of_changes = our_server.pgdata / "pg_wal"
    assert in_files(our_server, log_of_changes, canaries | kept, since=since) == set()
    outside = [one for one in settings.DATA.rglob("*") if not one.is_relative_to(our_server.pgdata)]
    assert _in_these([log, *outside], canaries) == set()
    with acting_as("owner"):
        assert _opens(stolen, town) == set()
        # The twin: with one of her keys left, whoever has an older copy reads her.
        _put_back(our_server, hers)
        assert {FIRST, WHAT} <= _opens(stolen, town)


def _came_by_every_door(town):
    """What is searched for: what she told, by each door as it is written there."""
    service = known("ask-for-help")
    somebody = Somebody(channel=Channel.LETTER, first_name=FIRST, last_name=LAST)
    hers = {"where_street": [STREET], "what": [WHAT], "reach_phone": [PHONE]}
    written = {FIRST, LAST, STREET, WHAT, PHONE, PHONE[1:]}
    for door in DOORS:
        driver = door(desk=town) if door in {Telephone, Paper} else door()
        driver.begin(service)
        answers = by_question(service, somebody, town.area)
        driver.answer(
            {
                name: {one: hers.get(one, said) for one, said in raw.items()}
                for name, raw in answers.items()
            }
        )
        told = driver.send()
        written |= {told.word}
        written |= {driver.address} if door is Email else set()
        written |= {driver.number, driver.number[3:]} if door is Sms else set()
    return {one: one.encode() for one in written}


def _printed(town):
    work_once()
    with transaction_within(scope_of(town)):
        assert ask_printing(town)
    work_once()
    with transaction_within(scope_of(town)):
        assert Printing.objects.get().sealed


def _posted(town):
    with transaction_within(scope_of(town)):
        for printing in Printing.objects.filter(state="ready"):
            mark_posted(printing)
        Message.objects.exclude(state="sent").update(state="sent", left_at=timezone.now())


def _asks_by_telephone_to_be_forgotten(town):
    with transaction_within(scope_of(town)):
        for case in Case.objects.select_related("person", "organisation"):
            cases.withdraw(case)
    service = known("my-data")
    somebody = Somebody(channel=Channel.LETTER, first_name=FIRST, last_name=LAST)
    driver = Telephone(desk=town)
    driver.begin(service)
    answers = by_question(service, somebody, town.area)
    hers = {"where_street": [STREET], "reach_phone": [PHONE], "wishes": ["erase"]}
    driver.answer(
        {
            name: {one: hers.get(one, said) for one, said in raw.items()}
            for name, raw in answers.items()
        }
    )
    told = driver.send()
    with transaction_within(scope_of(town)):
        while pair := Likeness.objects.undecided().first():
            say_same(pair, reach_as_last_said=False)
    with colleague(town), transaction.atomic():
        case = Case.objects.select_related("person").get(reference=clean(told.reference))
        # By some doors she told too little to be found alike: a colleague who asks her joins these.
        for other in Person.objects.present().exclude(pk=record_in_use(case.person).pk):
            merge(other, record_in_use(case.person))
        deciding.recognise(case, ShownBy.CALL)
        deciding.promise_erasure(wishes_of(case)[Wanted.ERASE])
        deciding.answer(case)
    _posted(town)


def _copies_of(town):
    """Each sealed column, as a thief of a dump has it; by the owner."""
    copies = []
    for column in resealing.columns():
        with transaction_within(scope_of(town)):
            rows = column.model._base_manager.select_related(*column.with_it or (None,))
            copies += [(column, row) for row in rows if getattr(row, column.name)]
    assert not [column for column, row in copies if bytes(getattr(row, column.name)[:1]) == VERSION]
    return copies


def _opens(stolen, town):
    """What of her opens with the key of the installation and the keys that are there now."""
    found = set()
    with within(scope_of(town)), transaction.atomic():
        persons = [None, *Person.objects.values_list("pk", flat=True)]
        for column, row in stolen:
            told = _opened(column, row, persons)
            found |= {one for one in (FIRST, LAST, STREET, WHAT) if one.encode() in told}
    return found


def _opened(column, row, persons):
    blob, place = bytes(getattr(row, column.name)), column.place(row)
    if blob[:1] == LOOSE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.people_loose_key(%s)", [blob])
            setattr(row, f"{column.name}_key", cursor.fetchone()[0])
        return loose.opened(row, place, column.name) or b""
    for person in persons:
        try:
            if told := words.unseal_for(person, blob, place):
                return told
        except Unreadable:
            continue
    return b""


def _keys(server, town):
    """Every key that stands in the database, by what it opens: it holds nobody else."""
    with transaction_within(scope_of(town)):
        opens = {
            number_of(blob, kind=bytes(blob[:1])): f"{one.table}.{one.name}"
            for one in resealing.columns()
            for blob in _blobs(one)
        }
    with launcher(server) as asked:
        things = asked.execute(
            "SELECT number, wrapped FROM people_thingkey UNION SELECT id, wrapped FROM people_loosekey"
        ).fetchall()
        persons = asked.execute(
            "SELECT person_id, wrapped FROM people_personkey"
            " UNION SELECT -person_id, of_words FROM people_personkey"
        ).fetchall()
    found = {f"{opens.get(number)} {number}": bytes(key) for number, key in things}
    return found | {f"person {number}": bytes(key) for number, key in persons}


def _blobs(column):
    rows = column.model._base_manager.values_list(column.name, flat=True)
    return [blob for blob in rows if blob and bytes(blob[:1]) in {THING, LOOSE}]


def _rows(server):
    with launcher(server) as asked:
        return [row for (row,) in asked.execute("SELECT to_jsonb(k) FROM people_personkey k")]


def _put_back(server, rows):
    with launcher(server) as asked:
        for row in rows:
            asked.execute(
                "INSERT INTO people_personkey"
                " SELECT * FROM jsonb_populate_record(NULL::people_personkey, %s)",
                [Jsonb(row)],
            )


def _nights_pass(server, acting_as, kept, since):
    """As often as it takes: another test's transaction may keep a row through one rewriting."""
    for _night in range(NIGHTS):
        nobody_is_in_a_transaction(server)
        with acting_as("worker"):
            jobs.tidy_keys(0)
        if not in_files(server, database_of(server), kept, since=since):
            break
        time.sleep(0.5)
    with launcher(server) as asked:
        asked.execute("SELECT pg_switch_wal()")


def _in_dump(server, file, wanted):
    """Which of these stand in a dump of all of the database, as they are or as figures of bytes."""
    database = connection.settings_dict["NAME"]
    with file.open("wb") as out:
        backup._run(server, database, "pg_dump", ["--no-password"], output=out)
    text = file.read_bytes()
    return {one for one, said in wanted.items() if said in text or said.hex().encode() in text}


def _in_these(files, wanted):
    kept = [one.read_bytes() for one in files if one.is_file()]
    return {one for one, said in wanted.items() if any(said in text for text in kept)}
