"""Records straight into Parquet: the form of a loaded submission, the same bytes again, the size that was asked for."""

import hashlib

import duckdb
import pyarrow.parquet as pq
import pytest

from clearway.demo.ground import scope_of
from clearway.demo.parquet import write_parquet
from clearway.pipeline.pseudonyms import analytical_schema
from clearway.records.waiting_times import schema

pytestmark = pytest.mark.slow

SMALL = 60_000


@pytest.fixture(scope="module")
def scope(figures):
    return scope_of(figures, alliance="E56000025", years=1, seed=11, of_england=True)


@pytest.fixture(scope="module")
def written(scope, organisations, tmp_path_factory):
    path = tmp_path_factory.mktemp("parquet") / "records.parquet"
    return write_parquet(path, scope, organisations, referrals_a_year=SMALL)


@pytest.fixture(scope="module")
def records(written):
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW records AS FROM '{written.files[0]}'")
    return connection


def test_the_columns_are_those_of_a_loaded_submission(written):
    assert pq.read_schema(written.files[0]).equals(analytical_schema())


def test_the_records_are_as_many_as_the_referrals_asked_for_and_those_treated_beside(written, records):
    told = (
        "SELECT count(*) FROM records WHERE crtp_start BETWEEN '2024-05-01' AND '2025-04-22' AND priority_type <> '1'"
    )
    assert 0.9 * SMALL < records.execute(told).fetchone()[0] < 1.15 * SMALL
    assert written.records == records.execute("SELECT count(*) FROM records").fetchone()[0]


@pytest.mark.long
def test_the_same_scope_gives_the_same_bytes_and_another_seed_other_ones(
    written, scope, organisations, figures, tmp_path
):
    def digest(path):
        return hashlib.sha256(path.read_bytes()).hexdigest()

    again = write_parquet(tmp_path / "again.parquet", scope, organisations, referrals_a_year=SMALL)
    assert digest(again.files[0]) == digest(written.files[0])
    other = scope_of(figures, alliance="E56000025", years=1, seed=12, of_england=True)
    differing = write_parquet(tmp_path / "other.parquet", other, organisations, referrals_a_year=SMALL)
    assert digest(differing.files[0]) != digest(written.files[0])


def test_a_folder_holds_the_same_records_month_by_month(written, records, scope, organisations, tmp_path):
    months = write_parquet(tmp_path / "months", scope, organisations, referrals_a_year=SMALL)
    assert len(months.files) > 1
    assert months.records == written.records
    records.execute(f"CREATE VIEW other AS FROM '{tmp_path}/months/*.parquet'")
    apart = "SELECT count(*) FROM (FROM records EXCEPT ALL FROM other)"
    assert records.execute(apart).fetchone()[0] == 0


def test_every_record_has_a_name_and_a_link_of_its_own(records):
    found = records.execute("SELECT count(*), count(DISTINCT record_id), count(DISTINCT link) FROM records").fetchone()
    assert len(set(found)) == 1


def test_people_treated_again_are_the_same_person_of_the_same_age_and_sex(records):
    later = """
        SELECT count(*),
               count(*) FILTER (f.sex = l.sex AND f.ethnicity = l.ethnicity AND f.commissioner = l.commissioner),
               count(*) FILTER (abs(l.age_at_referral - f.age_at_referral) <= 2)
        FROM records f JOIN records l USING (pathway)
        WHERE f.event_type = '01' AND l.event_type = '02' AND f.person = l.person
    """
    found = records.execute(later).fetchone()
    assert found[0] > 1_000
    assert len(set(found)) == 1


def test_some_people_are_referred_again_months_later(records):
    again = """
        SELECT count(*) / (SELECT count(*) FROM records WHERE crtp_start IS NOT NULL),
               median(abs(a.crtp_start - b.crtp_start))
        FROM records a JOIN records b USING (person)
        WHERE a.pathway < b.pathway AND a.crtp_start IS NOT NULL AND b.crtp_start IS NOT NULL AND a.sex = b.sex
    """
    share, days = records.execute(again).fetchone()
    assert 0.005 < share < 0.03
    assert days > 60


def test_with_identifiers_the_columns_are_those_of_the_contract_and_the_numbers_valid(scope, organisations, tmp_path):
    import nhs_number

    written = write_parquet(tmp_path / "r.parquet", scope, organisations, referrals_a_year=SMALL, form="contract")
    assert pq.read_schema(written.files[0]).equals(schema())
    numbers = pq.read_table(written.files[0], columns=["nhs_number"])["nhs_number"].to_pylist()
    assert all(number.startswith("999") and nhs_number.is_valid(number) for number in numbers[::500])
