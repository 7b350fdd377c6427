"""Work in a process of its own, forked from this one: what it changes is gone with it."""

import contextlib
import json
import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MEMORY = 6 * 1024**3
"""Bytes of addresses that a child may use: a fault that asks for a list without end is stopped."""
WALL_FACTOR, WALL_SECONDS = 8, 30
"""On a busy machine a second of the processor takes longer by the clock."""
NOTHING_CAME: dict[str, Any] = {"stopped": True}


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do in a child: its answer goes through JSON. `seconds` of the processor, then it is stopped."""

    name: Any
    work: Callable[[], dict[str, Any]]
    seconds: float


@dataclass(slots=True)
class _Child:
    task: Task
    pid: int
    pipe: int
    until: float
    told: bytes = b""


def answers_of(tasks: Iterable[Task], at_once: int) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The name of each task and what its child answered, as they end; `{"stopped": True}` for one that had to be."""
    waiting = iter(tasks)
    running: dict[int, _Child] = {}
    while True:
        while len(running) < at_once and (task := next(waiting, None)):
            child = _begun(task)
            running[child.pipe] = child
        if not running:
            return
        ready, _, _ = select.select(list(running), [], [], 0.5)
        for pipe in ready:
            child = running[pipe]
            if part := os.read(pipe, 1 << 20):
                child.told += part
            else:
                del running[pipe]
                yield child.task.name, _ended(child)
        for child in running.values():
            if time.monotonic() > child.until:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGKILL)


def _begun(task: Task) -> _Child:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(task, writing)
    os.close(writing)
    return _Child(task, pid, reading, time.monotonic() + WALL_SECONDS + WALL_FACTOR * task.seconds)


def _work(task: Task, pipe: int) -> None:
    """Do the task in this child and end it, whatever happens."""
    try:
        seconds = int(task.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            answer = task.work()
        except BaseException:  # a fault may raise anything: the child says so
            answer = {"raised": traceback.format_exc()[-2000:]}
        with os.fdopen(pipe, "wb") as out:
            out.write(json.dumps(answer).encode())
    finally:
        os._exit(0)


def _ended(child: _Child) -> dict[str, Any]:
    os.close(child.pipe)
    os.waitpid(child.pid, 0)
    return json.loads(child.told) if child.told else dict(NOTHING_CAME)
