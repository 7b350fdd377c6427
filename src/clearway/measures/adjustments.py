"""What the days taken off a wait do to a figure: the same events with and without adjustments, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from clearway.measures.event_views import EVENTS_OF
from clearway.measures.question import Side
from clearway.stats import wilson


@dataclass(frozen=True, slots=True)
class AdjustmentEffect:
    """One standard in one month at one place: `within` counts days after adjustment, `within_without` all days.

    `adjusted` is how many had days taken off, `turned` how many are within only because of it, `days` how many days
    were taken off in all (whole pathways, whoever shares them). Rates and limits are fractions, None for nobody.
    """

    standard_key: str
    total: Decimal
    within: Decimal
    within_without: Decimal
    adjusted: Decimal
    days: int
    rate: float | None
    rate_without: float | None
    lower_without: float | None
    upper_without: float | None

    @property
    def turned(self) -> Decimal:
        """How many are within the standard only because days were taken off."""
        return self.within - self.within_without


def adjustment_effects(
    figures: duckdb.DuckDBPyConnection,
    *,
    standard: str,
    month: str,
    place_kind: str,
    place: str,
    side: Side,
    also: Sequence[str] = (),
) -> list[AdjustmentEffect]:
    """The effect for each standard of the rule book that held (several before October 2023), most events first.

    Shares between trusts stay as they were allocated with adjustments; only whether the limit is kept is asked again.
    `place_kind` is `alliance`, `provider` or `commissioner`; `also` are further places of the kind that are summed
    with it, a pathway that two of them share counting its days once. KeyError for a place that cannot be counted on
    that side.
    """
    view, column = EVENTS_OF[place_kind, side]
    rows = figures.execute(
        f"""
        SELECT
            standard_key,
            CAST(sum(share_total) AS DECIMAL(12, 1)),
            CAST(sum(share_within) AS DECIMAL(12, 1)),
            CAST(coalesce(sum(share_within) FILTER (WHERE raw_days <= limit_days), 0) AS DECIMAL(12, 1)),
            CAST(coalesce(sum(share_total) FILTER (WHERE raw_days > days), 0) AS DECIMAL(12, 1)),
            sum(raw_days - days)
        FROM (
            SELECT
                standard_key, raw_days, days, limit_days,
                sum(share_total) AS share_total, sum(share_within) AS share_within
            FROM {view}
            WHERE standard = $standard AND month = $month AND list_contains($places, {column})
            GROUP BY submission_id, ordinal, standard_key, raw_days, days, limit_days
        )
        GROUP BY standard_key
        ORDER BY sum(share_total) DESC, standard_key
        """,  # noqa: S608 - view and column are constants of this file; what a person wrote is bound
        {"standard": standard, "month": month, "places": [place, *also]},
    ).fetchall()
    return [_effect(*row) for row in rows]


def _effect(
    standard_key: str, total: Decimal, within: Decimal, within_without: Decimal, adjusted: Decimal, days: int
) -> AdjustmentEffect:
    if not total:
        return AdjustmentEffect(standard_key, total, within, within_without, adjusted, days, None, None, None, None)
    lower, upper = wilson(within_without, total)
    return AdjustmentEffect(
        standard_key=standard_key,
        total=total,
        within=within,
        within_without=within_without,
        adjusted=adjusted,
        days=int(days),
        rate=float(within / total),
        rate_without=float(within_without / total),
        lower_without=float(lower),
        upper_without=float(upper),
    )
