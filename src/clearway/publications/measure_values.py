"""The values of a measure as a table to take away: every value with its limits, method, source and age."""

from collections.abc import Sequence

from clearway.measures.catalogue.measure import Measure
from clearway.measures.values import MeasureValue, Shadow
from clearway.publications.tables import Cell, Column, Kind, Notes, Table

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0"
SYNTHETIC = "Synthetic: computed from made-up records, no real patient is among them"
SHADOW = (
    Column("known", "known records", Kind.COUNT),
    Column("expected", "expected records", Kind.COUNT),
    Column("completeness", "completeness", Kind.SHARE),
    Column("lowest", "lowest if the rest are missing", Kind.SHARE),
    Column("highest", "highest if the rest are missing", Kind.SHARE),
    Column("how_sure", "how much is known"),
    Column("may_change", "may still change"),
)
"""The data-quality shadow of a value, where any value of a table has one."""
PROVISIONAL = "Provisional: some of these figures may still change"


def values_table(measure: Measure, values: Sequence[MeasureValue], *, snapshot: str) -> Table:
    """One row a value. Values are as they are kept: a share is a fraction between 0 and 1."""
    share = measure.unit.shown == 100
    number = Kind.SHARE if share else Kind.COUNT
    groups = list(dict.fromkeys(name for one in values for name in one.group))
    has_shadow = any(one.shadow for one in values)
    columns = (
        *(Column(name, name.replace("_", " ")) for name in ("measure", "area_type", "area", "area_name")),
        *(Column(name, name.replace("_", " "), Kind.DATE) for name in ("period_start", "period_end")),
        *(Column(name, name.replace("_", " ")) for name in groups),
        *(Column(name, name, Kind.COUNT) for name in ("numerator", "denominator")),
        *(Column(name, name, number) for name in ("value", "lower", "upper")),
        *(Column(name, name.replace("_", " ")) for name in ("method", "basis", "release", "publisher", "source_files")),
        Column("as_at", "received on", Kind.DATE),
        Column("note", "note"),
        *(SHADOW if has_shadow else ()),
    )
    rows = tuple(
        (
            *(one.measure, one.area_type, one.area, one.area_name, one.period_start, one.period_end),
            *(one.group.get(name, "") for name in groups),
            *(one.numerator, one.denominator, one.value, one.lower, one.upper),
            *(one.method, one.basis, one.release, one.publisher, "; ".join(one.source_files), one.as_at, one.note),
            *(_shadow(one.shadow) if has_shadow else ()),
        )
        for one in values
    )
    return Table(measure.id, columns, rows, _notes(measure, values, snapshot))


def _shadow(shadow: Shadow | None) -> tuple[Cell, ...]:
    """The cells of `SHADOW`; empty for a value without one."""
    if shadow is None:
        return (None,) * len(SHADOW)
    words = " ".join(filter(None, (shadow.said, shadow.said_of_bounds, shadow.untold)))
    late = (
        f"{shadow.late.words}{' (provisional: from memory)' if shadow.late.is_provisional else ''}"
        if shadow.late
        else ""
    )
    return (shadow.known, shadow.expected, shadow.completeness, shadow.lowest, shadow.highest, words, late)


def _notes(measure: Measure, values: Sequence[MeasureValue], snapshot: str) -> Notes:
    marks = []
    if any(one.is_synthetic for one in values):
        marks.append(SYNTHETIC)
    if any(one.release == "provisional" for one in values):
        marks.append(PROVISIONAL)
    publishers = dict.fromkeys(one.publisher for one in values)
    received = max((one.as_at for one in values if one.as_at), default=None)
    return Notes(
        definition=f"{measure.name}: {measure.numerator}; of: {measure.denominator}",
        source="; ".join(publishers) or measure.source,
        as_at=f"{received:%-d %B %Y}" if received else "",
        snapshot=snapshot,
        licence=LICENCE,
        mark=". ".join(marks),
        remarks=(("What it cannot tell", measure.cannot_tell), ("Status of the definition", measure.status.value)),
    )
