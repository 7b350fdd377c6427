"""The notes on a measure as lists."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse

from clearway.measures.catalogue import Measure
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words as say
from clearway.site.annotations.areas import area_name
from clearway.site.annotations.models import Annotation, Comment, Note, Phase
from clearway.site.folding import FoldingCell, FoldingTable

KINDS: dict[str, type[Note]] = {"annotation": Annotation, "comment": Comment, "phase": Phase}
"""By the word in an address, the kind of note."""

COLUMNS = (
    *(Column("kind", "Kind"), Column("number", "Number", Kind.COUNT), Column("measure", "Measure")),
    *(Column("area", "Area"), Column("area_name", "Name of the area"), Column("when", "When")),
    *(Column("words", "Words"), Column("author", "By"), Column("written_on", "Written on", Kind.DATE)),
    *(Column("withdrawn_by", "Withdrawn by"), Column("withdrawn_reason", "Why it was withdrawn")),
)
EMPTY = {
    "annotation": "Nothing is marked on this chart yet: no campaign, change of definition or problem with the data.",
    "comment": "Nobody has commented yet.",
    "phase": "The limits are worked out over the whole line: nobody has begun a new phase.",
}
TITLES = {"annotation": "Marked on the chart", "comment": "Comments", "phase": "New phases of the limits"}


def lists_of(measure: Measure, held: Sequence[Note], may_withdraw: Callable[[Note], bool]) -> Iterator[FoldingTable]:
    """One list for each kind of note that holds, and one of those that were withdrawn, if any were."""
    for key, kind in KINDS.items():
        live = [one for one in held if type(one) is kind and not one.is_withdrawn]
        title = f"{TITLES[key]}: {measure.id}"
        yield FoldingTable(
            key=f"{key}s",
            table=_table(title, measure, live),
            headings=("When" if key != "comment" else "Written", "What was written", "Area", "By", "Change"),
            rows=tuple(_row(measure, one, may_withdraw(one)) for one in live),
            empty=EMPTY[key],
        )
    if gone := [one for one in held if one.is_withdrawn]:
        yield FoldingTable(
            key="withdrawn",
            table=_table(f"Withdrawn: {measure.id}", measure, gone),
            headings=("When", "What was written", "Area", "By", "Why it was withdrawn"),
            rows=tuple((*_row(measure, one, False)[:-1], _ended(one)) for one in gone),
            empty="",
        )


def key_of(note: Note) -> str:
    """The word for the kind of a note in an address."""
    return next(key for key, kind in KINDS.items() if type(note) is kind)


def when(note: Note) -> str:
    """The time that a note speaks of; of a comment, the day it was written."""
    if isinstance(note, Annotation):
        return note.when
    if isinstance(note, Phase):
        return f"from the period to {say.day(note.begins)}"
    return say.day(note.written_on)


def what(note: Note) -> str:
    """The kind of a note in words."""
    return str(note.get_kind_display()) if isinstance(note, Annotation) else note.noun.capitalize()


def _row(measure: Measure, note: Note, may_withdraw: bool) -> tuple[FoldingCell, ...]:
    kind = what(note) if isinstance(note, Annotation) else ""
    where = area_name(note.area) or note.area
    about = () if note.measure else ("on the charts of every measure",)
    href = reverse("annotations:withdraw", args=[measure.id, key_of(note), note.pk]) if may_withdraw else ""
    return (
        FoldingCell(when(note)[:1].upper() + when(note)[1:], (kind,)),
        FoldingCell(note.words),
        FoldingCell(where[:1].upper() + where[1:], ((note.area,) if note.area else ()) + about),
        FoldingCell(note.author_name, (say.day(note.written_on),)),
        FoldingCell("Withdraw" if href else "–", (), href),
    )


def _ended(note: Note) -> FoldingCell:
    return FoldingCell(note.withdrawn_reason, (f"{note.withdrawn_by}, {say.day(note.withdrawn_at)}",))


def _table(title: str, measure: Measure, held: Sequence[Note]) -> Table:
    rows = tuple(
        (
            what(one), one.pk, one.measure or "every measure", one.area, area_name(one.area), when(one),
            one.words, one.author_name, one.written_on, one.withdrawn_by, one.withdrawn_reason,
        )
        for one in held
    )  # fmt: skip
    notes = Notes(
        definition=f"What people wrote beside the charts of {measure.id} ({measure.name}).",
        source="Written in this store by the people named",
        as_at=f"Newest: {say.day(max((one.written_at for one in held), default=None))}" if held else "Nothing yet",
        snapshot=f"{len(held)} notes",
        licence="The alliance's own record.",
        mark="",
    )
    return Table(title, columns=COLUMNS, rows=rows, notes=notes)
