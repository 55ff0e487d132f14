"""Who runs the server: we ourselves, or, when we are root, a user made for it.

PostgreSQL refuses to run as root. Root's files may be where no other user can look, and
opening their folders would open them to everybody; so binaries and data of a server
started by root live in a folder of that user's own.
"""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import IO

from tandem.toolbox.postgres.errors import PostgresProblem

NAME = "tandem-postgres"
HOME = Path("/var/lib/tandem-postgres")
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True)
class SystemUser:
    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether this is someone else than the user we are."""
        return self.uid != os.geteuid()


def caller() -> SystemUser:
    """The user we are, by the name PostgreSQL will know us under."""
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise PostgresProblem(
            f"The user number {uid} has no name on this machine, so PostgreSQL cannot recognise "
            "it. Run as a user of the machine, or set DATABASE_URL to a server."
        ) from None
    return SystemUser(entry.pw_name, uid, entry.pw_gid)


def server_user() -> SystemUser:
    """The user the server runs as; made first, if we are root and it is missing."""
    ourselves = caller()
    if ourselves.uid != 0:
        return ourselves
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _make_user()
        entry = pwd.getpwnam(NAME)
    user = SystemUser(NAME, entry.pw_uid, entry.pw_gid)
    _own_home(user)
    return user


def _make_user() -> None:
    advice = (
        f"As root, the database runs as a user of its own, {NAME}, which is missing. Make it "
        "(an unprivileged system user), or run as an ordinary user."
    )
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd is None:
        raise PostgresProblem(advice)
    order = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", str(HOME)]
    made = subprocess.run(
        [*order, "--shell", "/usr/sbin/nologin", NAME],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        raise PostgresProblem(f"{advice} useradd said: {made.stderr.strip()}") from None


def _own_home(user: SystemUser) -> None:
    if not HOME.exists():
        # Made aside and moved, so that nobody else starting now sees it half made.
        made = Path(tempfile.mkdtemp(prefix=f"{NAME}-", dir=HOME.parent))
        os.chown(made, user.uid, user.gid)
        try:
            made.rename(HOME)
        except OSError:
            made.rmdir()
    state = HOME.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != user.uid:
        raise PostgresProblem(f"{HOME} must be a folder of the user {NAME}; it is not.")
    if state.st_mode & 0o077:
        raise PostgresProblem(f"{HOME} must be closed to others (mode 0700); it is open.")


@contextmanager
def acting_as(user: SystemUser) -> Iterator[None]:
    """Until the end of the block, files and sockets are opened with this user's rights only.

    For the whole process, threads included: meant for starting up and shutting down.
    """
    if not user.is_other:
        yield
        return
    groups, gid, uid = os.getgroups(), os.getegid(), os.geteuid()
    try:
        _take_on([user.gid], user.gid, user.uid)
        yield
    finally:
        os.seteuid(uid)
        os.setegid(gid)
        os.setgroups(groups)


def _take_on(groups: list[int], gid: int, uid: int) -> None:
    try:
        os.setgroups(groups)
        os.setegid(gid)
        os.seteuid(uid)
    except OSError as error:
        raise PostgresProblem(f"This root may not act as the user number {uid}: {error}") from error


def start_program(
    user: SystemUser,
    order: list[str],
    output: int | IO[bytes],
    *,
    given: int | IO[bytes] = subprocess.DEVNULL,
    problems: int | IO[bytes] = subprocess.STDOUT,
) -> Popen[bytes]:
    """A program running as this user, in none of our groups, with none of our settings."""
    other = user.is_other
    return Popen(
        order,
        stdin=given,
        stdout=output,
        stderr=problems,
        cwd="/",
        env={"LC_ALL": "C"} | {name: os.environ[name] for name in PASSED_ON if name in os.environ},
        umask=0o077,
        # Of its own session, so that Ctrl-C at a terminal reaches us only.
        start_new_session=True,
        user=user.uid if other else None,
        group=user.gid if other else None,
        extra_groups=[user.gid] if other else None,
    )
