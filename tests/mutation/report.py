"""The score of a set, and what survived, in words."""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

from tests.mutation.mutants import Mutant
from tests.mutation.sets import ROOT, ModuleSet
from tests.mutation.verdicts import STOPPED, Verdict

SEED = 35


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants of a set were tried, how many of them were noticed, and how many of these did not end.

    `of` is how many there are: more than were tried, when a sample was drawn.
    """

    modules: ModuleSet
    mutants: int
    noticed: int
    stopped: int
    of: int

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
            f"{self.noticed} of {self.mutants} faults were noticed{stopped}{self._sampled()}"
        )

    def _sampled(self) -> str:
        if self.mutants == self.of:
            return ""
        low, high = interval(self.noticed, self.mutants)
        return f"; a sample of {self.of}: of all of them between {low:.1%} and {high:.1%} (95%)"


def interval(noticed: int, tried: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share. Written out here: the product is not imported where it is tried."""
    z = NormalDist().inv_cdf(0.975)
    middle, spread = noticed + z * z / 2, z * math.sqrt(noticed * (tried - noticed) / tried + z * z / 4)
    return (middle - spread) / (tried + z * z), (middle + spread) / (tried + z * z)


def drawn(mutants: list[Mutant], size: int) -> list[Mutant]:
    """A sample of some mutants, by a fixed seed, in their order; all of them where `size` is 0 or as many."""
    if not 0 < size < len(mutants):
        return mutants
    places = sorted(random.Random(SEED).sample(range(len(mutants)), size))
    return [mutants[place] for place in places]


def score_of(modules: ModuleSet, verdicts: Sequence[Verdict], of: int = 0) -> Score:
    """The score of a set by the verdicts on its mutants, or on a sample `of` so many."""
    noticed = [one for one in verdicts if one.noticed_by]
    stopped = sum(one.noticed_by == STOPPED for one in noticed)
    return Score(modules, len(verdicts), len(noticed), stopped, max(of, len(verdicts)))


def survivors(verdicts: Iterable[Verdict], root: Path = ROOT) -> list[str]:
    """One line for each mutant that no test noticed: file, line, what was put in place of what."""
    found = []
    for one in verdicts:
        if not one.noticed_by:
            tests = f"{one.tests} tests run it" if one.tests else "no quick test runs it"
            found.append(f"{one.mutant.path.relative_to(root)}:{one.mutant.line}: {one.mutant.name} [{tests}]")
    return found
