"""How finely a month can be compared: the finest levels that were published in words that are ours too."""

from collections.abc import Mapping, Sequence

import duckdb

from clearway.measures.reconciliation.cells import Vector
from clearway.measures.reconciliation.counted import ALL, Level

BY_CANCER: tuple[Level, ...] = ((True, True, False), (False, True, False))
BY_MODALITY: tuple[Level, ...] = ((True, False, True), (False, False, True))
BY_ROUTE: tuple[Level, ...] = ((True, False, False),)

FEW = 20
"""Labels that are printed nowhere and hold more than a twentieth of our people: the publication groups otherwise."""


def finest_levels(
    figures: duckdb.DuckDBPyConnection, files: Mapping[tuple[str, str], str], grid: Vector
) -> tuple[dict[tuple[str, str], tuple[Level, ...]], list[str]]:
    """The finest levels published for each standard and month, and notes on those left out.

    `files` gives the submission that answers for a standard and month; `grid` holds our counts, every label told apart.
    A level whose labels are not ours is left out.
    """
    chosen: dict[tuple[str, str], tuple[Level, ...]] = {}
    notes: list[str] = []
    for (standard, month), file in files.items():
        held = figures.execute(
            """
            SELECT with_route, with_cancer, with_modality, list(DISTINCT cancer_type), list(DISTINCT modality)
            FROM published_figures
            WHERE submission_id = $file AND standard = $standard AND month = $month AND basis = 'provider'
            GROUP BY ALL
            """,
            {"file": file, "standard": standard, "month": month},
        ).fetchall()
        own = {cell: pair for cell, pair in grid.items() if (cell.standard, cell.month) == (standard, month)}
        usable = set()
        for route, cancer, modality, cancers, modalities in held:
            strangers = _strangers(own, cancers if cancer else None, modalities if modality else None)
            if strangers:
                notes.append(
                    f"{standard}-day, {month}: the publication does not print {', '.join(strangers)}; "
                    "figures are compared without that detail."
                )
            else:
                usable.add((bool(route), bool(cancer), bool(modality)))
        families = [next((one for one in family if one in usable), None) for family in (BY_CANCER, BY_MODALITY)]
        finest = tuple(one for one in families if one) or tuple(one for one in (*BY_ROUTE, ALL) if one in usable)[:1]
        if finest:
            chosen[standard, month] = finest
    return chosen, sorted(set(notes))


def _strangers(own: Vector, cancers: Sequence[str] | None, modalities: Sequence[str] | None) -> list[str]:
    """Labels under which we count many people and that the publication prints nowhere: it groups them otherwise.

    Few people under such a label are a difference like any other: nobody was counted there.
    """
    if cancers is not None:
        strange = {cell for cell in own if cell.cancer_type not in cancers}
        names = {cell.cancer_type or "no cancer type" for cell in strange}
    elif modalities is not None:
        strange = {cell for cell in own if cell.modality not in modalities}
        names = {cell.modality or "no kind of treatment" for cell in strange}
    else:
        return []
    people = sum(own[cell].total for cell in strange)
    return sorted(names) if FEW * people > sum(pair.total for pair in own.values()) else []
