"""Measures of the waiting-time standards say what the position says."""

import duckdb

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.position import position
from clearway.measures.question import Question
from clearway.measures.values import Asked, Ground, values_of
from clearway.standards import load_rule_book

CATALOGUE = load_catalogue()
RULES = load_rule_book()


def test_england_in_march_2025_within_62_days(figures: duckdb.DuckDBPyConnection) -> None:
    last = values_of(Ground(figures, RULES), CATALOGUE["CWT-62D"]).values[-1]
    assert (last.numerator, last.denominator) == (19669.5, 27537.5)
    assert (last.period_end.isoformat(), last.release, last.publisher) == ("2025-03-31", "final", "NHS England")
    assert last.basis == "published"
    assert not last.is_synthetic


def test_every_trust_and_month_agrees_with_the_position(figures: duckdb.DuckDBPyConnection) -> None:
    values = values_of(Ground(figures, RULES), CATALOGUE["CWT-FDS"], Asked(area_type="provider")).values
    rows = position(figures, Question(basis="published", standards=("28",), by=("provider",)), RULES).rows
    said = {(one.area, f"{one.period_end:%Y-%m}"): (one.value, one.lower, one.upper) for one in values}
    assert said == {(row.cut["provider"], row.period): (row.rate, row.lower, row.upper) for row in rows}


def test_a_ratio_above_one_is_shown_without_limits_and_says_why(figures: duckdb.DuckDBPyConnection) -> None:
    values = values_of(Ground(figures, RULES), CATALOGUE["CWT-DETECT"], Asked(area_type="provider")).values
    above = [one for one in values if one.value and one.value > 1]
    assert above
    assert all(one.lower is None and "larger than the whole" in one.note for one in above)
    assert all(one.lower is not None and not one.note for one in values if one.value and one.value < 1)


def test_a_place_that_the_position_does_not_know_has_no_values(figures: duckdb.DuckDBPyConnection) -> None:
    assert values_of(Ground(figures, RULES), CATALOGUE["CWT-62D"], Asked(area_type="district")).values == ()
