"""Draw the pictures of docs/stats/comparison-and-disclosure.md from invented numbers."""

from pathlib import Path

import numpy as np

from clearway.publications.charts import DrawingBoard, funnel_chart, gradient_chart
from clearway.stats import wilson
from clearway.stats.funnel import PROPORTION, overdispersion, proportion_funnel
from clearway.stats.inequality import Kind, inequality

IMAGES = Path(__file__).parents[1] / "docs" / "images"
UNITS = 22


def main() -> None:
    """Write both pictures; the same numbers each time."""
    random = np.random.default_rng(5)
    people = random.integers(60, 900, UNITS)
    within = random.binomial(people, 1 / (1 + np.exp(-random.normal(0.7, 0.28, UNITS))))
    funnel = funnel_chart(
        "62-day share by trust (invented)",
        [f"Trust {chr(65 + place)}" for place in range(UNITS)],
        proportion_funnel(within, people),
        units="trusts",
        size_title="people treated",
        wider=overdispersion(within, people, PROPORTION),
    )
    group = np.full(10, 1_000)
    early = random.binomial(group, np.linspace(0.5, 0.62, 10))
    lower, upper = wilson(early, group)
    found = inequality(early / group, group, lower, upper, kind=Kind.PROPORTION, transform=True)
    names = [f"tenth {place}" for place in range(1, 11)]
    gradient = gradient_chart("Early stage by deprivation (invented)", names, early / group, lower, upper, found)
    board = DrawingBoard()
    for name, chart in (("funnel", funnel), ("gradient", gradient)):
        (IMAGES / f"{name}.svg").write_text(board.draw(chart).wide, encoding="utf-8")


if __name__ == "__main__":
    main()
