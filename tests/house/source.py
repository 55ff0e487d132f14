"""The house's own source, read once."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def place(self) -> str:
        """The path as a person writes it."""
        return str(self.path.relative_to(ROOT))

    @property
    def name(self) -> str:
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def text(self) -> str:
        return _text(self.path)

    @property
    def tree(self) -> ast.Module:
        return _tree(self.path)

    def is_in(self, *folders: str) -> bool:
        return any(folder in self.path.parts for folder in folders)


@cache
def _text(path: Path) -> str:
    return path.read_text()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path), str(path))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of src, tests and migrations among them."""
    return tuple(Module(path) for path in sorted(SRC.rglob("*.py")))


@cache
def house_modules() -> tuple[Module, ...]:
    """The modules the limits are for: neither migrations nor tests."""
    return tuple(one for one in modules() if not one.is_in("migrations", "tests"))


@cache
def suite_modules() -> tuple[Module, ...]:
    ours = [one for one in modules() if one.is_in("tests")]
    return (*ours, *(Module(path) for path in sorted((ROOT / "tests").rglob("*.py"))))


def imported(one: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(path for path in SRC.rglob("jinja/**/*") if path.is_file()))


@cache
def floors() -> dict[str, int]:
    """How high each package stands, from the contract the import linter reads."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    heights = {}
    for height, layer in enumerate(reversed(layers)):
        for package in layer.split("|"):
            heights[package.strip().strip("()")] = height
    return heights
