"""Fault 16 through the browser and the command line: what is too large is refused, the limit named, memory bounded."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.site.sending.conftest import a_file, barnsleys, work_all

from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.site.sending import receiving, views
from clearway.site.sending.models import Upload

MEMORY_MB = 400
"""What a web process or a command may take at most; the site with its libraries takes about 150."""

SENDS_FIVE_GIGABYTES = """
import json, os, sys, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "clearway.site.settings"
django.setup()
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from clearway.site.organisations.acting import acting_membership
from clearway.site.sending import receiving

said, is_honest = int(sys.argv[1]), sys.argv[2] == "honest"
receiving.DRAIN_SECONDS = 2
START = b'--b\\r\\nContent-Disposition: form-data; name="file"; filename="huge.csv"\\r\\n\\r\\n'


class Endless:
    read_bytes = 0
    def read(self, size=-1):
        size = 65536 if size is None or size < 0 else min(size, 1 << 20)
        piece = START if not self.read_bytes else b"x" * size
        self.read_bytes += len(piece)
        return piece
    def readline(self, *a):
        return self.read()


settings.ALLOWED_HOSTS.append("testserver")
settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
browser = Client()
browser.force_login(acting_membership(None).person)
session = browser.session
session["signed_in_at"] = session["seen_at"] = timezone.now().timestamp()
session.save()
stream = Endless()
answer = browser.request(
    PATH_INFO="/data/send",
    REQUEST_METHOD="POST",
    CONTENT_TYPE="multipart/form-data; boundary=b",
    CONTENT_LENGTH=str(said if is_honest else 250_000_000),
    **{"wsgi.input": stream},
)
print(json.dumps({
    "status": answer.status_code,
    "says_limit": "larger than 256 MB, the limit" in answer.content.decode(),
    "megabytes": int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1000,
}))
"""


LOADS_AND_TELLS_ITS_PEAK = """
import atexit, sys
from clearway.cli import main
peak = lambda: open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
atexit.register(lambda: print("peak", peak(), "kB", file=sys.stderr))
main()
"""
"""The peak of this process alone: what `getrusage` tells begins with the peak of whoever started it."""


def left(store: Path) -> list[Path]:
    return [path for path in (store / "uploads").rglob("*") if path.is_file()]


@pytest.mark.slow
def test_fault_16_five_gigabytes_are_refused_by_the_site_in_bounded_memory_and_nothing_is_kept(store):
    done = subprocess.run(
        [sys.executable, "-c", SENDS_FIVE_GIGABYTES, "5000000000", "honest"],
        env=environment(CLEARWAY_STORE=str(store), CLEARWAY_SECOND_STEP="own-choice"),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    told = json.loads(done.stdout)
    assert (told["status"], told["says_limit"]) == (413, True)
    assert told["megabytes"] < MEMORY_MB
    assert left(store) == []


@pytest.mark.slow
def test_fault_16_a_quarter_of_a_gigabyte_streams_to_disk_in_bounded_memory(store):
    """The request is within the limit but its end never comes: every piece was written, and none stays."""
    done = subprocess.run(
        [sys.executable, "-c", SENDS_FIVE_GIGABYTES, "0", "within"],
        env=environment(CLEARWAY_STORE=str(store), CLEARWAY_SECOND_STEP="own-choice"),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["status"] == 400
    assert told["megabytes"] < MEMORY_MB
    assert left(store) == []


@pytest.fixture
def small(monkeypatch) -> Limits:
    """A site whose limit is a thousand bytes for all files of an upload together."""
    limits = Limits(file_bytes=1_000)
    monkeypatch.setattr(views, "receiving", lambda request, store: receiving.receiving(request, store, limits))
    return limits


def test_fault_16_files_that_are_too_large_together_are_stopped_while_they_arrive(at_barnsley, small):
    parts = [a_file(b"x" * 600, "a.csv"), a_file(b"x" * 600, "b.csv")]
    answer = at_barnsley.sends(parts)
    assert answer.status_code == 413
    assert "the limit for all its files together" in answer.content.decode()
    assert at_barnsley.left() == []
    assert not Upload.unscoped.exists()


def test_fault_16_too_many_files_are_stopped_while_they_arrive(at_barnsley):
    answer = at_barnsley.sends([a_file(b"x", f"{number}.csv") for number in range(receiving.MOST_FILES + 1)])
    assert answer.status_code == 413
    assert f"more than {receiving.MOST_FILES} files" in answer.content.decode()
    assert at_barnsley.left() == []


def test_fault_16_a_full_disk_is_said_and_leaves_nothing(at_barnsley, monkeypatch):
    class Full:
        def write(self, piece):
            raise OSError(28, "No space left on device")

        def close(self):
            pass

    monkeypatch.setattr(receiving.os, "fdopen", lambda descriptor, mode: Full())
    answer = at_barnsley.sends(barnsleys({}))
    assert answer.status_code == 507
    assert "No space left on device" in answer.content.decode()
    assert at_barnsley.left() == []


def test_fault_16_a_file_beyond_the_readers_limit_of_rows_is_refused_with_the_limit_named(at_barnsley, monkeypatch):
    from clearway.intake.readers import read_here

    monkeypatch.setattr(
        "clearway.pipeline.load.read_file", lambda path, said, limits, scratch: read_here(path, said, Limits(rows=2))
    )
    text = at_barnsley.loads(barnsleys({}, {}, {}))
    assert "has 3 rows; the limit is 2" in text
    work_all()


def test_fault_16_files_posted_to_another_page_are_let_go_and_never_reach_the_systems_scratch(at_barnsley, monkeypatch):
    import tempfile

    def never(*_a, **_k):
        raise AssertionError("a file was written outside the store")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", never)
    answer = at_barnsley.browser.post("/pathways/", {"identifier": "x", "file": a_file(b"x" * 5_000_000)})
    assert answer.status_code in (200, 404, 503)
    assert at_barnsley.left() == []


@pytest.mark.slow
def test_fault_16_the_command_line_refuses_five_gigabytes_before_it_reads_them(store, tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(5_000_000_000)
    started = time.monotonic()
    done = loaded(store, path)
    assert done.returncode == 3
    assert f"The file has 5,000,000,000 bytes; the limit is {DEFAULT.file_bytes:,}." in done.stderr
    assert time.monotonic() - started < 20
    assert int(done.stderr.rsplit("peak ", 1)[1].split()[0]) // 1000 < MEMORY_MB


@pytest.mark.slow
def test_fault_16_ten_million_rows_are_refused_by_the_command_line_in_bounded_memory(store, tmp_path):
    path = tmp_path / "rows.csv"
    row = b"," * (len(REQUIRED) - 1) + b"\n"
    with path.open("wb") as stream:
        stream.write(",".join(REQUIRED).encode() + b"\n")
        for _ in range(1_000):
            stream.write(row * 10_000)
    done = loaded(store, path)
    assert done.returncode == 3
    assert "The file has 10,000,000 rows; the limit is 5,000,000." in done.stderr
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1000 < DEFAULT.memory_bytes
    assert not list((store / "submissions").iterdir())


def loaded(store: Path, path: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", LOADS_AND_TELLS_ITS_PEAK, "load", str(path), "--store", str(store)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=400,
    )
