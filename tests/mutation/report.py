"""The score of a set, and what survived, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.sets import ROOT, ModuleSet
from tests.mutation.verdicts import STOPPED, Verdict


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants of a set there are, how many of them were noticed, and how many of these did not end."""

    modules: ModuleSet
    mutants: int
    noticed: int
    stopped: int

    @property
    def share(self) -> float:
        """The share that was noticed, from 0 to 1; 1 where there was nothing to notice."""
        return self.noticed / self.mutants if self.mutants else 1.0

    @property
    def is_enough(self) -> bool:
        """Whether the share reaches the bar of the set."""
        return self.share >= self.modules.bar

    @property
    def words(self) -> str:
        """The score on one line."""
        reached = "reaches" if self.is_enough else "is BELOW"
        stopped = f" ({self.stopped} because the program did not end)" if self.stopped else ""
        return (
            f"{self.modules.name}: {self.share:.1%} {reached} the bar of {self.modules.bar:.0%}: "
            f"{self.noticed} of {self.mutants} faults were noticed{stopped}"
        )


def score_of(modules: ModuleSet, verdicts: Sequence[Verdict]) -> Score:
    """The score of a set by the verdicts on its mutants."""
    noticed = [one for one in verdicts if one.noticed_by]
    return Score(modules, len(verdicts), len(noticed), sum(one.noticed_by == STOPPED for one in noticed))


def survivors(verdicts: Iterable[Verdict], root: Path = ROOT) -> list[str]:
    """One line for each mutant that no test noticed: file, line, what was put in place of what."""
    found = []
    for one in verdicts:
        if not one.noticed_by:
            tests = f"{one.tests} tests run it" if one.tests else "no quick test runs it"
            found.append(f"{one.mutant.path.relative_to(root)}:{one.mutant.line}: {one.mutant.name} [{tests}]")
    return found
