"""Events under the organisations of today: the text that stands in a query where a view of events stands otherwise.

Two trusts that became one shared a pathway by halves; today it is one trust's, whole. So shares of one organisation are
put together before anything is counted, and each pathway counts once in a median, as everywhere.
"""

from clearway.measures.question import Question, Side

_MOVED = """
    SELECT events.* REPLACE (
        coalesce(treating.today, events.treat_trust) AS treat_trust,
        coalesce(treating.alliance, events.treat_alliance) AS treat_alliance,
        coalesce(treating.region, events.treat_region) AS treat_region,
        coalesce(investigating.today, events.inv_trust) AS inv_trust,
        coalesce(investigating.alliance, events.inv_alliance) AS inv_alliance,
        coalesce(investigating.region, events.inv_region) AS inv_region,
        coalesce(residence.today, events.commissioner) AS commissioner,
        coalesce(residence.icb, events.residents_icb) AS residents_icb,
        coalesce(residence.alliance, events.residents_alliance) AS residents_alliance,
        coalesce(residence.region, events.residents_region) AS residents_region
    )
    FROM events
    LEFT JOIN todays_place AS treating ON treating.kind = 'provider' AND treating.code = events.treat_trust
    LEFT JOIN todays_place AS investigating ON investigating.kind = 'provider' AND investigating.code = events.inv_trust
    LEFT JOIN todays_place AS residence ON residence.kind = 'commissioner' AND residence.code = events.commissioner
"""
_NEAR = """
    WHERE list_contains($near, events.treat_trust) OR list_contains($near, events.inv_trust)
"""


def todays_source(question: Question, side: Side, *, is_near: bool = False) -> str:
    """One row for each event and place asked for, in brackets, to read from. Reads the table `todays_place`.

    With `is_near` only events of the trusts in the value `near` are looked at.
    """
    moved = f"({_MOVED}{_NEAR if is_near else ''})"
    places = set(question.places)
    if side == "residents" or not places & {"region", "alliance", "provider"}:
        within = "CASE WHEN is_within THEN 1 ELSE 0 END"
        return f"(SELECT 1 AS share_total, {within} AS share_within, moved.* FROM {moved} AS moved)"  # noqa: S608
    if "provider" in places:
        return _shared(moved, "trust")
    return _shared(moved, "alliance" if "alliance" in places else "region")


def _shared(moved: str, by: str) -> str:
    """The shares of each trust, alliance or region: those of two trusts of one place together."""
    named = {"trust": "trust", "alliance": "trusts_alliance", "region": "trusts_region"}
    treating = ", ".join(f"treat_{one} AS {name}" for one, name in named.items())
    investigating = ", ".join(f"inv_{one} AS {name}" for one, name in named.items())
    is_one = f"coalesce(inv_{by} = treat_{by}, FALSE)"
    return f"""(
        WITH moved AS {moved}
        SELECT
            {treating},
            treat_total + CASE WHEN {is_one} THEN coalesce(inv_total, 0) ELSE 0 END AS share_total,
            treat_within + CASE WHEN {is_one} THEN coalesce(inv_within, 0) ELSE 0 END AS share_within,
            moved.*
        FROM moved
        WHERE treat_total > 0 OR (inv_total > 0 AND {is_one})
        UNION ALL
        SELECT {investigating}, inv_total, inv_within, moved.*
        FROM moved
        WHERE inv_total > 0 AND NOT {is_one}
    )"""  # noqa: S608 - every part is a constant of this file; what a person wrote is bound
