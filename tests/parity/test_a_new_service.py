"""What a new service costs: a form, an action and a declaration. Nothing else learns its name."""

import importlib
import re
import sys
from pathlib import Path

import pytest

import tandem
from tandem.journal import words
from tandem.services import catalogue
from tandem.services.catalogue import services
from tandem.services.declaration import DOORS, Service
from tests.house.source import ROOT
from tests.parity import checks
from tests.parity.declarations import faults

GUIDE = ROOT / "docs" / "guides" / "add-a-service.md"
HOUSE = ROOT / "src" / "tandem"
MADE_UP_REGION = "desk/region"
"""The people of the demo ask for things, as people do; no service needs them to."""
ASIDE = {"tests", "migrations", "__pycache__"}
WRITTEN = {".py", ".html", ".js", ".css", ".typ", ".svg", ".json", ".toml"}
CHAPTERS = {
    "forms": "The questions",
    "actions": "The deed",
    "apps": "Its word in the journal",
    "catalogue": "The declaration",
}
# What a room costs, not a service: its table.
MODELS = """
from tandem.cases.models import Case

kept = []

class Closing:
    place = "places.closing"
    sealed_what = b""

    def __init__(self, case_id, **held):
        Case.objects.get(pk=case_id)
        self.territory_id, self.organisation_id = held["territory_id"], held["organisation_id"]

    def save(self, *, force_insert):
        kept.append(self.sealed_what)
"""


def chapter(title: str) -> str:
    return GUIDE.read_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def files_of_the_guide() -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", chapter("Files to touch"), re.MULTILINE)


def code_of(title: str) -> str:
    return re.search(r"^```python\n(.*?)^```", chapter(title), re.DOTALL | re.MULTILINE)[1]


@pytest.fixture
def closed_counter(tmp_path, monkeypatch):
    """The service of the guide, written down as the guide says, in a room of its own."""
    room = tmp_path / "places"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "models.py").write_text(MODELS)
    for name, title in CHAPTERS.items():
        (room / f"{name}.py").write_text(code_of(title))
    monkeypatch.setattr(tandem, "__path__", [*tandem.__path__, str(tmp_path)])
    monkeypatch.setattr(catalogue, "_offered", dict(catalogue._offered))
    monkeypatch.setattr(words, "_words", dict(words._words))
    places = importlib.import_module("tandem.places")
    importlib.import_module("tandem.places.apps").PlacesConfig("tandem.places", places).ready()
    service = importlib.import_module("tandem.places.catalogue").ClosedCounter
    # Where the suite looks for rows of the service's own: the room of the guide has none here.
    service.room = "services"
    yield service
    for name in [name for name in sys.modules if name.startswith("tandem.places")]:
        del sys.modules[name]
    del tandem.places


def test_the_guide_asks_for_four_files_of_code_and_none_of_a_door():
    files = files_of_the_guide()
    code = [Path(file) for file in files if file.endswith(".py") and "/tests/" not in file]

    assert {file.stem for file in code} == set(CHAPTERS)
    assert {file.parent.name for file in code} == {"places"}
    assert len(files) == len(CHAPTERS) + len({"its own test", "locale", "changelog"})


@pytest.mark.django_db
def test_these_files_as_they_stand_open_every_door(closed_counter, organisation):
    assert catalogue.find("closed-counter") is closed_counter
    assert set(closed_counter.doors()) == set(DOORS)
    assert faults(closed_counter, ("en",)) == []
    came = checks.everybody(closed_counter, organisation)
    checks.equal_cases(came)
    assert len(sys.modules["tandem.places.models"].kept) == len(came) > len(DOORS)


def names_of(service: type[Service]) -> set[str]:
    return {service.slug, service.__name__, service.form.__name__, service.submit.__name__}


def files_that_name(service: type[Service]) -> set[str]:
    """Files of the house, tests aside, in which a service or a part of it is called by its name."""
    called = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names_of(service)))})(?![\w-])")
    return {
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*")
        if path.suffix in WRITTEN
        and not ASIDE & set(path.parts)
        and called.search(path.read_text(errors="replace"))
    }


def _file_of(part: type) -> str:
    return f"{part.__module__.removeprefix('tandem.').replace('.', '/')}.py"


@pytest.mark.parametrize("service", services(), ids=lambda one: one.slug)
def test_no_file_outside_its_room_knows_a_service_by_name(service):
    found = files_that_name(service)
    here = {file for file in found if file.startswith(f"{service.room}/")}

    assert {_file_of(service), _file_of(service.form)} <= here
    assert {file for file in found - here if not file.startswith(MADE_UP_REGION)} == set()
