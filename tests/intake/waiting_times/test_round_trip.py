"""Invariant 11: what is written out and read in again is the same."""

from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clocks.strategies import records

from clearway.demo.extracts import csv_bytes
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times import csv_reader
from clearway.records.waiting_times import WaitingTimeRecord, schema


@settings(max_examples=25)
@given(st.lists(records(), min_size=1, max_size=5))
def test_invariant_11_records_written_out_and_read_in_again_are_the_same(made: list[WaitingTimeRecord]) -> None:
    named = [replace(record, record_id=f"R{number}", pathway_id=f"P{number}") for number, record in enumerate(made)]
    written = pa.Table.from_pylist([asdict(record) for record in named], schema=schema())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.csv"
        path.write_bytes(csv_bytes(written))
        read = csv_reader.parsed(read_here(path, Declared(store_kind="demo")))
    kept = {record["record_id"]: record for record in read.records.to_pylist()}
    assert len(kept) + read.rejected.num_rows == len(named)
    assert kept or any(record.crtp_start is None for record in named)
    for record in named:
        if record.record_id in kept:
            assert WaitingTimeRecord(**kept[record.record_id]) == record
