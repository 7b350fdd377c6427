"""The checks before a release, one by one and in words. A table: each reads what a publication says of itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clearway.publications.disclosure import Audience
from clearway.publications.releases.made import FINAL, PROVISIONAL, Asked, Made
from clearway.publications.releases.opening import why_not_open

MOST_NAMED = 3


class Outcome(StrEnum):
    """How a check came out. What is noted is shown to whoever approves; what failed keeps a release back."""

    PASSED = "passed"
    NOTED = "noted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, how it came out, and why in one sentence."""

    key: str
    title: str
    outcome: Outcome
    said: str


Told = tuple[Outcome, str]
Look = Callable[[Asked, Made], Told]


def checked(asked: Asked, made: Made) -> tuple[Check, ...]:
    """Every check of a publication, in the order in which people read them."""
    return tuple(Check(key, title, *look(asked, made)) for key, title, look in CHECKS)


def _one_snapshot(_: Asked, made: Made) -> Told:
    held = sorted(made.standing.snapshots)
    if len(held) > 1:
        return Outcome.FAILED, f"New figures came while it was made: it holds {_and(held)}. Make it again."
    if not held:
        return (Outcome.FAILED, "It holds figures but does not name them.") if made.standing.figures else NO_FIGURES
    return Outcome.PASSED, f"Every figure comes from the figures named {held[0]}."


def _one_month(asked: Asked, made: Made) -> Told:
    held = sorted(made.standing.months)
    if not held:
        return Outcome.PASSED, "It holds no figure of a single month."
    named = [month_in_words(one) for one in held]
    if len(held) > 1:
        return Outcome.FAILED, f"It mixes figures of {_and(named)}. A publication speaks of one month."
    if asked.month and held[0] != asked.month:
        return Outcome.FAILED, f"Its figures are of {named[0]}, and {month_in_words(asked.month)} was asked for."
    return Outcome.PASSED, f"All its figures are of {named[0]}."


def _how_final(_: Asked, made: Made) -> Told:
    held = made.standing.releases
    if not held:
        return NO_FIGURES
    if len(held) > 1:
        return Outcome.FAILED, "It mixes provisional and final figures. Wait for the final ones, or leave those out."
    if held == {PROVISIONAL}:
        return Outcome.NOTED, "Its figures are provisional, and it says so. They may still change."
    if held == {FINAL}:
        return Outcome.PASSED, "Its figures are final."
    return Outcome.FAILED, f"It does not say whether its figures are provisional or final, but {_and(sorted(held))}."


def _disclosure(asked: Asked, made: Made) -> Told:
    if not made.standing.figures:
        return NO_FIGURES
    whom = asked.audience.words if asked.audience is not Audience.OWN_TRUST else "the trust whose records they are"
    if not made.standing.policies:
        return Outcome.FAILED, f"No rule for what {whom} may see was applied to its figures."
    return Outcome.PASSED, f"The rule for {whom} was applied: {'; '.join(made.standing.policies)}."


def _small_numbers(_: Asked, made: Made) -> Told:
    shown, hidden = made.standing.small_shown, made.standing.hidden
    if shown:
        return Outcome.FAILED, f"Small numbers are shown that must be hidden: {_first(shown)}."
    if not hidden:
        return Outcome.PASSED, "None is shown that must be hidden."
    return Outcome.PASSED, f"{_count(hidden, 'small number is', 'small numbers are')} hidden, and none is shown."


def _synthetic(_: Asked, made: Made) -> Told:
    if not made.standing.is_synthetic:
        return Outcome.PASSED, "Nothing in it is made up."
    if not made.standing.is_marked:
        return Outcome.FAILED, "It holds made-up people and does not say so on every page."
    return Outcome.NOTED, "It holds made-up people, and every page says so."


def _sources(_: Asked, made: Made) -> Told:
    missing = made.standing.without_source
    if missing:
        return Outcome.FAILED, f"Some figures do not say where they come from: {_first(missing)}."
    if not made.standing.figures:
        return NO_FIGURES
    return Outcome.PASSED, f"{_count(made.standing.figures, 'figure says', 'figures say')} where they come from."


def _charts(_: Asked, made: Made) -> Told:
    failed = made.standing.charts_failed
    if failed:
        return Outcome.NOTED, f"Not drawn, their tables stand in their place: {_first(failed)}."
    return Outcome.PASSED, f"{_count(made.standing.charts, 'chart', 'charts')} drawn." if made.standing.charts else (
        "It has no charts."
    )


def _plan(_: Asked, made: Made) -> Told:
    found = made.standing.plan_findings
    if found:
        return Outcome.NOTED, f"The plan has {_count(len(found), 'open finding', 'open findings')}: {_first(found)}."
    return Outcome.PASSED, "The part of the plan that it shows has no open finding."


def _files(_: Asked, made: Made) -> Told:
    if not made.files and not made.shown:
        return Outcome.FAILED, "Nothing was made."
    broken = [said for one in made.files if (said := why_not_open(one))]
    if broken:
        return Outcome.FAILED, f"Not every file opens again: {_first(broken)}."
    if not made.files:
        return Outcome.PASSED, "It is a page, and has no files."
    return Outcome.PASSED, f"{_count(len(made.files), 'file was', 'files were')} opened again."


NO_FIGURES: Told = (Outcome.PASSED, "It holds no figures.")
CHECKS: Sequence[tuple[str, str, Look]] = (
    ("snapshot", "One set of figures throughout", _one_snapshot),
    ("month", "One month throughout", _one_month),
    ("final", "Provisional or final", _how_final),
    ("disclosure", "What this audience may see", _disclosure),
    ("small", "Small numbers", _small_numbers),
    ("synthetic", "Made-up people are marked", _synthetic),
    ("sources", "Every figure has its source", _sources),
    ("charts", "Charts are drawn", _charts),
    ("plan", "Findings of the plan", _plan),
    ("files", "Files open again", _files),
)


def month_in_words(month: str) -> str:
    """`2025-03` as `March 2025`; anything else as it is."""
    try:
        return f"{date.fromisoformat(f'{month}-01'):%B %Y}"
    except ValueError:
        return month


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _first(words: Sequence[str]) -> str:
    return "; ".join(_named(words))


def _named(words: Sequence[str]) -> Iterator[str]:
    yield from (one.rstrip(".") for one in words[:MOST_NAMED])
    if len(words) > MOST_NAMED:
        yield f"and {len(words) - MOST_NAMED:,} more"
