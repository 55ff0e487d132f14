"""What stands in the files of the database, read byte by byte: as a thief of the disk does."""

import time
from pathlib import Path

from django.db import connection, connections

from tandem.toolbox.postgres.system_user import acting_as as acting_as_user


def launcher(server):
    return server.as_launcher(connection.settings_dict["NAME"])


def from_now_on(server) -> float:
    """All that was to be written is: whatever file is younger than this was written to afterwards."""
    with launcher(server) as asked:
        asked.execute("CHECKPOINT")
    # A file system may tell the time of writing by the tick.
    time.sleep(0.1)
    return time.time() - 0.05


def in_files(server, folder: Path, wanted: dict[str, bytes], *, since: float = 0) -> set[str]:
    """Which of these byte strings stand in any file of the folder; where they were first written after
    `since`, a file that nobody wrote to from then on holds none, and is not read.
    """
    with launcher(server) as asked:
        asked.execute("CHECKPOINT")
    found = set()
    with acting_as_user(server.user):
        for file in folder.rglob("*"):
            if file.is_file() and file.stat().st_mtime >= since:
                kept = file.read_bytes()
                found |= {name for name, text in wanted.items() if text in kept}
    return found


def database_of(server):
    with launcher(server) as asked:
        (number,) = asked.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    return server.pgdata / "base" / str(number)


def nobody_is_in_a_transaction(server):
    """One begun before she was erased, left open by another test, keeps her rows through a rewriting;
    and one that has only looked into a table keeps it from being rewritten at all.
    """
    connections.close_all()
    with launcher(server) as asked:
        asked.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            " AND (backend_xmin IS NOT NULL OR usename IN ('tandem_web', 'tandem_worker'))"
        )
