"""How the server is set up, and who may enter as whom."""

import shutil
import subprocess
from pathlib import Path

from tandem.toolbox.postgres.binaries import Binaries
from tandem.toolbox.postgres.errors import PostgresProblem
from tandem.toolbox.postgres.system_user import (
    SystemUser,
    acting_as,
    caller,
    start_program,
)

LAUNCHER = "tandem_launcher"
ROLES = ("tandem_owner", "tandem_web", "tandem_worker")

ENTRIES = f"""\
# Written at each start. The system says who is asking; there are no passwords.
local  all          {LAUNCHER}  peer  map=launcher
local  replication  {LAUNCHER}  peer  map=launcher
local  all          {",".join(ROLES)}  peer  map=tandem
local  all          all  reject
"""

ALWAYS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_startup_progress_interval": "2s",
    # Statements and their details hold what people wrote; a log must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # Files of the log of changes are removed, and not written over one day: what was erased is in
    # them too. A backup ends the one in use.
    "wal_recycle": "off",
}

# For tests: what a power cut would destroy is made anew anyway.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "30min",
    "max_wal_size": "2GB",
    # What it learns of tables that a test has just left empty misleads plans when another fills them.
    "autovacuum": "off",
}


def options(socket_folder: Path, *, fast: bool) -> list[str]:
    """What the server is told when it is started."""
    wanted = ALWAYS | {"unix_socket_directories": str(socket_folder)} | (FAST if fast else {})
    return [part for name, value in wanted.items() for part in ("-c", f"{name}={value}")]


def locale_options(major: int) -> list[str]:
    """The order of letters: the server's own where it has one, the same on every machine."""
    if major >= 18:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    if major == 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def make_data_folder(pgdata: Path, binaries: Binaries, user: SystemUser, *, fast: bool) -> None:
    """A data folder stands at `pgdata`, whole or not at all."""
    beside = pgdata.with_name(f"{pgdata.name}.new")
    with acting_as(user):
        shutil.rmtree(beside, ignore_errors=True)
    order = [str(binaries.program("initdb")), "-D", str(beside), "-U", LAUNCHER]
    order += ["--auth-local=peer", "--auth-host=reject", "--encoding=UTF8", "--data-checksums"]
    order += ["--no-instructions", *locale_options(binaries.major)]
    order += ["--no-sync"] if fast else []
    making = start_program(user, order, subprocess.PIPE)
    told, _nothing = making.communicate()
    if making.returncode:
        raise PostgresProblem(f"The database could not be made: {told.decode().strip()}")
    with acting_as(user):
        beside.rename(pgdata)


def check_data_folder(pgdata: Path, binaries: Binaries, user: SystemUser) -> None:
    """The data are of the version that is going to serve them."""
    with acting_as(user):
        version = (pgdata / "PG_VERSION").read_text().strip()
    if version != str(binaries.major):
        raise PostgresProblem(
            f"The database was made by PostgreSQL {version} and this is {binaries.version}. Write "
            "it out with the old one and read it into a new folder; see docs/operating."
        )


def say_who_may_enter(pgdata: Path, user: SystemUser) -> None:
    """We may be any of the three roles; the superuser is for whoever runs the server."""
    asking = f'"{caller().name}"'
    names = [f"tandem  {asking}  {role}\n" for role in ROLES]
    names.append(f'launcher  "{user.name}"  {LAUNCHER}\n')
    with acting_as(user):
        (pgdata / "pg_hba.conf").write_text(ENTRIES)
        (pgdata / "pg_ident.conf").write_text("".join(names))
