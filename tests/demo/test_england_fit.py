"""All of England: what the clocks make of every trust's records looks like what the trust published.

A winter quarter in `make test`, every published month in `make test-all`.
"""

from datetime import date

import duckdb
import pytest
from tests.demo.test_fit import COMPUTED, EVENTS, LARGE, PRINTED

from clearway.clocks.table import assess_parquet
from clearway.demo.axes import BANDS
from clearway.demo.ground import DEFAULT_SEED, Scope
from clearway.demo.parquet import write_parquet

ENGLAND = "ENGLAND"
ROUTE_LABELS = """
    CASE kind WHEN 'USC' THEN 'Urgent Suspected Cancer' WHEN 'BREAST_SYMPTOMATIC' THEN 'Breast Symptomatic'
              WHEN 'SCREENING' THEN 'Screening' WHEN 'UPGRADE' THEN 'Consultant Upgrade' ELSE kind END"""
QUARTER = pytest.param(("2024-12", "2025-01"), marks=[pytest.mark.slow, pytest.mark.long], id="one_quarter")
EVERY_MONTH = pytest.param(("2023-08", "2023-10"), marks=[pytest.mark.slow, pytest.mark.long], id="every_month")


@pytest.fixture(scope="module", params=[QUARTER, EVERY_MONTH])
def compared(request, figures, organisations, rules, tmp_path_factory):
    """A connection with `printed` and `computed`, and the records and results beside; from the second month on."""
    begun, first_full = request.param
    folder = tmp_path_factory.mktemp("england")
    records, results = folder / "records.parquet", folder / "results.parquet"
    write_parquet(records, Scope("E56000025", begun, date(2025, 4, 23), DEFAULT_SEED, of_england=True), organisations)
    assess_parquet(records, results, rules, organisations, memory_limit="2GB")
    connection = duckdb.connect()
    connection.register("figures", figures)
    connection.execute(f"CREATE VIEW records AS FROM '{records}'")
    connection.execute(f"CREATE VIEW results AS FROM '{results}'")
    connection.execute(f"CREATE TABLE events AS {EVENTS}")
    connection.execute(f"CREATE TABLE printed AS SELECT * FROM ({PRINTED}) WHERE month >= '{first_full}'")
    connection.execute(f"DELETE FROM printed WHERE trust = '{ENGLAND}'")
    connection.execute(f"CREATE TABLE computed AS {COMPUTED}")
    return connection


def test_every_trusts_share_within_each_standard_is_within_two_points_of_the_published_one(compared):
    rows = compared.execute(f"""
        SELECT standard, trust, month, p.total, abs(100 * p.within / p.total - 100 * c.within / c.total) AS apart
        FROM printed p LEFT JOIN computed c USING (standard, trust, month) WHERE p.total >= {LARGE}
    """).fetchall()
    assert len(rows) > 900
    assert [row for row in rows if row[-1] is None or row[-1] > 2] == []
    assert sum(row[-1] for row in rows) / len(rows) < 0.2


@pytest.mark.parametrize("standard", ["28", "31", "62"])
def test_every_trusts_wait_bands_are_within_three_points_of_the_published_ones(compared, standard):
    edges = BANDS[standard].upper
    band = "CASE " + " ".join(f"WHEN days <= {edge} THEN {place}" for place, edge in enumerate(edges, start=1))
    rows = compared.execute(f"""
        WITH own AS (SELECT trust, month, {band} ELSE {len(edges) + 1} END AS band, sum(halves) / 2 AS people
                     FROM events WHERE standard = '{standard}' GROUP BY ALL),
             whole AS (SELECT trust, month, sum(people) AS total FROM own GROUP BY ALL),
             wanted AS (SELECT trust, month, total, place AS band, people[place]::DOUBLE AS people
                        FROM printed, generate_series(1, {len(edges) + 1}) AS series(place)
                        WHERE standard = '{standard}' AND total >= {LARGE} AND people IS NOT NULL)
        SELECT w.trust, w.month, w.band,
               abs(100 * w.people / w.total - 100 * coalesce(o.people, 0) / whole.total) AS apart
        FROM wanted w JOIN whole USING (trust, month) LEFT JOIN own o USING (trust, month, band)
    """).fetchall()
    assert len(rows) > 500
    assert [row for row in rows if row[-1] > 3] == []


