"""Series shaped like real ones, with a change of known size or none: what the evaluation is tried on.

Shapes are of monthly figures of trusts as NHS England publishes them (the packs of `clearway.demo.published`; a test
holds them against each other): the median trust's people and share, how much a month differs beyond the chance of its
people, how alike such months are to the month before, and the dip of January.
"""

from dataclasses import dataclass, replace

import numpy as np

from clearway.evaluation.series import MonthlySeries, monthly_series
from clearway.measures.months import months_between
from clearway.stats.arrays import Floats
from clearway.stats.interrupted import Kind

FIRST_MONTH, LAST_MONTH = "2030-04", "2039-03"
"""Months of no real year, so that no series is of the pandemic."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a series is like. `spread` (of months beyond chance), `wave`, `january` and `slope` a month are on the logit
    scale; `likeness` is the correlation of what a month has beyond chance with the month before."""

    name: str
    people: int
    share: float
    spread: float
    likeness: float
    january: float = -0.15
    wave: float = 0.05
    slope: float = -0.003


SIXTY_TWO_DAY = Shape("62 days, a trust", 193, 0.69, 0.12, 0.5)
FASTER_DIAGNOSIS = Shape("28 days, a trust", 1_890, 0.76, 0.25, 0.5, january=-0.2)
THIRTY_ONE_DAY = Shape("31 days, a trust", 357, 0.93, 0.3, 0.4, january=-0.3)
SIXTY_TWO_DAY_ALLIANCE = replace(SIXTY_TWO_DAY, name="62 days, an alliance", people=1_000, spread=0.08)
REAL_SHAPES = (SIXTY_TWO_DAY, FASTER_DIAGNOSIS, THIRTY_ONE_DAY)


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """One series that chance made: on the logit scale before chance of people (`eta`), and people each month."""

    shape: Shape
    months: tuple[str, ...]
    eta: Floats
    people: Floats
    seed: int

    def series(self, changed_at: int, change: float = 0.0) -> MonthlySeries:
        """Its figures when the share is higher by `change` (a fraction) on average from a month on.

        The months before are the same for any change.
        """
        added = np.zeros(self.eta.size)
        added[changed_at:] = self.on_logit(changed_at, change)
        chance = np.random.default_rng(self.seed)
        within = chance.binomial(self.people.astype(np.int64), _share(self.eta + added))
        return monthly_series(self.shape.name, self.months, within, of=self.people, kind=Kind.SHARE)

    def share_since(self, changed_at: int) -> float:
        """The mean share from a month on, before chance and any change."""
        return float(np.mean(_share(self.eta[changed_at:])))

    def on_logit(self, changed_at: int, change: float) -> float:
        """What is added on the logit scale for such a change of the mean share."""
        eta, low, high = self.eta[changed_at:], -10.0, 10.0
        for _ in range(50):
            middle = (low + high) / 2
            is_below = float(np.mean(_share(eta + middle) - _share(eta))) < change
            low, high = (middle, high) if is_below else (low, middle)
        return (low + high) / 2 if change else 0.0


def drawn(shape: Shape, months: int, seed: int, shared: Floats | None = None) -> Drawn:
    """One series of a shape, with a first month of any time of year. `shared` is added, as what strikes all places."""
    chance = np.random.default_rng(seed)
    start = int(chance.integers(12))
    names = months_between(FIRST_MONTH, LAST_MONTH)[start : start + months]
    calendar = np.array([int(month[5:]) for month in names])
    own = np.empty(months)
    own[0] = chance.normal()
    for at in range(1, months):
        own[at] = shape.likeness * own[at - 1] + np.sqrt(1 - shape.likeness**2) * chance.normal()
    level = np.log(shape.share / (1 - shape.share))
    eta = level + shape.slope * np.arange(months) + shape.spread * own
    eta += shape.wave * np.cos(2 * np.pi * (calendar - 6) / 12) + shape.january * (calendar == 1)
    people = np.maximum(chance.poisson(shape.people, months), 1).astype(np.float64)
    return Drawn(shape, names, eta if shared is None else eta + shared, people, seed + 1_000_003)


def _share(eta: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-eta)))
