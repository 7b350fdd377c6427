"""What the synthetic months must look like: published counts carried to each trust and month of the demo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from clearway.demo.arrays import Floats, Ints, Random
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS, Bands
from clearway.demo.months import first_date
from clearway.demo.printed import Printed, PrintedFigures

ParentTrust = Callable[[str, date], str]


@dataclass(frozen=True)
class Marginals:
    """Counts of people to make, by month and trust of the demo. Last axis: the wait bands of the table.

    `told` [month, trust, route, suspected, band] and `decided` [month, trust, stage, cancer type, band] are people;
    `treated` [month, trust, route, cancer type, band] are half people; `first_seen` are weights; `by_modality`
    [trust, stage, kind of treatment] are people over all months.
    """

    months: Ints
    trusts: tuple[str, ...]
    told: Ints
    treated: Ints
    decided: Ints
    first_seen: Floats
    by_modality: Floats

    def of_months(self, months: slice) -> "Marginals":
        """Some months of the same, of all trusts."""
        return replace(
            self,
            months=self.months[months],
            told=self.told[months],
            treated=self.treated[months],
            decided=self.decided[months],
            first_seen=self.first_seen[months],
        )

    def of_trusts(self, trusts: slice) -> "Marginals":
        """Some trusts of the same, in all its months."""
        return replace(
            self,
            trusts=self.trusts[trusts],
            told=self.told[:, trusts],
            treated=self.treated[:, trusts],
            decided=self.decided[:, trusts],
            first_seen=self.first_seen[:, trusts],
            by_modality=self.by_modality[trusts],
        )


def fit_marginals(
    rng: Random, printed: PrintedFigures, months: Ints, trusts: Sequence[str], parent_trust: ParentTrust
) -> Marginals:
    """Published counts for each month of the demo, banded, under the trust that the organisation belongs to then."""
    carry = _Carrier(printed, months, trusts, parent_trust)
    seen = carry.counts(None, banded(rng, printed.first_seen, BANDS["first_seen"], people=2), printed.first_seen)
    return Marginals(
        months=months,
        trusts=tuple(trusts),
        told=carry.counts(rng, banded(rng, printed.told, BANDS["28"], people=2), printed.told) // 2,
        treated=carry.counts(rng, banded(rng, printed.treated, BANDS["62"], people=1), printed.treated),
        decided=carry.counts(rng, banded(rng, printed.decided, BANDS["31"], people=2), printed.decided) // 2,
        first_seen=seen.sum(axis=2) / 2.0,
        by_modality=carry.over_all_months(printed.by_modality),
    )


def banded(rng: Random, printed: Printed, bands: Bands, *, people: int) -> Ints:
    """The bands of every month; where none were printed they are drawn from the trust's other months (VOL-2).

    `people` is how many half people make the smallest count: 2 in tables of whole people, 1 where halves are printed.
    """
    pooled = printed.bands.sum(axis=0)
    england = pooled.sum(axis=0, keepdims=True)
    weight = assumed("volumes")["bands"]["england_weight"]
    filled = printed.bands.copy()
    for side, own in enumerate((slice(0, bands.within), slice(bands.within, bands.count))):
        spread = england[..., own] + 1e-9
        leaning = pooled[..., own] + weight * spread / spread.sum(axis=-1, keepdims=True)
        shares = leaning / leaning.sum(axis=-1, keepdims=True)
        for month in np.flatnonzero(printed.is_printed & ~printed.has_bands):
            filled[month][..., own] = people * rng.multinomial(printed.sides[month, ..., side] // people, shares)
    return filled


class _Carrier:
    """Carries counts from published months and organisations to the months and trusts of the demo."""

    def __init__(self, printed: PrintedFigures, months: Ints, trusts: Sequence[str], parent_trust: ParentTrust) -> None:
        self._printed = printed
        self._months = months
        self._trusts = trusts
        places = {code: place for place, code in enumerate(trusts)}
        self._trust_of = [
            np.array([places.get(parent_trust(code, first_date(int(month))), -1) for code in printed.organisations])
            for month in months
        ]

    def counts(self, rng: Random | None, filled: Ints, printed: Printed) -> Ints:
        """The counts of each demo month; a borrowed month is redrawn (VOL-1), unless there is nothing to draw with."""
        held = self._printed.months[printed.is_printed]
        places = np.flatnonzero(printed.is_printed)
        carried = np.zeros((len(self._months), len(self._trusts), *filled.shape[2:]), dtype=np.int64)
        for place, month in enumerate(self._months):
            source = source_month(held, int(month))
            trust_of = self._trust_of[place]
            own = np.flatnonzero(trust_of >= 0)
            np.add.at(carried[place], trust_of[own], filled[places[np.flatnonzero(held == source)[0]], own])
            if source != month and rng is not None:
                carried[place] = rng.poisson(carried[place])
        return carried

    def over_all_months(self, people: Floats) -> Floats:
        """Totals of all months by the trust that the organisation belongs to in the last month of the demo.

        A trust that merged away keeps its own figures for the months before.
        """
        carried = np.zeros((len(self._trusts), *people.shape[1:]))
        for place, code in enumerate(self._printed.organisations):
            heir = self._trust_of[-1][place]
            own = self._trusts.index(code) if code in self._trusts else heir
            if own >= 0:
                carried[own] += people[place]
        return carried


def source_month(published: Ints, month: int) -> int:
    """The published month that stands behind a month: itself, else the same calendar month nearest in time."""
    same = published[(published - month) % 12 == 0]
    near = same if len(same) else published
    return int(near[np.abs(near - month).argmin()])
