"""T10: the same month of records from three invented trackers is the same records, the same results, the same waits."""

from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.demo.conftest import SOUTH_YORKSHIRE, made_for

from clearway.clocks.table import assess_table
from clearway.demo.extracts import csv_bytes
from clearway.demo.tracker_exports import TRACKER_EXPORTS, TrackerExport
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import Parsed, parsed
from clearway.records.nhs_number import NhsNumberFault
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

PER_KIND, ORDINARY = 60, 1_000


@cache
def month() -> pa.Table:
    """Synthetic records of every kind that a month holds: more than a thousand of them."""
    records = made_for(SOUTH_YORKSHIRE).records
    kinds = (
        pc.is_valid(records["transfer_date"]),
        pc.is_valid(records["consultant_upgrade_date"]),
        pc.equal(records["source_of_referral"], "17"),
        pc.greater(records["wta_treatment"], 0),
        pc.greater(records["wta_first_seen"], 0),
        pc.equal(records["event_type"], "02"),
        pc.is_valid(records["closure_reason"]),
        pc.is_valid(records["funding"]),
        pc.is_valid(records["ipt_2_received"]),
    )
    parts = [records.filter(pc.fill_null(kind, fill_value=False)) for kind in kinds]
    assert all(part.num_rows >= PER_KIND for part in parts)
    chosen = pa.concat_tables([*(part.slice(0, PER_KIND) for part in parts), records.slice(0, ORDINARY)])
    names = pa.array([f"SYN-T10-{number:05}" for number in range(chosen.num_rows)])
    return chosen.set_column(chosen.column_names.index("record_id"), "record_id", names)


@cache
def own_layout(folder: Path) -> Parsed:
    path = folder / "own.csv"
    path.write_bytes(csv_bytes(month()))
    return parsed(read_here(path, Declared(store_kind="demo")))


def exported(folder: Path, tracker: TrackerExport) -> Parsed:
    path = folder / tracker.file_name()
    path.write_bytes(tracker.content(month()))
    return parsed(read_here(path, Declared(source=tracker.profile_id, store_kind="demo")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("trackers")


@pytest.mark.slow
@pytest.mark.parametrize("tracker", TRACKER_EXPORTS, ids=lambda one: one.profile_id)
def test_the_same_month_from_another_tracker_is_the_same_records_and_the_same_results(folder, tracker):
    own, other = own_layout(folder), exported(folder, tracker)
    assert own.records.num_rows + own.rejected.num_rows == month().num_rows >= 1_500
    assert other.carried == own.carried
    assert other.records.combine_chunks().equals(own.records.combine_chunks())
    assert other.rejected.num_rows == own.rejected.num_rows
    results = [
        assess_table(one.records, load_rule_book(), load_organisations(), carried=one.carried) for one in (own, other)
    ]
    assert results[0].equals(results[1])
    assert results[0].num_rows == own.records.num_rows
    said = [sorted((one.id, one.column, one.count) for one in read.findings) for read in (own, other)]
    assert said[0] == said[1]


@pytest.mark.slow
def test_the_rows_told_are_those_of_the_senders_own_file(folder):
    workbook = next(one for one in TRACKER_EXPORTS if one.suffix == "xlsx")
    read = exported(folder, workbook)
    assert read.first_row == 5
    assert read.received.column_names[:2] == ["Ref", "NHS Number"]
    assert read.received["Ref"][0].as_py() == "SYN-T10-00000"
    assert read.record_rows[0].as_py() >= 5
    assert read.profile.startswith("tracker-workbook@1 ")
    assert NhsNumberFault.NOT_SYNTHETIC.value not in {one.id for one in read.findings}
