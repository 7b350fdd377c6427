"""A real PostgreSQL for the tests: on a socket in a temporary folder, as a user without rights, gone afterwards.

    python -m tests.postgresql python -m pytest -m operational

starts a server, makes a database with all tables once, and runs the command with the site on it: the tables belong to
one role, the tests ask as another that is neither superuser nor owner, as in a real installation.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db.backends.utils import CursorWrapper

SOCKET = "CLEARWAY_TEST_POSTGRESQL"
"""The variable that holds the folder of the socket while a server for tests runs."""
TEMPLATE, OWNER, APPLICATION, ROOT = "clearway_template", "clearway_owner", "clearway_app", "clearway_root"
MISSING = "The tests need PostgreSQL: install the Debian package postgresql (`make debian-packages`)."
UNSAFE_AND_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=60",
)
USERS = ("postgres", "nobody")
START_SECONDS = 60
PARENT_DEATH_SIGNAL = 1


def is_running() -> bool:
    """Whether a server for tests was started for this process."""
    return SOCKET in os.environ


def address(database: str, role: str = APPLICATION) -> str:
    """The address of a database on the running server, as the setting CLEARWAY_DATABASE wants it."""
    return f"postgresql://{role}@/{database}?host={os.environ[SOCKET]}"


def connect(database: str = "postgres", role: str = ROOT) -> psycopg.Connection:
    """A connection of the tests' own, past Django."""
    return psycopg.connect(address(database, role), autocommit=True)


def new_database(name: str, template: str = "template1") -> None:
    """Make a database of the owner, in place of one of that name."""
    with connect() as root:
        root.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        root.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')


@contextmanager
def edited_by_hand() -> Iterator[CursorWrapper]:
    """A cursor for somebody who edits rows behind the program's back: on PostgreSQL with the rights of its superuser,
    as the role that serves is not let near what the tests forge."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL ROLE {ROOT}")
        yield cursor
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")


def programs() -> Path:
    """The folder of the newest server that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda one: float(one.parts[-3]))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        raise SystemExit(MISSING)
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


@contextmanager
def server() -> Iterator[Path]:
    """Start a server and stop it. Yields the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="clearway-postgresql-"))
    user = next(name for name in USERS if _is_user(name)) if os.getuid() == 0 else None
    try:
        if user:
            shutil.chown(folder, user)
        with _started(folder, user):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, user: str | None) -> Iterator[None]:
    bin_folder, rows, log = programs(), folder / "rows", folder / "log"
    identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    made = subprocess.run(
        [bin_folder / "initdb", "-D", rows, "-U", ROOT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=folder, capture_output=True, text=True, **identity,
    )  # fmt: skip
    if made.returncode:
        raise SystemExit(f"PostgreSQL could not be set up: {made.stderr}")
    settings = [part for one in (*UNSAFE_AND_FAST, "listen_addresses=", f"unix_socket_directories={folder}")
                for part in ("-c", one)]  # fmt: skip
    with log.open("wb") as out:
        running = subprocess.Popen(
            [bin_folder / "postgres", "-D", rows, *settings],
            cwd=folder, stdout=out, stderr=out, preexec_fn=_end_with_parent, **identity,
        )  # fmt: skip
    try:
        _wait_for(running, folder, log)
        yield
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _wait_for(running: subprocess.Popen, folder: Path, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(f"postgresql://{ROOT}@/postgres?host={folder}").close()
        except psycopg.OperationalError as error:
            if running.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"PostgreSQL does not start: {log.read_text(errors='replace')[-2000:]}") from error
            time.sleep(0.05)
        else:
            return


def _end_with_parent() -> None:
    """Run in the new process: have the system stop it when the tests are gone, however they ended."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGINT)


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _make_roles_and_tables() -> None:
    with connect() as root:
        root.execute(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
        root.execute(f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT")
        root.execute(f"GRANT {ROOT} TO {APPLICATION}")  # of use only where a test asks for it: see edited_by_hand
    new_database(TEMPLATE)
    code = (
        "import django; django.setup();"
        "from clearway.site.operational.scope import stand_as; stand_as('tests');"
        "from clearway.site.operational.tables import make_tables; make_tables()"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "clearway.site.settings",
            "CLEARWAY_DATABASE": address(TEMPLATE),
            "CLEARWAY_DATABASE_OWNER": address(TEMPLATE, OWNER),
        },
    )
    with connect(TEMPLATE) as root:  # tests that commit empty the tables afterwards; a real installation cannot
        root.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {APPLICATION}")


def main() -> int:
    """Run a command with a server for it. Returns how the command ended."""
    with server() as folder:
        os.environ[SOCKET] = str(folder)
        _make_roles_and_tables()
        os.environ["CLEARWAY_DATABASE"] = address(TEMPLATE)
        before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the command: the server outlives it
        ended = subprocess.run(sys.argv[1:])
        signal.signal(signal.SIGINT, before)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
