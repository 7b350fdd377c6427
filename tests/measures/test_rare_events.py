"""Rare breaches one by one: days and pathways between them, only where they are rare and the records tell the day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pytest

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.rare_events import rare_events_of
from clearway.publications.rare_event_series import rare_event_series
from clearway.records.findings import Refused

CATALOGUE = load_catalogue()
THIRTY_ONE = CATALOGUE["CWT-31D"]
FIRST = date(2024, 1, 1)
BREACHES = (10, 30, 55, 56, 90, 140, 199)
"""Which of the pathways of Rotherham are breaches; one is treated each day."""


@pytest.fixture(scope="module")
def figures() -> Iterator[duckdb.DuckDBPyConnection]:
    """200 pathways of Rotherham, seven of them breaches; a hundred of Barnsley, half of them; ten of Sheffield."""
    opened = duckdb.connect()
    opened.execute("CREATE TABLE submissions (file_name VARCHAR, received_at TIMESTAMP)")
    opened.execute("CREATE TABLE about AS SELECT 'store_kind' AS name, 'demo' AS value")
    opened.execute(
        "CREATE TABLE events (standard VARCHAR, treat_trust VARCHAR, inv_trust VARCHAR, submission_id VARCHAR, "
        "ordinal BIGINT, is_within BOOLEAN)"
    )
    opened.execute("CREATE TABLE records (submission_id VARCHAR, ordinal BIGINT, treatment_start_date DATE)")
    held = [("RFR", at, at not in BREACHES) for at in range(200)]
    held += [("RFF", at, bool(at % 2)) for at in range(100)] + [("RHQ", at, at > 2) for at in range(10)]
    for ordinal, (trust, at, is_within) in enumerate(held):
        shared = "RHQ" if trust == "RFR" and at == 30 else None
        opened.execute("INSERT INTO events VALUES ('31', ?, ?, 's', ?, ?)", [trust, shared, ordinal, is_within])
        opened.execute("INSERT INTO records VALUES ('s', ?, ?)", [ordinal, FIRST + timedelta(days=at)])
    yield opened
    opened.close()


def test_the_day_of_each_breach_and_what_lies_between_them_are_told(figures: duckdb.DuckDBPyConnection) -> None:
    found = rare_events_of(figures, THIRTY_ONE, "provider", "RFR")
    assert found.days == tuple(FIRST + timedelta(days=at) for at in BREACHES)
    assert found.gaps == tuple(later - earlier for earlier, later in pairwise(BREACHES))
    assert found.cases == tuple(gap - 1 for gap in found.gaps), "two in a row have no pathway between them"
    assert (found.pathways, found.is_synthetic) == (200, True)


@pytest.mark.parametrize(
    ("measure", "level", "area", "code"),
    [
        ("CWT-31D", "provider", "RFF", "EVENTS-NOT-RARE"),
        ("CWT-31D", "provider", "RHQ", "TOO-FEW-EVENTS"),
        ("CWT-31D", "provider", "RZZ", "TOO-FEW-EVENTS"),
        ("CWT-31D", "district", "E08000018", "RARE-EVENTS-NOT-KNOWN"),
        ("EDX-STAGE", "provider", "RFR", "RARE-EVENTS-NOT-KNOWN"),
        ("DIA-DM01", "provider", "RFR", "RARE-EVENTS-NOT-KNOWN"),
    ],
)
def test_where_no_such_chart_can_be_it_is_refused_saying_why(
    figures: duckdb.DuckDBPyConnection, measure: str, level: str, area: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        rare_events_of(figures, CATALOGUE[measure], level, area)
    assert refused.value.code == code


def test_the_chart_of_pathways_and_that_of_days_say_what_they_show_with_limits_for_each_breach(
    figures: duckdb.DuckDBPyConnection,
) -> None:
    events = rare_events_of(figures, THIRTY_ONE, "provider", "RFR")
    pathways, days = (rare_event_series(THIRTY_ONE, events, chart) for chart in ("g", "t"))
    assert pathways.said.startswith(
        "7 breaches of 200 pathways; the chart shows pathways between one breach and the next"
    )
    assert "days between one breach and the next" in days.said
    plain = pathways.as_json()
    assert (plain["method"], plain["is_synthetic"]) == ("g, probability limits", True)
    assert [row["value"] for row in plain["rows"]] == list(map(float, events.cases))
    assert [row["date"] for row in plain["rows"]] == [day.isoformat() for day in events.days[1:]]
    assert all(row["lower"] <= row["mean"] <= row["upper"] for row in plain["rows"])
    assert days.as_json()["method"].startswith("t (Nelson)")
