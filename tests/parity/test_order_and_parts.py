"""A result belongs to its record: neither the order of the file nor the way it is cut changes it."""

from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.parity.differences import differences

from clearway.clocks.table import assess_parquet, assess_table, write_results
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations


@pytest.fixture(scope="module")
def some(records: pa.Table) -> pa.Table:
    """Records whose pathways do not repeat, so that no record depends on another."""
    part = records.slice(0, 2_000)
    numbers = pa.array([f"P{place}" for place in range(part.num_rows)])
    return part.set_column(part.column_names.index("pathway_id"), "pathway_id", numbers)


def assess(table: pa.Table) -> pa.Table:
    return assess_table(table, load_rule_book(), load_organisations())


def test_results_stand_in_the_order_of_the_file(some: pa.Table) -> None:
    assert assess(some)["record_id"].to_pylist() == some["record_id"].to_pylist()


def test_another_order_gives_the_same_results(some: pa.Table) -> None:
    places = list(range(some.num_rows))
    Random(5).shuffle(places)
    assert differences(assess(some.take(places)), assess(some).take(places)) == []


def test_a_file_cut_in_two_gives_the_same_results(some: pa.Table) -> None:
    parts = [assess(some.slice(0, 777)), assess(some.slice(777))]
    assert differences(pa.concat_tables(parts), assess(some)) == []


def test_columns_left_out_count_as_not_recorded(some: pa.Table) -> None:
    fewer = some.drop_columns(["report_date", "wta_first_seen", "ipt_1_referring"])
    emptied = some
    for name, empty in (("report_date", None), ("wta_first_seen", 0), ("ipt_1_referring", None)):
        kind = some.schema.field(name).type
        emptied = emptied.set_column(emptied.column_names.index(name), name, pa.array([empty] * some.num_rows, kind))
    assert differences(assess(fewer), assess(emptied)) == []


def test_a_parquet_file_is_assessed_in_a_stream_with_the_same_bytes(some: pa.Table, tmp_path: Path) -> None:
    source = tmp_path / "it's.parquet"
    pq.write_table(some, source, row_group_size=500)
    for name in ("streamed.csv", "streamed.parquet"):
        assess_parquet(source, tmp_path / name, load_rule_book(), load_organisations(), memory_limit="500MB")
    whole = assess(some)
    write_results(whole, tmp_path / "whole.csv")
    assert (tmp_path / "streamed.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert differences(pq.read_table(tmp_path / "streamed.parquet"), whole) == []


def test_pseudonymised_rows_find_repeated_treatments_by_the_pathways_pseudonym(records: pa.Table) -> None:
    pseudonyms = [None if one is None else f"k-{one}" for one in records["pathway_id"].to_pylist()]
    stored = records.drop_columns(["pathway_id"]).append_column("pathway", pa.array(pseudonyms))
    assert differences(assess(stored), assess(records)) == []
