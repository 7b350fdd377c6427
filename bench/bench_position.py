"""The position with every rule, from Parquet: beside the plain scan of what it reads, and beside pandas."""

import math
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.apart import Apart, Bar
from bench.made_up import DATA, SIZES, Size
from bench.rule_table_files import write_tables

PANDAS_PYTHON = os.environ.get("CLEARWAY_SPARK_PYTHON") or sys.executable
MOST_MEMORY = 17 * 10**9
"""Address space a way may have: on a machine of 24 GB others must live too."""

QUANTILES, COUNTS, CHUNKED = "Clearway, with quantiles", "Clearway, counts", "Clearway, a year at a time in 512 MB"
SCAN, DATED, CONSTANT = "scan of the columns", "pandas, dated rules", "pandas, rules as constants"
BARS = (
    Bar(QUANTILES, "work", 12, SCAN),
    Bar(COUNTS, "work", 6, SCAN),
    Bar(QUANTILES, "work", 1 / 3, DATED),
    Bar(QUANTILES, "memory", 1 / 6, DATED),
)


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """One comparison a size: a million records and a national year; in a full run four and ten years as well."""
    for size in SIZES:
        if is_full or not size.is_big:
            yield _case(size)


def _case(size: Size) -> Apart:
    records = str(size.records())
    tables = DATA / f"{size.name}-tables"
    write_tables(size.records(), tables)
    ours = (sys.executable, "-m", "bench.position_way")
    pandas = (PANDAS_PYTHON, "-m", "bench.pandas_position")
    return Apart(
        "position from Parquet",
        size.words,
        {
            QUANTILES: (*ours, "quantiles", records),
            COUNTS: (*ours, "counts", records),
            CHUNKED: (*ours, "chunked", records),
            SCAN: (*ours, "scan", records),
            DATED: (*pandas, "dated", records, str(tables)),
            CONSTANT: (*pandas, "constant", records, str(tables)),
        },
        memory=MOST_MEMORY,
        bars=BARS if size.is_judged else (),
        agree=(QUANTILES, COUNTS, CHUNKED, DATED),
    )


def judged_together(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How the work grows with the records, from the smallest to the largest size: 1 is as fast as the records do."""
    asked = "growth of the work with the records, as an exponent"
    ours = [row for row in rows if row["way"] == QUANTILES and "unavailable" not in row]
    if len(ours) < 2:
        return []
    first, last = ours[0], ours[-1]
    grown = math.log(last["work"] / first["work"]) / math.log(last["answer"]["records"] / first["answer"]["records"])
    told = {"case": first["case"], "size": f"{first['size']} to {last['size']}", "bar": asked, "value": grown}
    return [told | {"most": 1.0, "is_kept": grown <= 1.0}]
