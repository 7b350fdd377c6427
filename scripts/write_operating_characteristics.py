"""Write docs/evaluation-operating-characteristics.md: how often the evaluation is right and wrong, by simulation.

`python scripts/write_operating_characteristics.py` takes about ten minutes on one processor. Every number comes from
`clearway.evaluation.operating` with the seed below; the same code gives the same page.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clearway.evaluation import Verdict
from clearway.evaluation.operating import (
    any_false_claim,
    newey_west_claims,
    power_at_stated,
    rates,
    rates_with_control,
)
from clearway.evaluation.shapes import (
    FASTER_DIAGNOSIS,
    REAL_SHAPES,
    SIXTY_TWO_DAY,
    SIXTY_TWO_DAY_ALLIANCE,
    THIRTY_ONE_DAY,
    Shape,
)

PAGE = Path(__file__).parents[1] / "docs" / "evaluation-operating-characteristics.md"
SEED = 20_261_122
METHOD_OF = "22 November 2026"
DRAWS = 500
POWER_DRAWS = 300
LARGE = replace(SIXTY_TWO_DAY_ALLIANCE, name="the same, 5,000 people", people=5_000, spread=0.04)
LENGTHS = ((12, 12), (18, 12), (24, 12), (36, 12), (36, 24), (60, 24))

HEAD = """# How often the evaluation is right and wrong

Written by `scripts/write_operating_characteristics.py` from simulation; no number here is typed. Method of
{method_of}, seed {seed}, {draws:,} series a row where claims are counted and {power_draws:,} where power is.
Chance alone moves a rate of 5% by about {error:.1f} points either way with so many series (one standard error).
What the evaluation does: [evaluation](evaluation.md). Tests hold the same rates:
`tests/evaluation/test_operating.py`.

Series are shaped like published ones: people and share of the median trust, months that differ beyond the chance of
their people and are like the month before, a yearly wave, a dip in January that no wave describes, a slow decline.

