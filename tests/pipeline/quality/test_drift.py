"""Drift: both hurdles, of size and of chance, from either side."""

from datetime import date

import pyarrow as pa
import pytest

from clearway.pipeline.quality.drift import Drift, Earlier, bounds, drift, mix_distance
from clearway.pipeline.quality.needs import needs
from clearway.pipeline.quality.shape import SHAPE_SCHEMA, Shape, as_stored, from_stored

BEFORE = [f"2024-{month:02}" for month in range(4, 13)]


def shape(counts: dict[str, int], seen_on: date = date(2025, 6, 30), **more: object) -> Shape:
    """So many people treated in each month."""
    rows = [
        {"month": month, "what": "volume", "name": "treated", "value": "", "count": count, "of": count}
        for month, count in counts.items()
    ]
    return Shape(pa.Table.from_pylist(rows, schema=SHAPE_SCHEMA), seen_on)


def filled(month: str, column: str, count: int, of: int) -> dict[str, object]:
    return {"month": month, "what": "filled", "name": column, "value": "", "count": count, "of": of}


def volume_alarms(usual: int, now: int, months: list[str] = BEFORE) -> Drift:
    earlier = [Earlier(shape(dict.fromkeys(months, usual)), months[0], months[-1], False)]
    return drift(shape({"2025-01": now}), "2025-01", "2025-01", earlier)


@pytest.mark.parametrize(
    ("usual", "now", "is_alarm"),
    [
        (100, 60, True),  # 40% fewer
        (100, 61, False),
        (100, 159, False),
        (100, 160, True),  # 60% more
        (10, 5, False),  # half, and yet chance does that to ten people
        (10, 0, True),
        (3, 0, False),  # nobody, where three are usual: a small trust does not cry wolf
    ],
)
def test_a_change_of_volume_must_be_large_and_beyond_chance(usual: int, now: int, is_alarm: bool) -> None:
    found = volume_alarms(usual, now)
    assert found.months_compared == ("2025-01",)
    assert bool(found.alarms) is is_alarm


def test_fewer_than_three_months_before_it_are_no_comparison_and_that_is_said() -> None:
    found = volume_alarms(100, 1, BEFORE[:2])
    assert (found.alarms, found.months_compared) == ((), ())
    assert found.not_compared == "1 of 1 months had fewer than 3 months before them."


def test_a_month_outside_the_span_that_a_file_reports_is_not_judged() -> None:
    earlier = [Earlier(shape(dict.fromkeys(BEFORE, 100)), BEFORE[0], BEFORE[-1], False)]
    found = drift(shape({"2025-01": 100, "2025-02": 3}), "2025-01", "2025-01", earlier)
    assert (found.alarms, found.months_compared) == ((), ("2025-01",))


def test_a_month_that_had_not_ended_is_not_judged_and_one_that_ends_today_is() -> None:
    earlier = [Earlier(shape(dict.fromkeys(BEFORE, 100)), BEFORE[0], BEFORE[-1], False)]
    ended = [drift(shape({"2025-01": 20}, date(2025, 1, day)), "2025-01", "2025-01", earlier) for day in (30, 31)]
    assert [bool(one.alarms) for one in ended] == [False, True]


def test_the_same_month_in_the_file_that_is_replaced_is_what_it_is_compared_with() -> None:
    earlier = [Earlier(shape({"2025-01": 100}), "2025-01", "2025-01", True)]
    found = drift(shape({"2025-01": 50}), "2025-01", "2025-01", earlier)
    (alarm,) = found.alarms
    assert alarm.words == (
        "2025-01: 50 people treated, 50% fewer than usual (100 a month in the same month in the file it replaces)."
    )


def test_a_month_held_by_another_file_that_stays_cannot_lose_anybody() -> None:
    earlier = [Earlier(shape({"2025-01": 100}), "2025-01", "2025-01", False)]
    assert drift(shape({"2025-01": 5}), "2025-01", "2025-01", earlier).alarms == ()


@pytest.mark.parametrize(
    ("column", "now", "severity"),
    [
        ("modality", (100, 100), None),
        ("modality", (81, 100), None),  # 19 points more missing
        ("modality", (75, 100), False),
        ("modality", (49, 100), True),  # over half more
        ("modality", (0, 6), True),  # wholly empty, six records
        ("modality", (0, 1), None),  # one record says nothing
        ("ethnicity", (0, 100), False),  # not needed for counting: told, and does not hold the file back
    ],
)
def test_missing_cells_alarm_from_twenty_points_and_hold_back_where_counting_needs_them(
    column: str, now: tuple[int, int], severity: bool | None
) -> None:
    rows = [filled(month, column, 100, 100) for month in BEFORE]
    before = Shape(pa.Table.from_pylist(rows, schema=SHAPE_SCHEMA), date(2025, 6, 30))
    new = Shape(pa.Table.from_pylist([filled("2025-01", column, *now)], schema=SHAPE_SCHEMA), date(2025, 6, 30))
    found = drift(new, "2025-01", "2025-01", [Earlier(before, BEFORE[0], BEFORE[-1], False)])
    assert [one.is_severe for one in found.alarms] == ([] if severity is None else [severity])
    assert found.holds_back is bool(severity)


def test_the_distance_of_two_mixes_is_the_share_that_would_have_to_be_of_another_kind() -> None:
    assert mix_distance({"a": 5, "b": 5}, {"a": 50, "b": 50}) == 0
    assert mix_distance({"a": 10}, {"b": 10}) == 1
    assert mix_distance({"a": 8, "b": 2}, {"a": 5, "b": 5}) == pytest.approx(0.3)


def test_a_shape_is_kept_with_its_day() -> None:
    kept = from_stored(as_stored(shape({"2025-01": 3}, date(2025, 2, 2))))
    assert kept.seen_on == date(2025, 2, 2)
    assert kept.counts.to_pylist()[0]["count"] == 3


def test_the_bounds_say_why_and_that_they_are_our_own() -> None:
    assert bounds()["trust"] == "design"
    assert all(bounds()[name]["reason"] for name in ("volume", "missing", "mix"))


def test_every_column_that_counting_needs_is_asked_about() -> None:
    asked = {one.column for one in needs() if one.is_needed}
    assert {"crtp_start", "fds_end_reason", "treatment_start_date", "icd10"} <= asked
    assert "delay_comment" not in {one.column for one in needs()}
