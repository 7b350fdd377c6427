"""A weighted framework: criteria whose weights add to 100, on a scale from 0 to its highest score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

WHOLE = 100
HIGHEST = 5
MOST_CRITERIA = 20


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that bids or options are scored on. `weight` is out of 100."""

    id: str
    title: str
    weight: int
    help: str | None = None


@dataclass(frozen=True, kw_only=True)
class ScoringFramework:
    """Criteria with weights, in a version. `trust` says how far it can be trusted: seed, seen, memory or local."""

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    version: int = 1
    highest: int = HIGHEST
    trust: str = "local"
    source: str | None = None
    agreed_by: str | None = None
    agreed_on: date | None = None
    note: str | None = None

    @property
    def is_provisional(self) -> bool:
        """Whether nobody says where it was agreed, or it stands on memory."""
        return self.trust == "memory" or self.agreed_by is None


def wrong_with(criteria: Iterable[Criterion]) -> Iterator[tuple[str, str]]:
    """What is wrong with the criteria of a framework, each with how to mend it."""
    held = list(criteria)
    if not held or len(held) > MOST_CRITERIA:
        yield f"a framework has 1 to {MOST_CRITERIA} criteria, not {len(held)}", "Name what is scored."
        return
    for one in held:
        if not 0 <= one.weight <= WHOLE:
            yield f"“{one.title}” weighs {one.weight}", f"Give a whole number from 0 to {WHOLE}."
    if len({one.id for one in held}) != len(held):
        yield "two criteria have the same id", "Give each an id of its own."
    total = sum(one.weight for one in held)
    if total != WHOLE:
        more = f"Take away {total - WHOLE}." if total > WHOLE else f"Add {WHOLE - total}."
        yield f"the weights add to {total}, not to {WHOLE}", more
