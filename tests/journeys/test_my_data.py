"""She asks who looked, objects to one look, and asks to be forgotten: and nothing of her is left."""

import re
from itertools import chain

import pytest
from django.db import connections
from django.db.models import BinaryField
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.mine.jobs import erase_promised_of
from tandem.mine.tests.asked import asks
from tandem.outbox.models import Message, Printing
from tandem.outbox.printing import mark_posted
from tandem.people.actions import say_same
from tandem.people.gathering import pieces
from tandem.people.models import Likeness, Person, Trace
from tandem.people.sameness import joined_records
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.postgres import backup
from tandem.toolbox.reference import clean
from tests.factories import scope_of
from tests.journeys.steps import fill, press, printed_letters, receipt_on

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "looks"]),
    pytest.mark.parametrize("script", [False], indirect=True, ids=["without script"]),
]
WHO = {
    "where_postal_code": ["1030"],
    "where_street": ["Rue du Canari 7"],
    "who_first_name": ["Zénobie"],
    "who_last_name": ["Canarienne"],
    "reach_channel": ["letter"],
    "reach_phone": ["0450 99 88 77"],
}
HELP = {
    "kind": ["meal"],
    "what": ["Un canari jaune chante trop fort."],
    "when": ["4"],
    "how_often": ["once"],
    "languages": ["fr"],
    "vital": ["no"],
    "program": ["no"],
}
CANARIES = ("Canarienne", "Zénobie", "canari jaune", "Rue du Canari", "0450998877", "450998877")
HAS_ASKED = "The meal of Tuesday was brought to you, and she had to know the address."


def test_she_asks_who_looked_objects_and_is_forgotten(town, somebody, our_server, tmp_path):
    home, coordinator = town.schaerbeek, town.coordinators["Schaerbeek"]
    first = _asked_for_help(town)
    page = somebody(coordinator, locale="fr-BE")
    page.goto(f"/cases/{first.reference}/")

    # By telephone: who looked at my file?
    operator = somebody(town.operator, locale="fr-BE")
    operator.goto("/desk/new/")
    operator.locator('button[name="service"][value="my-data"]').click()
    fill(operator, wishes=["looks"], **{name: said[0] for name, said in WHO.items()})
    operator.locator('button[name="do"][value="review"]').last.click()
    # Somebody of this name is known already: the operator asks, and it is she.
    press(operator, "It is this person", "fr")
    press(operator, "The person agrees: send", "fr")
    reference, _word = receipt_on(operator)

    # A colleague makes sure that it is she, and answers.
    page.goto(f"/rights/{clean(reference)}/")
    fill(page, how="call")
    press(page, "Note how I made sure", "fr")
    press(page, "Make it ready", "fr")
    press(page, "Send the answer", "fr")
    letters = _letters(page, town)
    numbers = re.findall(r"Numéro (\d+), le", letters)
    assert numbers, letters
    assert "Coordination" in letters
    assert "Schaerbeek" in letters
    assert "Votre demande a été ouverte" in letters

    # She objects to one line, and has an answer with reasons.
    about = f"Numéro {numbers[0]} : pourquoi ?"
    case = asks(home, "object", **WHO, against=[about])
    _all_hers(home)
    page.goto(f"/rights/{case.reference}/")
    assert about in page.locator("main").inner_text()
    fill(page, how="call")
    press(page, "Note how I made sure", "fr")
    page.locator("main textarea").first.fill(HAS_ASKED)
    press(page, "We do not, for these reasons", "fr")
    press(page, "Send the answer", "fr")

    # She wants to be forgotten: told first, then gone.
    with transaction_within(scope_of(home)):
        cases.withdraw(first)
    case = asks(home, "erase", **WHO)
    _all_hers(home)
    page.goto(f"/rights/{case.reference}/")
    fill(page, how="call")
    press(page, "Note how I made sure", "fr")
    press(page, "Erase, once the person was told", "fr")
    press(page, "Send the answer", "fr")
    assert erase_promised_of(home) == 0
    letters = _letters(page, town)
    assert HAS_ASKED in letters
    assert "nous effaçons" in letters
    kept = _kept_of(home, case.person)
    assert len(kept) > 20
    assert _found(our_server, tmp_path, kept) == kept, "What is kept is found, as it is kept."
    _posted(home)
    assert erase_promised_of(home) == 1
    assert _found(our_server, tmp_path, kept) == set()


def _letters(page, town):
    """All that is said in the letters that left, as they are printed."""
    town.work()
    return " ".join(" ".join(printed_letters(page, town, "fr")).split())


def _asked_for_help(town):
    with acting(Asker(door=Door.WEB)):
        draft = drafts.begin(known("ask-for-help"), "fr", door=Door.WEB)
        drafts.keep(draft.code, {**WHO, **HELP}, asked=[], door=Door.WEB)
        receipt = open_case(draft.code, door=Door.WEB)
    with transaction_within(scope_of(town.schaerbeek)):
        rows = Case.objects.select_related("person", "organisation")
        return rows.get(reference=clean(receipt.reference))


def _all_hers(organisation):
    """A colleague says so of each pair that is alike."""
    with transaction_within(scope_of(organisation)):
        while pair := Likeness.objects.undecided().first():
            say_same(pair, reach_as_last_said=False)


def _kept_of(organisation, person):
    """Her words as people read them, and every seal and digest as the database keeps it."""
    with transaction_within(scope_of(organisation)):
        records = joined_records(Person.objects.get(pk=person.pk))
        rows = chain(
            *(piece.of(records) for piece in pieces()), Trace.objects.filter(person__in=records)
        )
        kept = {
            bytes(getattr(row, column.attname)).hex()
            for row in rows
            for column in row._meta.concrete_fields
            if isinstance(column, BinaryField)
            and getattr(row, column.attname)
            # By which a second sending finds the first: of a reference that opens nothing more.
            and column.name != "draft_digest"
        }
        letters = Printing.objects.filter(sealed__isnull=False)
        return kept | {bytes(one.sealed).hex() for one in letters}


def _found(server, tmp_path, kept):
    """What of it, or of her canaries, stands in a dump of the whole database."""
    file = tmp_path / "dump.sql"
    database = connections["default"].settings_dict["NAME"]
    with file.open("wb") as out:
        backup._run(server, database, "pg_dump", ["--data-only", "--no-password"], output=out)
    text = file.read_text()
    assert not [canary for canary in CANARIES if canary in text]
    return {one for one in kept if one in text}


def _posted(organisation):
    with transaction_within(scope_of(organisation)):
        for printing in Printing.objects.filter(state="ready"):
            mark_posted(printing)
        Message.objects.exclude(state="sent").update(state="sent", left_at=timezone.now())
