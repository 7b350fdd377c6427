"""Lists of a plan that fold on a telephone: the five columns of its appendix, findings, a deliverable's own rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from clearway.planning.checks import Gap
from clearway.planning.framework import Achievement, Ambition, Framework, Interdependency, Item
from clearway.planning.money import Budget, Sums
from clearway.planning.structure import Concern, Deliverable, Workstream
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.listing import Seen, notes_of
from clearway.site.plan.presenters.notes import key_of, pounds

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


def money_table(seen: Seen, one: Deliverable, links: Mapping[str, str]) -> FoldingTable:
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
    empty = "No money is recorded yet, not even none."
    hrefs = [links.get(line.id, "") for line in one.money]
    return _plain(seen, "money", f"Money of {one.id}", headings, rows, empty, hrefs)


def concern_table(
    seen: Seen, held: Iterable[tuple[Deliverable, Concern]], title: str, links: Mapping[str, str]
) -> FoldingTable:
    """Risks, issues and assumptions, open ones by their score, then those that are closed."""
    pairs = sorted(held, key=lambda pair: (pair[1].closed_on is not None, -(pair[1].score or 0), pair[1].id))
    return _folding(
        "concerns",
        title,
        ("What", "Likelihood × impact", "What is done about it", "Look again"),
        [_concern_cells(one, concern, links, seen.today) for one, concern in pairs],
        [_concern_row(one, concern) for one, concern in pairs],
        seen,
        "Risks with likelihood and impact from 1 to 5, issues and assumptions; open ones first.",
        "Nothing is recorded: no risk, no issue, no assumption.",
        (
            *("Deliverable", "Id", "Kind", "What", "Likelihood", "Impact", "Score", "What is done about it"),
            *("Who looks after it", "Look again by", "Closed on", "Why it is over"),
        ),
    )


def _concern_cells(
    one: Deliverable, concern: Concern, links: Mapping[str, str], today: date
) -> tuple[FoldingCell, ...]:
    kind = f"{concern.id}, {concern.kind}"
    score = f"{concern.likelihood} × {concern.impact} = {concern.score}" if concern.score else "–"
    closed = f"closed {words.day(concern.closed_on)}: {concern.closed_because}" if concern.closed_on else ""
    again = words.day(concern.review_by) or "–"
    return (
        FoldingCell(concern.text, (kind, f"of {one.id} {one.title}", closed), links.get(concern.id, "")),
        FoldingCell(score, is_short=True),
        FoldingCell(concern.control or "nothing is said", (concern.owner or "nobody named",)),
        FoldingCell(
            again, tag="due" if concern.review_by and not concern.closed_on and concern.review_by < today else ""
        ),
    )


def _concern_row(one: Deliverable, concern: Concern) -> tuple[Cell, ...]:
    return (
        *(one.id, concern.id, concern.kind, concern.text, concern.likelihood, concern.impact, concern.score),
        *(concern.control, concern.owner, concern.review_by, concern.closed_on, concern.closed_because),
    )


def budget_tables(seen: Seen, budget: Budget) -> tuple[FoldingTable, ...]:
    """One budget three ways: by quarter and stream, by organisation, by deliverable; each with its total."""
    ways = (
        ("budget-quarters", "By quarter", "Quarter", budget.by_quarter),
        ("budget-organisations", "By organisation", "Organisation", budget.by_organisation),
        ("budget-deliverables", "By deliverable", "Deliverable", budget.by_deliverable),
    )
    return tuple(
        _budget(seen, key, title, first, (*rows, budget.total) if rows else ()) for key, title, first, rows in ways
    )


def _budget(seen: Seen, key: str, title: str, first: str, rows: Sequence[Sums]) -> FoldingTable:
    shown = [
        (
            FoldingCell(one.name, href=seen.hrefs.get(one.name, "")),
            *(
                FoldingCell(pounds(amount), is_short=True)
                for amount in (one.planned, one.expected, one.over, one.actual)
            ),
            FoldingCell(pounds(one.without_actual), is_short=True),
        )
        for one in rows
    ]
    told = [(one.name, one.planned, one.expected, one.over, one.actual, one.without_actual) for one in rows]
    headings = (first, "Planned", "Expected", "Expected over plan", "Spent", "Planned, nothing told as spent")
    kinds = (Kind.TEXT, *(Kind.NUMBER for _ in headings[1:]))
    columns = tuple(Column(key_of(name), name, kind) for name, kind in zip(headings, kinds, strict=True))
    definition = "Exact sums in pounds. Expected is the forecast where one is made, else what was planned."
    table = Table(f"{title}: {seen.plan.meta.title}", columns, tuple(told), notes_of(seen, definition))
    return FoldingTable(key, table, headings, tuple(shown), "No money is recorded in this plan yet, not even none.")


def _plain(
    seen: Seen,
    key: str,
    caption: str,
    headings: tuple[str, ...],
    rows: Sequence[tuple[Cell, ...]],
    empty: str,
    hrefs: Sequence[str] = (),
) -> FoldingTable:
    shown = [
        tuple(
            FoldingCell("–" if cell is None else str(cell), href=href if place == 0 else "")
            for place, cell in enumerate(row)
        )
        for row, href in zip_longest(rows, hrefs, fillvalue="")
    ]
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
    named = tuple(Column(key_of(name), name, Kind.TEXT) for name in columns or headings)
    table = Table(caption, named, tuple(rows), notes_of(seen, definition))
    return FoldingTable(key, table, headings, tuple(shown), empty)
