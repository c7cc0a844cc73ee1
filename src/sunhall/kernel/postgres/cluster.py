"""Run the PostgreSQL server that the program brings along.

A cluster lives in one home folder: its data in `postgres`, beside it the locks by which several
programs share one server. The server listens on a Unix socket only, in a folder of its own that
nobody else can enter, and outlives the program that started it: whoever stops using it last shuts
it down. Started by root, it runs as an account of its own, for PostgreSQL refuses to be root.
"""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil
import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from sunhall.kernel.postgres.account import Account, carried_binaries, reachable_home
from sunhall.kernel.postgres.errors import DatabaseUnavailable

MAJOR_VERSION = "18"
SUPERUSER = "postgres"
NAME = "sunhall"
"""The name of the database and of the role that owns it, which is no superuser."""

APPLICATION = "sunhall_app"
"""The role that the city's programs act as: it owns nothing, and row-level security binds it."""

PORT = 5432
LONGEST_SOCKET_FOLDER = 85
"""In bytes: a socket's whole path must fit into 104 on macOS, 108 on Linux."""

PATIENCE_SECONDS = 60
"""How long a server may take to start, recovery from a crash included, or to stop."""

CONFIGURATION = """\
# Written at every start. Settings of your own belong into ALTER SYSTEM.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_truncate_on_rotation = on
log_timezone = 'UTC'
"""

BIRTH = f"""\
CREATE ROLE {NAME} LOGIN CREATEDB;
CREATE DATABASE {NAME} OWNER {NAME};
"""

ROLES = f"""\
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION}') THEN
        CREATE ROLE {APPLICATION} NOLOGIN;
    END IF;
END $$;
GRANT {APPLICATION} TO {NAME};
"""


