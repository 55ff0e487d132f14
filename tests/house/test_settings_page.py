"""What an operator reads about settings is what the code reads from the environment."""

import ast
import re
from collections.abc import Iterator

from tests.house.source import ROOT, Module, house_modules

PAGE = ROOT / "docs" / "operating" / "settings.md"
READERS = {"text", "flag", "number", "amount", "choice", "words", "secret", "former"}
# The machine's own, and where Django finds the settings: nobody sets these for Tandem.
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE"}
ROLES = ("WEB", "WORKER", "OWNER")


def written() -> dict[str, str]:
    """Each setting of the page, and what holds unless it is said."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", PAGE.read_text(), re.MULTILINE)
    names = [name for name, _default in rows]
    assert len(names) == len(set(names))
    return dict(rows)


def read_by(one: Module) -> Iterator[str]:
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            reads = called in READERS and "project" in one.path.parts
            if reads or called.startswith(("os.environ.", "os.getenv")):
                yield from names_in(node.args[0])
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield from names_in(node.slice)


def names_in(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        # The one name made of parts: a password for each role.
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        return ["".join(parts).format(role) for role in ROLES]
    return []


def defaults() -> Iterator[tuple[str, str]]:
    """The settings whose default is a plain value, as the page writes it."""
    for one in house_modules():
        for node in ast.walk(one.tree):
            if not isinstance(node, ast.Call) or "project" not in one.path.parts:
                continue
            reader, named = ast.unparse(node.func), {word.arg: word.value for word in node.keywords}
            if reader not in READERS - {"secret"}:
                continue
            given = named.get("default") or (node.args[1:] or [None])[-1]
            for name in names_in(node.args[0]):
                if reader == "flag":
                    yield name, "yes" if given and ast.literal_eval(given) else "no"
                elif isinstance(given, ast.Constant):
                    yield name, f"`{given.value}`" if given.value != "" else "—"
                elif isinstance(given, ast.List):
                    said = ast.literal_eval(given)
                    yield name, ", ".join(f"`{word}`" for word in said) or "—"


def test_the_page_names_every_setting_and_no_other():
    read = {name for one in house_modules() for name in read_by(one)} - NOT_OURS

    assert sorted(read - written().keys()) == []
    assert sorted(written().keys() - read) == []


def test_the_page_says_what_holds_unless_it_is_said():
    page = written()

    wrong = {
        name: (said, page.get(name))
        for name, said in defaults()
        if not page.get(name, "").startswith(said)
    }

    assert wrong == {}
