"""An engine gives the same answer to the same question, whenever and wherever it is asked."""

import ast

from tests.house.source import Module, house_modules, imported

ELSEWHERE = {"os", "io", "pathlib", "time", "socket", "subprocess", "shutil", "tempfile", "uuid"}
NOW = {"now", "today", "utcnow"}


def is_pure(one: Module) -> bool:
    # An engine's command line reads the question from a file and writes the answer; where its code
    # is compiled, the machine code is kept, which changes no answer.
    return one.is_in("engines") and one.path.name not in {"__main__.py", "running.py", "jit.py"}


def test_an_engine_reads_no_clock_no_disk_and_no_network():
    found = []
    for one in house_modules():
        if is_pure(one):
            found += [
                f"{one.place}:{line} {name}"
                for name, line in imported(one)
                if name.split(".")[0] in ELSEWHERE
            ]
            found += [
                f"{one.place}:{node.lineno} {ast.unparse(node)}"
                for node in ast.walk(one.tree)
                if isinstance(node, ast.Call)
                and (
                    (isinstance(node.func, ast.Attribute) and node.func.attr in NOW)
                    or (isinstance(node.func, ast.Name) and node.func.id in {"open", "print"})
                )
            ]

    assert found == []


def test_chance_in_an_engine_comes_from_the_question():
    loose = [
        f"{one.place}:{line} {name}"
        for one in house_modules()
        if is_pure(one)
        for name, line in imported(one)
        if name.split(".")[0] == "random" and name not in {"random", "random.Random"}
    ]
    loose += [
        f"{one.place}:{node.lineno} random.{node.attr}"
        for one in house_modules()
        if is_pure(one)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "random"
        and node.attr != "Random"
    ]

    assert loose == []
