"""The last pages: what to know of the figures, where they come from, and what could not be measured."""

from collections.abc import Iterator

from clearway.measures.values import MeasureValue
from clearway.publications.packs.board.figures import BoardFigures
from clearway.publications.packs.board.words import origin, period
from clearway.publications.packs.page import Page, PageTable
from clearway.publications.packs.snapshot import Snapshot
from clearway.publications.tables import Column, Kind

CLOSING = "Notes"
SMALL = "Small numbers, for {whom}: {policies}."
NOTES = (
    "Shares stand with their 95% interval: the range that fits what was counted. Small places have wide ones.",
    "A line is said to change only by the rules of statistical process control: one month up or down is no change.",
    "Places are compared with England by tests that allow for comparing many at once, or with limits side by side; "
    "“too few to say” means that no such test could tell a difference yet.",
    "“Final” or “Provisional” at the top of each page speaks of the waiting times of the month. A provisional month "
    "may change when its final figures come; the two are never mixed. Other figures say in their row what they are.",
)


def closing_pages(
    figures: BoardFigures, snapshot: Snapshot, policies: tuple[str, ...], *, is_demo: bool
) -> Iterator[Page]:
    """Notes on the data, the sources with their dates, and what this store cannot measure."""
    small = SMALL.format(whom=snapshot.audience.words, policies="; ".join(policies) or "nothing is hidden")
    kept = (
        f"Everything here was made from one snapshot, {snapshot.id}: figures {snapshot.figures}, plan "
        f"{snapshot.plan or 'none'}, groups {snapshot.groups or 'none'}. The same snapshot gives the same pages."
    )
    made_up = ("This is a demo: its plan and its groups are made up, and figures computed from records are synthetic.",)
    yield Page("Notes on the data", notes=(*NOTES, small, kept, *(made_up if is_demo else ())), part=CLOSING)
    yield _sources(figures)
    yield _not_measured(figures)


def _sources(figures: BoardFigures) -> Page:
    held: dict[tuple[object, ...], tuple[object, ...]] = {}
    for value in values_told(figures):
        files = ", ".join(value.source_files[:2]) or "no file named"
        key = (value.publisher, files, value.period_end)
        held[key] = (value.publisher, files, period(value.period_start, value.period_end), origin(value), value.as_at)
    columns = (
        Column("publisher", "Publisher"),
        Column("files", "File"),
        Column("period", "Newest figures of"),
        Column("origin", "What they are"),
        Column("received", "Received", Kind.DATE),
    )
    rows = tuple(sorted(held.values(), key=str))
    return Page(
        "Where the figures come from",
        "Every figure of the pages before comes from one of these files, in the version that this snapshot names.",
        table=PageTable("", columns, rows),  # type: ignore[arg-type]
        part=CLOSING,
    )


def values_told(figures: BoardFigures) -> Iterator[MeasureValue]:
    """The newest value of every line that a pack tells of."""
    for standard in figures.standards:
        yield standard.alliance.latest
        yield from (line.latest for line in standard.trusts.lines)
    yield from (one.line.latest for one in figures.ambitions if one.line)
    yield from (one.glance.latest for one in figures.changes)


def _not_measured(figures: BoardFigures) -> Page:
    missing = [one for one in figures.ambitions if one.line is None]
    elsewhere = [one for one in figures.ambitions if one.line and one.whose == "England"]
    columns = (Column("ambition", "Ambition"), Column("why", "Why it is not measured here"))
    rows = (
        *((one.row.heading, one.measure.needs or "No file that is held has it for one place.") for one in missing),
        *((one.row.heading, "Published for England; no figure of this alliance is held.") for one in elsewhere),
    )
    return Page(
        "What we could not measure",
        f"{len(rows)} of the {len(figures.ambitions)} ambitions cannot be told for {figures.asked.alliance.name}.",
        table=PageTable("", columns, rows, empty="Every ambition is measured here."),
        part=CLOSING,
    )
