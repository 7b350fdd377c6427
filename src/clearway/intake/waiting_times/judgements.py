"""How the cells of a column are judged: by its kind, its code list and the day."""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.profiles.converting import Convert, as_it_is
from clearway.intake.waiting_times import codes, numbers
from clearway.intake.waiting_times.dates import DateFormat, read_date
from clearway.intake.waiting_times.judged import Judgement, Plain
from clearway.records.column import Column
from clearway.standards import RuleNotKnown, load_rule_book

DIAGNOSIS_SCOPE = "icd10_scope"


class CodeLists:
    """The codes in use on the first and on the last day that a file speaks of; a code of either day is known."""

    def __init__(self, today: date | None) -> None:
        self.days = {today} if today else set()

    def seen(self, dates: pa.Array) -> None:
        """Let a column of dates widen the span of days."""
        span = pc.min_max(dates).as_py()
        self.days |= {day for day in span.values() if day is not None}

    def codes(self, name: str) -> frozenset[str]:
        """The codes of a list in use on the first or the last day; empty where nothing is known of those days."""
        book = load_rule_book()
        known: set[str] = set()
        for day in {min(self.days), max(self.days)} if self.days else set():
            try:
                known |= book.codes(name, day).keys()
            except RuleNotKnown:
                continue
        return frozenset(known)


def judgement_of(column: Column, date_format: DateFormat, lists: CodeLists) -> Callable[[str], Judgement]:
    """How the values of a column are judged, by its kind and its code list."""
    named: Mapping[str, Callable[[str], Judgement]] = {
        "pathway_id": codes.judge_pathway_id,
        "nhs_number": as_sent,
        "icd10": codes.diagnosis_in(lists.codes(DIAGNOSIS_SCOPE)) if column.name == "icd10" else as_sent,
    }
    if column.name in named:
        return named[column.name]
    if column.kind == "date":
        return lambda text: date_or_fault(text, date_format)
    if column.kind == "code":
        has_list = column.constraint in load_rule_book().code_lists
        return codes.code_on(lists.codes(column.constraint) if has_list else frozenset())
    by_kind: Mapping[str, Callable[[str], Judgement]] = {
        "days": numbers.judge_days,
        "number": numbers.judge_age,
        "organisation": codes.judge_organisation,
        "identifier": codes.judge_identifier,
        "text": as_sent,
    }
    return by_kind[column.kind]


def as_sent(text: str) -> Judgement:
    """Any text is itself; NHS numbers are judged apart, all at once."""
    return text, None


def plain_texts(texts: pa.Array) -> pa.BooleanArray:
    """Any text is right as it stands."""
    return pa.repeat(pa.scalar(True), len(texts))


PLAIN: Mapping[Callable[[str], Judgement], Plain] = {
    as_sent: plain_texts,
    codes.judge_identifier: codes.plain_identifiers,
    codes.judge_pathway_id: codes.plain_pathway_ids,
}
"""How whole columns of nearly distinct texts are judged at once."""


def date_or_fault(text: str, date_format: DateFormat) -> Judgement:
    """A date, or the id of its fault."""
    found = read_date(text, date_format)
    return (found, None) if isinstance(found, date) else (None, found.value)


def after(convert: Convert, judgement: Callable[[str], Judgement], empty: object) -> Callable[[str], Judgement]:
    """The judgement of what a cell says by the sender's profile; a cell that then says nothing becomes `empty`."""
    if convert is as_it_is:
        return judgement

    def judge_converted(text: str) -> Judgement:
        converted, fault = convert(text)
        if fault:
            return None, fault
        return judgement(converted) if converted else (empty, None)

    return judge_converted
