"""`clearway run`: both processes up, the address said, either restarted, all stopped."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import environment

from clearway.cli.serving import check_may_serve
from clearway.cli.supervisor import Child, Supervisor
from clearway.records.findings import Refused
from clearway.store.folder import FORMAT_VERSION, StoreFolder, StoreKind


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(question: Callable[[], object], seconds: float = 30) -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := question():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def children(pid: int) -> dict[str, int]:
    """The processes that a process started, by the module they run."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(folder.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1])
            words = folder.joinpath("cmdline").read_bytes().decode().split("\0")
        except (OSError, IndexError):
            continue
        if parent == pid and "-m" in words:
            found[words[words.index("-m") + 1]] = int(folder.name)
    return found


def health(port: int) -> dict | None:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as asking:
            asking.request("GET", "/health")
            answer = asking.getresponse()
            return json.loads(answer.read()) if answer.status == 200 else None
    except OSError:
        return None


@pytest.fixture
def serving(store: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "from clearway.cli import main; main()",
        "run",
        "--store",
        str(store),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment())
    try:
        until(lambda: health(port))
        yield process, port
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_store_is_served_says_where_survives_deaths_and_stops_cleanly(serving, store):
    process, port = serving
    assert until(lambda: (told := health(port)) and told["worker"] == "alive" and told) == {
        "status": "ok",
        "store": "live",
        "format_version": FORMAT_VERSION,
        "snapshot": None,
        "antivirus": "not configured",
        "worker": "alive",
    }
    first = until(lambda: len(found := children(process.pid)) == 2 and found)
    for module in ("gunicorn", "clearway.site.jobs"):
        os.kill(first[module], signal.SIGKILL)
    again = until(
        lambda: len(found := children(process.pid)) == 2 and set(found.values()).isdisjoint(first.values()) and found
    )
    until(lambda: health(port))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"Clearway is at http://127.0.0.1:{port}" in said
    assert said.count("starting it again") == 2
    assert said.rstrip().endswith("Stopped.")
    assert not any(Path(f"/proc/{pid}").exists() for pid in again.values())


@pytest.mark.slow
def test_when_the_supervisor_itself_is_killed_nothing_stays_behind(serving):
    process, port = serving
    left = until(lambda: len(found := children(process.pid)) == 2 and found)
    process.kill()
    process.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left.values()))
    assert health(port) is None


def test_a_process_that_dies_again_and_again_is_given_up(capsys):
    said = []
    hopeless = Child("hopeless", [sys.executable, "-c", "raise SystemExit(7)"])
    assert not Supervisor([hopeless], said.append).run(when_up=lambda: True)
    assert said[-1] == "The hopeless stops again and again (code 7); giving up."


def test_a_process_that_will_not_stop_is_ended(monkeypatch):
    monkeypatch.setattr("clearway.cli.supervisor.STOP_SECONDS", 0.3)
    stubborn = Child(
        "stubborn",
        [
            sys.executable,
            "-c",
            "import signal,time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
        ],
    )
    supervisor = Supervisor([stubborn], lambda words: None)
    started = time.monotonic()

    def stop_when_up() -> bool:
        if time.monotonic() - started > 0.5:
            supervisor.request_stop()
        return False

    assert supervisor.run(when_up=stop_when_up)
    assert stubborn.process.returncode == -signal.SIGKILL


@pytest.fixture
def live(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path, StoreKind.LIVE, 1, "i", "E56000025", "k")


def test_a_port_that_is_taken_is_refused_with_what_to_do(live):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refused, match="cannot be used") as refusal:
            check_may_serve(live, "127.0.0.1", taken.getsockname()[1])
    assert "--port" in refusal.value.mend


def test_a_live_store_is_not_served_in_clear_over_a_network(live, monkeypatch):
    monkeypatch.delenv("CLEARWAY_HTTPS", raising=False)
    with pytest.raises(Refused, match="without https"):
        check_may_serve(live, "0.0.0.0", free_port())
    monkeypatch.setenv("CLEARWAY_HTTPS", "1")
    check_may_serve(live, "0.0.0.0", free_port())
