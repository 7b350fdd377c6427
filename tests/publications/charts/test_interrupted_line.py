"""The picture of an interrupted series, and what may be said of it."""

import dataclasses
from datetime import date

import numpy as np
import pytest

from clearway.publications.charts import DrawingBoard, Width, interrupted_line
from clearway.publications.charts.interrupted_line import sentence_of
from clearway.stats.interrupted import Interrupted, interrupted

MONTHS = [date(2023 + place // 12, place % 12 + 1, 1) for place in range(30)]
NOISE = np.random.default_rng(2).normal(0, 0.5, 30)
STEP = 60 + 8 * (np.arange(30) >= 14) + NOISE


def fitted(values: np.ndarray, **settings: object) -> Interrupted:
    return interrupted(values, 14, **settings)  # type: ignore[arg-type]


def test_the_fitted_line_breaks_at_the_change_and_the_counterfactual_begins_there() -> None:
    left_out = np.arange(30) == 15
    chart = interrupted_line("Step", MONTHS, [*map(float, STEP)], fitted(STEP, left_out=left_out), "clinic opened")
    lines, points = (layer["data"]["values"] for layer in chart.spec(Width.WIDE)["layer"][:2])
    assert {row["part"] for row in lines} == {"fitted 0", "fitted 14", "had nothing changed 14"}
    assert [row["mark"] for row in points].index("left out") == 15
    drawing = DrawingBoard().draw(chart)
    assert "clinic opened" in drawing.wide
    assert "had nothing changed" in drawing.narrow


def test_what_is_said_holds_the_interval_and_no_more_than_the_series_reaches() -> None:
    said = sentence_of(fitted(STEP))
    assert said.startswith("After 6 months it is 8.")
    assert "higher than had nothing changed (difference " in said
    assert "After 12 months" in said
    assert "After 12 months" not in sentence_of(fitted(STEP[:24]))
    assert "does not reach" in sentence_of(fitted(STEP[:24], effects_at=(12,)))


@pytest.mark.parametrize("sign", [1, -1])
def test_no_change_among_what_is_possible_is_said_so(sign: int) -> None:
    assert "no change is among what is possible" in sentence_of(fitted(60 + sign * NOISE))


def test_a_share_moves_by_percentage_points() -> None:
    found = fitted(STEP)
    effect = dataclasses.replace(found.effects[0], difference=-0.05, lower=-0.08, upper=-0.02)
    said = sentence_of(dataclasses.replace(found, effects=(effect,)), is_share=True)
    assert "5.0 percentage points lower than had nothing changed (difference -8.0 percentage points to -2.0" in said


def test_a_series_that_never_differs_from_its_counterfactual_is_drawn_too() -> None:
    flat = interrupted_line("Flat", MONTHS, [1.0] * 30, fitted(np.ones(30)), "nothing")
    assert DrawingBoard().draw(flat).wide.startswith("<svg")
