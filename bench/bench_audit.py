"""The audit page of a long trail: a page of 50 rows, however it is asked for, within 15 ms of CPU.

100,000 events; with `--full` ten million.
"""

import subprocess
import sys
from collections.abc import Iterator

from bench.apart import Apart, Bar
from bench.audit_way import PAGES

MOST_SECONDS = 0.015
SIZES = {False: 100_000, True: 10_000_000}


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """One comparison: every way of asking for a page, each in a process of its own."""
    rows = SIZES[is_full]
    made = subprocess.run(
        [sys.executable, "-m", "bench.audit_store", str(rows)], check=True, capture_output=True, text=True
    )
    store = made.stdout.strip().splitlines()[-1]
    yield Apart(
        "page of the audit trail",
        f"50 of {rows:,} events",
        {way: [sys.executable, "-m", "bench.audit_way", way, store] for way in PAGES},
        runs=1,
        bars=[Bar(way, "work", MOST_SECONDS) for way in PAGES],
    )
