"""The papers of the house speak of files, names and commands that exist."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.house.source import ROOT

PAPERS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "changelog/*.md", "src/engines/*/README.md")
    for path in ROOT.glob(pattern)
)
TOUR = ROOT / "docs" / "first-feature.md"


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def links(paper: Path) -> list[str]:
    found = re.findall(r"\]\(([^)\s]+)\)", without_code(paper.read_text()))
    return [link for link in found if "://" not in link]


def headings(paper: Path) -> set[str]:
    said = re.findall(r"^#+ (.+)$", paper.read_text(), re.MULTILINE)
    plain = [re.sub(r"[^\w\s-]", "", line.lower()) for line in said]
    return {re.sub(r"\s", "-", line.strip()) for line in plain}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(paper: Path):
    lost = []
    for link in links(paper):
        place, _, part = link.partition("#")
        target = (paper.parent / place) if place else paper
        if not target.exists() or (part and part not in headings(target)):
            lost.append(link)

    assert lost == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_exists(paper: Path):
    asked = set(re.findall(r"manage\.py ([a-z_]+)", paper.read_text()))
    made = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert asked - get_commands().keys() == set()
    assert set(re.findall(r"`make ([a-z-]+)", paper.read_text())) - made == set()


def steps_of_the_tour() -> list[tuple[str, str]]:
    return re.findall(r"^\| `([\w./]+\.py)` \| `(\w+)` \|", TOUR.read_text(), re.MULTILINE)


def test_the_tour_names_what_stands_in_the_code():
    missing = []
    for place, name in steps_of_the_tour():
        file = ROOT / "src" / "tandem" / place
        tree = ast.parse(file.read_text()) if file.exists() else ast.Module([], [])
        defined = {
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        }
        assigned = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if name not in defined | assigned:
            missing.append(f"{place} {name}")

    assert len(steps_of_the_tour()) > 40
    assert missing == []


def test_the_tour_names_files_that_exist():
    named = re.findall(r"`((?:tests/)?[\w/]+/\w+\.py)`", TOUR.read_text())
    places = [
        ROOT / name if name.startswith("tests/") else ROOT / "src/tandem" / name for name in named
    ]

    assert [str(path) for path in places if not path.exists()] == []
