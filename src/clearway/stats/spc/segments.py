"""Where series, phases and unbroken stretches of points begin: the one place that knows how many series lie together.

Series are laid end to end and missing points are taken out, so that every sum and every run is one pass over all of
them, however many there are and however long each is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Segments:
    """The known points of all series, end to end.

    `known` says where each stands among all points (missing ones too). `phase_starts` and `stretch_starts` say at
    which known point a phase or an unbroken stretch begins; a stretch never crosses a phase. `series_of`
    gives the series of each known point. `shape` is that of the values as they were given.
    """

    shape: tuple[int, ...]
    known: Places
    phase_starts: Places
    is_stretch_start: Flags
    series_of: Places
    series: int

    @property
    def phase_sizes(self) -> Places:
        """How many known points each phase has."""
        return np.diff(self.phase_starts, append=self.known.size)

    @property
    def place_in_phase(self) -> Places:
        """The place of each known point in its phase, from 0."""
        return np.arange(self.known.size) - np.repeat(self.phase_starts, self.phase_sizes)

    @property
    def latest(self) -> Places:
        """For each series the place of its latest known point among the known points; -1 where it has none."""
        latest = np.full(self.series, -1, dtype=np.intp)
        latest[self.series_of] = np.arange(self.known.size)
        return latest

    def of_known(self, numbers: Floats) -> Floats:
        """Numbers in the shape of the values, of the known points only."""
        flat = numbers.reshape(-1)
        return flat if self.known.size == flat.size else flat[self.known]

    def to_points(self, of_phases: Floats) -> Floats:
        """A number a phase, repeated for each of its known points."""
        return np.repeat(of_phases, self.phase_sizes)

    def per_phase(self, summed: Floats) -> Floats:
        """The sum over each phase of a number for each known point."""
        return np.add.reduceat(summed, self.phase_starts) if self.known.size else np.empty(0)

    def spread(self, of_known: Floats) -> Floats:
        """Numbers of known points put back in the shape of the values; missing elsewhere."""
        if self.known.size == np.prod(self.shape):
            return of_known.reshape(self.shape)
        whole = np.full(int(np.prod(self.shape)), np.nan)
        whole[self.known] = of_known
        return whole.reshape(self.shape)


def segments(
    values: Floats, phases: ArrayLike | None, *, passes_over_gaps: bool, ids: Places | None, periods: Places | None
) -> Segments:
    """Lay out series of one length (the last axis is time), or a long table when `ids` and `periods` are given.

    A phase begins where its number changes. Raises ValueError when phases do not fit the shape of the values.
    """
    shape, size = values.shape, values.size
    length = shape[-1] if shape else 1
    phase = _phase_numbers(phases, shape).reshape(-1)
    series = np.arange(size) // max(length, 1) if ids is None else ids
    period = np.arange(size) if periods is None else periods
    known = np.flatnonzero(~np.isnan(values.reshape(-1)))
    if known.size < size:
        run: Places = np.cumsum(_changes(series) | _changes(phase))
        is_phase_start, period = _changes(run[known]), period[known]
        series = series[known]
    else:
        is_phase_start = _changes(series) | _changes(phase)
    is_stretch_start = is_phase_start.copy()
    if not passes_over_gaps:
        is_stretch_start[1:] |= np.diff(period) != 1
    many = int(ids.max()) + 1 if ids is not None and ids.size else size // max(length, 1)
    return Segments(
        shape=shape,
        known=known,
        phase_starts=np.flatnonzero(is_phase_start),
        is_stretch_start=is_stretch_start,
        series_of=series,
        series=many,
    )


def _phase_numbers(phases: ArrayLike | None, shape: tuple[int, ...]) -> Places:
    if phases is None:
        return np.zeros(shape, dtype=np.intp)
    try:
        return np.ascontiguousarray(np.broadcast_to(np.asarray(phases, dtype=np.intp), shape))
    except ValueError:
        raise ValueError(
            f"Phases of shape {np.shape(phases)} do not fit values of shape {shape}: give a number a point."
        ) from None


def _changes(numbers: NDArray[np.intp]) -> Flags:
    """Where a number differs from the one before it; the first always does."""
    changed = np.ones(numbers.size, dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=changed[1:])
    return changed
