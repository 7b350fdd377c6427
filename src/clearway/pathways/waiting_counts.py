"""How many people wait on a day, by the trust that holds them and what is suspected: for measures of open pathways."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import duckdb

from clearway.clocks import ClockRules
from clearway.pathways.running_week import WHO_HOLDS_IT
from clearway.pathways.waiting_list import VIEW, lay_out

NOT_RECORDED = "not recorded"
COUNTED = ("waiting", "beyond_62", "beyond_104", "without_next_step")


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """The people of one trust and suspected cancer who wait for treatment on a day (rules OPEN-1 to OPEN-4).

    Days waited are after pauses. `without_next_step` have no booking of any kind, be it to be told or to be treated.
    """

    trust: str
    suspected: str
    waiting: int
    beyond_62: int
    beyond_104: int
    without_next_step: int


def waiting_groups(figures: duckdb.DuckDBPyConnection, *, rules: ClockRules, day: date) -> list[WaitingGroup]:
    """Everybody on a 62-day pathway on a day, counted by trust and suspected cancer, in their order.

    Trusts are those of the day: a site counts with its trust, a merged trust with its successor.
    """
    lay_out(figures, day, rules.book)
    rows = figures.execute(
        f"""
        SELECT
            {WHO_HOLDS_IT} AS holder,
            coalesce(record.referral_type, '') AS referral_type,
            count(*) AS waiting,
            count(*) FILTER (WHERE pathway.treated_days > 62) AS beyond_62,
            count(*) FILTER (WHERE pathway.treated_days > 104) AS beyond_104,
            count(*) FILTER (WHERE pathway.treated_booked IS NULL AND pathway.told_booked IS NULL) AS without_next_step
        FROM {VIEW} AS pathway
        INNER JOIN records AS record USING (submission_id, ordinal)
        WHERE pathway.treated_days IS NOT NULL
        GROUP BY 1, 2
        """,  # noqa: S608 (every part is a constant of this room)
        {"day": day},
    ).fetchall()
    groups: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for holder, referral_type, *counts in rows:
        suspected = rules.on(day).code("referral_type", referral_type or None)
        group = groups[rules.trust(holder, day), suspected.label if suspected else NOT_RECORDED]
        group.update(dict(zip(COUNTED, counts, strict=True)))
    return [
        WaitingGroup(trust, suspected, *(counts[name] for name in COUNTED))
        for (trust, suspected), counts in sorted(groups.items())
    ]
