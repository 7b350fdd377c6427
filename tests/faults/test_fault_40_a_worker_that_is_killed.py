"""Fault 40: the job worker is killed outright. Its job is done again by the next one, once, and never half."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import environment

pytestmark = pytest.mark.slow

WORKER = """
import os, sys, time
from datetime import timedelta
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "clearway.site.settings"
django.setup()
from django.utils import timezone
from clearway.site.jobs import services
from clearway.site.jobs.kinds import job_kind
from clearway.site.jobs.worker import work_once

@job_kind("add a line", is_idempotent=True)
def add_a_line(arguments, progress):
    progress.report(done=1, total=2, unit="lines")
    print("started", flush=True)
    if sys.argv[1] == "hang":
        time.sleep(120)
    return {"lines": 1}

if sys.argv[1] == "hang":
    services.enqueue(by=services.WORKER, kind="add a line")
else:
    later = timezone.now() + services.LEASE + timedelta(seconds=1)
    print("swept", services.sweep(now=timezone.now()), services.sweep(now=later), flush=True)
job = work_once(f"worker {sys.argv[1]}")
print("ended", job.state if job else None, flush=True)
"""


def worker(store: Path, mode: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, mode],
        env=environment(CLEARWAY_STORE=str(store)),
        stdout=subprocess.PIPE,
        text=True,
    )


def test_fault_40_a_job_whose_worker_was_killed_is_found_and_done_once_by_the_next(store):
    first = worker(store, "hang")
    assert first.stdout.readline() == "started\n"
    first.send_signal(signal.SIGKILL)
    first.communicate()
    second, _ = worker(store, "work").communicate(timeout=60)
    assert second.splitlines() == ["swept 0 1", "started", "ended done"]
    with closing(sqlite3.connect(store / "operational.sqlite3")) as database:
        assert database.execute("SELECT state, attempt FROM jobs_job").fetchall() == [("done", 2)]
        events = database.execute("SELECT event FROM audit_event WHERE subject_type = 'jobs.job' ORDER BY sequence")
        assert [event for (event,) in events] == ["job asked for", "job queued again", "job done"]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
