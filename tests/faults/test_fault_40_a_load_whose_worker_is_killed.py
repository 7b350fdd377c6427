"""Fault 40 for the job that loads a file: its worker is killed at any moment; the next one goes on, nothing twice."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.site.sending.conftest import barnsleys

pytestmark = pytest.mark.slow

MOMENTS = (
    "clearway.pipeline.load.read_file",
    "clearway.pipeline.staging.Staged.move_into_place",
    "clearway.pipeline.load.mark_visible",
    "clearway.site.sending.services.keep_loaded",
    "clearway.site.sending.uploads.remove_upload",
    "clearway.pipeline.publish.publish_version",
    "clearway.site.jobs.services.finish",
)
"""Where the worker is killed: before the named function runs."""

MAKE = """
import sys
from pathlib import Path
from clearway.cli.stores import acting_person, use_or_make_store
from clearway.store.folder import StoreKind
store = use_or_make_store(Path(sys.argv[1]), kind=StoreKind.DEMO)
from clearway.site.sending.receiving import ReceivedFile, Reception
from clearway.site.sending.services import Declaration, send_upload
from clearway.site.sending.uploads import keep_upload
import hashlib
content = sys.stdin.buffer.read()
reception = Reception(store)
path = reception.place_for_next()
path.write_bytes(content)
reception.files.append(ReceivedFile("march.csv", path, len(content), hashlib.sha256(content).hexdigest()))
by = acting_person(None)
upload = keep_upload(by=by, reception=reception)
send_upload(by=by, upload=upload, declaration=Declaration(organisation_code="RFF", month="2025-03"), token="a" * 32)
"""

WORK = """
import os, signal, sys
from datetime import timedelta
from importlib import import_module
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "clearway.site.settings"
django.setup()
from django.utils import timezone
from clearway.site.jobs import services
from clearway.site.jobs.worker import work_once
if sys.argv[1]:
    parts = sys.argv[1].split(".")
    cut = next(n for n in range(len(parts) - 1, 0, -1) if parts[n - 1].islower())
    owner = import_module(".".join(parts[:cut]))
    for name in parts[cut:-1]:
        owner = getattr(owner, name)
    setattr(owner, parts[-1], lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
else:
    services.sweep(now=timezone.now() + services.LEASE + timedelta(seconds=1))
while work_once("w"):
    pass
"""


def ran(code: str, *arguments: str, store: Path | None = None, given: bytes = b"") -> int:
    known = environment(CLEARWAY_STORE=str(store)) if store else environment()
    return subprocess.run([sys.executable, "-c", code, *arguments], env=known, input=given, timeout=120).returncode


def rows(store: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(store / "operational.sqlite3")) as database:
        return database.execute(query).fetchall()


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> Path:
    """A store in which a file waits to be loaded."""
    place = tmp_path_factory.mktemp("asked") / "store"
    assert ran(MAKE, str(place), given=barnsleys({}, {}, {"crtp_start": "2025-02-31"})) == 0
    return place


@pytest.mark.parametrize("moment", MOMENTS)
def test_fault_40_a_load_whose_worker_was_killed_is_done_once_by_the_next(moment, asked, tmp_path):
    import shutil

    store = tmp_path / "store"
    shutil.copytree(asked, store)
    shutil.copy(asked.with_name("store.key"), tmp_path / "store.key")
    assert ran(WORK, moment, store=store) == -signal.SIGKILL
    assert rows(store, "SELECT state FROM jobs_job WHERE kind = 'load a file'") == [("running",)]
    assert ran(WORK, "", store=store) == 0
    ((state, attempt, result),) = rows(store, "SELECT state, attempt, result FROM jobs_job WHERE kind = 'load a file'")
    assert (state, attempt, json.loads(result)) == ("done", 2, {"ending": "loaded", "figures": ""})
    ((submission, version, accepted, rejected),) = rows(
        store, "SELECT id, version, accepted, rejected FROM submissions_submission WHERE state = 'live'"
    )
    assert (version, accepted, rejected) == (1, 2, 1)
    assert rows(store, "SELECT submission_id, was_there FROM sending_result") == [(submission, 0)]
    assert rows(store, "SELECT count(*) FROM audit_event WHERE event = 'submission accepted'") == [(1,)]
    assert [folder.name for folder in (store / "submissions").iterdir()] == [submission]
    assert not [path for path in (store / "uploads").rglob("*") if path.is_file()]
    assert (store / "analytical" / "current").exists()
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
