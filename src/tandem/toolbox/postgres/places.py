"""Where a cluster's files stand.

In the folder given, if we run the server ourselves; else in the home of the user who does,
under a name the folder remembers, so that a folder moved finds its data and a folder
deleted and made again starts empty.
"""

import os
import re
import secrets
import shutil
import tarfile
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tandem.toolbox.postgres import system_user
from tandem.toolbox.postgres.binaries import Binaries, binaries_in
from tandem.toolbox.postgres.errors import PostgresProblem
from tandem.toolbox.postgres.system_user import SystemUser, acting_as

FOLDER = "database"
# The system's limit is 103 bytes on macOS, 107 on Linux, for the whole path of the socket.
LONGEST_SOCKET_PATH = 100
SOCKET_FILE = ".s.PGSQL.5432"
# What neither the server's list of folders nor the client's list of hosts needs quoted.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")


@dataclass(frozen=True)
class Places:
    folder: Path
    """In the data folder: the locks, and what must be remembered."""

    home: Path
    """Where the server's own files stand."""

    @property
    def pgdata(self) -> Path:
        return self.home / "pg"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def socket_note(self) -> Path:
        return self.folder / "socket-folder"

    def socket_folder(self) -> Path:
        """Where the server listens, or would."""
        if self.socket_note.exists():
            return Path(self.socket_note.read_text().strip())
        return self.home / "socket"


def socket_folder(data: Path) -> Path:
    """Where the server of this data folder listens, told without touching anything."""
    folder = data.expanduser().resolve() / FOLDER
    return Places(folder, folder).socket_folder()


def find_places(data: Path, user: SystemUser) -> Places:
    """The places of this data folder's cluster, made if they are missing."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    note = folder / "cluster"
    if not user.is_other:
        if note.exists():
            raise PostgresProblem(
                f"The database of {folder} was made by root, and only root can run it. Use sudo, "
                "or choose another folder with DATA=."
            )
        return Places(folder, folder)
    if (folder / "pg").exists():
        raise PostgresProblem(
            f"The database of {folder} was made by an ordinary user, and root cannot run it. Do "
            "the same as that user, or choose another folder with DATA=."
        )
    if not note.exists():
        named = f"{re.sub(r'[^a-z0-9]', '', data.name) or 'data'}-{secrets.token_hex(8)}"
        beside = note.with_suffix(f".{named}")
        beside.write_text(f"{named}\n")
        # Of several that begin at once the first names it: a link, unlike a rename, replaces nothing.
        with suppress(FileExistsError):
            os.link(beside, note)
        beside.unlink()
    name = note.read_text().strip()
    if not re.fullmatch(r"[a-z0-9]+-[0-9a-f]{16}", name):
        raise PostgresProblem(f"{note} does not name a database; was it changed by hand?")
    return Places(folder, system_user.HOME / "clusters" / name)


def settle_socket_folder(places: Places, user: SystemUser) -> Path:
    """A folder for the socket that only its user can enter, short enough to be an address."""
    used_before, wanted = places.socket_folder(), places.home / "socket"
    with acting_as(user):
        if not _can_be_an_address(wanted):
            wanted = _short_folder(used_before)
        wanted.mkdir(mode=0o700, exist_ok=True)
        wanted.chmod(0o700)
        for left in wanted.iterdir():
            left.unlink()
    places.socket_note.write_text(f"{wanted}\n")
    return wanted


def empty(places: Places, user: SystemUser) -> None:
    """Nothing is left of the cluster but the locks."""
    sockets, is_apart = places.socket_folder(), places.home != places.folder
    with acting_as(user):
        shutil.rmtree(sockets, ignore_errors=True)
        for name in ("pg", "pg.new"):
            shutil.rmtree(places.home / name, ignore_errors=True)
        for log in places.home.glob("log*"):
            log.unlink()
        if is_apart and places.home.exists():
            places.home.rmdir()
    places.socket_note.unlink(missing_ok=True)


def _can_be_an_address(folder: Path) -> bool:
    path = str(folder / SOCKET_FILE)
    return len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and bool(PLAIN_PATH.fullmatch(path))


def _short_folder(used_before: Path) -> Path:
    """The short folder used before if it is still ours alone, else a new one."""
    if _can_be_an_address(used_before) and _is_ours_alone(used_before):
        return used_before
    # Made under a name nobody can guess, so that nobody can have put it there before us.
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108
        made = Path(tempfile.mkdtemp(prefix="tandem-", dir=parent))
        if _can_be_an_address(made):
            return made
        made.rmdir()
    raise PostgresProblem("No temporary folder has a path short enough for a socket; set TMPDIR.")


def _is_ours_alone(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    state = folder.stat()
    return state.st_uid == os.geteuid() and not state.st_mode & 0o077


def reachable_binaries(binaries: Binaries, user: SystemUser) -> Binaries:
    """The same programs, where `user` can read them: copied, if a wheel brought them."""
    if not user.is_other or binaries.wheel is None:
        return binaries
    wheel = binaries.wheel
    size = binaries.program("postgres").stat().st_size
    copied = system_user.HOME / "binaries" / f"{wheel.name}-{binaries.version}-{size}"
    with acting_as(user):
        copied.parent.mkdir(mode=0o700, exist_ok=True)
        there = copied.exists()
    if not there:
        _copy_wheel(wheel, copied, user)
    found = binaries_in(copied / binaries.folder.relative_to(wheel.parent), wheel=copied)
    if found is None:
        raise PostgresProblem(f"The copy of PostgreSQL in {copied} does not run. Delete it.")
    return found


def _copy_wheel(wheel: Path, copied: Path, user: SystemUser) -> None:
    # Read with our rights and written with the user's: neither can lend the other's.
    with tempfile.TemporaryFile() as packed:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            # The libraries a wheel brings stand beside its package, and are found from there.
            for part in (wheel / "pginstall", wheel.with_name(f"{wheel.name}.libs")):
                if part.exists():
                    archive.add(part, part.relative_to(wheel.parent), filter=_nobody_s)
        packed.seek(0)
        with acting_as(user):
            beside = Path(tempfile.mkdtemp(prefix="copying-", dir=copied.parent))
            with tarfile.open(fileobj=packed) as archive:
                archive.extractall(beside, filter="data")
            try:
                beside.rename(copied)
            except OSError:
                shutil.rmtree(beside)


def _nobody_s(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    if entry.name.endswith((".a", ".h")):
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
