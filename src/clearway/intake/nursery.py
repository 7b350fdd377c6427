"""Where the processes come from in which files are read: one that knows our code forks a child for each file.

To start an interpreter and read our code takes longer than to read a month of figures. So it is done once, in a process
that is a fresh interpreter itself (never a fork of a web worker with its threads and open connections), is given an
almost empty environment without any key, and never opens a file that somebody sent. It forks one child a file, tells
its number and how it ended, and leaves when it was not asked for a while or when whoever started it is gone.
"""

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

import clearway

IDLE_SECONDS = 60.0
"""How long a process waits for the next file before it leaves."""
WORDS_OF_DEATH = "stderr.txt"
READERS = "clearway.intake.child"
_idle: list["_Nurse"] = []
_lock = threading.Lock()


def run_child(room: Path, seconds: float, module: str = READERS) -> int:
    """Have the file that a room asks for read to its end: the child's exit code, negative for a signal.

    `module` is the one that reads and calls `serve`. Raises TimeoutError, when the child was killed because its time
    was up.
    """
    while True:
        nurse, is_new = _one(module)
        try:
            code = nurse.child_for(room, seconds)
        except _Gone:
            nurse.end()
            if is_new:
                return 1
            continue
        except BaseException:
            nurse.end()
            raise
        with _lock:
            _idle.append(nurse)
        return code


def serve(read: Callable[[Path], int]) -> None:
    """The side that forks: for each room named on the standard input a child, which reads and answers by its exit."""
    while select.select([0], [], [], IDLE_SECONDS)[0]:
        asked = sys.stdin.buffer.readline()
        if not asked:
            return
        child = os.fork()
        if child == 0:
            _live(Path(os.fsdecode(asked.rstrip(b"\n"))), read)
        os.write(1, b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(status))


def _live(room: Path, read: Callable[[Path], int]) -> None:
    """A child's whole life: nothing of its parent's input and output, its last words in the room, and an exit code."""
    code = 1
    try:
        os.chdir(room)
        nothing = os.open(os.devnull, os.O_RDWR)
        words = os.open(room / WORDS_OF_DEATH, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for ours, standard in ((nothing, 0), (nothing, 1), (words, 2)):
            os.dup2(ours, standard)
        code = read(room)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


class _Gone(Exception):
    """The process that forks ended before it could fork: it had waited for too long, or was killed."""


class _Nurse:
    """A running process that forks, and the pipes to it. It serves one room at a time."""

    def __init__(self, module: str) -> None:
        self.module = module
        command = [sys.executable, "-P", "-s", "-m", module]
        self.process = subprocess.Popen(
            command, env=environment(), cwd="/", bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._to, self._from = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        self._heard = b""
        self._child = 0

    def child_for(self, room: Path, seconds: float) -> int:
        """The exit code of the child that read for a room. Raises TimeoutError, and _Gone before there was a child."""
        until = time.monotonic() + seconds
        try:
            self._to.write(os.fsencode(room) + b"\n")
        except BrokenPipeError:
            raise _Gone from None
        self._child = int(self._line(until) or 0)
        if not self._child:
            raise _Gone
        code = self._line(until)
        self._child = 0
        return int(code) if code else -signal.SIGKILL

    def _line(self, until: float) -> bytes:
        """What it says next; nothing when it has ended. Raises TimeoutError when it says nothing in time."""
        while b"\n" not in self._heard:
            if not select.select([self._from], [], [], max(until - time.monotonic(), 0))[0]:
                raise TimeoutError
            more = self._from.read(64)
            if not more:
                return b""
            self._heard += more
        said, _, self._heard = self._heard.partition(b"\n")
        return said

    def end(self) -> None:
        """Kill it and its child, if it has one, and wait for its end."""
        with suppress(ProcessLookupError):
            if self._child:
                os.kill(self._child, signal.SIGKILL)
        self.process.kill()
        self.process.communicate()


def environment() -> dict[str, str]:
    """All that a process which reads files is told."""
    return {
        "PYTHONPATH": str(Path(clearway.__file__).parents[1]),
        "LANG": "C.UTF-8",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _one(module: str) -> tuple[_Nurse, bool]:
    with _lock:
        for place, nurse in enumerate(_idle):
            if nurse.module == module:
                return _idle.pop(place), False
    return _Nurse(module), True


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()


os.register_at_fork(after_in_child=_idle.clear)
