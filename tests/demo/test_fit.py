"""What the clocks make of the synthetic records looks like the published figures of the same trusts and months."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from clearway.demo.axes import BANDS

pytestmark = pytest.mark.slow

LARGE = 100
"""Trust and month counts below this vary by chance more than any tolerance."""

EVENTS = """
    SELECT '28' AS standard, fds_org AS trust, fds_month AS month, 2 AS halves, fds_days::INT AS days,
           fds_within = 'Y' AS within
    FROM results WHERE fds_counted = 'Y'
    UNION ALL SELECT '31', "31_org", "31_month", 2, "31_days"::INT, "31_within" = 'Y'
    FROM results WHERE "31_counted" = 'Y'
    UNION ALL SELECT '62', "62_treat_org", "62_month", ("62_treat_total"::DOUBLE * 2)::INT, "62_days"::INT,
           "62_within" = 'Y'
    FROM results WHERE "62_counted" = 'Y'
    UNION ALL SELECT '62', "62_inv_org", "62_month", ("62_inv_total"::DOUBLE * 2)::INT, "62_days"::INT,
           "62_within" = 'Y'
    FROM results WHERE "62_counted" = 'Y' AND "62_inv_org" <> ''
"""
PRINTED = """
    SELECT standard, org_code AS trust, month, total::DOUBLE AS total, within::DOUBLE AS within, band_people AS people
    FROM figures
    WHERE basis = 'provider' AND band_people IS NOT NULL AND stage_route IN ('ALL ROUTES', 'ALL STAGES')
      AND coalesce(modality, 'ALL MODALITIES') = 'ALL MODALITIES' AND cancer_type = 'ALL CANCERS'
    UNION ALL
    SELECT standard, org_code, month, sum(total)::DOUBLE, sum(within)::DOUBLE, NULL
    FROM figures
    WHERE basis = 'provider' AND band_people IS NULL AND (standard = '28' OR modality = 'ALL MODALITIES')
      AND month NOT IN (SELECT month FROM figures WHERE basis = 'provider' AND band_people IS NOT NULL)
    GROUP BY ALL
"""
COMPUTED = """
    SELECT standard, trust, month, sum(halves) / 2 AS total, sum(halves) FILTER (within) / 2 AS within
    FROM events GROUP BY ALL
"""


@pytest.fixture(scope="module")
def compared(made, figures, organisations):
    """A connection with `printed` and `computed`: people by standard, trust of the alliance, and month."""
    connection = duckdb.connect()
    days = (date(2023, 10, 1), made.scope.today)
    trusts = sorted({code for day in days for code in organisations.providers_of_alliance(made.scope.alliance, day)})
    connection.register("trusts", pa.table({"trust": trusts}))
    for name, table in (("results", made.results), ("figures", figures), ("records", made.records)):
        connection.register(name, table)
    connection.execute(f"CREATE TABLE events AS {EVENTS}")
    connection.execute(f"CREATE TABLE printed AS SELECT * FROM ({PRINTED}) SEMI JOIN trusts USING (trust)")
    connection.execute(f"CREATE TABLE computed AS {COMPUTED}")
    return connection


def test_each_trusts_share_within_each_standard_is_within_two_points_of_the_published_one(compared):
    rows = compared.execute(f"""
        SELECT standard, trust, month, p.total, abs(100 * p.within / p.total - 100 * c.within / c.total) AS apart
        FROM printed p JOIN computed c USING (standard, trust, month) WHERE p.total >= {LARGE}
    """).fetchall()
    assert len(rows) > 100
    assert [row for row in rows if row[-1] > 2] == []
    assert sum(row[-1] for row in rows) / len(rows) < 0.3


def test_over_all_published_months_a_trust_is_within_half_a_point(compared):
    rows = compared.execute(f"""
        SELECT standard, trust, sum(p.total),
               abs(100 * sum(p.within) / sum(p.total) - 100 * sum(c.within) / sum(c.total)) AS apart
        FROM printed p JOIN computed c USING (standard, trust, month) GROUP BY ALL HAVING sum(p.total) > 12 * {LARGE}
    """).fetchall()
    assert len(rows) >= 10
    assert [row for row in rows if row[-1] > 0.5] == []


def test_no_trust_has_many_more_or_fewer_people_than_published(compared):
    rows = compared.execute("""
        SELECT standard, trust, sum(c.total) / sum(p.total) AS ratio FROM printed p JOIN computed c
        USING (standard, trust, month) GROUP BY ALL HAVING sum(p.total) > 500
    """).fetchall()
    assert rows
    assert [row for row in rows if not 0.97 < row[-1] < 1.05] == []


@pytest.mark.parametrize("standard", ["28", "31", "62"])
def test_each_wait_band_is_within_three_points_of_the_published_one(compared, standard):
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
    assert len(rows) > 100
    assert [row for row in rows if row[-1] > 3] == []


def test_waits_to_be_first_seen_follow_the_published_ones(compared):
    rows = compared.execute("""
        WITH wanted AS (
            SELECT org_code AS trust, sum(within)::DOUBLE / sum(total) AS share, sum(total) AS total FROM figures
            WHERE basis = 'provider' AND standard = 'usc_first_seen' GROUP BY ALL),
        own AS (
            SELECT org_first_seen AS trust, avg((date_first_seen - crtp_start - wta_first_seen <= 14)::INT) AS share
            FROM records WHERE priority_type = '3' AND referral_type <> '16'
              AND date_first_seen BETWEEN '2023-10-01' AND '2025-03-31' GROUP BY ALL)
        SELECT trust, wanted.share, own.share FROM wanted JOIN own USING (trust) SEMI JOIN trusts USING (trust)
        WHERE total > 2000
    """).fetchall()
    assert len(rows) >= 4
    assert [row for row in rows if abs(row[1] - row[2]) > 0.1] == []


def test_the_kinds_of_treatment_keep_each_trusts_published_proportions(compared):
    rows = compared.execute("""
        WITH wanted AS (
            SELECT org_code AS trust, modality AS kind, sum(total)::DOUBLE AS people FROM figures
            WHERE basis = 'provider' AND standard = '31' AND stage_route <> 'ALL STAGES' AND cancer_type = 'ALL CANCERS'
              AND modality NOT LIKE 'ALL%'
              AND (band_people IS NOT NULL OR month NOT IN (SELECT month FROM printed WHERE people IS NOT NULL))
            GROUP BY ALL),
        own AS (SELECT "31_org" AS trust, "31_group" AS kind, count(*) AS people FROM results
                WHERE "31_counted" = 'Y' AND "31_month" BETWEEN '2023-10' AND '2025-03' GROUP BY ALL)
        SELECT trust, kind, wanted.people / sum(wanted.people) OVER (PARTITION BY trust) AS share,
               own.people / sum(own.people) OVER (PARTITION BY trust) AS own_share,
               sum(wanted.people) OVER (PARTITION BY trust)
        FROM wanted JOIN own USING (trust, kind) SEMI JOIN trusts USING (trust)
    """).fetchall()
    assert [row for row in rows if row[-1] > 1000 and abs(row[2] - row[3]) > 0.03] == []
