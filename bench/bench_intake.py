"""Reading records from CSV to findings: at least 200,000 a second on one core, also where a row in twenty is wrong."""

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench.apart import Apart, Bar
from bench.made_up import DATA
from clearway.demo.extracts import CARRIED
from clearway.demo.ground import DEFAULT_SEED, scope_of
from clearway.demo.parquet import write_parquet
from clearway.demo.published import packed_figures
from clearway.standards.organisations import load_organisations

ROWS, RECORDS_A_SECOND = 500_000, 200_000
SOUND, FAULTY = "as it should be", "a fault in one row of twenty"
FAULTS = {
    "treatment_start_date": "'31/02/2025'",
    "wta_treatment": "'-3'",
    "event_type": "'1'",
    "fds_end_date": "'45735'",
    "modality": "'XX'",
}
"""A cell put in the place of one in a hundred, by its column."""


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """Half a million records; there is no larger size, since a submission of a trust has fewer."""
    way = (sys.executable, "-m", "bench.intake_way")
    files = {SOUND: _file("sound", faulty=False), FAULTY: _file("faulty", faulty=True)}
    yield Apart(
        "CSV to findings",
        f"{ROWS:,} records × {len(CARRIED)} columns",
        {name: (*way, str(path)) for name, path in files.items()},
        bars=[Bar(one, "work", ROWS / RECORDS_A_SECOND) for one in files],
    )


def _file(name: str, *, faulty: bool) -> Path:
    path = DATA / f"intake-{name}.csv"
    if not path.exists():
        records = DATA / "intake.parquet"
        if not records.exists():
            DATA.mkdir(exist_ok=True)
            scope = scope_of(packed_figures(), alliance="E56000025", years=10, seed=DEFAULT_SEED)
            write_parquet(records, scope, load_organisations(), form="contract")
        columns = ", ".join(_cell(column, place, faulty=faulty) for place, column in enumerate(CARRIED))
        source = f"SELECT *, hash(record_id) % 100 AS lot FROM read_parquet('{records}') LIMIT {ROWS}"
        duckdb.execute(f"COPY (SELECT {columns} FROM ({source})) TO '{path}' (HEADER)")
    return path


def _cell(column: str, place: int, *, faulty: bool) -> str:
    if not faulty or column not in FAULTS:
        return column
    return f"CASE WHEN lot = {place} THEN {FAULTS[column]} ELSE CAST({column} AS VARCHAR) END AS {column}"
