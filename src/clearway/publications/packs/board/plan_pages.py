"""The plan by workstream as a board reads it: what is done and late, money, risks, and whether numbers moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clearway.evaluation import said as said_of
from clearway.planning.money import budget_of
from clearway.planning.structure import Concern, Deliverable, Milestone, Plan, Workstream
from clearway.publications.packs.board.figures import MoveTold, Named
from clearway.publications.packs.board.words import short_name
from clearway.publications.packs.page import Page, PageCell, PageTable, Source
from clearway.publications.packs.said import day_said, month_said, said
from clearway.publications.tables import Column, Kind

PLAN = "The plan"
STATUS_WORDS = {
    "not_started": "Not started",
    "on_track": "On track",
    "at_risk": "At risk",
    "late": "Late",
    "done": "Done",
    "stopped": "Stopped",
    None: "Not said",
}
"""How a deliverable stands, in a word each, so that no colour is needed."""

NOUGHT = Decimal()
MOST_CONCERNS = 16
A_PAGE_OF_ITS_OWN = 5
"""Deliverables from which a workstream has a page of its own; smaller ones share one."""


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """A plan on a day. For one trust, what it owes stands first; `version` is that of the plan in its store."""

    plan: Plan
    day: date
    version: int
    trust: Named | None = None


def plan_pages(asked: PlanAsked, moves: Mapping[str, Sequence[MoveTold]] | None = None) -> Iterator[Page]:
    """The plan in pages: what the one trust owes, all workstreams together, each of them, risks, and what moved."""
    if asked.trust is not None:
        yield _of_trust(asked, asked.trust)
    yield _together(asked)
    large = [one for one in asked.plan.workstreams if len(one.deliverables) >= A_PAGE_OF_ITS_OWN]
    small = [one for one in asked.plan.workstreams if 0 < len(one.deliverables) < A_PAGE_OF_ITS_OWN]
    yield from (_workstream(asked, one) for one in large)
    if small:
        yield _workstreams(asked, small, "Other workstreams" if large else "Workstream by workstream")
    yield _concerns(asked)
    if moves is not None:
        yield _moves(asked, moves)


def _source(asked: PlanAsked) -> tuple[Source, ...]:
    return (Source(f"{asked.plan.meta.title}, version {asked.version} (as it stood)", asked.day),)


def _together(asked: PlanAsked) -> Page:
    plan, day = asked.plan, asked.day
    total = budget_of(plan).total
    milestones = [each for one in plan.deliverables for each in one.milestones]
    passed, late = _passed(milestones), _late(milestones, day)
    sentence = (
        f"{_count(len(plan.deliverables), 'deliverable', 'deliverables')} in "
        f"{_count(len(plan.workstreams), 'workstream', 'workstreams')}: {passed} of {len(milestones)} milestones are "
        f"passed and {len(late)} {'is' if len(late) == 1 else 'are'} overdue. Of "
        f"{said(total.planned, Kind.POUNDS)} planned, {said(total.actual, Kind.POUNDS)} is told as spent."
    )
    columns = (
        Column("workstream", "Workstream"),
        Column("deliverables", "Deliverables", Kind.COUNT),
        Column("done", "Done", Kind.COUNT),
        Column("worry", "At risk or late", Kind.COUNT),
        Column("overdue", "Milestones overdue", Kind.COUNT),
        Column("planned", "Planned", Kind.POUNDS),
        Column("spent", "Told as spent", Kind.POUNDS),
    )
    rows = tuple(_summed(one, day) for one in plan.workstreams)
    unsaid = sum(one.status is None for one in plan.deliverables)
    notes = (f"Of {unsaid} deliverables nobody has said yet how they stand.",) if unsaid else ()
    return Page(
        "Where the plan stands", sentence, table=PageTable(f"As it stood on {day_said(day)}", columns, rows),
        notes=notes, sources=_source(asked), part=PLAN,
    )  # fmt: skip


def _summed(one: Workstream, day: date) -> tuple[PageCell, ...]:
    held = one.deliverables
    lines = [line for each in held for line in each.money]
    return (
        one.title,
        len(held),
        sum(each.status == "done" for each in held),
        sum(each.status in ("at_risk", "late") for each in held),
        sum(len(_late(each.milestones, day)) for each in held),
        sum((line.planned for line in lines), NOUGHT),
        sum((line.actual for line in lines if line.actual is not None), NOUGHT),
    )


def _workstream(asked: PlanAsked, one: Workstream) -> Page:
    table = _deliverables("", one.deliverables, asked.day)
    return Page(one.title, _stand(one.deliverables), table=table, sources=_source(asked), part=PLAN)


def _workstreams(asked: PlanAsked, held: Sequence[Workstream], heading: str) -> Page:
    """Small workstreams in one table, each named at its deliverables."""
    table = _deliverables("", [each for one in held for each in one.deliverables], asked.day)
    named = tuple((one.title,) for one in held for _ in one.deliverables)
    rows = tuple((*first, *row) for first, row in zip(named, table.rows, strict=True))
    table = replace(table, columns=(Column("workstream", "Workstream"), *table.columns), rows=rows)
    stand = _stand([each for one in held for each in one.deliverables])
    return Page(heading, stand, table=table, sources=_source(asked), part=PLAN)


def _stand(held: Sequence[Deliverable]) -> str:
    """`4 deliverables: 1 on track, 3 not said.`"""
    counts = {status: sum(each.status == status for each in held) for status in STATUS_WORDS}
    told = ", ".join(f"{count} {STATUS_WORDS[status].lower()}" for status, count in counts.items() if count)
    return f"{_count(len(held), 'deliverable', 'deliverables')}: {told}."


def _deliverables(caption: str, held: Sequence[Deliverable], day: date) -> PageTable:
    columns = (
        Column("deliverable", "Deliverable"),
        Column("owner", "Owner"),
        Column("status", "Stands"),
        Column("milestone", "Milestones"),
        Column("planned", "Planned", Kind.POUNDS),
        Column("spent", "Told as spent", Kind.POUNDS),
    )
    rows = tuple(_deliverable(one, day) for one in held)
    return PageTable(caption, columns, rows, empty="No deliverable.")


def _deliverable(one: Deliverable, day: date) -> tuple[PageCell, ...]:
    owner = f"{one.owner.role}{f', {one.owner.organisation}' if one.owner.organisation else ''}" if one.owner else ""
    spent = [line.actual for line in one.money if line.actual is not None]
    return (
        one.title,
        owner or "nobody named",
        STATUS_WORDS[one.status],
        _milestones(one.milestones, day),
        sum((line.planned for line in one.money), NOUGHT) if one.money else "none told",
        sum(spent, NOUGHT) if spent else "none told",
    )


def _milestones(held: Sequence[Milestone], day: date) -> str:
    """`2 of 3 passed; 1 overdue; next 31 January 2026`."""
    if not held:
        return "none"
    late = _late(held, day)
    ahead = [due for one in held if one.actual is None and (due := _due(one)) and due >= day]
    told = [f"{_passed(held)} of {len(held)} passed"]
    told += [f"{len(late)} overdue"] if late else []
    told += [f"next {day_said(min(ahead))}"] if ahead else []
    return "; ".join(told)


def _passed(held: Sequence[Milestone]) -> int:
    return sum(one.actual is not None for one in held)


def _due(one: Milestone) -> date | None:
    """When it is expected now, else when it was promised, by its day or the end of its span."""
    span = one.due.days() if one.due else None
    return one.forecast or one.baseline or (span[1] if span else None)


def _late(held: Sequence[Milestone], day: date) -> list[Milestone]:
    """Milestones that ought to have been passed before a day, and of which nobody says that they were."""
    return [one for one in held if one.actual is None and (due := _due(one)) is not None and due < day]


def _concerns(asked: PlanAsked) -> Page:
    held = [
        (one, each)
        for one in asked.plan.deliverables
        for each in one.concerns
        if each.kind in ("risk", "issue") and (each.closed_on is None or each.closed_on > asked.day)
    ]
    held.sort(key=lambda pair: (-(pair[1].score or 0), pair[1].kind, pair[0].id))
    risks = sum(each.kind == "risk" for _, each in held)
    columns = (
        Column("text", "Risk or issue"),
        Column("of", "Of"),
        Column("score", "Score", Kind.COUNT),
        Column("control", "What is done about it"),
        Column("review", "Looked at again by", Kind.DATE),
    )
    rows = tuple(_concern(one, each) for one, each in held[:MOST_CONCERNS])
    more = (f"{len(held) - MOST_CONCERNS} more stand in the plan.",) if len(held) > MOST_CONCERNS else ()
    return Page(
        "Open risks and issues",
        f"{_count(risks, 'risk', 'risks')} and {_count(len(held) - risks, 'issue', 'issues')} are open.",
        table=PageTable("", columns, rows, empty="None is open."),
        notes=(*more, "The score of a risk is its likelihood times its impact, each from 1 to 5. Issues have none."),
        sources=_source(asked),
        part=PLAN,
    )


def _concern(one: Deliverable, each: Concern) -> tuple[PageCell, ...]:
    return (
        f"{each.kind.capitalize()}: {each.text}", one.title, "" if each.score is None else each.score,
        each.control or "nothing is written down", each.review_by or "",
    )  # fmt: skip


def _moves(asked: PlanAsked, moves: Mapping[str, Sequence[MoveTold]]) -> Page:
    titles = {one.id: one.title for one in asked.plan.deliverables}
    held = [(titles.get(name, name), one) for name, told in moves.items() for one in told]
    columns = (
        Column("deliverable", "Deliverable"),
        Column("measure", "Should move"),
        Column("hoped", "Hoped for"),
        Column("found", "What the figures say"),
    )
    rows = tuple(_move(title, one) for title, one in held)
    sentence = (
        f"{_count(len(held), 'deliverable names', 'deliverables name')} beforehand what should move, and by how much."
        if held
        else "No deliverable names beforehand what should move, from when and by how much, so nothing can be judged."
    )
    return Page(
        "Did the numbers move?",
        sentence,
        table=PageTable("", columns, rows) if held else None,
        notes=("It is said that a number moved, never why. All questions are judged together.",) if held else (),
        sources=_source(asked),
        part=PLAN,
    )


def _move(title: str, told: MoveTold) -> tuple[PageCell, ...]:
    move = told.move
    unit = " percentage points" if told.found and told.found.asked.series.is_share else ""
    hoped = f"{move.hoped}{unit} from {month_said(move.since)}"
    if told.found is None:
        return (title, told.measure, hoped, f"Cannot be asked: {told.why_not}")
    words = said_of(told.found)
    return (title, f"{told.measure}, {told.place}", hoped, f"{words.heading}. {words.verdict}")


def _of_trust(asked: PlanAsked, trust: Named) -> Page:
    """What one trust owes: deliverables that name it as owner, contributor, partner or as who holds money."""
    held = [one for one in asked.plan.deliverables if names(one, trust)]
    sentence = (
        f"{_count(len(held), 'deliverable names', 'deliverables name')} {trust.name}."
        if held
        else f"No deliverable of the plan names {trust.name} as owner, contributor or partner."
    )
    return Page(
        f"What {short_name(trust.name)} does in the plan",
        sentence,
        table=_deliverables("", held, asked.day) if held else None,
        sources=_source(asked),
        part=PLAN,
    )


def names(one: Deliverable, trust: Named) -> bool:
    """Whether a deliverable names a trust, by its name or its code."""
    owner = (one.owner.organisation,) if one.owner and one.owner.organisation else ()
    held = (*owner, *one.contributors, *one.partners, *(line.organisation or "" for line in one.money))
    wanted = trust.name.casefold()
    return any(trust.code == text or (text and wanted in text.casefold()) for text in held)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
