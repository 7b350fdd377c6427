"""Is a file like those that its sender sent before? Three questions of counts: how many, how complete, of what kind.

A month is compared only when it had ended on the day of the extract, lies in the span that the file reports, and has
something fair to be compared with: the same month in the file that this one replaces, or up to twelve months before
it. A month that another live file of the sender holds and that is not replaced cannot lose anybody, so its volume and
mix are not judged; its completeness is. Without earlier months there is no alarm, and that is said.

Every alarm passes two hurdles: a bound of size (`drift.yaml`), and a limit of chance. Volume: given both counts, the
new month's part of them is binomial under no change, so the Wilson interval of that part must leave out the part that
no change would give (conditional test of two Poisson rates). Missing cells: the Wilson intervals of both shares must
not touch. Mix: the chi-squared statistic of homogeneity, small kinds pooled, must pass its quantile (Wilson and
Hilferty's approximation).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import yaml

from clearway.pipeline.quality.needs import needs
from clearway.pipeline.quality.shape import FILLED, MIX, VOLUME, Shape
from clearway.stats.proportion import normal_quantile, wilson

Basis = Literal["replaced", "earlier", "beside"]
Kinds = Mapping[str, int]
LEAST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class Earlier:
    """A live submission of the same sender: its shape, the months that it reports, and whether it would be replaced."""

    shape: Shape
    first_month: str
    last_month: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing unlike before. Shares are fractions; for volume `now` and `before` are people a month.

    `subject` is a stop, a column, or a kind of mix; `months_before` names what it was compared with.
    """

    id: str
    month: str
    subject: str
    now: float
    before: float
    count: int
    of: int
    months_before: str
    words: str
    mend: str
    is_severe: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """What was compared and what stood out. `not_compared` says why, where nothing or not everything could be."""

    alarms: tuple[Alarm, ...] = ()
    months_compared: tuple[str, ...] = ()
    not_compared: str = ""

    @property
    def holds_back(self) -> bool:
        """Whether a person has to look before the file counts."""
        return any(one.is_severe for one in self.alarms)


@dataclass(frozen=True, slots=True)
class _Counts:
    """The counts of one month, or of several added up."""

    months: int
    words: str
    volume: Mapping[str, int]
    filled: Mapping[str, tuple[int, int]]
    mix: Mapping[str, Kinds]


def drift(new: Shape, first_month: str, last_month: str, earlier: Sequence[Earlier]) -> Drift:
    """Compare the months that a file reports with what its sender sent before."""
    reported = sorted(month for month in new.complete_months() if first_month <= month <= last_month)
    if not earlier:
        return Drift(not_compared="This is the first file of this sender: there is nothing to compare it with.")
    mine = _by_month(new.counts.to_pylist())
    held = [(_by_month(one.shape.counts.to_pylist()), _months_of(one), one.is_replaced) for one in earlier]
    alarms: list[Alarm] = []
    compared: list[str] = []
    for month in reported:
        found = _basis(month, held, before=reported[0])
        if found is None:
            continue
        basis, reference = found
        compared.append(month)
        alarms += _alarms(month, mine.get(month, _NOTHING), basis, reference)
    missed = len(reported) - len(compared)
    said = f"{missed} of {len(reported)} months had fewer than {bounds()['least_months']} months before them."
    return Drift(tuple(alarms), tuple(compared), said if missed else "")


@cache
def bounds() -> Mapping[str, Any]:
    """The bounds, as they are kept for people to read and change."""
    told: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("drift.yaml").read_text(encoding="utf-8"))
    return told


_NOTHING = _Counts(1, "", {}, {}, {})
_Held = tuple[Mapping[str, _Counts], frozenset[str], bool]


def _months_of(one: Earlier) -> frozenset[str]:
    return frozenset(month for month in one.shape.complete_months() if one.first_month <= month <= one.last_month)


