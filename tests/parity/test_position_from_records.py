"""The position straight from records counts what the clocks count: against the explained rows, whole and in parts."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from clearway.clocks.table import assess_table
from clearway.measures.from_records import Resources, position_of_records
from clearway.measures.labels import STAGE_ROUTE
from clearway.standards import RuleBook, load_rule_book
from clearway.standards.organisations import Organisations, load_organisations

Key = tuple[str, ...]


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return load_rule_book()


@pytest.fixture(scope="module")
def organisations() -> Organisations:
    return load_organisations()


@pytest.fixture(scope="module")
def path(records: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "records.parquet"
    pq.write_table(records, path, row_group_size=1_000)
    return path


@pytest.mark.slow
def test_counts_are_those_of_the_explained_rows(
    records: pa.Table, path: Path, rules: RuleBook, organisations: Organisations
) -> None:
    totals, within = _explained(assess_table(records, rules, organisations))
    told = position_of_records([path], rules, organisations).to_pylist()
    assert {_key(row): row["total"] for row in told} == totals
    assert {_key(row): row["within"] for row in told if row["within"]} == within
    assert all(row["breaches"] == row["total"] - row["within"] for row in told)
    assert {row["standard"] for row in told} == {"2ww", "28", "31", "62"}


@pytest.mark.slow
@pytest.mark.parametrize("months_at_once", [24, 60])
def test_parts_in_little_memory_give_the_same(
    path: Path, rules: RuleBook, organisations: Organisations, months_at_once: int
) -> None:
    whole = position_of_records([path], rules, organisations)
    little = Resources(memory_limit="256MB", threads=1, months_at_once=months_at_once)
    assert position_of_records([path], rules, organisations, resources=little).equals(whole)


@pytest.mark.slow
def test_several_files_are_one_set_of_records(
    records: pa.Table, path: Path, rules: RuleBook, organisations: Organisations, tmp_path: Path
) -> None:
    halves = [tmp_path / "first.parquet", tmp_path / "second.parquet"]
    middle = records.num_rows // 2
    pq.write_table(records.slice(0, middle), halves[0])
    pq.write_table(records.slice(middle), halves[1])
    whole = position_of_records([path], rules, organisations)
    assert position_of_records(halves, rules, organisations).equals(whole)


@pytest.mark.slow
def test_an_empty_text_is_not_recorded(
    records: pa.Table, path: Path, rules: RuleBook, organisations: Organisations, tmp_path: Path
) -> None:
    blanks = tmp_path / "blanks.parquet"
    texts = [field.name for field in records.schema if pa.types.is_string(field.type)]
    assert any(records[name].null_count for name in texts)
    for name in texts:
        position = records.schema.get_field_index(name)
        records = records.set_column(position, name, pc.fill_null(records[name], ""))
    pq.write_table(records, blanks)
    whole = position_of_records([path], rules, organisations)
    assert position_of_records([blanks], rules, organisations).equals(whole)


@pytest.mark.slow
def test_without_quantiles_the_counts_are_the_same(path: Path, rules: RuleBook, organisations: Organisations) -> None:
    whole = position_of_records([path], rules, organisations, by=("provider",))
    counts = position_of_records([path], rules, organisations, by=("provider",), with_quantiles=False)
    assert counts.equals(whole.drop_columns(["median_days", "p90_days"]))


def _explained(rows: pa.Table) -> tuple[dict[Key, Decimal], dict[Key, Decimal]]:
    totals: Counter[Key] = Counter()
    within: Counter[Key] = Counter()
    for row in rows.to_pylist():
        for key, total, passed in _shares(row):
            totals[key] += Decimal(total)
            within[key] += Decimal(passed)
    return {key: n for key, n in totals.items() if n}, {key: n for key, n in within.items() if n}


def _shares(row: dict[str, str]) -> list[tuple[Key, str, str]]:
    """Every share of a result row, under the key of its cell."""
    found = []
    for clock, standard, route, cancer in (
        ("2ww", "2ww", "", ""),
        ("fds", "28", row["fds_route"], row["fds_cancer_type"]),
        ("31", "31", row["31_stage"].upper(), row["31_cancer_type"]),
    ):
        if row[f"{clock}_counted"] == "Y":
            key = row.get(f"{clock}_standard", "FDS"), row[f"{clock}_month"], row[f"{clock}_org"]
            passed = "1" if row[f"{clock}_within"] == "Y" else "0"
            found.append(((standard, *key, cancer, STAGE_ROUTE.get(route, route)), "1", passed))
    if row["62_counted"] == "Y":
        details = row["62_cancer_type"], STAGE_ROUTE[row["62_route"]]
        for part in ("treat", "inv"):
            key = "62", row["62_standard"], row["62_month"], row[f"62_{part}_org"], *details
            if row[f"62_{part}_total"]:
                found.append((key, row[f"62_{part}_total"], row[f"62_{part}_within"]))
    return found


def _key(row: dict[str, object]) -> Key:
    names = ("standard", "standard_key", "month", "provider", "cancer_type", "stage_route")
    return tuple(str(row[name] or "") for name in names)
