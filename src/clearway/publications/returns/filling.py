"""What each marked cell of a return should hold: worked out from the plan, the measures and what people typed.

What cannot be worked out is named cell by cell with its reason, and the cell stays as the form has it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from clearway.planning.spans import NotASpan, Quarter
from clearway.planning.structure import Deliverable, MoneyLine, Plan
from clearway.publications.plan_rows import KINDS as PLAN_ROWS
from clearway.publications.plan_rows import Row, total
from clearway.publications.returns.kinds import MONEY_PARTS, SPANS, VALUES
from clearway.publications.returns.marking import MarkedBlock, MarkedCell, Marking
from clearway.publications.tables import Cell

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody typed. `carried_from` names the quarter that it was carried forward from, until it is confirmed."""

    value: Cell
    carried_from: str = ""
    is_confirmed: bool = True

    @property
    def waits(self) -> bool:
        """Whether it was carried forward and nobody has confirmed it yet."""
        return bool(self.carried_from) and not self.is_confirmed


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a measure and where it comes from; without a value, why not."""

    value: Cell
    came_from: str = ""
    missing: str = ""


MeasureOf = Callable[[MarkedCell, date], Found]
"""Finds the value of a measure that a cell asks for, in the newest period that ends by a day."""


def no_measures(_cell: MarkedCell, _until: date) -> Found:
    """No figures are at hand."""
    return Found(None, missing="This store has no figures yet.")


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a return is filled from. `month` is the first day of the last month of its quarter."""

    organisation: str
    organisation_code: str
    month: date
    snapshot: str = ""
    plan: Plan | None = None
    plan_version: int = 0
    measure: MeasureOf = no_measures
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def quarter(self) -> Quarter:
        """The quarter of the return."""
        return Quarter.of(self.month)

    @property
    def until(self) -> date:
        """The last day of the month."""
        return (self.month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell should hold, and where that comes from. Without a value `missing` says why.

    `waits` is an answer carried forward that nobody has confirmed yet; `heading` is the field of a cell in rows.
    """

    sheet: str
    cell: str
    value: Cell
    came_from: str
    missing: str = ""
    question: str = ""
    waits: bool = False
    heading: str = ""

    @property
    def at(self) -> str:
        """Where it stands: `Summary C5`."""
        return f"{self.sheet} {self.cell}"


@dataclass(frozen=True, slots=True)
class Filling:
    """A return as it should be filled: every marked cell, and what does not fit into the form."""

    cells: tuple[Meant, ...]
    too_many: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[Meant, ...]:
        """The cells that get a value."""
        return tuple(one for one in self.cells if one.value is not None)

    @property
    def unfilled(self) -> tuple[Meant, ...]:
        """The cells that could not be filled, each with its reason."""
        return tuple(one for one in self.cells if one.missing)

    @property
    def lacking(self) -> tuple[tuple[str, str], ...]:
        """The cells that could not be filled, those of a sheet with the same reason together: cells, reason."""
        gathered: dict[tuple[str, str], list[str]] = {}
        for one in self.unfilled:
            gathered.setdefault((one.sheet, one.missing), []).append(one.cell)
        return tuple((f"{sheet} {', '.join(cells)}", why) for (sheet, why), cells in gathered.items())

    @property
    def waiting(self) -> tuple[Meant, ...]:
        """The answers that were carried forward and not confirmed."""
        return tuple(one for one in self.cells if one.waits)


def filling_of(marking: Marking, facts: Facts) -> Filling:
    """What each marked cell should hold."""
    cells = [_cell(one, facts) for one in marking.cells]
    too_many: list[str] = []
    for block in marking.blocks:
        rows = _rows_of(block, facts)
        room = block.last_row - block.first_row + 1
        words = PLAN_ROWS[block.rows].words
        if len(rows) > room:
            over = len(rows) - room
            too_many.append(
                f"{block.at}: there are {len(rows)} {words} and room for {room}. The last {over} are left out."
            )
        if not rows:
            cells.append(_nothing(block, f"The plan has no {words}{f' of {block.of}' if block.of else ''}."))
        for place, row in enumerate(rows[:room]):
            cells += [_of_block(block, each.column, block.first_row + place, row[each.field], each.words, each.field)
                      for each in block.columns]  # fmt: skip
    return Filling(tuple(cells), tuple(too_many))


def _nothing(block: MarkedBlock, why: str) -> Meant:
    first = block.columns[0]
    return Meant(block.sheet, f"{first.column}{block.first_row}", None, PLAN_ROWS[block.rows].words, why)


def _of_block(block: MarkedBlock, column: str, row: int, value: Cell, words: Mapping[str, str], named: str) -> Meant:
    heading = next(one.heading for one in PLAN_ROWS[block.rows].columns if one.key == named)
    told = _in_words(value, words)
    missing = "" if told is not None else f"The plan does not say it ({heading.lower()})."
    came_from = f"{PLAN_ROWS[block.rows].words}: {heading.lower()}"
    return Meant(block.sheet, f"{column}{row}", told, came_from, missing, heading=heading)


def _in_words(value: Cell, words: Mapping[str, str]) -> Cell:
    return words.get(value, value) if isinstance(value, str) else value


def _rows_of(block: MarkedBlock, facts: Facts) -> list[Row]:
    if facts.plan is None:
        return []
    rows = PLAN_ROWS[block.rows].rows(facts.plan)
    return [one for one in rows if block.of in (None, one["workstream"], one.get("deliverable", one["id"]))]


def _cell(one: MarkedCell, facts: Facts) -> Meant:
    value, came_from, missing, waits = _value(one, facts)
    told = _in_words(value, one.words)
    if isinstance(told, str) and len(told) > LONGEST_TEXT:
        missing = f"It has {len(told):,} characters; a cell of Excel holds {LONGEST_TEXT:,}."
        told = None
    return Meant(one.sheet, one.cell, told, came_from, missing, one.question or "", waits)


Told = tuple[Cell, str, str, bool]
"""A value, where it comes from, why it is missing, and whether it waits to be confirmed."""


def _value(one: MarkedCell, facts: Facts) -> Told:
    if one.value == "answer":
        return _answered(one, facts)
    if one.value == "measure":
        found = facts.measure(one, facts.until)
        return found.value, found.came_from or f"measure {one.measure}", found.missing, False
    if one.value in PLAIN:
        told = PLAIN[one.value](facts)
        words = VALUES[one.value].words
        return told, words, "" if told not in (None, "") else f"Not known: {words.lower()}.", False
    if facts.plan is None:
        return None, "plan", "This store has no plan.", False
    value, came_from, missing = OF_PLAN[one.value](one, facts.plan, facts.quarter)
    return value, came_from, missing, False


def _answered(one: MarkedCell, facts: Facts) -> Told:
    held = facts.answers.get(one.question or "")
    if held is None or held.value in (None, ""):
        return None, "typed", f"Nobody has answered yet: {one.question}", False
    came_from = "typed"
    if held.carried_from:
        came_from = (
            f"carried forward from {held.carried_from}, {'confirmed' if held.is_confirmed else 'to be confirmed'}"
        )
    return held.value, came_from, "", held.waits


PLAIN: Mapping[str, Callable[[Facts], Cell]] = {
    "organisation": lambda facts: facts.organisation,
    "organisation_code": lambda facts: facts.organisation_code,
    "month": lambda facts: facts.month,
    "quarter": lambda facts: str(facts.quarter),
    "financial_year": lambda facts: str(facts.quarter.year),
    "plan": lambda facts: facts.plan.meta.title if facts.plan else None,
    "plan_version": lambda facts: facts.plan_version or None,
    "snapshot": lambda facts: facts.snapshot or None,
}
"""The values that no plan row or measure is asked for."""


def _field(one: MarkedCell, plan: Plan, rows: str) -> tuple[Cell, str, str]:
    for row in PLAN_ROWS[rows].rows(plan):
        if row["id"] == one.of:
            value = row[one.field or ""]
            heading = next(each.heading for each in PLAN_ROWS[rows].columns if each.key == one.field)
            missing = "" if value is not None else f"The plan does not say it for {one.of} ({heading.lower()})."
            return value, f"{one.of}: {heading.lower()}", missing
    return None, f"{one.of}", f"The plan has no {rows[:-1]} {one.of}."


def _counted(one: MarkedCell, plan: Plan, _quarter: Quarter) -> tuple[Cell, str, str]:
    held = _within(plan, one.of)
    if held is None:
        return None, f"{one.of}", f"The plan has no workstream or deliverable {one.of}."
    counted = [each for each in held if one.status in (None, each.status)]
    words = f"deliverables{f' of {one.of}' if one.of else ''}{f' that are {one.status}' if one.status else ''}"
    return len(counted), f"number of {words.replace('_', ' ')}", ""


def _within(plan: Plan, wanted: str | None) -> Sequence[Deliverable] | None:
    """The deliverables of a workstream, or the one with that id, or all; None where there is no such id."""
    if wanted is None:
        return plan.deliverables
    for workstream in plan.workstreams:
        if workstream.id == wanted:
            return workstream.deliverables
    return [one for one in plan.deliverables if one.id == wanted] or None


def _money(one: MarkedCell, plan: Plan, quarter: Quarter) -> tuple[Cell, str, str]:
    held = _within(plan, one.of)
    if held is None:
        return None, f"{one.of}", f"The plan has no workstream or deliverable {one.of}."
    lines = [line for each in held for line in each.money if one.stream in (None, line.stream)]
    within = [line for line in lines if _is_within(line, one.span or "", quarter)]
    part = one.part or "planned"
    stream = f"{one.stream} " if one.stream else ""
    words = f"{stream}money {MONEY_PARTS[part]} {SPANS[one.span or 'plan']}{f', {one.of}' if one.of else ''}"
    told: Decimal | None = total(within, part)
    return told, words, "" if told is not None else f"The plan holds no such sum: {words}."


def _is_within(line: MoneyLine, span: str, quarter: Quarter) -> bool:
    try:
        of = Quarter.read(line.quarter)
    except NotASpan:
        return False
    if span == "quarter":
        return of == quarter
    if span == "to_date":
        return of.year == quarter.year and of <= quarter
    return span == "plan" or of.year == quarter.year


OF_PLAN: Mapping[str, Callable[[MarkedCell, Plan, Quarter], tuple[Cell, str, str]]] = {
    "deliverable": lambda one, plan, _quarter: _field(one, plan, "deliverables"),
    "milestone": lambda one, plan, _quarter: _field(one, plan, "milestones"),
    "count": _counted,
    "sum": _money,
}
"""The values that come out of the plan."""


def carried_forward(questions: Iterable[MarkedCell], last: Mapping[str, Cell], quarter: str) -> dict[str, Answer]:
    """The answers of an earlier quarter to the same questions, to be confirmed; a question it did not have has none."""
    held = {one.question or "": last.get(one.question or "") for one in questions}
    told = {asked: value for asked, value in held.items() if value not in (None, "")}
    return {asked: Answer(value, quarter, is_confirmed=False) for asked, value in told.items()}
