"""`python -m tandem.toolbox.postgres start|stop|status|dsn DATA`, `backup|restore DATA FILE`."""

import argparse
import os
import sys
from pathlib import Path

from tandem.toolbox.postgres.apart import keys_of
from tandem.toolbox.postgres.backup import back_up, restore
from tandem.toolbox.postgres.cluster import Cluster
from tandem.toolbox.postgres.errors import PostgresProblem

WITH_A_FILE = ("backup", "restore")


def main(arguments: list[str] | None = None) -> int:
    questions = _questions()
    asked = questions.parse_args(arguments)
    if (asked.file is None) == (asked.deed in WITH_A_FILE):
        questions.error(f"{' and '.join(WITH_A_FILE)} name a file; the others do not.")
    try:
        cluster = Cluster(asked.data, fast=asked.fast, tell=_tell)
        return _do(asked, cluster)
    except PostgresProblem as problem:
        _tell(str(problem))
        return 1


def _questions() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tandem.toolbox.postgres")
    parser.add_argument("deed", choices=["start", "stop", "status", "dsn", *WITH_A_FILE])
    parser.add_argument("data", type=Path, help="the data folder, as in DATA=")
    parser.add_argument("file", type=Path, nargs="?", help="the backup to write or to read")
    parser.add_argument(
        "--keys", type=Path, help="to restore with these, and not the newest beside the backup"
    )
    parser.add_argument("--fast", action="store_true", help="for tests: a power cut loses data")
    parser.add_argument("--role", default="tandem_web")
    parser.add_argument("--database", default="tandem")
    return parser


def _do(asked: argparse.Namespace, cluster: Cluster) -> int:
    if asked.deed in WITH_A_FILE:
        return _back_up_or_restore(asked, cluster)
    if asked.deed == "dsn":
        print(cluster.dsn(asked.role, asked.database))
        return 0
    if asked.deed == "start":
        cluster.start(stay=True)
        cluster.create_database(asked.database)
    elif asked.deed == "stop":
        cluster.stop(whoever_uses_it=True)
    is_ready = cluster.is_ready()
    _tell(f"{cluster.data}: {'ready' if is_ready else 'not running'}.")
    return 0 if is_ready or asked.deed == "stop" else 3


def _back_up_or_restore(asked: argparse.Namespace, cluster: Cluster) -> int:
    if os.environ.get("DATABASE_URL"):
        # Else the embedded database would be saved, empty, and somebody would feel safe.
        raise PostgresProblem(
            "DATABASE_URL names a server: back it up with the server's own tools, as "
            "docs/operating/backup-and-restore.md says."
        )
    file, keys = asked.file.expanduser().resolve(), cluster.data / "keys"
    if asked.deed == "backup":
        done = back_up(cluster, asked.database, file, _tell)
        _tell(f"Done: {file}, {done.total} rows, {done.size} bytes.")
        _tell(f"The keys are not in it, so that it reveals nobody. Copy {keys} elsewhere.")
        if (apart := keys_of(file)).exists():
            _tell(f"Copy {apart} apart from {file.name}, and keep it for a month at most.")
        return 0
    given = asked.keys.expanduser().resolve() if asked.keys else None
    done = restore(cluster, asked.database, file, _tell, keys=given)
    _tell(f"Done: {done.total} rows, as they were at {done.made_at}.")
    if not keys.is_dir():
        _tell(f"Bring {keys} back before you start Tandem: without it no name can be read.")
    return 0


def _tell(news: str) -> None:
    print(news, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
