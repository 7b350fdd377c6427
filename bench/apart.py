"""Ways of doing the same work, each run in a fresh process: CPU seconds, seconds by the clock, and peak memory.

CPU seconds are those of the process and all it started, so that a busy machine disturbs the comparison little.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.meter import KILOBYTE

RUNS = 3


@dataclass(frozen=True)
class Bar:
    """What a way must keep to: its `figure` (cpu, work, wall or memory) at most so many times that of another way.

    With no other way named, the figure itself is at most that much.
    """

    way: str
    figure: str
    most: float
    against: str = ""

    @property
    def words(self) -> str:
        """The bar as a line of a table."""
        than = f" against {self.against}" if self.against else ""
        return f"{self.way}: {self.figure}{than}"


@dataclass(frozen=True)
class Apart:
    """One comparison: a command for each way, the first being the one that the others are measured against.

    A command prints its answer as one line of JSON. `memory` is the ceiling of a way's address space in bytes (0:
    none): a way that needs more fails, and says so, instead of taking the machine with it. Ways that `agree` must give
    the same `digest`.
    """

    name: str
    size: str
    ways: Mapping[str, Sequence[str]]
    memory: int = 0
    runs: int = RUNS
    environment: Mapping[str, str] = field(default_factory=dict)
    bars: Sequence[Bar] = ()
    agree: Sequence[str] = ()


@dataclass(frozen=True)
class Run:
    """What one run took: CPU seconds in all and for the work alone, seconds by the clock, bytes at the peak.

    A way that checks its own answer says under `measured` what it had used before that (`bench.meter`). `failed` says
    why there is no answer; empty when there is one.
    """

    cpu: float
    work: float
    wall: float
    memory: float
    answer: Any = None
    failed: str = ""


def run(command: Sequence[str], *, memory: int = 0, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command once."""

    def limited() -> None:
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    began = time.perf_counter()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=said,
            preexec_fn=limited,
            env={**os.environ, **(environment or {})},
        ) as process,
    ):
        out = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        last = said.read().decode(errors="replace").strip().splitlines()[-1:]
    wall = time.perf_counter() - began
    whole = {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * KILOBYTE}
    if process.returncode:
        why = (last or [f"ended with {process.returncode}"])[0]
        return Run(whole["cpu"], whole["cpu"], wall, whole["memory"], failed=why[:200])
    answer = json.loads(out)
    measured = {"work": whole["cpu"], **whole, **answer.pop("measured", {})}
    return Run(measured["cpu"], measured["work"], wall, measured["memory"], answer)


def measure(case: Apart) -> list[dict[str, Any]]:
    """Run every way in turn, as often as the case says, and take the middle of each; ratios are to the first way."""
    held: dict[str, list[Run]] = {way: [] for way in case.ways}
    for _ in range(case.runs):
        for way, command in case.ways.items():
            if not any(one.failed for one in held[way]):
                held[way].append(run(command, memory=case.memory, environment=case.environment))
                print(f"  {case.name}, {case.size}, {way}: {held[way][-1].cpu:.2f} CPU s", file=sys.stderr, flush=True)
    rows: list[dict[str, Any]] = []
    base: dict[str, Any] = {}
    for way, runs in held.items():
        row: dict[str, Any] = {"case": case.name, "size": case.size, "way": way, "runs": len(runs)}
        if failed := next((one.failed for one in runs if one.failed), ""):
            rows.append(row | {"unavailable": failed})
            continue
        row |= {name: median(getattr(one, name) for one in runs) for name in ("cpu", "work", "wall")}
        row |= {"memory": max(one.memory for one in runs), "answer": runs[-1].answer}
        base = base or row
        rows.append(row | {f"{name}_ratio": row[name] / base[name] for name in ("cpu", "work", "memory")})
    return rows


def judged(case: Apart, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each bar of a case with the value that was measured and whether it is kept.

    A way that has a bar and gives no answer (its `value` is None) has missed it; one that it is held against and that
    gives none, such as pandas beyond its memory, leaves nothing to judge.
    """
    by_way = {row["way"]: row for row in rows if "unavailable" not in row}
    found = _same_answer(case, by_way)
    for bar in case.bars:
        told = {"case": case.name, "size": case.size, "bar": bar.words, "most": bar.most}
        if bar.way not in by_way:
            found.append(told | {"value": None, "is_kept": False})
        elif not bar.against or bar.against in by_way:
            value = by_way[bar.way][bar.figure] / (by_way[bar.against][bar.figure] if bar.against else 1)
            found.append(told | {"value": value, "is_kept": value <= bar.most})
    return found


def _same_answer(case: Apart, by_way: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Whether ways that must agree gave one digest: a faster way to something else is no comparison."""
    digests = {by_way[way]["answer"]["digest"] for way in case.agree if way in by_way}
    if not digests:
        return []
    told = {"case": case.name, "size": case.size, "bar": f"one answer from {', '.join(case.agree)}"}
    return [told | {"value": len(digests), "most": 1, "is_kept": len(digests) == 1}]
