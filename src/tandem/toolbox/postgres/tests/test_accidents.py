"""What befalls a server, and starting it again afterwards."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tandem.toolbox.postgres import Cluster, PostgresProblem, processes

Kill = Callable[[Cluster], None]


@pytest.fixture
def with_a_row(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    cluster.start()
    cluster.create_database("tandem")
    with psycopg.connect(cluster.dsn("tandem_owner")) as asked:
        asked.execute("CREATE TABLE word AS SELECT 'kept' AS said")
    yield cluster
    cluster.erase()


def said(cluster: Cluster) -> str:
    with psycopg.connect(cluster.dsn("tandem_owner")) as asked:
        return asked.execute("SELECT said FROM word").fetchone()[0]


def test_a_killed_server_starts_again_with_all_that_was_promised(with_a_row: Cluster, kill: Kill):
    kill(with_a_row)

    with_a_row.start()

    assert said(with_a_row) == "kept"


def test_children_of_a_killed_server_are_waited_for(with_a_row: Cluster, kill: Kill):
    busy = psycopg.connect(with_a_row.dsn("tandem_owner"))
    # It counts without looking up, so it notices late that it is an orphan.
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 5000000)")
    kill(with_a_row)

    with_a_row.start()

    busy.close()
    servers = [one for one in processes.serving(with_a_row.pgdata) if "-D" in one.cmdline()]
    assert len(servers) == 1
    assert said(with_a_row) == "kept"


CARELESS = """
import signal, subprocess, time
# Whoever starts the suite in the background may have told it to heed no Ctrl-C.
signal.signal(signal.SIGINT, signal.SIG_DFL)
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""


def test_a_server_is_gone_even_if_whoever_started_it_does_not_bury_it():
    with subprocess.Popen(
        [sys.executable, "-c", CARELESS], stdout=subprocess.PIPE, text=True
    ) as starter:
        server = psutil.Process(int(starter.stdout.readline()))
        began = time.monotonic()

        processes.shut_down(server)

        assert server.status() == psutil.STATUS_ZOMBIE
        assert time.monotonic() - began < 10
        starter.kill()


def test_an_empty_pid_file_stops_no_start(with_a_row: Cluster, kill: Kill):
    kill(with_a_row)
    (with_a_row.pgdata / "postmaster.pid").write_text("")

    with_a_row.start()

    assert said(with_a_row) == "kept"


def test_a_pid_another_process_has_since_stops_no_start(with_a_row: Cluster, kill: Kill):
    kill(with_a_row)
    note = with_a_row.pgdata / "postmaster.pid"
    other = subprocess.Popen(["sleep", "60"])
    lines = note.read_text().splitlines()
    note.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")

    with_a_row.start()

    assert said(with_a_row) == "kept"
    assert other.poll() is None
    other.kill()
    other.wait()


def test_a_broken_data_folder_is_told_in_the_servers_own_words(cluster: Cluster):
    with cluster:
        pass
    (cluster.pgdata / "global" / "pg_control").unlink()

    with pytest.raises(PostgresProblem, match="pg_control"):
        cluster.start()

    assert not cluster.is_running()


def test_a_start_that_was_cut_off_half_way_is_begun_anew(cluster: Cluster):
    with cluster:
        pass
    cluster.pgdata.rename(cluster.pgdata.with_name("pg.new"))

    cluster.start()

    assert cluster.is_ready()
