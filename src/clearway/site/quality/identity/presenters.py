"""Conflicts of identity as a list: what kind, in whose files, since when, and what people found."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.urls import reverse

from clearway.pipeline.quality.identity import CHANGED, TWO_NUMBERS, TWO_PEOPLE, Conflict
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.quality.models import IdentityDecision
from clearway.site.quality.presenters.naming import notes, sender

MEANS = {
    TWO_PEOPLE: "One NHS number stands for what cannot be one person.",
    TWO_NUMBERS: "One pathway stands under two NHS numbers.",
    CHANGED: "A later file names another NHS number for the pathway than the file that it replaced.",
}
WHAT_CAN_BE_TOLD = (
    "Records carry no name and no date of birth. Two people under one number are told only by two sexes, ages that do "
    "not fit, or two days of death; two numbers of one person only where both stand on one pathway. Two people alike "
    "in these, and numbers on different pathways, cannot be told. Nothing is merged."
)


def counts(found: Sequence[Conflict]) -> list[tuple[str, str, int]]:
    """How many open conflicts there are of each kind, with what it means."""
    held = Counter(one.kind for one in found if one.ended_on is None)
    return [(kind, means, held[kind]) for kind, means in MEANS.items()]


def listed(
    found: Sequence[Conflict], decided: Mapping[str, list[IdentityDecision]], *, can_open: bool, is_demo: bool
) -> FoldingTable:
    """The conflicts, open ones first. Roles that open no single record get no list, only the counts."""
    shown = list(found) if can_open else []
    columns = (
        Column("key", "Conflict"),
        Column("kind", "Kind"),
        Column("evidence", "Told by"),
        Column("organisations", "In files of"),
        Column("files", "Files", Kind.COUNT),
        Column("first_seen_on", "First seen on", Kind.DATE),
        Column("ended_on", "Seen no more since", Kind.DATE),
        Column("found", "What people found"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.key, one.kind, one.evidence, " ".join(one.organisations), len(one.submissions), one.first_seen_on,
            one.ended_on, "; ".join(said.finding for said in decided.get(one.key, [])),
        )
        for one in shown
    )  # fmt: skip
    table = Table(
        "Conflicts", columns, rows,
        notes(WHAT_CAN_BE_TOLD, "Pseudonyms in files that count", f"{len(found)} conflicts", is_demo=is_demo),
    )  # fmt: skip
    return FoldingTable(
        key="conflicts",
        table=table,
        headings=("Conflict", "Told by", "In files of", "Since", "What people found"),
        rows=tuple(_row(one, decided.get(one.key, [])) for one in shown),
        empty="No conflict is known." if not found else "Single conflicts are for those who open pathways.",
    )


def _row(one: Conflict, decided: list[IdentityDecision]) -> tuple[FoldingCell, ...]:
    newest = decided[0] if decided else None
    return (
        FoldingCell(one.kind, (one.key,), reverse("quality:conflict", args=[one.key]), "ended" if one.ended_on else ""),
        FoldingCell(one.evidence),
        FoldingCell(", ".join(sender(code) for code in one.organisations), (f"{len(one.submissions)} files",)),
        FoldingCell(words.day(one.first_seen_on)),
        FoldingCell(newest.get_finding_display() if newest else "nobody has looked yet"),
    )
