"""Starting, sharing and stopping a real server."""

import os
import signal
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tandem.toolbox.postgres import Cluster, PostgresProblem, processes, socket_folder
from tandem.toolbox.postgres.binaries import Binaries, all_binaries, binaries_in
from tandem.toolbox.postgres.places import find_places
from tandem.toolbox.postgres.system_user import SystemUser


def ask(cluster: Cluster, question: str, role: str = "tandem_owner") -> object:
    with psycopg.connect(cluster.dsn(role, "tandem")) as asked:
        return asked.execute(question).fetchone()[0]


@pytest.mark.parametrize("binaries", [*all_binaries()], ids=lambda one: one.version)
def test_any_postgresql_at_hand_serves(tmp_path: Path, binaries: Binaries):
    cluster = Cluster(tmp_path, fast=True, binaries=binaries)

    with cluster:
        assert cluster.create_database("tandem")
        assert not cluster.create_database("tandem")
        assert ask(cluster, "SELECT lower('ÉCOLE')") == "école"
    assert not cluster.is_running()

    cluster.erase()


def test_a_folder_without_programs_is_no_postgresql(tmp_path: Path):
    assert binaries_in(tmp_path) is None


def test_data_are_there_when_it_is_started_again(cluster: Cluster):
    with cluster:
        cluster.create_database("tandem")
        with psycopg.connect(cluster.dsn("tandem_owner")) as asked:
            asked.execute("CREATE TABLE word AS SELECT 'kept' AS said")

    with cluster:
        assert ask(cluster, "SELECT said FROM word") == "kept"


def test_the_last_one_to_let_go_stops_it(cluster: Cluster):
    other = Cluster(cluster.data, fast=True)
    cluster.start()
    other.start()

    cluster.stop()
    assert other.is_ready()

    other.stop()
    assert not other.is_running()


def test_started_to_stay_it_outlives_who_uses_it(cluster: Cluster):
    starter = Cluster(cluster.data, fast=True)
    starter.start(stay=True)
    starter.stop()

    with cluster:
        pass
    assert cluster.is_ready()

    cluster.stop(whoever_uses_it=True)
    assert not cluster.is_running()


def test_a_slow_server_is_waited_for(cluster: Cluster):
    cluster.start()
    server = processes.postmaster(cluster.pgdata)
    server.send_signal(signal.SIGSTOP)
    late = threading.Timer(1, server.send_signal, [signal.SIGCONT])
    late.start()

    cluster.start()

    late.join()
    assert cluster.is_ready()


def test_news_are_told_while_it_is_made(tmp_path: Path):
    news: list[str] = []
    cluster = Cluster(tmp_path, fast=True, tell=news.append)

    with cluster:
        assert news[0].startswith("Making the database (PostgreSQL ")

    cluster.erase()


def test_data_of_another_version_are_left_alone(cluster: Cluster):
    with cluster:
        pass
    (cluster.pgdata / "PG_VERSION").write_text("9\n")

    with pytest.raises(PostgresProblem, match=r"made by PostgreSQL 9 and this is"):
        cluster.start()


def test_after_erasing_it_starts_empty(cluster: Cluster):
    with cluster:
        cluster.create_database("tandem")

    cluster.erase()

    with cluster:
        assert cluster.create_database("tandem")


def test_the_socket_can_be_told_before_anything_runs(tmp_path: Path, running: Cluster):
    assert socket_folder(tmp_path).name == "socket"
    assert socket_folder(running.data) == running.socket_folder


def test_only_its_own_user_can_enter_the_folders(running: Cluster):
    for folder in (running.socket_folder, running.pgdata, running.data / "database"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_listens_on_the_network(running: Cluster):
    assert ask(running, "SHOW listen_addresses") == ""


def test_words_are_folded_and_ordered_the_same_on_every_machine(running: Cluster):
    assert ask(running, "SELECT lower('ÉCOLE') || ' ' || encode('é', 'hex')") == "école c3a9"
    assert ask(running, "SHOW server_encoding") == "UTF8"


def test_all_who_begin_at_the_same_moment_find_one_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    somebody_else = SystemUser("somebody-else", os.geteuid() + 1, os.getegid())
    together = threading.Barrier(8)
    looked = Path.exists

    def look(path: Path, **more: bool) -> bool:
        found = looked(path, **more)
        if path.name == "cluster" and not found:
            together.wait(5)
        return found

    monkeypatch.setattr(Path, "exists", look)
    with ThreadPoolExecutor(8) as many:
        homes = set(many.map(lambda _: find_places(tmp_path, somebody_else).home, range(8)))

    assert len(homes) == 1
