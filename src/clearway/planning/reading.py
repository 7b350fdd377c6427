"""A plan out of a YAML or JSON file: strict, whole or not at all, and refused with the line and how to mend it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clearway.planning.changes import INNER
from clearway.planning.commas import rejoin_cut_sentences
from clearway.planning.doubts import doubts_of, parts_of
from clearway.planning.pounds import is_money
from clearway.planning.shaped import known_keys, read_shape
from clearway.planning.spans import NotASpan, Quarter
from clearway.planning.structure import CONCERNS, MOST_LIKELY, STATUSES, STREAMS, Concern, Plan
from clearway.records.findings import Refused
from clearway.standards.errors import StandardsError
from clearway.standards.plain_yaml import check_plain
from clearway.standards.strict import Section, read_yaml_text
from clearway.standards.yaml_lines import line_of

LONGEST = 2_000_000


@dataclass(frozen=True)
class ReadPlan:
    """A plan as it was read, and what its reader should be told of the file."""

    plan: Plan
    notices: tuple[str, ...] = ()


def read_plan(text: str, name: str) -> ReadPlan:
    """The plan that a text holds; `name` is what messages call the file. JSON is known by its first sign.

    Raises Refused: file, line where one is known, path of the key, what is wrong, how to mend it.
    """
    try:
        content = _content(text, name)
        notices = rejoin_cut_sentences(content, known_keys(Plan))
        return ReadPlan(plan_of(content, name), tuple(notices))
    except StandardsError as wrong:
        line = None if text.lstrip().startswith("{") else line_of(text, wrong.key)
        where = f"{name}, line {line}, {wrong.key}" if line else f"{name}: {wrong.key}"
        raise Refused(f"{where}: {wrong.wrong}.", f"{wrong.mend} Nothing was loaded.", code="PLAN-FILE") from wrong


def plan_of(content: dict[str, Any], name: str) -> Plan:
    """The plan of a mapping, such as a file or the rows of a store hold. Raises StandardsError."""
    whole = Section(name, "", content)
    plan = read_shape(Plan, whole)
    for at, key, wrong, mend in _doubts(plan):
        raise StandardsError(name, f"{at}.{key}" if at else key, wrong, mend)
    return plan


def _doubts(plan: Plan) -> "Iterator[Doubt]":
    """Everything that cannot be right."""
    yield from _doubtful_ids(plan)
    yield from _doubtful_grid(plan)
    yield from _doubtful_words(plan)
    yield from doubts_of(plan)


def _content(text: str, name: str) -> dict[str, Any]:
    if not text.lstrip().startswith("{"):
        check_plain(text, name, longest=LONGEST, one="plan")
        return read_yaml_text(text, name).content
    if len(text) > LONGEST:
        raise StandardsError(name, "(whole file)", f"more than {LONGEST:,} characters", "Send one plan.")
    try:
        content = json.loads(text, parse_float=Decimal, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as wrong:
        raise StandardsError(name, "(whole file)", f"does not read as JSON: {wrong}", "Correct it.") from wrong
    return dict(content)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        twice = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(f"key {twice!r} is given twice")
    return held


Doubt = tuple[str, str, str, str]


def _doubtful_ids(plan: Plan) -> Iterator[Doubt]:
    """Every id stands for one thing only: workstreams, priorities, deliverables, activities, milestones, money."""
    seen: set[str] = set()
    for at, one in _named(plan):
        if one in seen:
            yield at, "id", f"{one!r} is the id of something else already", "Give each thing an id of its own."
        seen.add(one)


def _named(plan: Plan) -> Iterator[tuple[str, str]]:
    yield from ((f"priorities[{place}]", one.id) for place, one in enumerate(plan.priorities))
    yield from ((at, one.id) for at, one in parts_of(plan))
    for first, workstream in enumerate(plan.workstreams):
        yield f"workstreams[{first}]", workstream.id
        for second, deliverable in enumerate(workstream.deliverables):
            at = f"workstreams[{first}].deliverables[{second}]"
            yield at, deliverable.id
            for kind in INNER:
                yield from ((f"{at}.{kind}[{place}]", one.id) for place, one in enumerate(getattr(deliverable, kind)))


def _doubtful_grid(plan: Plan) -> Iterator[Doubt]:
    """Columns are half-years in order, and each row has one mark or none for each of them, in a known workstream."""
    try:
        columns = plan.half_years
    except NotASpan as wrong:
        yield "", "sequence_columns", str(wrong), 'Write half-years such as "2017/18 Q1-2".'
        return
    if list(columns) != sorted(set(columns)):
        yield "", "sequence_columns", "the half-years are not in order", "Write each once, the earliest first."
    known = {one.id for one in plan.workstreams}
    for place, priority in enumerate(plan.priorities):
        at = f"priorities[{place}]"
        if len(priority.sequence) != len(columns):
            marks = f"{len(priority.sequence)} marks for {len(columns)} half-years"
            yield at, "sequence", marks, "Write one mark (1) or none (0) for each column."
        if set(priority.sequence) - {0, 1}:
            yield at, "sequence", "a mark is neither 1 nor 0", "Write 1 where the row is marked, else 0."
        if priority.workstream not in known:
            unknown = f"{priority.workstream!r} is no workstream of this plan"
            yield at, "workstream", unknown, f"Use one of: {', '.join(sorted(known))}."


def _doubtful_words(plan: Plan) -> Iterator[Doubt]:
    """Spans of time, states and streams are ones that we know, and money is pounds and pence."""
    try:
        period = plan.meta.period
        if period.last_day < period.first_day:
            yield "meta", "period", "the plan ends before it begins", "Correct its years."
    except NotASpan as wrong:
        yield "meta", "period", str(wrong), 'Write financial years: {from: "2017/18", to: "2020/21"}.'
    for first, workstream in enumerate(plan.workstreams):
        for second, deliverable in enumerate(workstream.deliverables):
            at = f"workstreams[{first}].deliverables[{second}]"
            if deliverable.status not in (None, *STATUSES):
                yield at, "status", f"{deliverable.status!r} is not known", f"Use one of: {', '.join(STATUSES)}."
            for kind in ("activities", "milestones"):
                for place, one in enumerate(getattr(deliverable, kind)):
                    try:
                        _ = one.due and one.due.days()
                    except NotASpan as wrong:
                        mend = 'Write {quarter: Q3, year: "2017/18"}, {month: "2024-06"} or {year: 2020}.'
                        yield f"{at}.{kind}[{place}]", "due", str(wrong), mend
            for place, line in enumerate(deliverable.money):
                yield from _doubtful_money(f"{at}.money[{place}]", line)
            for place, concern in enumerate(deliverable.concerns):
                yield from _doubtful_concern(f"{at}.concerns[{place}]", concern)


def _doubtful_money(at: str, line: Any) -> Iterator[Doubt]:
    if line.stream not in STREAMS:
        yield at, "stream", f"{line.stream!r} is not known", f"Use one of: {', '.join(STREAMS)}."
    try:
        Quarter.read(line.quarter)
    except NotASpan as wrong:
        yield at, "quarter", str(wrong), 'Write "2017/18 Q3".'
    for name in ("planned", "forecast", "actual"):
        amount = getattr(line, name)
        if amount is not None and not is_money(amount):
            yield at, name, f"{amount} is not pounds and pence", "Write a sum such as 120000.50."


def _doubtful_concern(at: str, concern: Concern) -> Iterator[Doubt]:
    if concern.kind not in CONCERNS:
        yield at, "kind", f"{concern.kind!r} is not known", f"Use one of: {', '.join(CONCERNS)}."
    for name in ("likelihood", "impact"):
        held = getattr(concern, name)
        if held is not None and not 1 <= held <= MOST_LIKELY:
            yield at, name, f"{held} is not between 1 and {MOST_LIKELY}", f"Write a number from 1 to {MOST_LIKELY}."
    if (concern.closed_on is None) != (concern.closed_because is None):
        yield at, "closed_on", "a day without a reason, or a reason without a day", "Give both, or neither."
