"""The register of processing is made from declarations: what is declared appears, a gap fails."""

import pytest
from django.utils.translation import override

from tandem.desk.processing import declared, gathered
from tandem.desk.processing.document import as_text
from tandem.desk.processing.risks import RISKS
from tandem.journal.choices import Purpose
from tandem.people import keeping, recipients
from tandem.people.keeping import Ground, Rule
from tandem.people.models import Person
from tandem.services import catalogue
from tandem.solidarity.catalogue import AskForHelp
from tests.house.source import ROOT

DOCUMENT = ROOT / "docs" / "operating" / "register-of-processing.md"
SAY = "Say it in desk/processing/declared.py."


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_the_committed_register_is_the_one_the_code_declares():
    assert DOCUMENT.read_text() == as_text(), (
        "What is done with data changed. Read the difference, ask the data-protection officer "
        "whether the impact changes too, then commit what `manage.py register_of_processing` prints."
    )


def purposes_undeclared() -> list[str]:
    return [purpose.value for purpose in Purpose if purpose not in declared.PURPOSES]


def receivers_undeclared() -> list[str]:
    return [name for name in recipients.names() if name not in declared.RECIPIENTS]


def test_every_purpose_and_every_receiver_is_declared():
    assert purposes_undeclared() == [], SAY
    assert receivers_undeclared() == [], SAY
    assert set(declared.RECIPIENTS) == set(recipients.names()), "One that is told nowhere."


def test_a_purpose_or_receiver_that_nobody_declared_is_found(monkeypatch):
    """The twin."""
    without = {k: v for k, v in declared.PURPOSES.items() if k != Purpose.RECOGNISE}
    monkeypatch.setattr(declared, "PURPOSES", without)
    monkeypatch.setattr(recipients, "_told", [*recipients._told, purposes_undeclared])

    assert purposes_undeclared() == ["recognise"]
    assert receivers_undeclared() == [f"{__name__}.purposes_undeclared"]


def test_a_new_service_and_a_new_rule_appear_by_themselves(monkeypatch):
    class Lamps(AskForHelp):
        slug = "lamps"
        title = "Lend a lamp"

    rule = Rule("lamps.lent", "Lamps lent", (Person,), Ground.TASK, "until it is back", "Nothing.")
    monkeypatch.setitem(catalogue._offered, "lamps", Lamps)
    monkeypatch.setitem(keeping._rules, rule.name, rule)

    said = as_text()

    assert "Lend a lamp" in said and "Lamps lent: until it is back." in said
    assert said != DOCUMENT.read_text()


def test_every_purpose_table_and_rule_stands_in_it():
    said = as_text()

    for told in (
        *(one.purpose for one in gathered.activities()),
        *(title for title, _columns in gathered.categories()),
        *(one.what for one in gathered.kept()),
        *(str(risk.what) for risk in RISKS),
    ):
        assert told in said


@pytest.mark.parametrize(("_said", "test"), declared.MEASURES)
def test_a_measure_names_a_test_that_exists(_said, test):
    assert (ROOT / "src" / "tandem" / test).is_file()
