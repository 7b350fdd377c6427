"""The scales on which values of a kind vary evenly: as they are, as logarithms, as log odds."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from clearway.stats.arrays import Floats


class Kind(Enum):
    """What kind of value is compared; it decides the scale on which its uncertainty is even on both sides."""

    OTHER = "other"
    RATE = "rate"
    PROPORTION = "proportion"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: the way there, the way back, and between which values (both excluded) it exists."""

    forth: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    above: float
    below: float


def _same(values: Floats) -> Floats:
    return values


def _log(values: Floats) -> Floats:
    return np.asarray(np.log(values))


def _exp(values: Floats) -> Floats:
    return np.asarray(np.exp(values))


def _logit(values: Floats) -> Floats:
    return np.asarray(np.log(values) - np.log1p(-values))


def _expit(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-values)))


NATURAL = Scale(_same, _same, -np.inf, np.inf)

SCALES = {
    Kind.OTHER: NATURAL,
    Kind.RATE: Scale(_log, _exp, 0.0, np.inf),
    Kind.PROPORTION: Scale(_logit, _expit, 0.0, 1.0),
}
