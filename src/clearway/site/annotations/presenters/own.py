"""Own measures as lists: what is published, what is under way, what is over; and the preview of one."""

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse

from clearway.measures.catalogue import Ambition, Measure
from clearway.measures.catalogue.telling import behind, target_words
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.measures.comparison.sentences import shown
from clearway.measures.values import MeasureValue
from clearway.publications.measure_values import values_table
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words as say
from clearway.site.annotations.models import OwnDefinition, OwnState
from clearway.site.folding import FoldingCell, FoldingTable

MOST_PREVIEWED = 25
GROUPS = (
    ("published", "Published", (OwnState.PUBLISHED,), "No measure of your own is published yet."),
    ("open", "Under way", (OwnState.DRAFT, OwnState.SUBMITTED), "No definition is being written or reviewed."),
    ("over", "Replaced or withdrawn", (OwnState.REPLACED, OwnState.WITHDRAWN), ""),
)


def lists_of(held: Sequence[OwnDefinition]) -> Iterator[FoldingTable]:
    """The versions in three lists; the last only where there is something in it."""
    for key, title, states, empty in GROUPS:
        own = [one for one in held if one.state in states]
        if own or empty:
            yield FoldingTable(
                key=key,
                table=_table(title, own),
                headings=("Measure", "Version", "State", "Last saved by"),
                rows=tuple(map(_row, own)),
                empty=empty,
            )


def previewed(measure: Measure, values: Sequence[MeasureValue], snapshot: str) -> FoldingTable:
    """The newest values that this store gives a definition, the first of them on the page, all for download."""
    return FoldingTable(
        key="preview",
        table=values_table(measure, values, snapshot=snapshot),
        headings=("Area", "Period", "Value", "Source"),
        rows=tuple(_value_row(measure, one) for one in values[:MOST_PREVIEWED]),
        empty="This store holds no values for it.",
    )


def said_of(measure: Measure, ambitions: Mapping[str, Ambition]) -> list[tuple[str, str]]:
    """What a definition says, key by key, in words."""
    words = vocabulary()
    serves = [f"{one}: {ambitions[one].text} ({ambitions[one].owner})" for one in measure.serves]
    targets = [f"{target_words(measure, one)}. Source: {one.source}" for one in measure.targets]
    found = [f"{behind(one).file} ({behind(one).publisher}): {one.finest}" for one in measure.found_in]
    return [
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator),
        ("Left out", "; ".join(measure.exclusions) or "Nobody"),
        ("Unit", f"{measure.unit.title}, {measure.periodicity}; {words.polarities[measure.polarity.value]}"),
        ("Kind", words.kinds[measure.kind.value]),
        ("Interval", words.methods[measure.method]),
        ("Cut by", ", ".join(words.levels[one] for one in measure.levels)),
        ("Domain", words.domains[measure.domain]),
        ("Serves", "; ".join(serves)),
        ("Targets", "; ".join(targets) or "None"),
        ("Values come from", "; ".join(found) or "Nowhere yet"),
        ("Still needed", measure.needs),
        ("Whose figures", measure.source),
        ("Why it matters", measure.why_it_matters),
        ("What it cannot tell", measure.cannot_tell),
        ("To be reviewed by", f"{measure.reviewed_by_role}, by {say.day(measure.next_review)}"),
        ("Notes", " ".join(measure.notes)),
    ]


def _row(one: OwnDefinition) -> tuple[FoldingCell, ...]:
    state = OwnState(one.state).label
    details = {
        OwnState.PUBLISHED: f"agreed to by {one.agreed_by_name}, {say.day(one.agreed_at)}",
        OwnState.DRAFT: f"sent back: {one.returned_because}" if one.returned_because else "",
    }.get(OwnState(one.state), one.ended_reason)
    return (
        FoldingCell(f"{one.measure}: {one.name}", (), reverse("annotations:own_version", args=[one.pk])),
        FoldingCell(str(one.version), is_short=True),
        FoldingCell(state, (details,)),
        FoldingCell(one.author_name, (say.day(one.saved_at),)),
    )


def _value_row(measure: Measure, one: MeasureValue) -> tuple[FoldingCell, ...]:
    limits = ""
    if one.lower is not None and one.upper is not None:
        limits = f"{shown(one.lower, measure)} to {shown(one.upper, measure)}"
    group = ", ".join(one.group.values())
    words = shown(one.value, measure) if one.value is not None else one.note or "no value"
    mark = "synthetic" if one.is_synthetic else ""
    return (
        FoldingCell(one.area_name, (one.area, group)),
        FoldingCell(f"to {say.day(one.period_end)}"),
        FoldingCell(words, (limits,), tag=mark),
        FoldingCell(one.publisher, (f"{one.basis}, {one.release}",)),
    )


def _table(title: str, held: Sequence[OwnDefinition]) -> Table:
    columns = (
        *(Column("measure", "Measure"), Column("version", "Version", Kind.COUNT), Column("name", "Name")),
        *(Column("state", "State"), Column("author", "Last saved by"), Column("saved_at", "Saved on", Kind.DATE)),
        *(Column("agreed_by", "Agreed to by"), Column("agreed_on", "Agreed on", Kind.DATE)),
        *(Column("ended_on", "Ended on", Kind.DATE), Column("ended_reason", "Why it ended"), Column("text", "Text")),
    )
    rows = tuple(
        (
            one.measure, one.version, one.name, OwnState(one.state).label, one.author_name, one.saved_at.date(),
            one.agreed_by_name, one.agreed_at.date() if one.agreed_at else None,
            one.ended_at.date() if one.ended_at else None, one.ended_reason, one.text,
        )
        for one in held
    )  # fmt: skip
    notes = Notes(
        definition="Versions of measures that the alliance defined itself.",
        source="Written in this store by the people named",
        as_at=f"Newest: {say.day(max(one.saved_at for one in held))}" if held else "Nothing yet",
        snapshot=f"{len(held)} versions",
        licence="The alliance's own record.",
        mark="",
    )
    return Table(title, columns, rows, notes)
