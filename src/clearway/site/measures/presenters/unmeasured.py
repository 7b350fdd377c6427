"""What is not measured yet, said openly: each measure with what is needed before it can be."""

from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.publications.tables import Column, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.measures import figures
from clearway.site.measures.presenters.measure import measure_href, needs_of
from clearway.site.measures.presenters.notes import catalogue_notes

IN_DASHBOARD = "in the Dashboard of 2016"
HEADINGS = ("Measure", "What is needed", "Whose data", "Serves")


@dataclass(frozen=True, slots=True)
class UnmeasuredPage:
    """The list by domain, the one table of all that is downloaded, and the summary."""

    summary: str
    tables: tuple[FoldingTable, ...]
    everything: FoldingTable


def unmeasured_page(today: date) -> UnmeasuredPage:
    """Everything of the catalogue of which this store holds no value."""
    catalogue = figures.catalogue()
    missing = [one for one in catalogue if not figures.held_levels(one)]
    domains = vocabulary().domains
    tables = tuple(
        _table(key, title, [one for one in missing if one.domain == key], today) for key, title in domains.items()
    )
    return UnmeasuredPage(
        summary=f"{len(missing)} of {len(catalogue)} measures have no value in this store.",
        tables=tuple(one for one in tables if one.rows),
        everything=_table("not-measured", "Not measured yet", missing, today),
    )


def _table(key: str, title: str, measures: list[Measure], today: date) -> FoldingTable:
    columns = (
        *(Column(name, name) for name in ("id", "name", "domain")),
        Column("needs", "what is needed"),
        Column("source", "whose data"),
        Column("serves", "serves"),
        Column("in_dashboard", IN_DASHBOARD),
    )
    rows = tuple(
        (
            *(one.id, one.name, vocabulary().domains[one.domain], needs_of(one), one.source, "; ".join(one.serves)),
            "yes" if one.in_dashboard else "no",
        )
        for one in measures
    )
    notes = catalogue_notes(f"What this store holds on {words.day(today)}")
    shown = tuple(
        (
            FoldingCell(one.name, (one.id, IN_DASHBOARD if one.in_dashboard else ""), measure_href(one.id)),
            FoldingCell(needs_of(one)),
            FoldingCell(one.source),
            FoldingCell(", ".join(one.serves), is_short=True),
        )
        for one in measures
    )
    return FoldingTable(key.replace("_", "-"), Table(title, columns, rows, notes), HEADINGS, shown, "Nothing.")
