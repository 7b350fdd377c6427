"""Lists of a plan that fold on a telephone: the five columns of its appendix, findings, a deliverable's own rows."""

from collections.abc import Iterable, Sequence

from clearway.planning.checks import Gap
from clearway.planning.framework import Achievement, Ambition, Framework, Interdependency, Item
from clearway.planning.structure import Deliverable, Workstream
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.listing import Seen, notes_of
from clearway.site.plan.presenters.notes import pounds

FIVE = (
    "Ambitions",
    "To be achieved locally (recommendations)",
    "National work it waits for",
    "What the wider plan does",
    "What places do",
)


def five_columns(seen: Seen, framework: Framework | None) -> FoldingTable:
    """The table of the plan's appendix 4: a row for each workstream."""
    rows = [(one, _five(one, framework)) for one in seen.plan.workstreams]
    return _folding(
        "five-columns",
        f"Workstreams against what they answer: {seen.plan.meta.title}",
        ("Workstream", *FIVE),
        [(FoldingCell(f"{one.id} {one.title}"), *(_lines(lines) for lines in five)) for one, five in rows],
        [(f"{one.id} {one.title}", *("\n".join(lines) or None for lines in five)) for one, five in rows],
        seen,
        "Each workstream with its ambitions, local achievements, national work, interventions and place-based items.",
        "The plan has no workstream.",
    )


def _five(one: Workstream, framework: Framework | None) -> tuple[list[str], ...]:
    linked = {wanted for each in one.deliverables for wanted in (*each.ambitions, *each.achievements, *each.serves)}
    named = (*one.ambitions, *one.local_achievements) or tuple(sorted(linked))
    items = [item for wanted in named if framework and (item := framework.item(wanted)) is not None]
    ambitions = [item for item in items if isinstance(item, Ambition)]
    achieved = [item for item in items if isinstance(item, Achievement)]
    waits = {wanted for item in achieved for wanted in item.depends_on}
    return (
        [_item(item) for item in ambitions] or [f"As printed: {text}" for text in one.ambitions_as_printed],
        [_item(item) for item in achieved],
        [_national(each) for each in (framework.interdependencies if framework else ()) if each.id in waits],
        [each.text for each in one.stp_interventions],
        [f"{each.place}: {each.text}" for each in one.ccg_place_items],
    )


def _item(item: Item) -> str:
    numbers = item.recommendations if isinstance(item, Achievement) else ()
    told = f" (recommendation {', '.join(map(str, numbers))})" if numbers else ""
    provisional = "" if item.verified else " [provisional: not verified]"
    return f"{item.id} {item.text}{told}{provisional}"


def _national(one: Interdependency) -> str:
    return f"{one.id} {one.text}"


def _lines(lines: Sequence[str]) -> FoldingCell:
    return FoldingCell("", tuple(lines)) if lines else FoldingCell("–")


def gap_table(seen: Seen, gaps: Iterable[Gap], about: str = "") -> FoldingTable:
    """Findings about the plan or one deliverable: what each is about, what it says, how to mend it."""
    held = list(gaps)
    return _folding(
        "findings",
        f"What was found about {about or seen.plan.meta.title}",
        ("About", "What was found", "How to mend it"),
        [
            (
                FoldingCell(one.subject, (one.code,), seen.hrefs.get(one.subject, "")),
                FoldingCell(one.message),
                FoldingCell(one.mend),
            )
            for one in held
        ],
        [(one.subject, one.code, one.message, one.mend) for one in held],
        seen,
        "Findings worked out from the rows of the plan; an altered plan has others.",
        "Nothing was found: every check is met.",
        ("About", "Check", "What was found", "How to mend it"),
    )


def activity_table(seen: Seen, one: Deliverable) -> FoldingTable:
    """What is to be done for a deliverable."""
    rows = [
        (
            activity.id,
            activity.text,
            str(activity.due) if activity.due else None,
            "; ".join(
                filter(
                    None,
                    (
                        f"with {activity.with_}" if activity.with_ else "",
                        f"same as {activity.same_as}" if activity.same_as else "",
                        f"see {activity.see}" if activity.see else "",
                        ", ".join(activity.pathways),
                        ", ".join(f"recommendation {number}" for number in activity.recommendations),
                        activity.reference or "",
                    ),
                )
            )
            or None,
        )
        for activity in one.activities
    ]
    return _plain(seen, "activities", f"Activities of {one.id}", ("Id", "Activity", "Due", "Also"), rows,
                  "No activity is recorded yet.")  # fmt: skip


def milestone_table(seen: Seen, one: Deliverable) -> FoldingTable:
    """The points that a deliverable passes."""
    rows: list[tuple[Cell, ...]] = [
        (
            each.text,
            words.day(each.baseline) or (str(each.due) if each.due else None),
            words.day(each.forecast) or None,
            words.day(each.actual) or None,
            "; ".join(filter(None, (each.cadence, each.note))) or None,
        )
        for each in one.milestones
    ]
    headings = ("Milestone", "Promised for", "Expected on", "Passed on", "Note")
    return _plain(seen, "milestones", f"Milestones of {one.id}", headings, rows, "No milestone is recorded yet.")


def money_table(seen: Seen, one: Deliverable) -> FoldingTable:
    """What is planned, expected and spent for a deliverable, by quarter."""
    rows: list[tuple[Cell, ...]] = [
        (
            line.quarter,
            line.stream,
            pounds(line.planned),
            pounds(line.forecast) or None,
            pounds(line.actual) or None,
            "; ".join(filter(None, (line.organisation, line.funder, line.note))) or None,
        )
        for line in one.money
    ]
    headings = ("Quarter", "Stream", "Planned", "Expected", "Spent", "Note")
    return _plain(seen, "money", f"Money of {one.id}", headings, rows, "No money is recorded yet, not even none.")


def _plain(
    seen: Seen, key: str, caption: str, headings: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], empty: str
) -> FoldingTable:
    shown = [tuple(FoldingCell("–" if cell is None else str(cell)) for cell in row) for row in rows]
    return _folding(key, caption, headings, shown, rows, seen, caption, empty)


def _folding(
    key: str,
    caption: str,
    headings: tuple[str, ...],
    shown: Sequence[tuple[FoldingCell, ...]],
    rows: Sequence[tuple[Cell, ...]],
    seen: Seen,
    definition: str,
    empty: str,
    columns: tuple[str, ...] = (),
) -> FoldingTable:
    named = tuple(Column(f"c{place}", name, Kind.TEXT) for place, name in enumerate(columns or headings))
    table = Table(caption, named, tuple(rows), notes_of(seen, definition))
    return FoldingTable(key, table, headings, tuple(shown), empty)
