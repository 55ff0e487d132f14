import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import engines.sheets
from engines.sheets import codes

HERE = Path(engines.sheets.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")
MODULES = [
    importlib.import_module(f"engines.sheets.{module.name}")
    for module in pkgutil.iter_modules([str(HERE)])
    if module.name != "tests"
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_worked_example_of_the_readme_holds():
    result = doctest.testfile(str(HERE / "README.md"), module_relative=False)

    assert result.failed == 0 and result.attempted > 10


def test_the_readme_tells_every_code():
    told = [
        *codes.REFUSED,
        *codes.OF_A_PAGE,
        *codes.TICKED,
        *codes.EMPTY,
        *codes.UNSURE,
        *codes.OF_WRITING,
    ]

    assert [code for code in told if f"`{code}`" not in README] == []
