"""The shadow of values worked out from records: who was left out for want of a field, and what it could be else."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from clearway.measures.months import month_of
from clearway.measures.values.events import EventCount
from clearway.measures.values.shadow import Lacking, Shadow, lowest_and_highest
from clearway.measures.values.shadows.left_out import Key, LeftOut, counted, left_out, rows_of_files
from clearway.measures.values.value import MeasureValue
from clearway.standards import RuleBook
from clearway.stats.missing import bounds_when_missing

HAD = "had every date and code that counting needs"
OF_ALL = "records sent for this standard"
NOT_SENT = "Who stands in no file that was sent is not counted, and nobody can tell how many they are."
NOT_HELD = f"Which records were left out is not held for this kind of area. {NOT_SENT}"

Rejected = dict[str, tuple[str, int, int]]


def of_records(
    figures: duckdb.DuckDBPyConnection,
    rules: RuleBook,
    standard: str,
    area_type: str,
    values: Sequence[MeasureValue],
    *,
    count: EventCount | None = None,
    has_bounds: bool = True,
) -> list[Shadow]:
    """A shadow for each value of one standard.

    The known are all records that the standard's clock counted at the area in the month, whatever part of them the
    value is about; those left out might have belonged to it, so the bounds hold for a part as well. With a `count` that
    knows of events which it cannot place, those are lacking too, and the known are its denominator.
    """
    found = left_out(figures, standard, area_type)
    if found is None:
        return [Shadow(untold=NOT_HELD) for _ in values]
    unknown = counted(figures, standard, area_type, count.unknown) if count and count.unknown else {}
    files = rows_of_files(figures)
    labels = {one.code.code: one.code.label for one in rules.code_lists["exclusion_reason"].codes}
    shadows = [_shadow(one, found, unknown, count, labels, files) for one in values]
    if not has_bounds:
        return shadows
    bounds = bounds_when_missing(
        [one.numerator for one in values],
        [one.denominator for one in values],
        [sum(one.count for one in shadow.lacking) for shadow in shadows],
    )
    return [
        replace(shadow, lowest=lowest, highest=highest)
        for shadow, (lowest, highest) in zip(shadows, lowest_and_highest(bounds), strict=True)
    ]


def _shadow(
    value: MeasureValue,
    found: LeftOut,
    unknown: dict[Key, int],
    count: EventCount | None,
    labels: dict[str, str],
    files: Rejected,
) -> Shadow:
    key = (value.area, month_of(value.period_end))
    lacking = [Lacking(code, labels.get(code, code), number) for code, number in found.reasons[key].most_common()]
    known: float = found.counted.get(key, 0)
    of = OF_ALL
    if count and count.unknown:
        known, of = value.denominator or 0, count.of_words
        if key in unknown:
            lacking.append(Lacking("NOT_PLACED", count.unknown_words, unknown[key]))
    expected = known + sum(one.count for one in lacking)
    read, rejected = _rows(value, files)
    return Shadow(
        of=of,
        had=HAD,
        known=known,
        expected=expected,
        completeness=known / expected if expected else None,
        lacking=tuple(lacking),
        undated=found.undated[value.area],
        read=read,
        rejected=rejected,
        untold=NOT_SENT,
    )


def _rows(value: MeasureValue, files: Rejected) -> tuple[int | None, int | None]:
    """Rows read and rejected of the files behind a value: of a trust's value not those that another trust sent."""
    behind = [files[name] for name in value.source_files if name in files]
    is_trusts = value.area_type == "provider"
    counts = [(read, rejected) for sender, read, rejected in behind if not is_trusts or sender in ("", value.area)]
    return (sum(read for read, _ in counts), sum(rejected for _, rejected in counts)) if counts else (None, None)
