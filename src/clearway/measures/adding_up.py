"""Do printed figures add up? A printed England total beside the sum of its organisations, and a total beside its parts.

Differences are told beside the figure and never mended: what is printed stays what is printed (fault 36).
"""

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from clearway.records.published import ENGLAND

DETAILS = {"with_route": "stage_route", "with_modality": "modality", "with_cancer": "cancer_type"}


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed figure and what its parts add up to. `of` says which figure: `total` or `within`."""

    of: str
    printed: Decimal
    summed: Decimal

    @property
    def difference(self) -> Decimal:
        """Parts less the printed figure; nought when they agree."""
        return self.summed - self.printed


def england_sums(
    figures: duckdb.DuckDBPyConnection,
    standard: str,
    month: str,
    basis: str,
    *,
    stage_route: str | None = None,
    modality: str | None = None,
    cancer_type: str | None = None,
) -> list[Sum]:
    """The printed England figures of one month that are not the sum of their organisations; none when all agree.

    `basis` is `provider` or `commissioner`; a detail of None is the figure for all. A file without an England row
    prints nothing to compare with.
    """
    details = {"stage_route": stage_route, "modality": modality, "cancer_type": cancer_type}
    kept = [f"{flag} = {str(details[column] is not None).lower()}" for flag, column in DETAILS.items()]
    values: dict[str, object] = {"standard": standard, "month": month, "basis": basis, "england": ENGLAND}
    for column, wanted in details.items():
        if wanted is not None:
            kept.append(f"{column} = ${column}")
            values[column] = wanted
    rows = figures.execute(
        f"""
        SELECT
            any_value(total) FILTER (WHERE org_code = $england AND is_printed),
            sum(total) FILTER (WHERE org_code <> $england),
            any_value(within) FILTER (WHERE org_code = $england AND is_printed),
            sum(within) FILTER (WHERE org_code <> $england)
        FROM newest_published
        WHERE standard = $standard AND month = $month AND basis = $basis AND {" AND ".join(kept)}
        GROUP BY submission_id
        """,  # noqa: S608 - every part is a constant of this room; what was asked for is bound
        values,
    ).fetchall()
    return [
        one
        for total, total_sum, within, within_sum in rows
        for one in (_sum("total", total, total_sum), _sum("within", within, within_sum))
        if one and one.difference
    ]


def parts_sum(total: Decimal, within: Decimal, breaches: Decimal) -> Sum | None:
    """A printed total that is not within plus after; None when it is."""
    found = Sum("total", total, within + breaches)
    return found if found.difference else None


def _sum(of: str, printed: Decimal | None, summed: Decimal | None) -> Sum | None:
    return None if printed is None or summed is None else Sum(of, printed, summed)
