"""How long people waited in a month, in the bands of the official statistics, published and computed alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import duckdb

from clearway.measures.event_views import EVENTS_OF
from clearway.measures.labels import SUMS
from clearway.measures.question import Basis, Side

EDGES = {"28": (14, 28, 42, 62), "31": (31, 38, 48, 62), "62": (31, 38, 48, 62, 76, 90, 104)}
"""The last days of the bands that the workbooks print; the last band has no end."""

BASIS_OF_SIDE = {"trusts": "provider", "residents": "commissioner"}
PLACES = {"provider": "figure.org_code", "commissioner": "figure.org_code", "alliance": "place.alliance"}


@dataclass(frozen=True, slots=True)
class BandCount:
    """People in one band of days, both ends included; `last` is None for the open band, `first` 0 for the first."""

    first: int
    last: int | None
    people: Decimal


def wait_bands(
    figures: duckdb.DuckDBPyConnection,
    *,
    basis: Basis,
    standard: str,
    month: str,
    place_kind: str,
    place: str,
    side: Side,
    also: Sequence[str] = (),
    known_until: datetime | None = None,
) -> list[BandCount]:
    """The bands of one standard, month and place (`provider`, `commissioner` or `alliance`); none where none are held.

    `also` are further places of the same kind that are summed with it, as those that became one organisation;
    `known_until` the moment before which a release must have come to answer.

    Published bands come from the one file that answers for the month: an extract prints none. Days are after
    adjustment. Halves stay halves for trusts.
    """
    places = [place, *also]
    if basis == "computed":
        return _computed(figures, standard, month, place_kind, places, side)
    return _published(figures, standard, month, place_kind, places, side, known_until)


def _published(
    figures: duckdb.DuckDBPyConnection,
    standard: str,
    month: str,
    place_kind: str,
    places: list[str],
    side: Side,
    known_until: datetime | None,
) -> list[BandCount]:
    rows = figures.execute(
        f"""
        WITH answering AS (
            SELECT arg_min(figure.submission_id, figure.answers_as) AS submission_id
            FROM published_figures AS figure
            INNER JOIN submissions AS source ON source.id = figure.submission_id
            WHERE figure.standard = $standard AND figure.basis = $basis AND figure.month = $month
                AND NOT figure.with_route AND NOT figure.with_modality AND NOT figure.with_cancer
                AND ($known_until::TIMESTAMPTZ IS NULL OR source.received_at < $known_until::TIMESTAMPTZ)
        )
        SELECT figure.band_edges, figure.band_people
        FROM published AS figure
        SEMI JOIN answering ON answering.submission_id = figure.submission_id
        INNER JOIN places AS place
            ON place.kind = figure.basis AND place.code = figure.org_code AND place.month = figure.month
        WHERE figure.standard = $standard
            AND figure.month = $month
            AND list_contains($places, {PLACES[place_kind]})
            AND list_contains($sums, upper(figure.stage_route))
            AND list_contains($sums, upper(figure.cancer_type))
            AND (figure.modality IS NULL OR list_contains($sums, upper(figure.modality)))
            AND figure.band_edges IS NOT NULL
        """,  # noqa: S608 - the place is a constant of this file; what a person wrote is bound
        {
            "standard": standard,
            "basis": BASIS_OF_SIDE[side],
            "month": month,
            "places": places,
            "sums": list(SUMS),
            "known_until": known_until,
        },
    ).fetchall()
    if not rows:
        return []
    edges = {row[0] for row in rows}
    if len(edges) != 1:
        raise AssertionError(f"one file prints bands of several kinds: {sorted(edges)}")
    lasts = [int(edge) for edge in edges.pop().split() if edge != "+"]
    people = [sum((Decimal(cells[at]) for _, cells in rows), Decimal(0)) for at in range(len(lasts) + 1)]
    return _bands(lasts, people)


def _computed(
    figures: duckdb.DuckDBPyConnection, standard: str, month: str, place_kind: str, places: list[str], side: Side
) -> list[BandCount]:
    view, column = EVENTS_OF[place_kind, side]
    lasts = EDGES[standard]
    sums = ", ".join(
        f"CAST(coalesce(sum(share_total) FILTER (WHERE days > {first} AND days <= {last}), 0) AS DECIMAL(12, 1))"
        for first, last in zip((-10_000_000, *lasts), (*lasts, 10_000_000), strict=True)
    )
    ((events, *people),) = figures.execute(
        f"""
        SELECT count(*), {sums}
        FROM {view}
        WHERE standard = $standard AND month = $month AND list_contains($places, {column})
        """,  # noqa: S608 - view and column are constants of ours; what a person wrote is bound
        {"standard": standard, "month": month, "places": places},
    ).fetchall()
    return _bands(list(lasts), people) if events else []


def _bands(lasts: list[int], people: list[Decimal]) -> list[BandCount]:
    firsts = [0, *(last + 1 for last in lasts)]
    return [BandCount(*band) for band in zip(firsts, [*lasts, None], people, strict=True)]
