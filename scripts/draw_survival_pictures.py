"""Draw the picture of docs/stats/survival-and-case-mix.md from invented numbers."""

from pathlib import Path

import numpy as np

from clearway.publications.charts import DrawingBoard
from clearway.publications.charts.survival_curve import survival_chart
from clearway.stats.survival import kaplan_meier

IMAGES = Path(__file__).parents[1] / "docs" / "images"


def main() -> None:
    """Write the picture; the same numbers each time."""
    dice = np.random.default_rng(11)
    stage = np.repeat(["early", "late"], 300)
    died = dice.exponential(np.where(stage == "early", 4200, 900))
    last_seen = dice.uniform(400, 1825, 600)
    curve = kaplan_meier(np.ceil(np.minimum(died, last_seen)), died <= last_seen, stage)
    chart = survival_chart("Survival by stage (invented)", curve, names=["early stage", "late stage"])
    (IMAGES / "survival.svg").write_text(DrawingBoard().draw(chart).wide, encoding="utf-8")


if __name__ == "__main__":
    main()
