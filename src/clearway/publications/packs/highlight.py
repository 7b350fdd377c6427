"""The highlight report: a page for each workstream, written from the rows of the plan and from nothing else.

What was promised for the quarter, what is passed, what is late and why, what comes next, the money of the quarter,
risks that went up or down since the report before, and what the board is asked. Where no row says it, the page says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clearway.planning.spans import DAY, NotASpan, Quarter
from clearway.planning.structure import Concern, Deliverable, Milestone, Plan, Workstream
from clearway.publications.disclosure import Audience
from clearway.publications.packs.board import MeetingAhead
from clearway.publications.packs.board.decisions import decision_pages
from clearway.publications.packs.pack import Pack, PackKind
from clearway.publications.packs.page import Page, PageTable, Source
from clearway.publications.packs.said import day_said, said
from clearway.publications.packs.snapshot import Snapshot
from clearway.publications.plan_rows import STATUS_WORDS, total
from clearway.publications.tables import Column, Kind

PART = "Highlight report"
MANY = 2
NO_REASON = "no reason is recorded"
Held = tuple[Deliverable, Milestone]
COLUMNS = (
    Column("stands", "How it stands"),
    Column("deliverable", "Deliverable"),
    Column("milestone", "Milestone"),
    Column("promised", "Promised for"),
    Column("now", "Passed or expected"),
    Column("why", "Why it is late"),
)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class HighlightAsked:
    """What a report is written from: the plan as it stood on `day`, for a quarter.

    `reasons` say by milestone why its date changed last; `before` is the plan as it was at the report before, if kept.
    """

    plan: Plan
    version: int
    quarter: Quarter
    day: date
    whose: str
    meeting: MeetingAhead
    plan_state: str
    groups_state: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    before: Plan | None = None
    is_demo: bool = False


def highlight_report(asked: HighlightAsked) -> Pack:
    """The report as pages: each workstream that promises anything, then the decisions asked for."""
    pages = [_page(asked, one) for one in asked.plan.workstreams if one.deliverables]
    month = f"{asked.quarter.last_day:%Y-%m}"
    return Pack(
        kind=PackKind.HIGHLIGHT_REPORT,
        title=f"Highlight report, {asked.quarter}",
        subtitle=f"{asked.plan.meta.title}, by workstream, as it stood on {day_said(asked.day)}",
        whose=asked.whose,
        snapshot=Snapshot("", asked.plan_state, asked.groups_state, month, Audience.ALLIANCE),
        pages=(*pages, *decision_pages(asked.meeting)),
        is_demo=asked.is_demo,
    )


def _page(asked: HighlightAsked, one: Workstream) -> Page:
    held = list(_milestones(one.deliverables))
    promised = [(each, mark) for each, mark in held if _is_in(_promised(mark), asked.quarter)]
    rows = (*_rows(asked, promised), *_rows(asked, _others(asked, held)))
    source = Source(f"{asked.plan.meta.title}, version {asked.version}", asked.day)
    table = PageTable("Milestones", COLUMNS, rows, empty="No milestone falls into this quarter or the next.")
    return Page(
        one.title,
        f"{_sentence(asked, [mark for _, mark in promised])} {_stand(one.deliverables)}",
        table=table,
        notes=(*_each(one.deliverables), _money(asked, one.deliverables), *_risks(asked, one)),
        sources=(source,),
        part=PART,
    )


def _milestones(held: Sequence[Deliverable]) -> Iterator[tuple[Deliverable, Milestone]]:
    return ((one, each) for one in held for each in one.milestones)


def _promised(one: Milestone) -> date | None:
    """The day it was promised for first, or the end of the span that it was due in."""
    span = one.due.days() if one.due else None
    return one.baseline or (span[1] if span else None)


def _expected(one: Milestone) -> date | None:
    return one.forecast or _promised(one)


def _is_in(day: date | None, quarter: Quarter) -> bool:
    return day is not None and quarter.first_day <= day <= quarter.last_day


def _is_passed(asked: HighlightAsked, one: Milestone) -> bool:
    return one.actual is not None and one.actual <= asked.day


def _is_late(asked: HighlightAsked, one: Milestone) -> bool:
    """Promised for a day that is gone, and not passed."""
    promised = _promised(one)
    return promised is not None and promised < asked.day and not _is_passed(asked, one)


def _sentence(asked: HighlightAsked, promised: Sequence[Milestone]) -> str:
    """`Of 3 milestones promised for 2025/26 Q2, 1 is passed, 1 is late and 1 is still ahead.`"""
    if not promised:
        return f"No milestone was promised for {asked.quarter}."
    passed = sum(_is_passed(asked, one) for one in promised)
    late = sum(_is_late(asked, one) for one in promised)
    ahead = len(promised) - passed - late
    counts = [(passed, "passed"), (late, "late"), (ahead, "still ahead")]
    told = [f"{count} {'is' if count == 1 else 'are'} {words}" for count, words in counts if count]
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    named = "milestone" if len(promised) == 1 else "milestones"
    return f"Of {len(promised)} {named} promised for {asked.quarter}, {listed}."


def _stand(held: Sequence[Deliverable]) -> str:
    """`Of 5 deliverables 2 are done, 1 is at risk or late, and of 1 nobody has said how it stands.`"""
    done, unsaid = sum(one.status == "done" for one in held), sum(one.status is None for one in held)
    worry = sum(one.status in ("at_risk", "late") for one in held)
    told = [f"{done or 'none'} {'is' if done < MANY else 'are'} done"]
    told += [f"{worry} {'is' if worry < MANY else 'are'} at risk or late"] if worry else []
    told += [f"of {unsaid} nobody has said how {'it stands' if unsaid < MANY else 'they stand'}"] if unsaid else []
    return f"Of {len(held)} deliverable{'' if len(held) < MANY else 's'}, {', '.join(told)}."


def _each(held: Sequence[Deliverable]) -> Iterator[str]:
    """How each deliverable stands, and who answers for it."""
    for one in held:
        stands = STATUS_WORDS[one.status].lower() if one.status else "nobody has said how it stands"
        yield f"{one.title}: {stands}; {one.owner.role if one.owner else 'nobody is named for it'}."


def _others(asked: HighlightAsked, held: "Sequence[Held]") -> list[tuple[Deliverable, Milestone]]:
    """Those late from earlier quarters, and those expected in the next."""
    following = Quarter.of(asked.quarter.last_day + DAY)
    rest = [(one, each) for one, each in held if not _is_in(_promised(each), asked.quarter)]
    late = [(one, each) for one, each in rest if _is_late(asked, each)]
    coming = [
        (one, each) for one, each in rest
        if (one, each) not in late and not _is_passed(asked, each) and _is_in(_expected(each), following)
    ]  # fmt: skip
    return [*late, *coming]


def _rows(asked: HighlightAsked, held: "Sequence[Held]") -> Iterator[tuple[str, str, str, str, str, str]]:
    for one, each in held:
        passed, late = _is_passed(asked, each), _is_late(asked, each)
        is_of_quarter = _is_in(_promised(each), asked.quarter)
        stands = "Passed" if passed else "Late" if late else "Ahead" if is_of_quarter else "Next quarter"
        promised, expected = _promised(each), _expected(each)
        if passed and each.actual:
            now = f"passed {day_said(each.actual)}"
        elif late and (expected is None or expected < asked.day):
            now = "not passed; no new date"
        else:
            now = f"expected {day_said(expected)}" if expected else "no date"
        why = asked.reasons.get(each.id) or (NO_REASON if late else "")
        yield stands, one.title, each.text, day_said(promised) if promised else "no date", now, why


def _money(asked: HighlightAsked, held: Sequence[Deliverable]) -> str:
    """The money of the quarter; what nobody told is said to be so."""
    lines = [line for one in held for line in one.money if _of_quarter(line.quarter, asked.quarter)]
    if not lines:
        return f"Money: no sum is planned for {asked.quarter}."
    planned, expected, spent = (total(lines, kind) for kind in ("planned", "expected", "spent"))
    told = f"{said(spent, Kind.POUNDS)} told as spent" if spent is not None else "nothing told as spent yet"
    unsaid = sum(one.actual is None for one in lines)
    more = f" Of {unsaid} of {len(lines)} sums nobody has told what was spent." if spent is not None and unsaid else ""
    return (
        f"Money in {asked.quarter}: {said(planned, Kind.POUNDS)} planned, {said(expected, Kind.POUNDS)} expected, "
        f"{told}.{more}"
    )


def _of_quarter(text: str, quarter: Quarter) -> bool:
    try:
        return Quarter.read(text) == quarter
    except NotASpan:
        return False


def _risks(asked: HighlightAsked, one: Workstream) -> Iterator[str]:
    """Open risks by score, and what became of each since the report before."""
    now = {each.id: each for each in _concerns(one) if each.closed_on is None or each.closed_on > asked.day}
    before = _before(asked, one)
    if before is None:
        if now:
            yield "Risks: no earlier state of the plan is kept, so it cannot be said whether they went up or down."
    else:
        yield from (f"Risk closed: {old.text.rstrip('.')}." for key, old in before.items() if key not in now)
    for each in sorted(now.values(), key=lambda risk: (-(risk.score or 0), risk.id)):
        score = f"score {each.score}" if each.score is not None else "not scored"
        yield f"Risk, {score}{_moved(each, before)}: {each.text.rstrip('.')}. {_done_about(each)}"


def _concerns(one: Workstream) -> Iterator[Concern]:
    return (each for deliverable in one.deliverables for each in deliverable.concerns if each.kind == "risk")


def _before(asked: HighlightAsked, one: Workstream) -> Mapping[str, Concern] | None:
    """The risks that were open at the report before, by id; None where that is not known."""
    if asked.before is None:
        return None
    held = next((each for each in asked.before.workstreams if each.id == one.id), None)
    return {each.id: each for each in _concerns(held) if each.closed_on is None} if held else {}


def _moved(now: Concern, before: Mapping[str, Concern] | None) -> str:
    if before is None:
        return ""
    old = before.get(now.id)
    if old is None:
        return ", new"
    if old.score is None or now.score is None:
        return ""
    if old.score == now.score:
        return ", unchanged"
    return f", {'up' if now.score > old.score else 'down'} from {old.score}"


def _done_about(one: Concern) -> str:
    return f"Done about it: {one.control.rstrip('.')}." if one.control else "What is done about it is not said."
