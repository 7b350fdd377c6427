"""Does a Fingertips download agree with itself? Values with their counts, sexes with persons, areas with England."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from clearway.intake.indicators.fingertips_row import Row
from clearway.intake.indicators.fingertips_unit import SAME
from clearway.intake.indicators.observing import LOOK
from clearway.records.findings import Finding, FindingKind
from clearway.records.observations import ALL

ROUNDED = 0.005
"""Counts are rounded, and a few people have no known sex or area: sums may differ by this share of the whole."""
PRINTED = 0.01
"""A value printed to two places may differ by this from its parts."""


def checks(rows: Sequence[Row], exact: Mapping[str, int | None], sheet: str) -> Iterator[Finding]:
    """Every disagreement, gathered by kind, the first row named. `exact` says per how many a value is its counts."""
    yield from value_checks(rows, exact, sheet)
    yield from sex_checks(rows, sheet)
    yield from area_checks(rows, sheet)


def value_checks(rows: Sequence[Row], exact: Mapping[str, int | None], sheet: str) -> Iterator[Finding]:
    """Values against count by denominator, for indicators where nearly every row agrees."""
    wrong = []
    for row in rows:
        per = exact[row.indicator]
        if per and row.value is not None and row.count is not None and row.denominator:
            parts = per * row.count / row.denominator
            if abs(parts - row.value) > max(PRINTED, SAME * abs(row.value)):
                wrong.append((row, parts))
    if wrong:
        row, parts = wrong[0]
        words = f"{sheet}, row {row.number:,}: the value is {row.value:g}, its count by its denominator {parts:.4f}."
        yield Finding("VALUE_NOT_PARTS", FindingKind.LOGICAL, words, LOOK, row=row.number, count=len(wrong))


def sex_checks(rows: Sequence[Row], sheet: str) -> Iterator[Finding]:
    """The counts of both sexes against those of persons, where all three are printed."""
    together: dict[tuple[object, ...], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.count is not None:
            together[(row.indicator, row.area, row.age, row.groups, row.period)][row.sex] = row
    wrong = []
    for by_sex in together.values():
        if {ALL, "Male", "Female"} <= set(by_sex):
            whole, parts = by_sex[ALL].count or 0, (by_sex["Male"].count or 0) + (by_sex["Female"].count or 0)
            if abs(parts - whole) > max(10, ROUNDED * whole):
                wrong.append((by_sex[ALL], parts))
    if wrong:
        row, parts = wrong[0]
        words = f"{sheet}, row {row.number:,}: persons are {row.count:,.0f}, both sexes together {parts:,.0f}."
        yield Finding("SEXES_NOT_PERSONS", FindingKind.LOGICAL, words, LOOK, row=row.number, count=len(wrong))


def area_checks(rows: Sequence[Row], sheet: str) -> Iterator[Finding]:
    """The denominators of all areas of a kind against England's: parts are never more than the whole."""
    whole: dict[tuple[object, ...], Row] = {}
    parts: dict[tuple[str, tuple[object, ...]], float] = defaultdict(float)
    for row in rows:
        key = (row.indicator, row.sex, row.age, row.groups, row.period)
        if row.denominator is not None and row.area.kind == "england":
            whole[key] = row
        elif row.denominator is not None:
            parts[kind_of(row), key] += row.denominator
    wrong = [
        (whole[key], kind, found)
        for (kind, key), found in parts.items()
        if key in whole and found > (whole[key].denominator or 0) * (1 + ROUNDED)
    ]
    if wrong:
        row, kind, found = wrong[0]
        words = (
            f"{sheet}, row {row.number:,}: England's denominator is {row.denominator:,.0f}, that of every area of the "
            f"kind {kind} together {found:,.0f}."
        )
        yield Finding("AREAS_OVER_ENGLAND", FindingKind.LOGICAL, words, LOOK, row=row.number, count=len(wrong))


def kind_of(row: Row) -> str:
    """What kind of area a row is of, fine enough that no place lies in two areas of a kind: statistical regions and
    those of the NHS are told apart by their codes."""
    return row.area.code[:3] if row.area.code.startswith("E") and row.area.code[1:].isdigit() else row.area.kind
