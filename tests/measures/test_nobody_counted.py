"""A figure of nobody has no share and no interval, and never reads as nought per cent (fault 34)."""

from collections.abc import Iterator

import duckdb
import pytest

from clearway.measures.position import position
from clearway.measures.question import Question
from clearway.standards import load_rule_book


@pytest.fixture
def figures() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute(
        """
        CREATE TABLE submissions AS
        SELECT 's' AS id, 'march.xlsx' AS file_name, TIMESTAMPTZ '2025-05-08' AS received_at;
        CREATE TABLE about AS SELECT 'snapshot' AS name, 'x' AS value;
        CREATE TABLE published_figures AS
        SELECT
            's' AS submission_id, 'final' AS release, 'provider' AS basis, '2025-03' AS month, '62' AS standard,
            'ENGLAND' AS org_code, FALSE AS with_route, FALSE AS with_modality, FALSE AS with_cancer,
            NULL::VARCHAR AS stage_route, NULL::VARCHAR AS modality, NULL::VARCHAR AS cancer_type,
            0::DECIMAL(12, 1) AS total, 0::DECIMAL(12, 1) AS within, 0::DECIMAL(12, 1) AS breaches,
            0::DECIMAL(12, 1) AS after_104, TRUE AS is_printed, TRUE AS is_newest
        """
    )
    yield connection
    connection.close()


def test_nobody_counted_has_no_share_no_interval_and_is_neither_met_nor_short(figures) -> None:
    (row,) = position(figures, Question(basis="published", standards=("62",)), load_rule_book()).rows
    assert (row.total, row.rate, row.lower, row.upper) == (0, None, None, None)
    assert (row.is_met, row.short_of_target) == (None, None)
    assert row.threshold is not None
    assert row.as_json()["rate"] is None
