"""The findings page: what is wrong, in whose files, how often, since when, and how to mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.pipeline.quality.catalogue import catalogue
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.quality.asked import Asked
from clearway.site.quality.presenters.naming import notes, sender
from clearway.site.quality.services import Found
from clearway.site.submissions.models import PUBLISHED, Submission
from clearway.site.submissions.presenters import KINDS
from clearway.site.tables import ShownTable

NATIONAL = "NHS England"
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: a finding in one file. One about a whole file has no column."""

    organisation: str
    owner: str
    file: Submission
    finding: str
    kind: str
    column: str
    severity: str
    count: int
    why: str
    mend: str
    since: date
    is_of_records: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the form above the list."""

    name: str
    label: str
    options: tuple[Option, ...]


def lines(found: Found) -> list[Line]:
    """Every line, the most frequent first."""
    return sorted([*_record_lines(found), *_file_lines(found)], key=lambda one: (-one.count, one.finding, one.owner))


def kept(all_lines: Iterable[Line], asked: Asked) -> list[Line]:
    """The lines that a question asks for."""
    wanted = {
        "organisation": asked.organisation, "kind": asked.kind, "finding": asked.finding, "column": asked.column,
    }  # fmt: skip
    return [
        one
        for one in all_lines
        if all(not value or getattr(one, name) == value for name, value in wanted.items())
        and (not asked.file or one.file.pk == asked.file)
    ]


def choices(all_lines: list[Line], asked: Asked) -> list[Choice]:
    """What the list can be kept by: only what occurs."""
    owners = {one.organisation: one.owner for one in all_lines if one.organisation}
    kinds = {kind.value: name for kind, (name, _) in KINDS.items() if any(one.kind == kind.value for one in all_lines)}
    names = {one.finding: one.finding for one in all_lines}
    files = {one.file.pk: f"{one.file.file_name}, version {one.file.version}" for one in all_lines}
    return [
        _choice("organisation", "Owner", "Every owner", owners, asked.organisation),
        _choice("kind", "Kind", "Every kind", kinds, asked.kind),
        _choice("finding", "Finding", "Every finding", names, asked.finding),
        _choice("file", "File", "Every file", files, asked.file),
    ]


def summary(shown: list[Line], asked: Asked) -> str:
    """How much there is, in a sentence."""
    if not shown:
        return "Nothing is open." if not asked.is_filtered else "Nothing of this kind is open."
    records = sum(one.count for one in shown if one.is_of_records)
    blocking = sum(one.count for one in shown if one.severity == "blocks counting")
    owners = len({one.organisation for one in shown if one.is_of_records})
    said = f"{records:,} items of records are open, in files of {owners} {'sender' if owners == 1 else 'senders'}."
    keep = "keeps" if blocking == 1 else "keep"
    return f"{said} {blocking:,} of them {keep} a wait from being counted." if records else "No record needs mending."


def table(shown: list[Line], *, can_open: bool, is_demo: bool) -> FoldingTable:
    """The lines as a list; each leads to the rows that it stands for."""
    return FoldingTable(
        key="findings",
        table=_tidy(shown, is_demo=is_demo),
        headings=("Finding", "Owner and file", "How often", "Effect"),
        rows=tuple(_row(own, can_open=can_open) for own in _gathered(shown)[:MOST_ROWS]),
        empty="Nothing matches. Either all is well, or these findings were mended: look at the months below.",
    )


def trend(found: Found, *, is_demo: bool) -> ShownTable:
    """Month by month: told, mended, gone, open at the end."""
    columns = (
        Column("month", "Month", Kind.MONTH),
        Column("told", "Told for the first time", Kind.COUNT),
        Column("mended", "Mended", Kind.COUNT),
        Column("gone", "Gone with their record", Kind.COUNT),
        Column("open_at_end", "Open at the end", Kind.COUNT),
    )
    rows = tuple(
        (date.fromisoformat(f"{one.month}-01"), one.told, one.mended, one.gone, one.open_at_end)
        for one in reversed(found.months)
    )
    definition = (
        "Items are one finding in one column of one record. Mended: the record came again without it. "
        "Gone: the record came no more."
    )
    held = Table(
        "Month by month", columns, rows, notes(definition, "Clearway's ledger of mends", _as_at(found), is_demo=is_demo)
    )
    return ShownTable("trend", held, "Nothing was ever found.")


def _record_lines(found: Found) -> Iterator[Line]:
    files = {one.pk: one for one in found.files}
    for count in found.counts:
        said = catalogue()[count.finding]
        if count.submission_id in files:
            yield Line(
                count.organisation, sender(count.organisation), files[count.submission_id], said.id, said.kind.value,
                count.column, said.severity.value, count.count, said.why, said.mend, count.since, is_of_records=True,
            )  # fmt: skip


def _file_lines(found: Found) -> Iterator[Line]:
    """Findings about files as a whole, as the manifest keeps them."""
    for file in found.files:
        is_published = file.data_set in PUBLISHED
        for one in file.findings:
            if one["id"] not in catalogue():
                yield Line(
                    file.organisation_code, NATIONAL if is_published else sender(file.organisation_code), file,
                    one["id"], one["kind"], "", "about the file", one["count"], one["message"], one["mend"],
                    file.received_at.date(), is_of_records=False,
                )  # fmt: skip


def _choice(name: str, label: str, every: str, known: dict[str, str], chosen: str) -> Choice:
    options = [Option("", every, not chosen)]
    options += [Option(value, said, value == chosen) for value, said in sorted(known.items(), key=lambda one: one[1])]
    return Choice(name, label, tuple(options))


def _gathered(shown: list[Line]) -> list[list[Line]]:
    """Lines of one owner, finding and column together, whichever file they stand in; the most frequent first."""
    together: dict[tuple[str, str, str], list[Line]] = {}
    for one in shown:
        together.setdefault((one.owner, one.finding, one.column), []).append(one)
    return sorted(together.values(), key=lambda own: -sum(one.count for one in own))


def _row(own: list[Line], *, can_open: bool) -> tuple[FoldingCell, ...]:
    one, file = own[0], own[0].file.pk if len(own) == 1 else ""
    count, since = sum(line.count for line in own), min(line.since for line in own)
    asked = Asked(organisation=one.organisation, finding=one.finding, column=one.column, file=file)
    if one.is_of_records and can_open:
        href = reverse("quality:mend") + asked.query()
    elif len(own) == 1:
        href = reverse("submissions:submission", args=[file])
    else:
        href = ""
    files = one.file.file_name if len(own) == 1 else f"{len(own)} files, among them {one.file.file_name}"
    return (
        FoldingCell(one.why, (one.mend, " in ".join(filter(None, (one.finding, one.column)))), href),
        FoldingCell(one.owner, (files,)),
        FoldingCell(f"{count:,}", (f"since {words.day(since)}",), is_short=True),
        FoldingCell(one.severity, (KIND_WORDS[one.kind],)),
    )


KIND_WORDS = {kind.value: name for kind, (name, _) in KINDS.items()}


def _tidy(shown: list[Line], *, is_demo: bool) -> Table:
    columns = (
        Column("organisation_code", "Owner code"),
        Column("organisation", "Owner"),
        Column("submission", "Submission"),
        Column("file_name", "File"),
        Column("finding", "Finding"),
        Column("kind", "Kind"),
        Column("column", "Column"),
        Column("severity", "What it does"),
        Column("count", "How often", Kind.COUNT),
        Column("since", "Told since", Kind.DATE),
        Column("why", "Why"),
        Column("mend", "How to mend it"),
    )
    rows = tuple(
        (
            one.organisation, one.owner, one.file.pk, one.file.file_name, one.finding, one.kind, one.column,
            one.severity, one.count, one.since, one.why, one.mend,
        )
        for one in shown
    )  # fmt: skip
    newest = max((one.file.received_at for one in shown), default=None)
    as_at = f"Newest file received {words.moment(newest)}" if newest else "No file has a finding"
    definition = "Findings that are open: in files that count now, and not mended by a later file."
    return Table("What is open", columns, rows, notes(definition, "Clearway's ledger of mends", as_at, is_demo=is_demo))


def _as_at(found: Found) -> str:
    newest = max((one.received_at for one in found.files), default=None)
    return f"Newest file received {words.moment(newest)}" if newest else "No file has been received"
