import ast
from collections.abc import Iterator

from tests.house.source import Module, house_modules, imported, modules, suite_modules

SIGNALS = ("django.dispatch", "signals")


def test_what_a_module_needs_stands_at_its_top():
    hidden = []
    for one in house_modules():
        for node in ast.walk(one.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [
                    f"{one.place}:{inside.lineno}"
                    for inside in ast.walk(node)
                    if isinstance(inside, ast.Import | ast.ImportFrom)
                ]

    assert hidden == []


def test_no_modules_import_one_another():
    known = {one.name: one for one in house_modules()}
    needs = {name: {*_of_the_house(one, known)} - {name} for name, one in known.items()}

    while free := [name for name, needed in needs.items() if not needed & needs.keys()]:
        for name in free:
            del needs[name]

    # What is left imports itself by a way round.
    in_a_ring = {name for needed in needs.values() for name in needed & needs.keys()}
    assert sorted(in_a_ring) == []


def _of_the_house(one: Module, known: dict[str, Module]) -> Iterator[str]:
    for name, _line in imported(one):
        if name in known:
            yield name
        elif (parent := name.rpartition(".")[0]) in known:
            yield parent


def test_a_deed_is_called_and_not_signalled():
    signalled = [
        f"{one.place}:{line} {name}"
        for one in house_modules()
        for name, line in imported(one)
        if name.startswith(SIGNALS[0]) or SIGNALS[1] in name.split(".")
    ]

    assert signalled == []


def test_nothing_of_ours_is_mocked_and_no_test_is_left_out():
    weak = []
    for one in suite_modules():
        weak += [f"{one.place}:{line}" for name, line in imported(one) if "mock" in name]
        for node in ast.walk(one.tree):
            if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}:
                weak.append(f"{one.place}:{node.lineno} {node.attr}")

    assert weak == []


def test_no_test_is_imported_by_the_house():
    borrowed = [
        f"{one.place}:{line} {name}"
        for one in modules()
        if not one.is_in("tests", "migrations")
        for name, line in imported(one)
        if "tests" in name.split(".") and name.startswith(("tandem", "engines", "tests"))
    ]

    assert borrowed == []
