"""The SQL on DuckDB gives what the plain functions give, row by row and byte by byte."""

import time
from pathlib import Path

import pyarrow as pa
import pytest
from tests.parity.books import books
from tests.parity.differences import differences

from clearway.clocks.table import assess_table, write_results
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

SECONDS_ALLOWED = 10
BOOKS = books()


@pytest.mark.slow
def test_ten_thousand_records_give_the_same_rows_and_the_same_file(
    records: pa.Table, by_duckdb: pa.Table, tmp_path: Path
) -> None:
    began = time.process_time()
    by_record = assess_table(records, load_rule_book(), load_organisations(), engine="reference")
    assert time.process_time() - began < SECONDS_ALLOWED
    assert differences(by_duckdb, by_record) == []
    write_results(by_duckdb, tmp_path / "duckdb.csv")
    write_results(by_record, tmp_path / "reference.csv")
    assert (tmp_path / "duckdb.csv").read_bytes() == (tmp_path / "reference.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("label", BOOKS)
def test_every_rule_book_gives_the_same_rows(label: str, records: pa.Table) -> None:
    some = records.slice(0, 2_000)
    rules, organisations = BOOKS[label], load_organisations()
    by_sql = assess_table(some, rules, organisations)
    by_record = assess_table(some, rules, organisations, engine="reference")
    assert differences(by_sql, by_record) == []


@pytest.mark.slow
def test_what_the_feed_cannot_carry_is_missed_by_neither(records: pa.Table) -> None:
    some, carried = records.slice(0, 2_000), frozenset({"delay_ref_to_treat"})
    rules, organisations = load_rule_book(), load_organisations()
    by_sql = assess_table(some, rules, organisations, carried=carried)
    by_record = assess_table(some, rules, organisations, carried=carried, engine="reference")
    assert differences(by_sql, by_record) == []
    assert not by_sql.equals(assess_table(some, rules, organisations))


def test_a_turned_setting_changes_the_results(records: pa.Table) -> None:
    some, organisations = records.slice(0, 2_000), load_organisations()
    turned = assess_table(some, BOOKS["settings turned"], organisations)
    assert not turned.equals(assess_table(some, load_rule_book(), organisations))
