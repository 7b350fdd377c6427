"""Hand-overs between trusts, for each ordered pair: how many, how soon, and who answers for the breaches.

Counted are treated 62-day pathways that an investigating and a treating trust share (rules IPT-1 to IPT-6). A hand-over
of somebody who was never treated, or who had no cancer, is in no 62-day figure and not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import duckdb

HANDED_OVER_IN_TIME, TREATED_IN_TIME = (1, 2, 4), (1, 3, 5)
"""Scenarios of rule IPT-3 in which the first phase (38 days) and the second (24 days) were kept."""

BREACHES = (4, 5, 6)
"""Scenarios that are breaches: of the treating trust, of the investigating trust, of both by halves."""


@dataclass(frozen=True, slots=True)
class TransferPair:
    """One referring and one receiving trust, for one cancer type or (empty) for all.

    `dated` are the pathways with a usable hand-over date: only these have phases, medians and scenarios. The others are
    shared half and half. Days are after adjustment. `breach_of` counts whole breaches by scenario (4, 5, 6); breaches
    shared without a date stand under 0. `breaches_sent` and `breaches_received` are each trust's share of them all.
    """

    referring: str
    receiving: str
    cancer_type: str
    pathways: int
    dated: int
    median_handover: float | None
    by_handover_day: int
    median_treatment: float | None
    treated_in_time: int
    within: int
    breach_of: dict[int, int]
    breaches_sent: Decimal
    breaches_received: Decimal

    @property
    def breaches(self) -> int:
        """Pathways not within 62 days."""
        return self.pathways - self.within

    @property
    def share_by_handover_day(self) -> float | None:
        """The share handed over in time; None when no pathway has a usable date."""
        return self.by_handover_day / self.dated if self.dated else None

    @property
    def share_treated_in_time(self) -> float | None:
        """The share treated in time after the hand-over; None when no pathway has a usable date."""
        return self.treated_in_time / self.dated if self.dated else None


def transfer_pairs(
    figures: duckdb.DuckDBPyConnection,
    *,
    first_month: str,
    last_month: str,
    trust: str = "",
    pair: Sequence[str] = (),
    by_cancer_type: bool = False,
) -> list[TransferPair]:
    """The pairs with pathways treated in some months (`YYYY-MM`, both included), most pathways first.

    `trust` keeps the pairs in which it is one of the two, `pair` one referring and receiving trust. With
    `by_cancer_type` a row for each cancer type of a pair.
    """
    sent, received = (pair[0], pair[1]) if pair else ("", "")
    rows = figures.execute(
        f"""
        SELECT
            events.inv_trust,
            events.treat_trust,
            {"coalesce(events.cancer_type, '')" if by_cancer_type else "''"},
            count(*),
            count(events.scenario),
            median(TRY_CAST(assessments."62_phase1_days" AS INTEGER)) FILTER (WHERE events.scenario IS NOT NULL),
            count(*) FILTER (WHERE list_contains($in_time, events.scenario)),
            median(TRY_CAST(assessments."62_phase2_days" AS INTEGER)) FILTER (WHERE events.scenario IS NOT NULL),
            count(*) FILTER (WHERE list_contains($treated, events.scenario)),
            count(*) FILTER (WHERE events.is_within),
            count(*) FILTER (WHERE events.scenario IS NULL AND NOT events.is_within),
            {", ".join(f"count(*) FILTER (WHERE events.scenario = {number})" for number in BREACHES)},
            CAST(coalesce(sum(events.inv_total - events.inv_within), 0) AS DECIMAL(12, 1)),
            CAST(sum(events.treat_total - events.treat_within) AS DECIMAL(12, 1))
        FROM events
        INNER JOIN assessments USING (submission_id, ordinal)
        WHERE events.standard = '62'
            AND events.month BETWEEN $first_month AND $last_month
            AND events.inv_trust IS NOT NULL
            AND ($trust = '' OR events.inv_trust = $trust OR events.treat_trust = $trust)
            AND ($sent = '' OR (events.inv_trust = $sent AND events.treat_trust = $received))
        GROUP BY 1, 2, 3
        ORDER BY count(*) DESC, 1, 2, 3
        """,  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
        {
            "first_month": first_month,
            "last_month": last_month,
            "trust": trust,
            "sent": sent,
            "received": received,
            "in_time": list(HANDED_OVER_IN_TIME),
            "treated": list(TREATED_IN_TIME),
        },
    ).fetchall()
    return [_pair(row) for row in rows]


def _pair(row: tuple[Any, ...]) -> TransferPair:
    *counts, plain, first, second, third, sent, received = row
    names = (field.name for field in fields(TransferPair))
    return TransferPair(
        **dict(zip(names, counts, strict=False)),
        breach_of=dict(zip((0, *BREACHES), (plain, first, second, third), strict=True)),
        breaches_sent=sent,
        breaches_received=received,
    )