def test_the_whole_country_has_as_many_people_as_published(compared):
    rows = compared.execute("""
        WITH printed AS (SELECT standard, sum(total) AS total FROM printed GROUP BY 1),
             computed AS (SELECT standard, sum(c.total) AS total FROM computed c SEMI JOIN
                          (SELECT DISTINCT month FROM main.printed) USING (month) GROUP BY 1)
        SELECT standard, c.total / p.total FROM printed p JOIN computed c USING (standard)
    """).fetchall()
    assert len(rows) == 3
    assert [row for row in rows if not 0.99 < row[1] < 1.01] == []


def test_independent_providers_see_people_as_published(compared):
    rows = compared.execute("""
        SELECT trust, p.total, c.total FROM printed p JOIN computed c USING (standard, trust, month)
        WHERE standard = '28' AND NOT regexp_matches(trust, '^R') AND p.total >= 50
    """).fetchall()
    assert len({row[0] for row in rows}) >= 2
    assert [row for row in rows if abs(row[2] / row[1] - 1) > 0.1] == []


def test_most_shared_pathways_stay_within_a_region(compared, organisations):
    day = date(2025, 4, 1)
    pairs = compared.execute("""
        SELECT ipt_1_referring, ipt_1_receiving, count(*) FROM records WHERE ipt_1_referring IS NOT NULL GROUP BY ALL
    """).fetchall()
    people = sum(row[2] for row in pairs)
    near = sum(
        count
        for sender, receiver, count in pairs
        if organisations.region_of_provider(sender, day) == organisations.region_of_provider(receiver, day)
    )
    treated = compared.execute("SELECT count(*) FROM results WHERE \"62_counted\" = 'Y'").fetchone()[0]
    assert 0.05 < people / treated < 0.3
    assert near / people > 0.8


@pytest.mark.parametrize(
    ("standard", "column", "printed_as", "cut"),
    [
        ("62", '"62_cancer_type"', "cancer_type", "stage_route = 'ALL ROUTES' AND modality = 'ALL MODALITIES'"),
        ("62", '"62_route"', "stage_route", "cancer_type = 'ALL CANCERS' AND modality = 'ALL MODALITIES'"),
        ("31", '"31_group"', "modality", "stage_route = 'ALL STAGES' AND cancer_type = 'ALL CANCERS'"),
        ("31", '"31_cancer_type"', "cancer_type", "stage_route = 'ALL STAGES' AND modality = 'ALL MODALITIES'"),
    ],
)
def test_cancer_types_routes_and_treatments_keep_englands_proportions(compared, standard, column, printed_as, cut):
    rows = compared.execute(f"""
        WITH wanted AS (
            SELECT {printed_as} AS kind, total::DOUBLE AS people FROM figures
            WHERE basis = 'provider' AND standard = '{standard}' AND org_code = '{ENGLAND}' AND month = '2025-03'
              AND {printed_as} NOT LIKE 'ALL %' AND {cut}),
        own AS (
            SELECT {column} AS kind, count(*) AS people FROM results
            WHERE "{standard}_counted" = 'Y' AND "{standard}_month" = '2025-03' GROUP BY 1)
        SELECT kind, wanted.people / sum(wanted.people) OVER (), own.people / sum(own.people) OVER ()
        FROM wanted JOIN (SELECT {ROUTE_LABELS} AS kind, people FROM own) own USING (kind)
    """).fetchall()
    assert len(rows) > 2
    assert [row for row in rows if abs(row[1] - row[2]) > 0.01] == []
