"""Run the benchmarks and show them side by side: `python -m bench [NAME…] [--full] [--beside-others]`.

Each module `bench/bench_NAME.py` has a function `cases(is_full=…)` that makes its cases, and may have
`judged_together(rows)` for a bar over several of them. The results also go, as JSON
with what machine it was, to `bench/results/`.
"""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.apart import judged
from bench.apart import measure as measure_apart
from bench.case import Case, Timing, Unavailable, timed

HERE = Path(__file__).parent
RESULTS = HERE / "results"


def names() -> list[str]:
    """Every benchmark there is."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def measure(case: Case) -> list[dict[str, Any]]:
    """Time every way of a case; its ratio is to the first."""
    rows: list[dict[str, Any]] = []
    base: Timing | None = None
    for way, work in case.ways.items():
        row: dict[str, Any] = {"case": case.name, "size": case.size, "way": way}
        try:
            timing = timed(work)
        except Unavailable as reason:
            rows.append(row | {"unavailable": str(reason)})
            continue
        base = base or timing
        ratio = timing.best / base.best
        rows.append(row | {"best": timing.best, "middle": timing.middle, "runs": timing.runs, "ratio": ratio})
    return rows


def in_process(rows: list[dict[str, Any]]) -> Table:
    """Comparisons within one process as a table for a person."""
    table = Table("case", "size", "way", "best", "middle", "runs", "ratio", title="Side by side")
    for row in rows:
        if reason := row.get("unavailable"):
            table.add_row(row["case"], row["size"], row["way"], f"not here: {reason}")
        else:
            times = (f"{row['best'] * 1000:,.2f} ms", f"{row['middle'] * 1000:,.2f} ms")
            table.add_row(row["case"], row["size"], row["way"], *times, str(row["runs"]), f"{row['ratio']:.2f}")
    return table


def in_processes(rows: list[dict[str, Any]]) -> Table:
    """Comparisons of processes: `work` is CPU time without starting up; ratios are to the first way."""
    columns = ("case", "size", "way", "CPU s", "work s", "clock s", "memory", "work ratio", "memory ratio")
    table = Table(*columns, title="Each in a process of its own")
    for row in rows:
        if reason := row.get("unavailable"):
            table.add_row(row["case"], row["size"], row["way"], f"no answer: {reason}")
        else:
            seconds = (f"{row[name]:,.2f}" for name in ("cpu", "work", "wall"))
            ratios = (f"{row[name]:.2f}" for name in ("work_ratio", "memory_ratio"))
            table.add_row(row["case"], row["size"], row["way"], *seconds, f"{row['memory'] / 1e6:,.0f} MB", *ratios)
    return table


def bars(rows: list[dict[str, Any]]) -> Table:
    """What was to be kept to, and whether it was."""
    table = Table("case", "size", "bar", "measured", "at most", "", title="Bars")
    for row in rows:
        kept = "kept" if row["is_kept"] else "MISSED"
        measured = "no answer" if row["value"] is None else f"{row['value']:,.3g}"
        table.add_row(row["case"], row["size"], row["bar"], measured, f"{row['most']:,.3g}", kept)
    return table


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
    }


def main(asked: list[str]) -> int:
    """Run the benchmarks asked for, or all; `--full` also at the big sizes. Returns 1 when a bar was missed.

    With `--beside-others` a bar counts as missed only half as far again beyond it: other work on the machine, such as
    the tests beside it, changes even CPU seconds by a third.
    """
    is_full, may_miss_by = "--full" in asked, 1.5 if "--beside-others" in asked else 1.0
    wanted = [name for name in asked if not name.startswith("--")]
    known = names()
    if unknown := set(wanted) - set(known):
        print(f"No benchmark {', '.join(sorted(unknown))}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    apart: list[dict[str, Any]] = []
    judgements: list[dict[str, Any]] = []
    for name in wanted or known:
        print(f"bench: {name}", file=sys.stderr, flush=True)
        module = import_module(f"bench.bench_{name}")
        for case in module.cases(is_full=is_full):
            if isinstance(case, Case):
                rows += measure(case)
                continue
            measured = measure_apart(case)
            apart += measured
            judgements += judged(case, measured)
        if hasattr(module, "judged_together"):
            judgements += module.judged_together(apart)
    for held, shown in ((rows, in_process), (apart, in_processes), (judgements, bars)):
        if held:
            Console(width=180).print(shown(held))
    at = datetime.now(tz=UTC)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{at:%Y%m%d-%H%M%S}.json"
    told = {"at": at.isoformat(), "machine": machine(), "rows": rows, "apart": apart, "bars": judgements}
    path.write_text(json.dumps(told, indent=2) + "\n")
    print(f"Written to {path.relative_to(HERE.parent)}")
    return 0 if all(_passes(one, may_miss_by) for one in judgements) else 1


def _passes(judged: dict[str, Any], may_miss_by: float) -> bool:
    return judged["is_kept"] or (judged["value"] is not None and judged["value"] <= may_miss_by * judged["most"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
