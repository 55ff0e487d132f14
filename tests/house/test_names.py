import ast
import re

from tests.house.source import ROOT, SRC, house_modules, modules, suite_modules

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "mixins", "managers", "signals"}
PLUMBING = ("migrations", "tests", "management")
# Built from parts, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")


def test_every_file_says_in_its_name_what_is_in_it():
    nameless = [one.place for one in modules() if SAY_NOTHING & {*one.name.split(".")}]

    assert nameless == []


def test_every_package_says_in_one_sentence_what_it_is_for():
    silent = []
    for one in house_modules():
        if one.path.name == "__init__.py" and not one.is_in(*PLUMBING):
            said = (ast.get_docstring(one.tree) or "").strip()
            if not said.endswith(".") or "\n" in said or re.search(r"[.!?] [A-Z]", said):
                silent.append(one.place)

    assert silent == []


def test_every_package_of_the_house_stands_on_the_plan():
    folders = {path.parent.name for path in (SRC / "tandem").glob("*/__init__.py")}
    settings = (ROOT / "pyproject.toml").read_text()

    assert [name for name in sorted(folders) if not re.search(rf"\b{name}\b", settings)] == []


def test_nothing_is_left_for_later():
    late = []
    for one in {*modules(), *suite_modules()}:
        late += [f"{one.place}: {found.group()}" for found in UNFINISHED.finditer(one.text)]

    assert sorted(late) == []
