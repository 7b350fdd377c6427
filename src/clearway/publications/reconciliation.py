"""Reconciliations as tables to download: each difference, each cause, each record that differs."""

from clearway.measures.months import first_day
from clearway.measures.reconciliation import Reconciliation
from clearway.measures.reconciliation.answer import Cause, Difference
from clearway.measures.reconciliation.cells import Pair, people
from clearway.measures.reconciliation.record_level import RecordComparison
from clearway.publications.tables import Cell, Column, Kind, Notes, Table

OGL = "Contains public sector information licensed under the Open Government Licence v3.0"
ILLUSTRATIVE = "ILLUSTRATIVE: made-up people beside real published figures. It says nothing of any trust."
DEFINITION = (
    "Published less computed, for trusts that sent records of the month. A cause is a record, or several, that would "
    "change our figure as the published one differs; it is not proof."
)

DIFFERENCE_COLUMNS = (
    Column("standard", "Standard"),
    Column("month", "Month", Kind.MONTH),
    Column("trust", "Trust"),
    Column("trust_name", "Name"),
    Column("level", "Told apart by"),
    Column("label", "Label"),
    Column("computed_total", "Computed: people", Kind.COUNT),
    Column("computed_within", "Computed: within", Kind.COUNT),
    Column("computed_breaches", "Computed: breaches", Kind.COUNT),
    Column("published_total", "Published: people", Kind.COUNT),
    Column("published_within", "Published: within", Kind.COUNT),
    Column("published_breaches", "Published: breaches", Kind.COUNT),
    Column("difference_total", "Difference: people", Kind.COUNT),
    Column("difference_within", "Difference: within", Kind.COUNT),
    Column("difference_breaches", "Difference: breaches", Kind.COUNT),
    Column("causes", "Causes by number"),
)
CAUSE_COLUMNS = (
    Column("number", "Number", Kind.COUNT),
    Column("kind", "Kind"),
    Column("certainty", "How sure"),
    Column("words", "What"),
    Column("rule", "Rule"),
    Column("needed", "Records needed", Kind.COUNT),
    Column("found", "Records that would do", Kind.COUNT),
    Column("pathways", "Pathways"),
)
RECORD_COLUMNS = (
    Column("kind", "Difference"),
    Column("standards", "Standards"),
    Column("pathway", "Pathway"),
    Column("row", "Row of the download", Kind.COUNT),
    Column("words", "What"),
    Column("fields", "Fields"),
    Column("rule", "Rule"),
)


def difference_table(found: Reconciliation) -> Table:
    """Every difference of a month, the largest first."""
    rows = tuple(_difference_row(one, found) for one in found.differences)
    title = f"Differences from the published figures, {found.month}"
    return Table(title, DIFFERENCE_COLUMNS, rows, _notes(found))


def cause_table(found: Reconciliation, causes: tuple[Cause, ...] | None = None) -> Table:
    """Every cause, or some of them. Pathways are named by their pseudonymous links."""
    shown = found.causes if causes is None else causes
    rows = tuple(
        (
            one.number, one.kind.heading, one.certainty.words, one.words, one.rule, one.needed, one.found,
            " ".join(record.link or f"{record.file_name} row {record.row}" for record in one.records),
        )
        for one in shown
    )  # fmt: skip
    return Table(f"Causes of the differences, {found.month}", CAUSE_COLUMNS, rows, _notes(found))


def record_table(found: RecordComparison) -> Table:
    """Every record that differs from a download."""
    rows = tuple(
        (
            one.kind.heading,
            " ".join(one.standards),
            one.here.link if one.here else "",
            one.there.row if one.there else None,
            one.words,
            "; ".join(f"{field.field}: {field.here or '-'} here, {field.there or '-'} there" for field in one.fields),
            one.rule,
        )
        for one in found.differences
    )
    notes = Notes(
        definition="Records matched by pathway and step, then by person and date; each difference named.",
        source=f"Clearway, compared with {found.file_name}",
        as_at=found.month,
        snapshot="",
        licence="Records that organisations hand in. Share them only as your agreements allow.",
        mark=ILLUSTRATIVE if found.illustrative else "",
    )
    return Table(f"Records that differ from {found.file_name}, {found.month}", RECORD_COLUMNS, rows, notes)


def _difference_row(one: Difference, found: Reconciliation) -> tuple[Cell, ...]:
    name = found.names.get(one.cell.trust, one.cell.trust)
    counts = [number for pair in (one.computed, one.published, one.pair) for number in _counts(pair)]
    causes = " ".join(str(number) for number in one.causes)
    head = (one.cell.standard, first_day(one.cell.month), one.cell.trust, name, one.level, one.label)
    return (*head, *counts, causes)


def _counts(pair: Pair) -> list[Cell]:
    return [people(pair.total), people(pair.within), people(pair.breaches)]


def _notes(found: Reconciliation) -> Notes:
    return Notes(
        definition=DEFINITION,
        source=f"Clearway, compared with {', '.join(sorted({one.file_name for one in found.files}))}",
        as_at=found.month,
        snapshot=found.snapshot,
        licence=OGL,
        mark=ILLUSTRATIVE if found.illustrative else "",
    )
