"""`clearway reconcile`: what we computed beside what was published, or beside a record-level download."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    from clearway.measures.reconciliation import Difference, Reconciliation, ReconciliationQuestion
    from clearway.measures.reconciliation.record_level import RecordComparison
    from clearway.store.folder import StoreFolder

ILLUSTRATIVE = (
    "This is a demo store: made-up people beside real published figures. The differences show how reconciliation "
    "works; they say nothing of any trust."
)
MOST_TOLD = 25
"""So many differences are told at the terminal; --json and --csv hold every one."""


@command("reconcile", example="clearway reconcile --store my-store --month 2025-03 --provider RFF --standard 62")
def reconcile(
    store: Store,
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month to compare.")],
    provider: Annotated[
        list[str] | None, typer.Option("--provider", metavar="CODE", help="Only this trust; may be repeated.")
    ] = None,
    standard: Annotated[str, typer.Option("--standard", help="28, 31 or 62; all three if left out.")] = "",
    published: Annotated[
        str, typer.Option("--published", metavar="SUBMISSION", help="This published file instead of the newest.")
    ] = "",
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="A record-level download instead of published figures."),
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            "--source",
            metavar="NAME",
            help="How the download is laid out: a shipped profile such as national-download.",
        ),
    ] = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every difference to a CSV file too.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare a month with what was published, cell by cell, or with a download, record by record.

    Each difference comes with the records that could explain it, and how far the figures bear that out. Records are
    named by the number of their pathway. Ends with 1 when there are differences, with 0 when there are none.
    """
    folder = use_store(store)
    from clearway.measures.reconciliation import ReconciliationQuestion

    providers = tuple(one.strip().upper() for one in provider or ())
    standards = {"standards": (standard,)} if standard else {}
    question = ReconciliationQuestion(month=month, providers=providers, published=published, **standards)
    if against is not None and not against.is_file():
        raise typer.BadParameter(f"There is no file {against}.", param_hint="--against")
    found = _record_by_record(folder, question, against, source) if against else _cell_by_cell(folder, question)
    if csv:
        csv.write_bytes(_csv(found))
        say(f"Wrote {len(found.differences):,} differences to {csv}.")
    if as_json:
        answer_json(found.as_json())
    else:
        _tell(found)
    if found.illustrative:
        say(ILLUSTRATIVE)
    if found.differences:
        raise end(Code.FOUND_PROBLEMS)


def _cell_by_cell(folder: "StoreFolder", question: "ReconciliationQuestion") -> "Reconciliation":
    from clearway.measures.reconciliation import reconcile as compare
    from clearway.pipeline.reconciling import outside_rows
    from clearway.site.submissions.services import all_submissions
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in
    from clearway.store.analytical import Reader
    from clearway.store.folder import StoreKind

    rules, organisations = load_rule_book(), organisations_in(folder.policies)
    outside = outside_rows(folder, all_submissions(), question.month, rules=rules, organisations=organisations)
    with Reader(folder.analytical).open() as figures:
        return compare(
            figures,
            question,
            rules=rules,
            organisations=organisations,
            outside=outside,
            illustrative=folder.kind is StoreKind.DEMO,
        )


def _record_by_record(
    folder: "StoreFolder", question: "ReconciliationQuestion", path: Path, source: str
) -> "RecordComparison":
    from clearway.intake.reading import Declared
    from clearway.measures.reconciliation.record_level import compare_records, our_records, their_records
    from clearway.pipeline.download import read_download
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in
    from clearway.store.analytical import Reader
    from clearway.store.folder import StoreKind

    rules, organisations = load_rule_book(), organisations_in(folder.policies)
    name, rows = read_download(path, folder, rules=rules, organisations=organisations, declared=Declared(source=source))
    with Reader(folder.analytical).open() as figures:
        ours = our_records(figures, question)
    return compare_records(
        ours,
        their_records(rows, name, question.standards),
        question,
        rules=rules,
        organisations=organisations,
        file_name=name,
        illustrative=folder.kind is StoreKind.DEMO,
    )


def _tell(found: "Reconciliation | RecordComparison") -> None:
    from clearway.measures.reconciliation import Reconciliation

    if not isinstance(found, Reconciliation):
        _tell_records(found)
        return
    files = ", ".join(f"{one.standard}-day: {one.file_name} ({one.release})" for one in found.files)
    answer(f"{found.month}, {', '.join(found.trusts)}: {found.cells:,} cells compared with {files}")
    answer(f"{len(found.differences):,} differ.")
    for difference in found.differences[:MOST_TOLD]:
        answer(_line(difference))
        for number in difference.causes[:3]:
            cause = found.cause(number)
            answer(f"    {number}. {difference.said_of(cause).words}: {cause.kind.heading.lower()}. {cause.words}")
        if len(difference.causes) > 3:
            answer(f"    and {len(difference.causes) - 3} more causes")
    if len(found.differences) > MOST_TOLD:
        answer(f"and {len(found.differences) - MOST_TOLD:,} smaller differences (--json or --csv)")
    for trust, reason in found.not_compared.items():
        say(f"{trust} was not compared: {reason}.")
    for note in found.notes:
        say(note)


def _line(one: "Difference") -> str:
    from clearway.measures.reconciliation.cells import people

    sides = (f"{people(pair.within):f} of {people(pair.total):f}" for pair in (one.computed, one.published))
    ours, theirs = sides
    where = one.label or "all"
    return (
        f"  {one.cell.standard}  {one.cell.trust}  {where}: {ours} within here, {theirs} there "
        f"(total {people(one.pair.total):+f}, within {people(one.pair.within):+f})"
    )


def _tell_records(found: "RecordComparison") -> None:
    answer(f"{found.month}, {', '.join(found.trusts)}: {found.matched:,} records matched with {found.file_name}")
    answer(f"{found.alike:,} alike, {len(found.differences):,} differences")
    for kind, number in found.counts.items():
        answer(f"{number:>6,}  {kind.heading}")
    for one in found.differences[:MOST_TOLD]:
        whose = one.here.link if one.here else f"row {one.there.row:,}" if one.there and one.there.row else ""
        fields = "".join(f" {field.field}: {field.here or 'nothing'} here, {field.there or 'nothing'} there;"
                         for field in one.fields)  # fmt: skip
        answer(f"  {one.kind.heading}: {whose}. {one.words}{fields}")


def _csv(found: "Reconciliation | RecordComparison") -> bytes:
    from clearway.measures.reconciliation import Reconciliation
    from clearway.publications.reconciliation import difference_table, record_table
    from clearway.publications.tables import comma_separated

    made: Any = difference_table(found) if isinstance(found, Reconciliation) else record_table(found)
    return comma_separated(made)
