"""The two tellings of a month, read from analytical files: releases as printed, or what two snapshots gave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import duckdb

from clearway.measures.computed import EVERYBODY
from clearway.measures.published import BASIS_OF_SIDE
from clearway.measures.question import Side
from clearway.measures.revisions import Cause, Count, Key, Revised, Revision, Telling, compared
from clearway.standards.organisations import ENGLAND

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Release:
    """One file that prints a month: newest first they stand in the order in which they answer."""

    submission: str
    file_name: str
    release: str
    received_on: date

    @property
    def telling(self) -> Telling:
        """The release as one of the two tellings."""
        return Telling(self.file_name, self.release, self.received_on)


def releases_of(figures: duckdb.DuckDBPyConnection, standard: str, month: str, side: Side) -> tuple[Release, ...]:
    """The files that print a standard in a month, the one that answers now first."""
    rows = figures.execute(
        """
        SELECT source.id, source.file_name, source.release, epoch_ms(source.received_at)
        FROM (
            SELECT DISTINCT submission_id, answers_as
            FROM published_figures
            WHERE standard = $standard AND month = $month AND basis = $basis
                AND NOT with_route AND NOT with_modality AND NOT with_cancer
        ) AS held
        INNER JOIN submissions AS source ON source.id = held.submission_id
        ORDER BY held.answers_as
        """,
        {"standard": standard, "month": month, "basis": BASIS_OF_SIDE[side]},
    ).fetchall()
    return tuple(Release(str(one), str(name), str(release), _day(moment)) for one, name, release, moment in rows)


def _day(milliseconds: int) -> date:
    """The calendar day in London of a moment."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).astimezone(LONDON).date()


def revised_months(figures: duckdb.DuckDBPyConnection) -> list[tuple[str, str, Side]]:
    """Month, standard and side of everything that more than one file prints, the newest month first."""
    rows = figures.execute(
        """
        SELECT month, standard, basis
        FROM published_figures
        WHERE NOT with_route AND NOT with_modality AND NOT with_cancer
        GROUP BY ALL
        HAVING count(DISTINCT submission_id) > 1
        ORDER BY month DESC, standard, basis DESC
        """
    ).fetchall()
    sides: dict[str, Side] = {basis: side for side, basis in BASIS_OF_SIDE.items()}
    return [(str(month), str(standard), sides[str(basis)]) for month, standard, basis in rows]


DETAILS = {"": "''", "cancer_type": "cancer_type", "route": "stage_route", "stage": "stage_route"}
"""By what a revision may be told apart besides organisation, and the column that says it."""


def published_revision(
    figures: duckdb.DuckDBPyConnection,
    *,
    month: str,
    standard: str,
    side: Side = "trusts",
    by: str = "",
    before: str = "",
    after: str = "",
) -> Revision | None:
    """Two releases of one month and standard; the newest and the one before it, unless two submissions are named.

    `by` tells organisations apart by cancer type, route or stage too. None where there are no two releases to compare.
    KeyError for a detail that is not among `DETAILS`.
    """
    held = {one.submission: one for one in releases_of(figures, standard, month, side)}
    newest_first = list(held)
    later = after or (newest_first[0] if newest_first else "")
    earlier = before or next((one for one in newest_first if one != later), "")
    if earlier not in held or later not in held:
        return None
    first, second = (_printed(figures, one, month, standard, side, by) for one in (earlier, later))
    names = _names(figures, month, BASIS_OF_SIDE[side])
    rows = tuple(row for row in compared(first, second, names) if row.code != ENGLAND)
    whole = Revised(
        ENGLAND,
        "England",
        "",
        *(_printed(figures, one, month, standard, side, "").get((ENGLAND, "")) for one in (earlier, later)),
    )
    return Revision("published", standard, month, side, held[earlier].telling, held[later].telling, whole, rows)


def _printed(
    figures: duckdb.DuckDBPyConnection, submission: str, month: str, standard: str, side: Side, by: str
) -> dict[Key, Count]:
    rows = figures.execute(
        f"""
        SELECT org_code, coalesce({DETAILS[by]}, ''), total, within
        FROM published_figures
        WHERE submission_id = $submission AND month = $month AND standard = $standard AND basis = $basis
            AND with_route = $with_route AND with_cancer = $with_cancer AND NOT with_modality
        """,  # noqa: S608 - the detail is a constant of this file; what a person wrote is bound
        {
            "submission": submission,
            "month": month,
            "standard": standard,
            "basis": BASIS_OF_SIDE[side],
            "with_route": by in ("route", "stage"),
            "with_cancer": by == "cancer_type",
        },
    ).fetchall()
    return {(str(code), str(detail)): Count(total, within) for code, detail, total, within in rows}


def computed_revision(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    *,
    month: str,
    standard: str,
    tellings: tuple[Telling, Telling],
    cause: Cause,
    by: str = "",
) -> Revision | None:
    """The figures of each trust in two analytical files; None when neither counts anybody in that month.

    Before October 2023 a month has several standards: `detail` names each with what is told apart.
    """
    first, second = (_worked_out(figures, month, standard, "provider", by) for figures in (before, after))
    if not first and not second:
        return None
    names = {**_names(before, month, "provider"), **_names(after, month, "provider")}
    summed = [_summed(_worked_out(figures, month, standard, "england", "").values()) for figures in (before, after)]
    whole = Revised("", EVERYBODY.strip("'"), "", *summed)
    return Revision("computed", standard, month, "trusts", *tellings, whole, compared(first, second, names), cause)


def _worked_out(
    figures: duckdb.DuckDBPyConnection, month: str, standard: str, place_kind: str, by: str
) -> dict[Key, Count]:
    rows = figures.execute(
        f"""
        SELECT place, concat_ws(', ', nullif(standard_key, max(standard_key) OVER ()), nullif({DETAILS[by]}, '')),
            total, within
        FROM cells
        WHERE standard = $standard AND period = $month AND side = 'trusts' AND place_kind = $place_kind
            AND NOT is_year AND with_cancer = $with_cancer AND with_route = $with_route
        """,  # noqa: S608 - the detail is a constant of this file; what a person wrote is bound
        {
            "standard": standard,
            "month": month,
            "place_kind": place_kind,
            "with_cancer": by == "cancer_type",
            "with_route": by in ("route", "stage"),
        },
    ).fetchall()
    return {(str(code), str(detail)): Count(total, within) for code, detail, total, within in rows}


def _summed(counts: Iterable[Count]) -> Count | None:
    held: Sequence[Count] = list(counts)
    if not held:
        return None
    return Count(sum((one.total for one in held), Decimal(0)), sum((one.within for one in held), Decimal(0)))


def _names(figures: duckdb.DuckDBPyConnection, month: str, kind: str) -> dict[str, str]:
    query = "SELECT code, name FROM places WHERE kind = $kind AND month = $month"
    return {str(code): str(name) for code, name in figures.execute(query, {"kind": kind, "month": month}).fetchall()}
