"""Events so rare that a share of each month says nothing: the day of each, and the pathways between one and the next.

From loaded records alone: published figures have no days. What a point shows is one person, so these are for whoever
may see the records, never for a page of sums.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import duckdb

from clearway.measures.catalogue.measure import Kind, Measure
from clearway.measures.catalogue.places import Waits
from clearway.measures.values.events import AREAS
from clearway.measures.values.files import held_files
from clearway.records.findings import Refused

DAY_OF = {
    "28": "fds_end_date",
    "2ww": "date_first_seen",
    "31": "treatment_start_date",
    "62": "treatment_start_date",
}
"""The day on which a clock of each standard stops, and a breach is counted."""

MOST_COMMON = 0.1
"""Events are rare where fewer than one pathway in ten has one; else shares say more."""

FEWEST = 6
"""Fewer events leave fewer than five gaps between them: too few for limits."""


@dataclass(frozen=True, slots=True)
class RareEvents:
    """The events of one area in order of their days, and of how many pathways; `cases` lie between one and the next.

    Of two on one day, which came first is not known: they stand in the order of their records.
    """

    measure: str
    area: str
    days: tuple[date, ...]
    cases: tuple[int, ...]
    pathways: int
    is_synthetic: bool

    @property
    def gaps(self) -> tuple[int, ...]:
        """Days from each event to the next."""
        return tuple((later - earlier).days for earlier, later in pairwise(self.days))


def rare_events_of(figures: duckdb.DuckDBPyConnection, measure: Measure, area_type: str, area: str) -> RareEvents:
    """The breaches of a waiting-time measure at one area, one by one, from loaded records.

    Refused for a measure that describes rather than judges, or whose events are no breaches of a whole standard; where
    no records are held; and where events are too common or too few for such a chart, saying how many there are.
    """
    place = _place(measure)
    if place is None or area_type not in AREAS:
        raise Refused(
            f"{measure.id} counts no breaches of which the records tell the day at this kind of area.",
            "Charts between events (g, t) are for waiting-time standards, at areas that records know.",
            code="RARE-EVENTS-NOT-KNOWN",
        )
    rows = _rows(figures, place.standard, area_type, area)
    events = [at for at, (_, is_event) in enumerate(rows) if is_event]
    _check(measure, area, len(events), len(rows))
    return RareEvents(
        measure=measure.id,
        area=area,
        days=tuple(rows[at][0] for at in events),
        cases=tuple(later - earlier - 1 for earlier, later in pairwise(events)),
        pathways=len(rows),
        is_synthetic=held_files(figures).are_synthetic,
    )


def _place(measure: Measure) -> Waits | None:
    """Where the measure counts those within, or the breaches of, one whole standard from records."""
    if measure.kind is Kind.INFORMATIVE:
        return None
    waits = (one for one in measure.found_in if isinstance(one, Waits) and "computed" in one.bases)
    whole = (one for one in waits if not (one.stage_route or one.modality or one.cancer_type))
    return next((one for one in whole if one.count != "total" and one.standard in DAY_OF), None)


def _rows(figures: duckdb.DuckDBPyConnection, standard: str, area_type: str, area: str) -> list[tuple[date, bool]]:
    trusts = "UNNEST(list_distinct([treat_trust, coalesce(inv_trust, treat_trust)]))"
    source = f"(SELECT *, {trusts} AS trust FROM events)" if area_type == "provider" else "events"  # noqa: S608 (constants of ours)
    day = f"record.{DAY_OF[standard]}"
    query = f"""
        SELECT {day}, NOT event.is_within
        FROM {source} AS event
        INNER JOIN records AS record USING (submission_id, ordinal)
        WHERE event.standard = $standard AND {AREAS[area_type]} = $area AND {day} IS NOT NULL
        ORDER BY {day}, submission_id, ordinal
    """  # noqa: S608 (every part is a constant of ours; what was asked is bound)
    rows = figures.execute(query, {"standard": standard, "area": area}).fetchall()
    return [(stopped, bool(is_event)) for stopped, is_event in rows]


def _check(measure: Measure, area: str, events: int, pathways: int) -> None:
    said = f"{events:,} of {pathways:,} pathways of {measure.id} at {area} are breaches in the loaded records"
    if not pathways or events < FEWEST:
        words = f"{said}: too few for a chart of what lies between them."
        raise Refused(
            words, f"At least {FEWEST} are needed. The breaches themselves can be listed.", code="TOO-FEW-EVENTS"
        )
    if events >= MOST_COMMON * pathways:
        words = f"{said}: these are not rare."
        raise Refused(words, "Ask for the chart xmr, or p, of their share.", code="EVENTS-NOT-RARE")