| shape | people a month | share | spread beyond chance (logit) | likeness of neighbours | January (logit) |
|---|---|---|---|---|---|
{shapes}
"""


def main() -> None:
    """Simulate and write the page."""
    shapes = "\n".join(
        f"| {one.name} | {one.people:,} | {one.share:.0%} | {one.spread} | {one.likeness} | {one.january} |"
        for one in (*REAL_SHAPES, SIXTY_TWO_DAY_ALLIANCE)
    )
    error = 100 * (0.05 * 0.95 / DRAWS) ** 0.5
    parts = [
        HEAD.format(method_of=METHOD_OF, seed=SEED, draws=DRAWS, power_draws=POWER_DRAWS, error=error, shapes=shapes)
    ]
    for title, words, head, rows in sections():
        print(title, file=sys.stderr, flush=True)
        parts.append(f"\n## {title}\n\n{words}\n\n{table(head, rows)}\n")
    PAGE.write_text("".join(parts), encoding="utf-8")
    print(f"Wrote {PAGE}")


Row = Sequence[str]
Section = tuple[str, str, Row, Iterator[Row]]


def sections() -> Iterator[Section]:
    """Title, words, heading and rows of each table."""
    yield (
        "False claims",
        "Nothing changed in any of these series. Stated: a change is claimed in 5 of 100, half of them each way.\n"
        "Newey and West's errors, corrected for few months, stand beside for the same series: why the answer does not\n"
        "rest on them.",
        ("shape", "months before, since", "any change claimed", "rise", "fall", "interval held", "Newey-West claims"),
        (false_claims(shape, *lengths) for shape in REAL_SHAPES for lengths in LENGTHS),
    )
    yield (
        "Stronger likeness than the published figures have",
        "62 days at a trust, with months more or less like the month before (0.5 is as published), 24 and 36 months\n"
        "before and 12 since. How alike months look stands with each answer.",
        ("likeness", "months before, since", "any change claimed", "interval held", "Newey-West claims"),
        (likenesses(value, before) for value in (0.0, 0.3, 0.5, 0.7, 0.9) for before in (24, 36)),
    )
    yield (
        "The change named before the date",
        "For each series the smallest change that would be told is worked out from the months before alone; then the\n"
        "months since are drawn with just that change. Stated: it is found in 80 of 100. Never: a change so large\n"
        "cannot happen to that share, so it is not tried; what remains are then the series that looked quieter.",
        ("shape", "months before, since", "median change named", "found", "never"),
        (
            stated_power(shape, *lengths)
            for shape in (SIXTY_TWO_DAY, SIXTY_TWO_DAY_ALLIANCE, FASTER_DIAGNOSIS, THIRTY_ONE_DAY)
            for lengths in ((18, 12), (24, 12), (36, 12), (36, 24))
        ),
    )
    yield (
        "What becomes of a change",
        "A change in the share of each size, in percentage points, against a hope of five; 36 months before, 12 since.",
        ("shape", "change", *(str(verdict) for verdict in Verdict)),
        (
            verdicts(shape, change)
            for shape in (SIXTY_TWO_DAY, SIXTY_TWO_DAY_ALLIANCE, LARGE)
            for change in (-0.05, 0.0, 0.02, 0.05, 0.1)
        ),
    )
    yield (
        "People a month",
        "62 days with other numbers of people and the same spread beyond chance; 24 months before, 12 since.",
        ("people a month", "any change claimed when there is none", "found when ten points", "median change named"),
        (sizes(people) for people in (30, 100, 193, 500, 2_000)),
    )
    yield (
        "With a control series",
        "Half of the spread of months strikes series and control alike, and both fall by 0.15 on the logit scale at\n"
        "the change, which is no effect.",
        ("shape", "months before, since", "claimed when there is none", "interval held", "found when ten points"),
        (
            controlled(shape, before, 12)
            for shape in (SIXTY_TWO_DAY, SIXTY_TWO_DAY_ALLIANCE, FASTER_DIAGNOSIS)
            for before in (24, 36)
        ),
    )
    yield (
        "Judged together",
        "Nothing changed in any; Holm's method. Stated: a change is claimed of any of them in 5 of 100 families.",
        ("shape", "questions", "any claimed"),
        (family(shape, number) for shape in (SIXTY_TWO_DAY, FASTER_DIAGNOSIS) for number in (5, 20)),
    )


def false_claims(shape: Shape, before: int, after: int) -> Row:
    """One row of false claims."""
    found = rates(shape, before, after, 0.0, DRAWS, SEED)
    beside = newey_west_claims(shape, before, after, DRAWS, SEED)
    return (
        shape.name, f"{before}, {after}", part(found.claimed), part(found.higher), part(found.lower), part(found.held),
        part(beside),
    )  # fmt: skip


def likenesses(likeness: float, before: int) -> Row:
    """One row of another likeness."""
    shape = replace(SIXTY_TWO_DAY, likeness=likeness)
    found = rates(shape, before, 12, 0.0, DRAWS, SEED + 1)
    beside = newey_west_claims(shape, before, 12, DRAWS, SEED + 1)
    return str(likeness), f"{before}, 12", part(found.claimed), part(found.held), part(beside)


def stated_power(shape: Shape, before: int, after: int) -> Row:
    """One row of the power of what is named before."""
    found = power_at_stated(shape, before, after, POWER_DRAWS, SEED + 2)
    return shape.name, f"{before}, {after}", points(found.change), part(found.found), part(found.never)


def verdicts(shape: Shape, change: float) -> Row:
    """One row of verdicts."""
    found = rates(shape, 36, 12, change, POWER_DRAWS, SEED + 3)
    return shape.name, f"{change * 100:+.0f}" if change else "0", *(part(found.verdicts[one]) for one in Verdict)


def sizes(people: int) -> Row:
    """One row of a number of people."""
    shape = replace(SIXTY_TWO_DAY, people=people)
    none = rates(shape, 24, 12, 0.0, DRAWS, SEED + 4)
    ten = rates(shape, 24, 12, 0.1, POWER_DRAWS, SEED + 4)
    named = power_at_stated(shape, 24, 12, 100, SEED + 4)
    return f"{people:,}", part(none.claimed), part(ten.higher), points(named.change)


def controlled(shape: Shape, before: int, after: int) -> Row:
    """One row with a control series."""
    none = rates_with_control(shape, before, after, 0.0, POWER_DRAWS, SEED + 5)
    ten = rates_with_control(shape, before, after, 0.1, POWER_DRAWS, SEED + 5)
    return shape.name, f"{before}, {after}", part(none.claimed), part(none.held), part(ten.higher)


def family(shape: Shape, number: int) -> Row:
    """One row of questions judged together."""
    return shape.name, str(number), part(any_false_claim(shape, 24, 12, number, 150, SEED + 6))


def part(fraction: float) -> str:
    """A fraction as a percentage."""
    return f"{fraction:.1%}"


def points(change: float) -> str:
    """A change of a share."""
    return "none possible" if change == float("inf") else f"{change * 100:.1f} points"


def table(head: Row, rows: Iterator[Row]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
