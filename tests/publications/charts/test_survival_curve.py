"""The chart of survival, and the sentence beside it."""

import numpy as np
import pytest

from clearway.publications.charts import DrawingBoard, Width
from clearway.publications.charts.survival_curve import MOST_STEPS, survival_chart
from clearway.stats.survival import kaplan_meier

DICE = np.random.default_rng(2)
DAYS = np.ceil(DICE.exponential(600, 300))
GROUP = np.repeat(["early", "late"], 150)


def test_each_group_is_a_stepped_line_from_one_with_its_band_and_name() -> None:
    chart = survival_chart("Invented", kaplan_meier(DAYS, np.ones(300), GROUP))
    band, line, name, *others = chart.spec(Width.WIDE)["layer"]
    assert line["data"]["values"][0] == {"time": 0, "value": 1, "lower": None, "upper": None}
    assert line["mark"]["strokeDash"] != others[1]["mark"]["strokeDash"]
    assert all(row["lower"] <= row["value"] <= row["upper"] for row in band["data"]["values"])
    assert name["data"]["values"][0]["name"] == "early"
    drawing = DrawingBoard().draw(chart)
    assert drawing.notice == ""
    assert "years since diagnosis" in drawing.narrow


def test_the_sentence_counts_people_and_gives_the_interval() -> None:
    curve = kaplan_meier([100] * 40 + [900] * 60, [1] * 40 + [0] * 60)
    assert survival_chart("Invented", curve).sentence == "After 365 days: 60 of every 100 (50 to 69)."
    assert survival_chart("Invented", curve, at=2000).sentence == "Nobody was followed for 2000 days."


def test_many_steps_are_thinned_and_too_many_groups_are_refused() -> None:
    many = survival_chart("Invented", kaplan_meier(np.arange(1, 5001), np.ones(5000)))
    assert len(many.lines[0].steps) == MOST_STEPS + 1
    with pytest.raises(ValueError, match="not 3"):
        survival_chart("Invented", kaplan_meier([1, 2, 3], [1, 1, 1], list("abc")))
