"""The notes without which no figure leaves the house."""

from collections.abc import Sequence

from clearway.measures.catalogue import Measure
from clearway.measures.values import MeasureValue
from clearway.publications.measure_values import LICENCE, values_table
from clearway.publications.tables import Notes
from clearway.site.measures import figures


def notes_of(measure: Measure, values: Sequence[MeasureValue]) -> Notes:
    """Definition, source, age, snapshot and marks of some values of a measure."""
    return values_table(measure, values, snapshot=figures.snapshot()).notes


def catalogue_notes(as_at: str) -> Notes:
    """The notes of a table of definitions."""
    return Notes(
        definition="The measures of the catalogue, each with whether its values are held here",
        source="Definitions of this program in its own words; each names its source",
        as_at=as_at,
        snapshot=figures.snapshot(),
        licence=LICENCE,
    )