@dataclass(frozen=True)
class Cluster:
    """The embedded PostgreSQL of one home folder; making one touches nothing."""

    home: Path

    @property
    def data(self) -> Path:
        """The data folder; a link in the home where the server's account cannot enter the home."""
        place = self.home / "postgres"
        return place.readlink() if place.is_symlink() else place

    @property
    def log(self) -> Path:
        """The folder of the server's own log."""
        return self.data / "log"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket as clients name it: the data's, unless its name is too long."""
        place = self.home / "postgres"
        if len(os.fsencode(place)) <= LONGEST_SOCKET_FOLDER:
            return place
        return Path("/tmp") / f"sunhall-{_digest(place)}"  # noqa: S108  # owner checked below

    @property
    def account(self) -> Account:
        """Whom the server runs as: the owner of the data, if there is any yet."""
        return Account.owning(self.data) if self.data.exists() else Account.for_new_data()

    def address(self) -> dict[str, str]:
        """Return how Django reaches the database."""
        return {"NAME": NAME, "USER": NAME, "HOST": str(self.socket_folder), "PORT": str(PORT)}

    def conninfo(self, *, name: str = NAME, user: str = NAME) -> str:
        """Return how libpq reaches a database of the cluster."""
        return make_conninfo(dbname=name, user=user, host=str(self.socket_folder), port=PORT)

    def url(self) -> str:
        """Return the address in the form that programs take as `DATABASE_URL`."""
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.socket_folder), safe='/')}"

    def program(self, name: str) -> Path:
        """Return a program of PostgreSQL for the present user, such as `psql` or `pg_dump`."""
        return carried_binaries(Account.present()) / name

    def is_running(self) -> bool:
        """Return whether the server answers."""
        return PGconn.ping(self.conninfo().encode()) == Ping.OK

    def ensure_running(self) -> bool:
        """Start the server unless it runs, making its data first if needed.

        Returns whether this call started it. Of several programs at once, one starts it and the
        others wait.

        Raises:
            DatabaseUnavailable: it cannot be started.
        """
        if self.is_running():
            return False
        with self._starting_or_stopping():
            if not self.data.exists():
                self._create()
            self._check_version()
            return self._start()

    def stop(self) -> bool:
        """Shut the server down cleanly, ending all connections; return whether it ran.

        Raises:
            DatabaseUnavailable: it cannot be stopped.
        """
        with self._starting_or_stopping():
            if self.server_pid() is None:
                return False
            self._pg_ctl("stop", "--mode=fast")
            return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the server up for a block; whoever leaves last shuts it down.

        The claim is a lock on an open file, which the system lets go of however the program ends.
        A server somebody asked to keep (`keep`), or somebody is connected to, stays.

        Raises:
            DatabaseUnavailable: it cannot be started.
        """
        with self._open_lock("postgres.users") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.ensure_running()
            try:
                yield
            finally:
                if _is_last(users) and not self._kept.exists() and self._is_idle():
                    self.stop()

    def keep(self, wanted: bool) -> None:
        """Let the server stay up when nobody uses it, or no longer."""
        if wanted:
            self._kept.touch()
        else:
            self._kept.unlink(missing_ok=True)

    def server_pid(self) -> int | None:
        """Return the process of the server, None if it does not live.

        A number left behind by a crash may meanwhile be another program's.
        """
        pid = self._written_pid()
        return pid if pid is not None and self._owns(pid) else None

    def processes(self) -> list[psutil.Process]:
        """Return all living processes of the server, orphans of a killed one too."""
        return [process for process in psutil.process_iter() if self._owns(process.pid)]

    def _owns(self, pid: int) -> bool:
        """Return whether a process lives and is this cluster's: PostgreSQL, at home in the data."""
        try:
            process = psutil.Process(pid)
            return process.name() == "postgres" and Path(process.cwd()) == self.data.resolve()
        except psutil.Error:
            return False

    @property
    def _kept(self) -> Path:
        return self.home / "postgres.keep"

    def _written_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        except PermissionError:
            raise self._not_ours() from None

    def _not_ours(self) -> DatabaseUnavailable:
        return DatabaseUnavailable(
            f"{self.home} belongs to another user. Run this as the user who first ran it, or "
            "choose another home by SUNHALL_HOME, or another database by DATABASE_URL."
        )

    def _open_lock(self, name: str) -> IO[str]:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            return (self.home / name).open("a")
        except PermissionError:
            raise self._not_ours() from None

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        with self._open_lock("postgres.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _is_idle(self) -> bool:
        query = (
            "SELECT count(*) = 0 FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        try:
            with psycopg.connect(self.conninfo(), autocommit=True) as connection:
                row = connection.execute(query).fetchone()
        except psycopg.OperationalError:
            return True
        return bool(row and row[0])

    def _create(self) -> None:
        """Make the data beside its place and move it there whole, so that no half of it remains."""
        final = reachable_home(self.home, self.account) / "postgres"
        draft = final.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.own(draft)
        self._run(
            "initdb",
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth-local=trust",
            "--auth-host=reject",
            "--no-instructions",
        )
        self._run("postgres", "--single", "-D", str(draft), SUPERUSER, given=BIRTH)
        draft.rename(final)
        if final.parent != self.home:
            (self.home / "postgres").symlink_to(final)

    def _check_version(self) -> None:
        try:
            version = (self.data / "PG_VERSION").read_text().strip()
        except PermissionError:
            raise self._not_ours() from None
        except (FileNotFoundError, NotADirectoryError):
            raise DatabaseUnavailable(
                f"{self.data} is not a database. Move it away, and a new one is made."
            ) from None
        if version != MAJOR_VERSION:
            raise DatabaseUnavailable(
                f"{self.data} was made by PostgreSQL {version}, but this program carries "
                f"{MAJOR_VERSION}. Dump it with the version that made it (pg_dump), move the "
                "folder away, start again and restore the dump (sunhall database psql)."
            )

    def _start(self) -> bool:
        """Start the server, or wait for one that is starting or stopping already."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.server_pid() is not None:
            if self.is_running():
                return False
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(f"The database does not answer. See {self.log}.")
            time.sleep(0.05)
        self._clear_after_crash(deadline)
        self._prepare_socket_folder()
        server_side = self.data if self.socket_folder == self.home / "postgres" else None
        folder = str(server_side or self.socket_folder).replace('"', '""').replace("'", "''")
        configuration = CONFIGURATION.format(port=PORT, socket_folder=f'"{folder}"')
        (self.data / "postgresql.conf").write_text(configuration, encoding="utf-8")
        self._pg_ctl("start", f"--log={self.data / 'start.log'}")
        with psycopg.connect(self.conninfo(name=SUPERUSER, user=SUPERUSER)) as connection:
            connection.execute(ROLES)
        return True

    def _clear_after_crash(self, deadline: float) -> None:
        """Wait for orphans of a killed server; drop its number if it is another program's now.

        It stands in the lock of the data and in that of the socket; either would stop the start.
        """
        pid = self._written_pid()
        if pid is None:
            return
        while self.processes():
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(f"A killed server still works in {self.data}.")
            time.sleep(0.05)
        if psutil.pid_exists(pid):
            (self.data / "postmaster.pid").unlink()
            (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _prepare_socket_folder(self) -> None:
        """Make the short folder of the socket; refuse one that somebody else has put there."""
        folder = self.socket_folder
        if folder == self.home / "postgres":
            return
        if not folder.exists():
            folder.mkdir(mode=0o700)
            self.account.own(folder)
        status = folder.lstat()
        if status.st_uid != self.account.uid or status.st_mode & 0o077 or folder.is_symlink():
            raise DatabaseUnavailable(f"{folder} is not this database's own. Remove it.")

    def _pg_ctl(self, command: str, *options: str) -> None:
        data = f"--pgdata={self.data}"
        self._run("pg_ctl", command, data, f"--timeout={PATIENCE_SECONDS}", "--silent", *options)

    def _run(self, program: str, *arguments: str, given: str = "") -> None:
        """Run a program of PostgreSQL as the server's account, from a folder it can enter."""
        command = [str(carried_binaries(self.account) / program), *arguments]
        done = self.account.run(command, given)
        if done.returncode:
            said = (done.stderr or done.stdout).strip()
            raise DatabaseUnavailable(
                f"The database failed at {program}:\n{said}\nIts log is in {self.log}."
            )


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _is_last(users: IO[str]) -> bool:
    """Return whether nobody else claims the server; then nobody can until the file is closed."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
