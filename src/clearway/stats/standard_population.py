"""Standard populations: how many people of each age a rate is weighted to."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats


@dataclass(frozen=True, slots=True)
class StandardPopulation:
    """Weights by age band. `starts` are the first ages of the bands; the last band is open unless `ends` closes it.

    `verification` tells how far the weights can be trusted: "seen" in a source, or "memory": provisional, to be shown
    as such.
    """

    name: str
    starts: tuple[int, ...]
    weights: tuple[float, ...]
    verification: str
    note: str = ""
    ends: int | None = None

    @property
    def bands(self) -> tuple[str, ...]:
        """The bands in words: "0-4", …, "90+"."""
        nexts = (*self.starts[1:], self.ends)
        return tuple(
            f"{start}+" if after is None else str(start) if after == start + 1 else f"{start}-{after - 1}"
            for start, after in zip(self.starts, nexts, strict=True)
        )

    def as_array(self) -> Floats:
        """The weights as an array, for `standardised_rate`."""
        return np.array(self.weights)

    def under(self, age: int) -> "StandardPopulation":
        """The same weights for people below an age only, as for rates under 75.

        A rate divides by the sum of the weights used, so they need not be raised to the old total.
        Raises ValueError when no band begins at that age.
        """
        if age not in self.starts[1:]:
            raise ValueError(f"No band of {self.name} begins at {age}: it cannot be cut there.")
        used = self.starts.index(age)
        return StandardPopulation(
            f"{self.name}, under {age}", self.starts[:used], self.weights[:used], self.verification, self.note, age
        )


_FIVES = tuple(range(5, 90, 5))
_FIVES_WEIGHTS = (
    5500.0, 5500.0, 5500.0, 6000.0, 6000.0, 6500.0, 7000.0, 7000.0, 7000.0,
    7000.0, 6500.0, 6000.0, 5500.0, 5000.0, 4000.0, 2500.0, 1500.0,
)  # fmt: skip

ESP_2013 = StandardPopulation(
    "European Standard Population 2013", (0, *_FIVES, 90), (5000.0, *_FIVES_WEIGHTS, 1000.0), "seen"
)
"""The 19 bands in which English rates are standardised; 100,000 people in all."""

ESP_2013_20 = StandardPopulation(
    "European Standard Population 2013, 20 bands",
    (0, 1, *_FIVES, 90),
    (1000.0, 4000.0, *_FIVES_WEIGHTS, 1000.0),
    "seen",
)
"""As the 19 bands, with infants apart."""

ESP_2013_21 = StandardPopulation(
    "European Standard Population 2013, 21 bands",
    (0, 1, *_FIVES, 90, 95),
    (1000.0, 4000.0, *_FIVES_WEIGHTS, 800.0, 200.0),
    "seen",
)
"""As the 20 bands, with people of 95 and over apart."""
