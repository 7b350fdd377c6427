"""Children that read are forked by a process that knows no secret, opens no file and leaves when nobody asks."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from clearway.intake import nursery
from clearway.intake.readers import read_file
from clearway.intake.reading import Reading
from tests.intake.builders import csv_file, records


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> list[nursery._Nurse]:
    """No process yet; those that are started for the test, which end with it."""
    idle: list[nursery._Nurse] = []
    monkeypatch.setattr(nursery, "_idle", idle)
    yield idle
    while idle:
        idle.pop().end()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return csv_file(tmp_path, records({}, {}))


def rows(reading: Reading) -> int:
    return reading.tables["records"].num_rows


def test_the_process_that_forks_is_given_no_secret(fresh, file, monkeypatch) -> None:
    monkeypatch.setenv("CLEARWAY_KEY_FILE", "/secret/key")
    monkeypatch.setenv("HOME", "/home/somebody")
    read_file(file)
    (nurse,) = fresh
    told = Path(f"/proc/{nurse.process.pid}/environ").read_bytes().decode().split("\0")
    assert {one.partition("=")[0] for one in told if one} <= {*nursery.environment(), "LC_CTYPE"}


def test_one_process_serves_file_after_file_and_opens_none_of_them(fresh, file) -> None:
    assert [rows(read_file(file)) for _ in range(3)] == [2, 2, 2]
    (nurse,) = fresh
    held = {os.readlink(one) for one in Path(f"/proc/{nurse.process.pid}/fd").iterdir()}
    assert not any(str(file.parent) in one for one in held)


def test_files_at_the_same_time_are_read_side_by_side(fresh, file) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(rows(read_file(file)))) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [2, 2, 2]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_is_gone_is_started_anew_and_nobody_notices(fresh, file, how) -> None:
    read_file(file)
    gone = fresh[0].process
    gone.send_signal(how)
    gone.wait()
    assert rows(read_file(file)) == 2
    assert fresh[0].process.pid != gone.pid


def test_a_process_that_nobody_asks_leaves_and_the_next_file_is_read_all_the_same(fresh, file, monkeypatch) -> None:
    told = nursery.environment()
    impatient = told | {"PYTHONPATH": os.pathsep.join([str(file.parent), told["PYTHONPATH"]])}
    monkeypatch.setattr(nursery, "environment", lambda: impatient)
    (file.parent / "sitecustomize.py").write_text("import clearway.intake.nursery as one\none.IDLE_SECONDS = 0.1\n")
    read_file(file)
    assert fresh[0].process.wait(timeout=20) == 0
    assert rows(read_file(file)) == 2


def test_a_child_beyond_its_time_is_killed_and_so_is_nothing_that_comes_after(fresh, file, tmp_path) -> None:
    """The room asks for a pipe that nobody writes to: a child that opens it would wait for ever."""
    room = tmp_path / "room"
    room.mkdir()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (room / "request.json").symlink_to(pipe)
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        nursery.run_child(room, 3.0)
    assert time.monotonic() - begun < 20
    assert fresh == []
    assert rows(read_file(file)) == 2


def test_what_ends_a_child_is_told_by_its_exit_and_its_last_words(fresh, tmp_path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "request.json").write_text("no JSON")
    assert nursery.run_child(room, 20.0) == 1
    assert "JSONDecodeError" in (room / nursery.WORDS_OF_DEATH).read_text()