def _basis(month: str, held: Sequence[_Held], before: str) -> tuple[Basis, _Counts] | None:
    """What a month is compared with; None when there is nothing fair."""
    staying = [counts for counts, months, is_replaced in held if month in months and not is_replaced]
    replaced = [counts for counts, months, is_replaced in held if month in months and is_replaced]
    if staying:
        return "beside", staying[-1].get(month, _NOTHING)
    if replaced:
        return "replaced", replaced[-1].get(month, _NOTHING)
    known: dict[str, _Counts] = {}
    for counts, months, _ in held:
        known |= {one: counts.get(one, _NOTHING) for one in months if one < min(month, before)}
    chosen = sorted(known)[-bounds()["months_before"] :]
    if len(chosen) < bounds()["least_months"]:
        return None
    return "earlier", _added([known[one] for one in chosen], f"{chosen[0]} to {chosen[-1]}")


def _alarms(month: str, now: _Counts, basis: Basis, before: _Counts) -> Iterator[Alarm]:
    words = before.words or ("the same month in the file it replaces" if basis == "replaced" else "the same month")
    if basis != "beside":
        yield from _volume_alarms(month, now, before, words)
    yield from _missing_alarms(month, now, before, words)
    if basis != "beside":
        yield from _mix_alarms(month, now, before, words)


def _volume_alarms(month: str, now: _Counts, before: _Counts, words: str) -> Iterator[Alarm]:
    bound = bounds()["volume"]
    for stop in sorted({*now.volume, *before.volume}):
        count, whole = now.volume.get(stop, 0), before.volume.get(stop, 0)
        usual = whole / before.months
        if (
            not usual
            or 1 - bound["fall"] < count / usual < 1 + bound["rise"]
            or not _count_differs(count, before, stop)
        ):
            continue
        change = count / usual - 1
        yield Alarm(
            bound["id"], month, stop, count, usual, count, whole, words,
            f"{month}: {count:,} people {stop}, {abs(change):.0%} {'fewer' if change < 0 else 'more'} than usual "
            f"({usual:,.0f} a month in {words}).",
            bound["mend"], bound["holds_back"],
        )  # fmt: skip


def _count_differs(count: int, before: _Counts, stop: str) -> bool:
    """Whether a count differs from a monthly rate beyond chance: the month's part of both counts is binomial."""
    whole = before.volume.get(stop, 0)
    if not count + whole:
        return False
    lower, upper = wilson(count, count + whole, bounds()["level"])
    part = 1 / (before.months + 1)
    return bool(part < lower or part > upper)


def _missing_alarms(month: str, now: _Counts, before: _Counts, words: str) -> Iterator[Alarm]:
    bound = bounds()["missing"]
    for need in needs():
        filled, of = now.filled.get(need.column, (0, 0))
        was_filled, was_of = before.filled.get(need.column, (0, 0))
        if min(of, was_of) < bound["least_records"]:
            continue
        share, was = 1 - filled / of, 1 - was_filled / was_of
        is_emptied = filled == 0 and 1 - was >= bound["empty_was_filled"]
        if (share - was < bound["points"] and not is_emptied) or not _share_rose(
            of - filled, of, was_of - was_filled, was_of
        ):
            continue
        is_severe = need.is_needed and bound["holds_back"] and (is_emptied or share - was >= bound["severe_points"])
        how = "is empty everywhere" if filled == 0 else f"is empty in {share:.0%}"
        yield Alarm(
            bound["id"], month, need.column, share, was, of - filled, of, words,
            f"{month}: {need.column} {how} of {of:,} {need.state.title}; it was empty in {was:.0%} before ({words}).",
            bound["mend"], is_severe,
        )  # fmt: skip


def _share_rose(part: int, whole: int, part_before: int, whole_before: int) -> bool:
    level = bounds()["level"]
    return bool(wilson(part, whole, level).lower > wilson(part_before, whole_before, level).upper)


