"""Proposed commitments as a table: each beside its sentence, with a column in which a person answers."""

from clearway.planning.documents.reader import Proposal
from clearway.publications.tables import Column, Kind, Notes, Table

COLUMNS = (
    Column("action", "Action"),
    Column("owner", "Owner"),
    Column("date", "Date"),
    Column("target", "Target"),
    Column("recommendations", "Recommendations"),
    Column("page", "Page", Kind.COUNT),
    Column("line", "Line", Kind.COUNT),
    Column("start", "First character", Kind.COUNT),
    Column("end", "Last character", Kind.COUNT),
    Column("lead", "What leads to it"),
    Column("sentence", "Sentence in the source"),
    Column("because", "Why it is proposed"),
    Column("answer", "Confirmed, changed or rejected"),
)
WHAT = "Sentences that read as commitments: proposals by rules. A person confirms, changes or rejects each."


def proposal_table(name: str, proposals: tuple[Proposal, ...]) -> Table:
    """The proposals of a document called `name`; the last column is left for a person."""
    rows = tuple(
        (
            one.action,
            "; ".join(one.owners),
            "; ".join(date.value for date in one.dates),
            "; ".join(f"{target.value:g} {target.unit}" for target in one.targets),
            ", ".join(str(number) for number in one.recommendations),
            one.place.page,
            one.place.line,
            one.place.start,
            one.place.end,
            one.lead,
            one.sentence,
            one.because,
            None,
        )
        for one in proposals
    )
    notes = Notes(
        definition=WHAT,
        source=f"Read by Clearway from {name}",
        as_at="",
        snapshot="",
        licence="As the document's own",
        mark="Proposals, confirmed by nobody",
    )
    return Table("Proposed commitments", COLUMNS, rows, notes)
