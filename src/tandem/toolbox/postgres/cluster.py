"""One PostgreSQL of our own: started, used by several processes at once, stopped."""

import contextlib
import fcntl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen
from typing import IO, Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from tandem.toolbox.postgres import configuration, places, processes, system_user
from tandem.toolbox.postgres.binaries import Binaries, find_binaries
from tandem.toolbox.postgres.configuration import LAUNCHER
from tandem.toolbox.postgres.errors import PostgresProblem
from tandem.toolbox.postgres.system_user import SystemUser, acting_as

LOG_KEPT = 10_000_000
NEWS_EVERY = 2.0
STILL_COMING = ("starting up", "shutting down", "not yet accepting", "in recovery mode")

# Kept until we end: Python complains when it forgets a child that still runs, and ours are
# meant to outlive the object that started them.
_started: list[Popen[bytes]] = []


CUT_OFF = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = %s AND backend_type = 'client backend'
"""


def _say_nothing(_news: str) -> None:
    pass


class Cluster:
    """The databases of one data folder, and the server that serves them.

    Whoever calls `start` holds the server until `stop`, or until his process ends. The last
    to let go stops it, unless it was started to stay.
    """

    def __init__(
        self,
        data: Path | str,
        *,
        fast: bool = False,
        binaries: Binaries | None = None,
        tell: Callable[[str], None] = _say_nothing,
    ) -> None:
        self.fast = fast
        self._tell = tell
        self._binaries = binaries
        self._user = system_user.server_user()
        self.data = Path(data).expanduser().resolve()
        self._places = places.find_places(self.data, self._user)
        self._hold: IO[str] | None = None

    @property
    def pgdata(self) -> Path:
        """PostgreSQL's own folder, which may not be ours to read."""
        return self._places.pgdata

    @property
    def user(self) -> SystemUser:
        """Who runs the server, and the programs that work on its data."""
        return self._user

    @property
    def socket_folder(self) -> Path:
        """What PostgreSQL's clients call the host."""
        return self._places.socket_folder()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stop()

    def start(self, *, stay: bool = False) -> None:
        """The server answers, whether it ran already or not; recovery may take its time."""
        with self._alone():
            if self._hold is None:
                self._hold = (self._places.folder / "users").open("a")
                fcntl.flock(self._hold, fcntl.LOCK_SH)
            try:
                if not self._runs_and_answers():
                    self._launch()
            except BaseException:
                self._let_go()
                raise
            if stay:
                (self._places.folder / "stays").touch()

    def stop(self, *, whoever_uses_it: bool = False) -> None:
        """We hold the server no longer; it stops if nobody does, or whoever does."""
        with self._alone():
            self._let_go()
            if not whoever_uses_it and (
                (self._places.folder / "stays").exists() or self._is_held()
            ):
                return
            (self._places.folder / "stays").unlink(missing_ok=True)
            if server := processes.postmaster(self.pgdata):
                processes.shut_down(server)
        _started[:] = [child for child in _started if child.poll() is None]

    def erase(self) -> None:
        """The server is stopped and its data are gone."""
        self.stop(whoever_uses_it=True)
        with self._alone():
            places.empty(self._places, self._user)

    def has_data(self) -> bool:
        """Whether a database was ever made here."""
        with acting_as(self._user):
            return self.pgdata.exists()

    def is_running(self) -> bool:
        return processes.postmaster(self.pgdata) is not None

    def is_ready(self) -> bool:
        """Whether the server answers a question, not only whether it lives."""
        try:
            with psycopg.connect(self.dsn("tandem_owner", "postgres"), connect_timeout=5) as asked:
                return asked.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def dsn(self, role: str = "tandem_web", database: str = "tandem") -> str:
        """The address of a database, for someone acting in this role."""
        where = urlencode({"host": str(self.socket_folder), "port": "5432"})
        return f"postgresql://{quote(role)}@/{quote(database)}?{where}"

    def create_database(self, name: str) -> bool:
        """A database of tandem_owner stands under this name; true if it had to be made."""
        owner = self.dsn("tandem_owner", "postgres")
        with psycopg.connect(owner, autocommit=True) as asked:
            found = asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone():
                return False
            asked.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return True

    def drop_database(self, name: str) -> None:
        """No database stands under this name; those connected to it are cut off."""
        with psycopg.connect(self.dsn("tandem_owner", "postgres"), autocommit=True) as asked:
            # Not by force: that would also end a worker of the server's own that looks in just
            # now, which only its superuser may. For those, and nobody else, the server waits.
            asked.execute(CUT_OFF, [name])
            drop = sql.SQL("DROP DATABASE IF EXISTS {}")
            asked.execute(drop.format(sql.Identifier(name)))

    @contextlib.contextmanager
    def as_launcher(self, database: str) -> Iterator[psycopg.Connection]:
        """As the superuser: for setting up and for backups, which must see every row."""
        address = self.dsn(LAUNCHER, database)
        # The server asks the system who opened the socket, at the moment it is opened.
        with acting_as(self._user):
            asked = psycopg.connect(address, connect_timeout=5)
        with asked:
            yield asked

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        with (self._places.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.close()
            self._hold = None

    def _is_held(self) -> bool:
        with (self._places.folder / "users").open("a") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _runs_and_answers(self) -> bool:
        server = processes.postmaster(self.pgdata)
        if server is None:
            return False
        self._tell("The database is running already.")
        while processes.is_alive(server):
            if self._wait_until_ready(lambda: processes.is_alive(server)):
                if not self.is_ready():
                    # Whoever started it was ended before he had made the roles.
                    self._settle_roles()
                return True
        return False

    def _launch(self) -> None:
        binaries = self._binaries or find_binaries()
        user, here = self._user, self._places
        with acting_as(user):
            here.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_new = not here.pgdata.exists()
        binaries = places.reachable_binaries(binaries, user)
        if is_new:
            self._tell(f"Making the database (PostgreSQL {binaries.version}).")
            configuration.make_data_folder(here.pgdata, binaries, user, fast=self.fast)
        configuration.check_data_folder(here.pgdata, binaries, user)
        processes.see_orphans_off(here.pgdata)
        self._forget_the_dead()
        configuration.say_who_may_enter(here.pgdata, user)
        sockets = places.settle_socket_folder(here, user)
        order = [str(binaries.program("postgres")), "-D", str(here.pgdata)]
        with self._open_log() as log:
            options = configuration.options(sockets, fast=self.fast)
            server = system_user.start_program(user, order + options, log)
        _started.append(server)
        try:
            if not self._wait_until_ready(lambda: server.poll() is None):
                raise PostgresProblem(f"The database did not start. It said:\n{self._last_words()}")
            self._settle_roles()
        except BaseException:
            if half_started := processes.postmaster(self.pgdata):
                processes.shut_down(half_started)
            raise

    def _forget_the_dead(self) -> None:
        """A pid file that is empty, or whose number another process has, stops no start."""
        note = self.pgdata / "postmaster.pid"
        with acting_as(self._user):
            try:
                number = int(note.read_text().split("\n", 1)[0])
            except FileNotFoundError:
                return
            except ValueError:
                number = 0
            # A dead server's number is left for PostgreSQL, which can tell more from the
            # file: whether memory shared with its children is still in use.
            if number <= 0 or processes.exists(number):
                note.unlink()

    def _open_log(self) -> IO[bytes]:
        log = self._places.log
        with acting_as(self._user):
            if log.exists() and log.stat().st_size > LOG_KEPT:
                log.replace(log.with_name("log.1"))
            opened = log.open("ab")
            log.chmod(0o600)
        return opened

    def _wait_until_ready(self, is_alive: Callable[[], bool]) -> bool:
        """True once the server answers; false if it has ended."""
        pause, news_due = 0.02, time.monotonic() + NEWS_EVERY
        while is_alive():
            try:
                with self.as_launcher("postgres") as asked:
                    asked.execute("SELECT 1")
                return True
            except psycopg.OperationalError as problem:
                told = str(problem)
                if "FATAL" in told and not any(words in told for words in STILL_COMING):
                    raise PostgresProblem(f"The database refused us: {told.strip()}") from problem
            if time.monotonic() > news_due:
                self._tell(f"The database is getting ready: {self._last_words(lines=1)}")
                news_due = time.monotonic() + NEWS_EVERY
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)
        return False

    def _last_words(self, lines: int = 15) -> str:
        with acting_as(self._user), self._places.log.open("rb") as log:
            log.seek(max(0, self._places.log.stat().st_size - 5000))
            return "\n".join(log.read().decode(errors="replace").splitlines()[-lines:])

    def _settle_roles(self) -> None:
        folder = Path(__file__).parent
        with self.as_launcher("template1") as asked:
            asked.execute((folder / "roles.sql").read_bytes())
            asked.execute((folder / "database.sql").read_bytes())