def _mix_alarms(month: str, now: _Counts, before: _Counts, words: str) -> Iterator[Alarm]:
    bound = bounds()["mix"]
    for name in sorted({*now.mix} & {*before.mix}):
        mine, theirs = now.mix[name], before.mix[name]
        of, was_of = sum(mine.values()), sum(theirs.values())
        if min(of, was_of) < bound["least_records"]:
            continue
        distance = mix_distance(mine, theirs)
        if distance < bound["distance"] or not _mix_differs(mine, theirs):
            continue
        grown = max(mine, key=lambda kind: mine[kind] / of - theirs.get(kind, 0) / was_of)
        yield Alarm(
            bound["id"], month, name, distance, 0.0, of, was_of, words,
            f"{month}: the mix by {name} moved by {distance:.0%} ({of:,} records); {grown} makes up "
            f"{mine[grown] / of:.0%}, before {theirs.get(grown, 0) / was_of:.0%} ({words}).",
            bound["mend"], bound["holds_back"] and distance >= bound["severe_distance"],
        )  # fmt: skip


def mix_distance(now: Kinds, before: Kinds) -> float:
    """Total variation distance of two mixes: the share of records that would have to be of another kind, 0 to 1."""
    of, was_of = sum(now.values()), sum(before.values())
    kinds = {*now, *before}
    return sum(abs(now.get(kind, 0) / of - before.get(kind, 0) / was_of) for kind in kinds) / 2


def _mix_differs(now: Kinds, before: Kinds) -> bool:
    """Chi-squared of homogeneity beyond its quantile. Kinds expected fewer than five times are pooled."""
    pair = np.array([[one.get(kind, 0) for kind in sorted({*now, *before})] for one in (now, before)], dtype=np.float64)
    expected = pair.sum(axis=1, keepdims=True) * pair.sum(axis=0) / pair.sum()
    is_small = expected.min(axis=0) < LEAST_EXPECTED
    pooled = np.column_stack([pair[:, ~is_small], pair[:, is_small].sum(axis=1)]) if is_small.any() else pair
    expected = pooled.sum(axis=1, keepdims=True) * pooled.sum(axis=0) / pooled.sum()
    degrees = pooled.shape[1] - 1
    if degrees < 1:
        return False
    statistic = float((((pooled - expected) ** 2) / np.where(expected > 0, expected, 1)).sum())
    spread = 2 / (9 * degrees)
    quantile = degrees * (1 - spread + normal_quantile(bounds()["level"]) * float(np.sqrt(spread))) ** 3
    return bool(statistic > quantile)


def _by_month(rows: Iterable[Mapping[str, Any]]) -> dict[str, _Counts]:
    gathered: dict[str, tuple[dict[str, int], dict[str, tuple[int, int]], dict[str, dict[str, int]]]] = {}
    for row in rows:
        volume, filled, mix = gathered.setdefault(row["month"], ({}, {}, {}))
        if row["what"] == VOLUME:
            volume[row["name"]] = row["count"]
        elif row["what"] == FILLED:
            filled[row["name"]] = (row["count"], row["of"])
        elif row["what"] == MIX:
            mix.setdefault(row["name"], {})[row["value"]] = row["count"]
    return {month: _Counts(1, "", *counts) for month, counts in gathered.items()}


def _added(parts: Sequence[_Counts], words: str) -> _Counts:
    volume: dict[str, int] = {}
    filled: dict[str, tuple[int, int]] = {}
    mix: dict[str, dict[str, int]] = {}
    for part in parts:
        for stop, count in part.volume.items():
            volume[stop] = volume.get(stop, 0) + count
        for column, (count, of) in part.filled.items():
            held, held_of = filled.get(column, (0, 0))
            filled[column] = (held + count, held_of + of)
        for name, kinds in part.mix.items():
            sums = mix.setdefault(name, {})
            for kind, count in kinds.items():
                sums[kind] = sums.get(kind, 0) + count
    return _Counts(len(parts), words, volume, filled, mix)
