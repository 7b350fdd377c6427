"""Every fault of the catalogue is put where the truth says, and Clearway answers as the catalogue says."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from clearway.clocks.table import assess_table
from clearway.demo.csv_folder import write_csv_folder
from clearway.demo.fault_catalogue import Put, Where, asked_for, catalogue
from clearway.demo.ground import scope_of
from clearway.demo.parquet import write_parquet
from clearway.demo.truth import Truth
from clearway.intake.limits import DEFAULT
from clearway.intake.reading import Declared, Source
from clearway.intake.waiting_times import csv_reader
from clearway.pipeline.quality.drift import Earlier, drift
from clearway.pipeline.quality.shape import shape_of
from clearway.pipeline.statements import statements
from clearway.records.findings import Refused

pytestmark = pytest.mark.slow

LARGEST = "synthetic-records-RHQ.csv"
APART = ("column-gone", "volume-drop", "late-data")
"""Faults that hide or move what others are looked for in."""


@dataclass(frozen=True)
class Sent:
    """A folder of files as the reader took them: the truth by fault, mends by finding, and the accepted records."""

    folder: Path
    truth: dict[str, set[tuple[str, str]]]
    mends: dict[str, list[tuple[str, str]]]
    records: pa.Table


@pytest.fixture(scope="module")
def scope(figures):
    return scope_of(figures, alliance="E56000025", years=1, seed=3)


@pytest.fixture(scope="module")
def write(scope, organisations, tmp_path_factory):
    def written(words: str) -> tuple[Path, dict[str, set[tuple[str, str]]]]:
        place = tmp_path_factory.mktemp("faults")
        with Truth(place / "truth.csv") as truth:
            write_csv_folder(place / "files", scope, organisations, faults=asked_for(words), truth=truth)
        told = defaultdict(set)
        with (place / "truth.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                told[row["fault"]].add((row["file"], row["record_id"]))
        return place / "files", told

    return written


def read(path, today):
    declared = Declared(source=csv_reader.NAME, today=today, store_kind="demo")
    return csv_reader.parsed(csv_reader.read(path, Source(path.name, "0" * 64, path.stat().st_size), declared, DEFAULT))


def pseudonymous(records: pa.Table) -> pa.Table:
    """Records with the names that loaded rows have; the identifiers themselves stand in for the pseudonyms."""
    names = {"nhs_number": "person", "pathway_id": "pathway"}
    return records.rename_columns([names.get(name, name) for name in records.column_names])


@pytest.fixture(scope="module")
def sent(write, scope) -> Sent:
    """Files with faults of records alone."""
    return received(write, scope, [name for name, one in catalogue().items() if one.put is Put.RECORD])


@pytest.fixture(scope="module")
def spoilt(write, scope) -> Sent:
    """Files with faults of cells and rows."""
    wanted = [name for name, one in catalogue().items() if one.put is not Put.RECORD and name not in APART]
    return received(write, scope, wanted)


def received(write, scope, wanted) -> Sent:
    folder, truth = write(",".join(wanted))
    mends, records = defaultdict(list), []
    for path in sorted(folder.glob("*.csv")):
        parsed = read(path, scope.today)
        names = parsed.received["record_id"].to_pylist()
        for one in parsed.mends.to_pylist():
            mends[one["finding"]].append((path.name, names[one["row"] - parsed.first_row]))
        records.append(parsed.records)
    return Sent(folder, truth, mends, pa.concat_tables(records))


@pytest.fixture(scope="module")
def assessed(sent, rules, organisations) -> dict[str, dict[str, str]]:
    return {row["record_id"]: row for row in assess_table(sent.records, rules, organisations).to_pylist()}


def test_every_fault_that_was_asked_for_was_put_in(sent, spoilt):
    assert set(sent.truth) | set(spoilt.truth) == set(catalogue()) - set(APART)


@pytest.mark.parametrize("name", [name for name, one in catalogue().items() if one.where is Where.FLAG])
def test_a_fault_of_records_raises_its_flag_on_each_of_them(sent, assessed, name):
    flag = catalogue()[name].says
    flags = {record: assessed[record]["dq_flags"].split() for _, record in sent.truth[name]}
    assert flags
    assert [record for record, raised in flags.items() if flag not in raised] == []


@pytest.mark.parametrize("name", [name for name, one in catalogue().items() if one.put is Put.CELL])
def test_a_fault_of_cells_is_found_in_each_of_them_and_nowhere_else(spoilt, name):
    says = catalogue()[name].says
    same = {one for other, known in catalogue().items() if known.says == says for one in spoilt.truth[other]}
    found = set(spoilt.mends[says])
    assert spoilt.truth[name] <= found
    assert found == same


def test_rows_that_stand_twice_are_found(spoilt):
    assert sorted(spoilt.mends["ROW_TWICE"]) == sorted(spoilt.truth["duplicate-rows"])


def test_rows_that_share_a_record_id_are_both_found(spoilt):
    assert set(spoilt.mends["RECORD_ID_TWICE"]) == spoilt.truth["record-id-twice"]
    assert len(spoilt.mends["RECORD_ID_TWICE"]) == 2 * len(spoilt.truth["record-id-twice"])


def test_two_people_under_one_number_are_found_for_each_and_nobody_else(sent):
    records = pseudonymous(sent.records).append_column(
        "submission_id", pa.repeat(pa.scalar("one"), sent.records.num_rows)
    )
    connection = duckdb.connect()
    connection.register("records", records)
    nobody = pa.table({name: pa.array([], pa.string()) for name in ("submission_id", "pathway", "person")})
    connection.register("replaced_pair", nobody)
    connection.register("sent", pa.table({"submission_id": ["one"], "organisation": ["RHQ"], "place": [0]}))
    connection.register("asked_person", pa.table({"person": records["person"].unique()}))
    connection.register("asked_pathway", pa.table({"pathway": records["pathway"].unique()}))
    (query,) = statements("identity")
    found = connection.sql(query).to_arrow_table().to_pylist()
    kind = catalogue()["two-people-one-number"].says
    two = {person for one in found if one["kind"] == kind for person in one["people"]}
    changed = {record for _, record in sent.truth["two-people-one-number"]}
    numbers = dict(zip(records["record_id"].to_pylist(), records["person"].to_pylist(), strict=True))
    assert changed
    assert two == {numbers[record] for record in changed}


def test_a_site_code_is_counted_for_its_trust(sent, assessed):
    codes = dict(zip(*(sent.records[name].to_pylist() for name in ("record_id", "org_treatment")), strict=True))
    counted = [record for _, record in sent.truth["site-code-for-trust"] if assessed[record]["31_counted"] == "Y"]
    assert len(counted) > 100
    assert all(len(codes[record]) == 5 and assessed[record]["31_org"] == codes[record][:3] for record in counted)


def test_a_missing_column_is_refused_by_name(write, scope):
    folder, truth = write("column-gone:1")
    assert truth["column-gone"] == {(path.name, "") for path in folder.iterdir()}
    with pytest.raises(Refused, match="icd10") as refused:
        read(folder / LARGEST, scope.today)
    assert refused.value.code == catalogue()["column-gone"].says


def test_a_drop_in_volume_raises_the_alarm_and_no_drop_raises_none(write, scope):
    shapes = {
        words: shape_of(pseudonymous(read(write(words)[0] / LARGEST, scope.today).records), scope.today)
        for words in ("", "volume-drop")
    }
    before = Earlier(shapes[""], "2024-05", "2025-02", is_replaced=False)
    alarms = {words: drift(shape, "2025-03", "2025-03", [before]).alarms for words, shape in shapes.items()}
    assert catalogue()["volume-drop"].says in {one.id for one in alarms["volume-drop"]}
    assert catalogue()["volume-drop"].says not in {one.id for one in alarms[""]}


def test_late_records_come_in_a_second_file_and_not_in_the_first(write, scope):
    folder, truth = write("late-data")
    late = read(folder / "synthetic-records-RHQ-late.csv", scope.today).records
    in_time = read(folder / LARGEST, scope.today).records
    names = set(late["record_id"].to_pylist())
    assert names == {record for file, record in truth["late-data"] if file == "synthetic-records-RHQ-late.csv"}
    assert not names & set(in_time["record_id"].to_pylist())
    assert (scope.today - pc.min(late["treatment_start_date"]).as_py()).days <= 30


def test_parquet_carries_faults_of_records_and_the_truth_names_them(scope, organisations, rules, tmp_path):
    path = tmp_path / "records.parquet"
    with Truth(tmp_path / "truth.csv") as truth:
        faults = asked_for("missing-decision-date:0.5")
        written = write_parquet(path, scope, organisations, referrals_a_year=20_000, faults=faults, truth=truth)
    with (tmp_path / "truth.csv").open(encoding="utf-8") as file:
        named = {row["record_id"] for row in csv.DictReader(file) if row["fault"] == "missing-decision-date"}
    connection = duckdb.connect()
    empty = f"SELECT record_id FROM '{path}' WHERE treatment_start_date <= '2025-04-23' AND ctp_start_date IS NULL"
    assert len(named) > 500
    assert {row[0] for row in connection.execute(empty).fetchall()} == named
    assert written.faults >= len(named)


def test_parquet_refuses_faults_that_only_text_can_hold(scope, organisations, tmp_path):
    with pytest.raises(Refused, match="lost-leading-zero"):
        write_parquet(tmp_path / "r.parquet", scope, organisations, faults=asked_for("lost-leading-zero"))
    assert not list(tmp_path.iterdir())


def test_the_same_faults_are_put_in_again_by_the_same_seed(write):
    first, again = (write("all")[0] for _ in range(2))
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in again.iterdir()
    }


def test_a_fault_or_rate_that_cannot_be_is_refused_with_what_can():
    with pytest.raises(Refused, match="No fault is called late") as refused:
        asked_for("late")
    assert "late-data" in refused.value.mend
    for words in ("late-data:2", "late-data:0", "late-data:some"):
        with pytest.raises(Refused, match="names no rate"):
            asked_for(words)


def test_faults_are_read_with_their_own_rates_and_those_asked_for():
    asked = asked_for("late-data:0.5, missing-decision-date")
    assert asked == {"missing-decision-date": 0.02, "late-data": 0.5}
    assert set(asked_for("all")) == set(catalogue())
