"""Run the benchmarks and show them side by side: `python -m bench [NAME…]`.

Each module `bench/bench_NAME.py` has a function `cases()` that makes its cases. The results also go, as JSON with
what machine it was, to `bench/results/`.
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


def shown(rows: list[dict[str, Any]]) -> Table:
    """The results as a table for a person."""
    table = Table("case", "size", "way", "best", "middle", "runs", "ratio", title="Side by side")
    for row in rows:
        if reason := row.get("unavailable"):
            table.add_row(row["case"], row["size"], row["way"], f"not here: {reason}")
        else:
            times = (f"{row['best'] * 1000:,.2f} ms", f"{row['middle'] * 1000:,.2f} ms")
            table.add_row(row["case"], row["size"], row["way"], *times, str(row["runs"]), f"{row['ratio']:.2f}")
    return table


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
    }


def main(wanted: list[str]) -> int:
    """Run the benchmarks asked for, or all. Returns the exit code."""
    known = names()
    if unknown := set(wanted) - set(known):
        print(f"No benchmark {', '.join(sorted(unknown))}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    for name in wanted or known:
        print(f"bench: {name}", file=sys.stderr, flush=True)
        for case in import_module(f"bench.bench_{name}").cases():
            rows += measure(case)
    Console().print(shown(rows))
    at = datetime.now(tz=UTC)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{at:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps({"at": at.isoformat(), "machine": machine(), "rows": rows}, indent=2) + "\n")
    print(f"Written to {path.relative_to(HERE.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
