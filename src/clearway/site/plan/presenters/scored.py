"""Scores under a framework: each criterion with its points and spread, what it comes to, and the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clearway.planning.bids.framework import ScoringFramework
from clearway.planning.bids.scoring import CriterionResult, Result, firmness, in_order
from clearway.publications.tables import Cell
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.funding import money_table
from clearway.site.plan.presenters.listing import Seen

WIDE = 2
"""Scorers who lie this many points apart or more should talk."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was held against one framework: the places by id, and whether the order hangs on one weight."""

    places: Mapping[str, str]
    sentences: tuple[str, ...]


def standing(framework: ScoringFramework, results: Sequence[Result], names: Mapping[str, str]) -> Standing:
    """The order of what was scored; sentences name each by its title."""
    named = [Result(names[one.subject], one.criteria) for one in results]
    order = {one.subject: place for place, one in in_order(results)}
    return Standing(
        {one.subject: value_words(one, order.get(one.subject)) for one in results}, firmness(framework, named)
    )


def value_words(result: Result, place: int | None = None) -> str:
    """What something comes to, with its place: `72.5 of 100, first`."""
    if result.value is None:
        missing = ", ".join(one.title for one in result.missing)
        return f"not wholly scored: {missing}" if len(result.missing) < len(result.criteria) else "not scored yet"
    return f"{points(result.value)} of 100" + (f", place {place}" if place else "")


def points(value: Fraction) -> str:
    """A value with one decimal, no more than it can bear."""
    return f"{float(value):.1f}".removesuffix(".0")


def score_table(
    seen: Seen, framework: ScoringFramework, result: Result, caption: str, key: str = "scores"
) -> FoldingTable:
    """Each criterion with its weight, its points, the spread between scorers and their reasons."""
    shown = [_cells(one, framework) for one in result.criteria]
    told: list[tuple[Cell, ...]] = [
        (one.criterion.title, one.criterion.weight, each.scorer, each.score, each.reason)
        for one in result.criteria
        for each in one.scores
    ]
    headings = ("Criterion", "Weight", "Points", "Spread between scorers", "Who said what")
    columns = ("Criterion", "Weight", "Scorer", "Points", "Reason")
    note = f"Points from 0 to {framework.highest}; a criterion counts with the mean over its scorers."
    return money_table(seen, key, caption, headings, shown, told, note, "No criterion yet.", columns)


def _cells(one: CriterionResult, framework: ScoringFramework) -> tuple[FoldingCell, ...]:
    mean = "not scored" if one.share is None else f"{points(one.share * framework.highest)} of {framework.highest}"
    said = tuple(f"{each.scorer}: {each.score}. {each.reason}" for each in one.scores)
    return (
        FoldingCell(one.criterion.title, (one.criterion.help or "",)),
        FoldingCell(str(one.criterion.weight), is_short=True),
        FoldingCell(mean, is_short=True),
        FoldingCell(_spread(one), tag="far apart" if one.spread >= WIDE else ""),
        FoldingCell(said[0] if said else "nobody yet", said[1:]),
    )


def _spread(one: CriterionResult) -> str:
    if len(one.scores) < 2:
        return "one scorer" if one.scores else "–"
    if one.spread == 0:
        return "all the same"
    return f"{one.spread} {'point' if one.spread == 1 else 'points'}: {one.lowest} to {one.highest}"


def framework_table(seen: Seen, framework: ScoringFramework, key: str) -> FoldingTable:
    """The criteria of a framework with their weights."""
    shown = [
        (FoldingCell(one.title, (one.help or "",)), FoldingCell(str(one.weight), is_short=True))
        for one in framework.criteria
    ]
    told: list[tuple[Cell, ...]] = [(one.id, one.title, one.weight, one.help) for one in framework.criteria]
    caption = f"{framework.title}, version {framework.version}"
    note = framework_words(framework)
    columns = ("Id", "Criterion", "Weight", "Help")
    return money_table(seen, key, caption, ("Criterion", "Weight"), shown, told, note, "No criterion yet.", columns)


def framework_words(framework: ScoringFramework) -> str:
    """Where a framework was agreed, or that it was not."""
    if framework.agreed_by:
        on = f" on {words.day(framework.agreed_on)}" if framework.agreed_on else ""
        return f"Agreed by {framework.agreed_by}{on}."
    return framework.note or "Nobody says where it was agreed."
