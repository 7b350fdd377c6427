"""The chart of a gradient, and the sentence that its slope supports."""

import numpy as np
import pytest

from clearway.publications.charts import DrawingBoard, Width
from clearway.publications.charts.gradient import gradient_chart, gradient_sentence
from clearway.stats import wilson
from clearway.stats.inequality import Kind, inequality

PEOPLE = np.full(10, 1_000.0)
WITHIN = np.linspace(500, 630, 10).round()


def test_groups_stand_at_their_ranks_with_intervals_and_a_line_from_end_to_end() -> None:
    lower, upper = wilson(WITHIN, PEOPLE)
    found = inequality(WITHIN / PEOPLE, PEOPLE, lower, upper, kind=Kind.PROPORTION, transform=True)
    chart = gradient_chart("Early stage", [str(n) for n in range(1, 11)], WITHIN / PEOPLE, lower, upper, found)
    layers = chart.spec(Width.WIDE)["layer"]
    line, whiskers, marks = (layer["data"]["values"] for layer in layers)
    assert [line[0]["rank"], line[-1]["rank"]] == [0, 1]
    assert line[-1]["value"] - line[0]["value"] == pytest.approx(float(found.slope_index))
    assert len(whiskers) == len(marks) == 10
    assert whiskers[0]["lower"] < marks[0]["value"] < whiskers[0]["upper"]
    assert "percentage points higher" in chart.sentence
    drawing = DrawingBoard().draw(chart)
    assert drawing.notice == ""
    assert "most deprived" in drawing.narrow


def test_the_sentence_claims_no_difference_that_chance_could_have_made() -> None:
    assert "can be told from chance" in gradient_sentence(0.01, -0.02, 0.04)
    assert gradient_sentence(-0.1, -0.12, -0.08).startswith(
        "From the most to the least deprived the value is 10.0 percentage points lower"
    )
    assert "(95% interval 8.0 to 12.0)" in gradient_sentence(-0.1, -0.12, -0.08)
    assert "is 7.2 higher" in gradient_sentence(7.2, 3, 11, per_cent=False)


def test_groups_that_cannot_be_fitted_have_no_chart() -> None:
    gap = inequality([0.5] * 4 + [np.nan], [1] * 5, errors=[1] * 5)
    with pytest.raises(ValueError, match="must be there"):
        gradient_chart("Gap", list("abcde"), [0.5] * 5, [0.4] * 5, [0.6] * 5, gap)
