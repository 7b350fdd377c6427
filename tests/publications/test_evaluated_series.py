"""An evaluation as a picture and as rows."""

import json

import numpy as np

from clearway.evaluation import Conditions, Evaluation, Question, evaluate, monthly_series
from clearway.measures.months import months_between
from clearway.publications.charts import DrawingBoard, Width
from clearway.publications.evaluated_series import evaluated_line, rows_of, told

MONTHS = months_between("2021-04", "2025-03")


def evaluation(months: tuple[str, ...] = MONTHS, settling: int = 0) -> Evaluation:
    people = np.full(len(months), 400)
    share = 0.7 + 0.1 * np.array([month >= "2023-10" for month in months])
    within = np.random.default_rng(4).binomial(people, share)
    series = monthly_series("62-day", months, within, of=people, kind="share")
    return evaluate(Question("62-day", "Ashford", "2023-10", 0.05), series, conditions=Conditions(settling=settling))


def test_the_band_lies_about_the_counterfactual_from_the_change_on() -> None:
    found = evaluation(settling=2)
    chart = evaluated_line(found)
    band = chart.spec(Width.WIDE)["layer"][0]["data"]["values"]
    assert len(band) == 18
    assert band[0]["day"] == "2023-10-01"
    assert all(row["lower"] < row["upper"] for row in band)
    drawing = DrawingBoard().draw(chart)
    assert "change, October 2023" in drawing.wide
    assert "had nothing changed" in drawing.narrow
    assert chart.sentence.startswith("In the 16 months counted since October 2023")


def test_before_eight_months_there_are_points_alone_and_a_change_to_come_is_not_drawn() -> None:
    early = DrawingBoard().draw(evaluated_line(evaluation(MONTHS[:32])))
    assert "had nothing changed" not in early.wide
    assert "change, October 2023" in early.wide
    assert "change, October 2023" not in DrawingBoard().draw(evaluated_line(evaluation(MONTHS[:30]))).wide


def test_rows_and_plain_values_can_be_written_anywhere() -> None:
    found = evaluation(settling=2)
    rows = rows_of(found)
    assert [row["side"] for row in rows].count("since") == 18
    assert [row["used"] for row in rows].count(False) == 2
    assert rows[0]["numerator"] == found.asked.series.values[0]
    assert rows[29]["counterfactual"] is None
    plain = json.loads(json.dumps(told(found)))
    assert plain["judged_together"] == 1
    assert plain["phases"]["mean_since"] > plain["phases"]["mean_before"]
    early = json.loads(json.dumps(told(evaluation(MONTHS[:30]))))
    assert early["effect"] is None
    assert early["phases"]["mean_since"] is None
