"""Bands of waits add up to the position, published and computed, whichever way a place is counted."""

from decimal import Decimal

import duckdb
import pytest
from tests.intake.builders import records
from tests.pipeline.conftest import desk  # noqa: F401
from tests.pipeline.loading import Desk

from clearway.measures.adjustments import adjustment_effects
from clearway.measures.position import position
from clearway.measures.question import Question, Side, where
from clearway.measures.wait_bands import EDGES, wait_bands
from clearway.standards import load_rule_book

ALLIANCE = "E56000025"
TREATED = {"org_first_seen": "RHQ", "org_treatment": "RHQ", "crtp_start": "2025-01-01", "ctp_start_date": "2025-01-20"}


@pytest.mark.parametrize("standard", ["28", "31", "62"])
@pytest.mark.parametrize("side", ["trusts", "residents"])
def test_the_published_bands_of_an_alliance_add_up_to_its_position(
    figures: duckdb.DuckDBPyConnection, standard: str, side: Side
) -> None:
    bands = wait_bands(
        figures, basis="published", standard=standard, month="2025-03", place_kind="alliance", place=ALLIANCE, side=side
    )
    question = Question(
        basis="published",
        standards=(standard,),
        by=("alliance",),
        where=where(alliance=ALLIANCE),
        first_month="2025-03",
        last_month="2025-03",
        side=side,
    )
    (row,) = position(figures, question, load_rule_book()).rows
    within = [band.people for band in bands if band.last is not None and band.last <= int(standard)]
    assert sum(band.people for band in bands) == row.total
    assert sum(within) == row.within


def test_the_last_band_of_the_62_days_is_who_was_treated_after_day_104(figures: duckdb.DuckDBPyConnection) -> None:
    bands = wait_bands(
        figures, basis="published", standard="62", month="2025-03", place_kind="provider", place="RHQ", side="trusts"
    )
    assert (bands[-1].first, bands[-1].last, bands[-1].people) == (105, None, Decimal("63.0"))
    assert [band.last for band in bands[:-1]] == list(EDGES["62"])


def test_a_month_that_only_an_extract_holds_has_no_bands(figures: duckdb.DuckDBPyConnection) -> None:
    for month in ("2025-02", "2030-01"):
        assert not wait_bands(
            figures, basis="published", standard="62", month=month, place_kind="provider", place="RHQ", side="trusts"
        )


@pytest.mark.parametrize(("days", "band"), [(31, 0), (32, 1), (62, 3), (63, 4), (104, 6), (105, 7)])
def test_a_computed_wait_lies_in_the_band_that_ends_at_or_after_it(desk: Desk, days: int, band: int) -> None:  # noqa: F811
    from datetime import date, timedelta

    treated = date(2025, 6, 30)
    start = (treated - timedelta(days=days)).isoformat()
    record = {**TREATED, "crtp_start": start, "ctp_start_date": start, "treatment_start_date": treated.isoformat()}
    desk.load(desk.csv(records(record, date_first_seen="", fds_end_date="", fds_end_reason="")))
    desk.publish()
    with desk.figures() as figures:
        bands = wait_bands(
            figures, basis="computed", standard="62", month="2025-06", place_kind="provider", place="RHQ", side="trusts"
        )
    assert [one.people for one in bands] == [Decimal(at == band) for at in range(8)]


def test_adjustments_are_taken_off_and_put_back_side_by_side(desk: Desk) -> None:  # noqa: F811
    treated = {**TREATED, "treatment_start_date": "2025-03-10"}  # day 68
    excused = {**treated, "wta_treatment": "6", "wta_treatment_reason": "2"}
    desk.load(desk.csv(records(treated, excused, {**treated, "treatment_start_date": "2025-03-01"})))
    desk.publish()
    with desk.figures() as figures:
        (effect,) = adjustment_effects(
            figures, standard="62", month="2025-03", place_kind="provider", place="RHQ", side="trusts"
        )
    assert (effect.total, effect.within, effect.within_without) == (3, 2, 1)
    assert (effect.adjusted, effect.turned, effect.days) == (1, 1, 6)
    assert (effect.rate, effect.rate_without) == pytest.approx((2 / 3, 1 / 3))
    assert effect.lower_without is not None
    assert effect.lower_without < 1 / 3


def test_a_place_without_events_has_no_effect_and_no_bands(desk: Desk) -> None:  # noqa: F811
    desk.load(desk.csv(records({**TREATED, "treatment_start_date": "2025-03-10"})))
    desk.publish()
    with desk.figures() as figures:
        asked = {"standard": "62", "month": "2025-03", "place_kind": "provider", "place": "RXX", "side": "trusts"}
        assert adjustment_effects(figures, **asked) == []  # type: ignore[arg-type]
        assert wait_bands(figures, basis="computed", **asked) == []  # type: ignore[arg-type]
