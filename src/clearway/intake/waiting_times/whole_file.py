"""Questions about a file of records as a whole: its declared organisation and month, and its one date format."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.waiting_times.dates import formats_that_fit
from clearway.intake.waiting_times.judged import Judged
from clearway.intake.waiting_times.ledger import FIRST_ROW
from clearway.records.findings import Refused

ORGANISATION_COLUMNS = (
    "org_upgrade",
    "org_first_seen",
    "org_fds_end",
    "org_dtt",
    "org_treatment",
    "accountable_investigating_org",
    "pathway_issuer",
)
STOP_COLUMNS = ("date_first_seen", "fds_end_date", "treatment_start_date")
"""Dates that put a record into a reporting month."""

CORRECT = "Correct the declaration, or send the file you meant. Nothing has been loaded."
PARENT_LENGTH = 3


def refuse_other_format(column: str, judged: Judged, date_format: str, first_row: int = FIRST_ROW) -> None:
    """`Refused` when a date column holds real days in another format than the declared one, alone or mixed with it."""
    rows = judged.faults.get("DATE_OTHER_FORMAT")
    if rows is None:
        return
    first = int(rows[0])
    value = judged.values[first].as_py()
    fitting = formats_that_fit(value)
    as_declared = np.flatnonzero(pc.is_valid(judged.column).to_numpy(zero_copy_only=False))
    if as_declared.size:
        other = int(as_declared[0])
        words = (
            f"The column {column} holds two date formats: row {other + first_row:,} is written {date_format}, "
            f"row {first + first_row:,} is {value}."
        )
        raise Refused(words, f"Write every date as {date_format}. Nothing has been loaded.", code="DATE_TWO_FORMATS")
    place = f"Row {first + first_row:,}, {column}"
    words = f"{place}: {value} is not written {date_format}; it could be {' or '.join(fitting)}."
    mend = (
        f"Write dates as {date_format}, or declare the file's format if one of those can be. Nothing has been loaded."
    )
    raise Refused(words, mend, code="DATE_FORMAT")


def check_organisation(declared: str, columns: Mapping[str, Judged]) -> None:
    """`Refused` when fewer than half of the rows that name an organisation name the declared one (by its trust)."""
    if not declared:
        return
    named: npt.NDArray[np.bool_] | None = None
    matching: npt.NDArray[np.bool_] | None = None
    parents: Counter[str] = Counter()
    for name in ORGANISATION_COLUMNS:
        if name in columns:
            filled, same, counted = named_in(columns[name].column, declared)
            named = filled if named is None else named | filled
            matching = same if matching is None else matching | same
            parents += counted
    total = int(named.sum()) if named is not None else 0
    found = int(matching.sum()) if matching is not None else 0
    if total and found * 2 < total:
        most = parents.most_common(1)[0][0]
        words = f"The file was declared for {declared}, but only {found:,} of {total:,} rows name it; most name {most}."
        raise Refused(words, CORRECT, code="ORGANISATION_DIFFERS")


def named_in(column: pa.Array, declared: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], Counter[str]]:
    """Which rows of a column are filled, which name the declared organisation, and how often each trust is named."""
    counts = {one["values"]: one["counts"] for one in pc.value_counts(column).to_pylist() if one["values"]}
    same = [code for code in counts if code.startswith(declared) or declared.startswith(code)]
    matching = pc.is_in(column, value_set=pa.array(same, pa.string())).to_numpy(zero_copy_only=False)
    parents: Counter[str] = Counter()
    for code, count in counts.items():
        parents[code[:PARENT_LENGTH]] += count
    return pc.is_valid(column).to_numpy(zero_copy_only=False), matching, parents


def stop_months(columns: Mapping[str, pa.Array]) -> Counter[str]:
    """How many rows have a first appointment, a telling or a treatment in each month, `YYYY-MM`."""
    months: Counter[str] = Counter()
    for name in STOP_COLUMNS:
        if name in columns:
            for one in pc.value_counts(columns[name]).to_pylist():
                if one["values"] is not None:
                    months[f"{one['values']:%Y-%m}"] += one["counts"]
    return months


def check_month(declared: str, columns: Mapping[str, pa.Array], months: Counter[str]) -> None:
    """`Refused` when fewer than half of the rows with a stop have one in the declared month.

    A monthly file also holds earlier first appointments and later bookings, so other months as such are no fault.
    """
    if not declared or not months:
        return
    stops = [columns[name] for name in STOP_COLUMNS if name in columns]
    has_stop = np.logical_or.reduce([pc.is_valid(one).to_numpy(zero_copy_only=False) for one in stops])
    texts = [pc.equal(pc.strftime(one, format="%Y-%m"), declared) for one in stops]
    is_there = np.logical_or.reduce([pc.fill_null(one, False).to_numpy(zero_copy_only=False) for one in texts])
    there, rows = int(is_there.sum()), int(has_stop.sum())
    if there * 2 < rows:
        most, count = months.most_common(1)[0]
        words = (
            f"The file was declared for {declared}, but only {there:,} of its {rows:,} rows with a first appointment, "
            f"a telling or a treatment have one there; {count:,} such dates lie in {most}."
        )
        raise Refused(words, CORRECT, code="MONTH_DIFFERS")
