"""Values of several periods together: counts added up, so that small groups of people can be looked at."""

from collections.abc import Sequence
from dataclasses import replace

from clearway.measures.values import MeasureValue
from clearway.measures.values.limits import share_limits


def pooled(values: Sequence[MeasureValue], periods: int) -> tuple[MeasureValue, ...]:
    """One value for each area and group over the newest periods held: people within, of people counted.

    Only shares with counts can be added up; where any value lacks them, those of the newest period alone come back,
    as they are. Limits are Wilson's. A group without anybody in these periods is left out.
    """
    ends = sorted({one.period_end for one in values})[-periods:]
    newest = [one for one in values if one.period_end in ends]
    if any(one.numerator is None or one.denominator is None for one in newest):
        return tuple(one for one in newest if one.period_end == ends[-1])
    held: dict[tuple[str, tuple[str, ...]], list[MeasureValue]] = {}
    for one in newest:
        held.setdefault((one.area, tuple(one.group.values())), []).append(one)
    return tuple(_together(parts) for parts in held.values() if sum(one.denominator or 0 for one in parts))


def _together(parts: Sequence[MeasureValue]) -> MeasureValue:
    part, whole = sum(one.numerator or 0.0 for one in parts), sum(one.denominator or 0.0 for one in parts)
    (limits,) = share_limits([part], [whole])
    return replace(
        parts[-1],
        period_start=min(one.period_start for one in parts),
        period_end=max(one.period_end for one in parts),
        numerator=part,
        denominator=whole,
        value=part / whole,
        lower=limits.lower,
        upper=limits.upper,
        method=limits.method,
        source_files=tuple(dict.fromkeys(file for one in parts for file in one.source_files)),
        release="provisional" if any(one.release == "provisional" for one in parts) else parts[-1].release,
        note="",
        shadow=None,
    )
