"""The shape of a submission: how many, how complete and of what kind, month by month. Counts alone, nobody's record.

A record belongs to the month of its treatment, else of being told, first seen, referred or upgraded. The shape is
worked out once at load and kept with the submission; drift and completeness are asked of shapes, never of records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clearway.pipeline.quality.needs import Mask, is_filled, needs
from clearway.standards import load_rule_book

VOLUME, FILLED, MIX = "volume", "filled", "mix"
STOPS = {"first seen": "date_first_seen", "told": "fds_end_date", "treated": "treatment_start_date"}
MONTH_OF = ("treatment_start_date", "fds_end_date", "date_first_seen", "crtp_start", "consultant_upgrade_date")
UNKNOWN = "unknown"
SEEN_ON = b"seen_on"

SHAPE_SCHEMA = pa.schema(
    [
        pa.field("month", pa.string(), nullable=False),
        pa.field("what", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("count", pa.int64(), nullable=False),
        pa.field("of", pa.int64(), nullable=False),
    ]
)
"""One row a month and question.

`volume`: people first seen, told or treated in the month (`name`). `filled`: records with a column (`name`) filled,
of those that need it. `mix`: records of one kind (`value`) by cancer type, route or treatment (`name`), of all those.
"""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """Counts by month (`SHAPE_SCHEMA`), and the day on which the records were seen: the last one that they can know."""

    counts: pa.Table
    seen_on: date

    def complete_months(self) -> frozenset[str]:
        """Months that had ended when the records were seen."""
        running = f"{self.seen_on:%Y-%m}"
        ended = self.seen_on + timedelta(days=1)
        last_is_whole = f"{ended:%Y-%m}" != running
        held = set(self.counts["month"].unique().to_pylist())
        return frozenset(month for month in held if month < running or (month == running and last_is_whole))


def shape_of(records: pa.Table, seen_on: date) -> Shape:
    """The shape of analytical rows. `seen_on` is used where no record says on what day its extract was made."""
    reported = pc.max(records["report_date"]).as_py() if records.num_rows else None
    rows = [*_volumes(records), *_filled(records), *_mixes(records)] if records.num_rows else []
    named = [dict(zip(SHAPE_SCHEMA.names, row, strict=True)) for row in rows]
    return Shape(pa.Table.from_pylist(named, schema=SHAPE_SCHEMA), reported or seen_on)


def as_stored(shape: Shape) -> pa.Table:
    """The table that is kept with a submission; it carries the day."""
    return shape.counts.replace_schema_metadata({SEEN_ON: shape.seen_on.isoformat().encode()})


def from_stored(table: pa.Table) -> Shape:
    """A shape as it was kept."""
    metadata: Mapping[bytes, bytes] = table.schema.metadata
    seen_on = date.fromisoformat(metadata[SEEN_ON].decode())
    return Shape(table.replace_schema_metadata(None), seen_on)


Row = tuple[str, str, str, str, int, int]


def _volumes(records: pa.Table) -> Iterator[Row]:
    for name, column in STOPS.items():
        months = _months(records[column])
        for month, count in _by_month(months, months >= 0):
            yield month, VOLUME, name, "", count, count


def _filled(records: pa.Table) -> Iterator[Row]:
    months = _record_months(records)
    held: dict[str, Mask] = {}
    wholes: dict[str, dict[str, int]] = {}
    for need in needs():
        state = need.state
        if state.id not in held:
            held[state.id] = state.rows(records) & (months >= 0)
            wholes[state.id] = dict(_by_month(months, held[state.id]))
        parts = dict(_by_month(months, held[state.id] & is_filled(records, need.column)))
        for month, whole in wholes[state.id].items():
            yield month, FILLED, need.column, "", parts.get(month, 0), whole


def _mixes(records: pa.Table) -> Iterator[Row]:
    months = _record_months(records)
    for name, values in _dimensions(records).items():
        coded = values.dictionary_encode()
        codes = coded.indices.fill_null(-1).to_numpy().astype(np.int64)
        is_counted = (codes >= 0) & (months >= 0)
        wholes = dict(_by_month(months, is_counted))
        for place, value in enumerate(coded.dictionary.to_pylist()):
            for month, count in _by_month(months, is_counted & (codes == place)):
                yield month, MIX, name, value, count, wholes[month]


def _dimensions(records: pa.Table) -> dict[str, pa.Array]:
    """Each kind of mix as one text a record, missing where the record is not of the group."""
    treated = pa.array(is_filled(records, "treatment_start_date"))
    referred = pa.array(is_filled(records, "crtp_start"))
    return {
        "suspected cancer": _within(referred, _whole(records["referral_type"])),
        "route": _routes(records, referred),
        "cancer treated": _within(treated, _cancers(_whole(records["icd10"]))),
        "kind of treatment": _within(treated, _whole(records["modality"])),
    }


def _within(group: pa.Array, values: pa.Array) -> pa.Array:
    return pc.if_else(group, pc.fill_null(values, UNKNOWN), pa.scalar(None, pa.string()))


def _routes(records: pa.Table, referred: pa.Array) -> pa.Array:
    """The door through which a person came, plainly: the clocks' finer rules are not needed to see a feed drift."""
    is_upgrade = pa.array(is_filled(records, "consultant_upgrade_date"))
    doors = pc.case_when(
        pc.make_struct(
            pc.fill_null(pc.equal(_whole(records["source_of_referral"]), "17"), False),
            is_upgrade,
            pc.fill_null(pc.equal(_whole(records["referral_type"]), "16"), False),
            pc.fill_null(pc.equal(_whole(records["priority_type"]), "3"), False),
        ),
        "screening",
        "consultant upgrade",
        "breast symptoms",
        "urgent suspected cancer",
        "other",
    )
    return _within(pc.or_(referred, is_upgrade), doors)


def _cancers(diagnoses: pa.Array) -> pa.Array:
    """The wide published cancer type of a diagnosis; what is on no list is unknown."""
    groups = _cancer_groups()
    coded = pc.utf8_slice_codeunits(pc.utf8_upper(diagnoses), 0, 3).dictionary_encode()
    names = [groups.get(code or "", UNKNOWN) for code in coded.dictionary.to_pylist()]
    return pa.array(names, pa.string()).take(coded.indices)


@cache
def _cancer_groups() -> dict[str, str]:
    codes = load_rule_book().code_lists["cancer_type_31_62"].codes
    return {one.code.code: one.code.group for one in codes}


def _record_months(records: pa.Table) -> Ints:
    return _months(pc.coalesce(*(records[name] for name in MONTH_OF)))


def _months(dates: pa.ChunkedArray) -> Ints:
    """Months counted from year nought; -1 for no date."""
    number = pc.add(pc.multiply(pc.year(dates), 12), pc.subtract(pc.month(dates), 1))
    found: Ints = pc.fill_null(number, -1).to_numpy()
    return found


def _by_month(months: Ints, rows: Mask) -> Iterator[tuple[str, int]]:
    chosen = months[rows]
    if chosen.size:
        first = int(chosen.min())
        counts = np.bincount(chosen - first)
        for place in np.flatnonzero(counts):
            year, month = divmod(first + int(place), 12)
            yield f"{year:04}-{month + 1:02}", int(counts[place])


def _whole(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return pa.concat_arrays(combined.chunks) if isinstance(combined, pa.ChunkedArray) else combined
