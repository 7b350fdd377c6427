"""What the pages of strategy documents show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.models import Deliverable
from clearway.site.strategies.becoming import place_in_words
from clearway.site.strategies.models import ProposedCommitment, ReadDocument

ANSWERS = {"": "not answered yet", "confirmed": "confirmed", "changed": "changed", "rejected": "rejected"}
LONGEST_OPTION = 70
UNCONFIRMED = "Proposals by rules, confirmed by nobody until a person has answered."


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a proposal."""

    name: str
    said: str


def document_table(rows: Sequence[ReadDocument], waiting: dict[int, int]) -> FoldingTable:
    """The documents that were read; `waiting` counts the proposals without an answer."""
    columns = (
        Column("name", "Document"),
        Column("read", "Read on", Kind.DATE),
        Column("by", "Read by"),
        Column("waiting", "Still to be answered", Kind.COUNT),
    )
    cells = tuple((one.name, one.read_at.date(), one.read_by, waiting.get(one.pk, 0)) for one in rows)
    table = Table("Documents that were read", columns, cells, _notes("Documents read into proposals.", "Clearway"))
    shown = tuple(
        (
            FoldingCell(one.name, href=reverse("strategies:document", args=[one.pk])),
            FoldingCell(words.day(one.read_at.date()), is_short=True),
            FoldingCell(one.read_by),
            FoldingCell(words.count(waiting.get(one.pk, 0))),
        )
        for one in rows
    )
    empty = "No document was read yet. Choose one: a strategy, minutes, or an improvement plan."
    return FoldingTable("documents", table, tuple(one.heading for one in columns), shown, empty)


def proposal_table(document: ReadDocument, rows: Sequence[ProposedCommitment]) -> FoldingTable:
    """The proposals of a document, each with its sentence and its answer."""
    columns = (
        Column("action", "Proposed action"),
        Column("sentence", "Sentence in the source"),
        Column("place", "Place"),
        Column("owner", "Owner"),
        Column("date", "Date"),
        Column("target", "Target"),
        Column("recommendations", "Recommendations"),
        Column("answer", "Answer"),
    )
    cells = tuple(
        (one.wording or one.action, one.sentence, place_in_words(one), *_fields(one), _answer(one)) for one in rows
    )
    mark = UNCONFIRMED if any(not one.answer for one in rows) else ""
    notes = _notes(UNCONFIRMED, f"Read by Clearway from {document.name}", mark)
    shown = tuple(
        (
            FoldingCell(
                one.wording or one.action,
                details=tuple(
                    f"{column.heading}: {field}"
                    for column, field in zip(columns[3:7], _fields(one), strict=True)
                    if field
                ),
                href=reverse("strategies:proposal", args=[one.pk]),
            ),
            FoldingCell(one.sentence, details=(place_in_words(one),)),
            FoldingCell(_answer(one)),
        )
        for one in rows
    )
    empty = "No sentence of this document reads as a commitment by the rules. Read it yourself before you leave it."
    table = Table("Proposed commitments", columns, cells, notes)
    return FoldingTable("proposals", table, ("Proposed action", "Sentence in the source", "Answer"), shown, empty)


def _fields(one: ProposedCommitment) -> tuple[str | None, str | None, str | None, str | None]:
    """Owner, date, target and recommendations as printed; None for what is not."""
    return (
        "; ".join(one.owners) or None,
        "; ".join(date["printed"] for date in one.dates) or None,
        "; ".join(one.targets) or None,
        ", ".join(str(number) for number in one.recommendations) or None,
    )


def _answer(one: ProposedCommitment) -> str:
    return f"{ANSWERS[one.answer]}{f' by {one.answered_by}' if one.answer else ''}"


def facts(proposal: ProposedCommitment) -> list[Fact]:
    """What the reader found in a sentence, field by field; what is not printed is said to be so."""
    return [
        Fact("Owner", "; ".join(proposal.owners) or "nobody is named"),
        Fact("Date", "; ".join(f"{one['printed']} ({one['value']})" for one in proposal.dates) or "none is printed"),
        Fact("Target", "; ".join(proposal.targets) or "none is printed"),
        Fact("Rec. numbers", ", ".join(str(one) for one in proposal.recommendations) or "none is printed"),
        Fact("Place", place_in_words(proposal)),
        Fact("Why it is proposed", proposal.because),
    ]


def choices(deliverables: Iterable[Deliverable], chosen: str) -> list[dict[str, object]]:
    """The deliverables that a draft may be put under, as the options of a select."""
    options: list[dict[str, object]] = [{"value": "", "text": "Choose a deliverable"}]
    for one in deliverables:
        text = f"{one.code} {one.title}"
        short = text if len(text) <= LONGEST_OPTION else f"{text[: LONGEST_OPTION - 1]}…"
        options.append({"value": str(one.pk), "text": short, "selected": str(one.pk) == chosen})
    return options


def _notes(definition: str, source: str, mark: str = "") -> Notes:
    as_at = f"As at {words.day(timezone.localdate())}"
    return Notes(
        definition=definition, source=source, as_at=as_at, snapshot="", licence="As the document's own", mark=mark
    )
