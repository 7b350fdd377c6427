"""The template of agreed trajectories: a sheet to fill in, one row a measure, organisation and month."""

from collections.abc import Sequence

from clearway.measures.catalogue import Measure
from clearway.measures.months import first_day, next_month
from clearway.measures.targets.agreed import counts_shares
from clearway.publications.tables.table import Cell, Column, Kind, Notes, Table
from clearway.publications.tables.workbook import workbook
from clearway.standards.organisations import Organisations

FIRST_COLUMNS = (
    Column("measure", "Measure"),
    Column("measure_name", "Measure name"),
    Column("organisation", "Organisation"),
    Column("organisation_name", "Organisation name"),
    Column("month", "Month", Kind.MONTH),
)
SHARE = Column("target_percent", "Target (%)", Kind.COUNT)
NUMBER = Column("target_number", "Target (number)", Kind.COUNT)
NOTE = Column("note", "Note")


def trajectory_template(
    measures: Sequence[Measure],
    organisations: Sequence[str],
    first_month: str,
    months: int,
    known: Organisations,
) -> bytes:
    """The template as an .xlsx file, its targets empty. Codes of organisations are written as given."""
    targets = tuple(
        column for column, is_share in ((SHARE, True), (NUMBER, False)) if is_share in set(map(counts_shares, measures))
    )
    rows: list[tuple[Cell, ...]] = []
    for measure in measures:
        for code in organisations:
            month = first_month
            for _ in range(months):
                named = (measure.id, measure.name, code, known.name(code), first_day(month))
                rows.append((*named, *(None for _ in targets), None))
                month = next_month(month)
    return workbook(Table("Agreed trajectories", (*FIRST_COLUMNS, *targets, NOTE), tuple(rows), _notes()))


def _notes() -> Notes:
    return Notes(
        definition="What each organisation agreed to reach in each month. Leave a target empty where none is agreed.",
        source="Filled in by the alliance with its organisations.",
        as_at="When the sheet is loaded: a later sheet makes a new version, and earlier ones stay.",
        snapshot="none",
        licence="none",
        remarks=(
            ("Target (%)", "From 0 to 100. You may head the column Target (fraction) instead and write 0 to 1."),
            ("Target (number)", "For measures that are no shares: people, days, a score."),
        ),
    )
