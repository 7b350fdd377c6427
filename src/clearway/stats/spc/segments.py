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

    `known` says where each stands among all points (missing ones too). `phase_starts` and `is_stretch_start` say at
    which known point a phase or an unbroken stretch begins; a stretch never crosses a phase. `shape` is that of the
    values as they were given, `series` how many there are; `ids` number the series of each row of a long table.
    """

    shape: tuple[int, ...]
    known: Places
    phase_starts: Places
    is_stretch_start: Flags
    series: int
    ids: Places | None = None

    @property
    def size(self) -> int:
        """How many points there are, missing ones too."""
        return int(np.prod(self.shape))

    @property
    def is_whole(self) -> bool:
        """Whether no point is missing."""
        return self.known.size == self.size

    @property
    def is_even(self) -> bool:
        """Whether no point is missing and every series is one phase, all of one length."""
        return self.ids is None and self.is_whole and 0 < self.phase_starts.size == self.series

    @property
    def series_of(self) -> Places:
        """The series of each known point."""
        return self.known // max(self.shape[-1], 1) if self.ids is None else self.ids[self.known]

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
        if self.is_even:
            return self.phase_starts + self.shape[-1] - 1
        latest = np.full(self.series, -1, dtype=np.intp)
        latest[self.series_of] = np.arange(self.known.size)
        return latest

    def of_known(self, numbers: Floats) -> Floats:
        """Numbers in the shape of the values, of the known points only: as they are where none is missing."""
        return numbers if self.is_whole else numbers.reshape(-1)[self.known]

    def per_phase(self, summed: Floats) -> Floats:
        """The sum over each phase of a number for each known point."""
        return np.add.reduceat(summed, self.phase_starts) if self.known.size else np.empty(0)

    def to_points(self, of_phases: Floats) -> Floats:
        """A number a phase, repeated for each of its known points."""
        return np.repeat(of_phases, self.phase_sizes)

    def lines(self, of_phases: Floats) -> Floats:
        """A number a phase as lines in the shape of the values; missing where the value is.

        Where every series is one phase the answer is a view that takes no room; it cannot be written to.
        """
        if self.is_even:
            return np.broadcast_to(of_phases.reshape(*self.shape[:-1], 1), self.shape)
        return self.spread(self.to_points(of_phases))

    def spread(self, of_known: Floats) -> Floats:
        """Numbers of known points put back in the shape of the values; missing elsewhere."""
        if self.is_whole:
            return of_known.reshape(self.shape)
        whole = np.full(self.size, np.nan)
        whole[self.known] = of_known
        return whole.reshape(self.shape)


def segments(
    values: Floats,
    phases: ArrayLike | None,
    *,
    passes_over_gaps: bool,
    ids: Places | None = None,
    periods: Places | None = None,
) -> Segments:
    """Lay out series of one length (the last axis is time), or a long table when `ids` and `periods` are given.

    A phase begins where its number changes. Raises ValueError when phases do not fit the shape of the values.
    """
    shape, size = values.shape, values.size
    length = max(shape[-1] if shape else 1, 1)
    starts = np.zeros(size, dtype=np.bool_)
    if ids is None:
        starts[::length] = True
    else:
        starts |= _changes(ids)
    if phases is not None:
        starts |= _changes(_phase_numbers(phases, shape).reshape(-1))
    is_known = ~np.isnan(values.reshape(-1))
    if is_known.all():
        known = np.arange(size)
    else:
        known = np.flatnonzero(is_known)
        run: Places = np.cumsum(starts)
        starts = _changes(run[known])
    is_stretch_start = starts
    if not passes_over_gaps and (known.size < size or periods is not None):
        stood = known if periods is None else periods[known]
        is_stretch_start = starts.copy()
        is_stretch_start[1:] |= np.diff(stood) != 1
    series = size // length if ids is None else (int(ids[-1]) + 1 if ids.size else 0)
    return Segments(shape, known, np.flatnonzero(starts), is_stretch_start, series, ids)


def _phase_numbers(phases: ArrayLike, shape: tuple[int, ...]) -> Places:
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
