"""Each pair of records judged: does it count alike on both sides, and if not, in what does it differ?"""

from collections.abc import Iterator, Sequence
from typing import Any

from clearway.clocks.assess import assess_record
from clearway.clocks.row import result_row
from clearway.clocks.rules import ClockRules
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.measures.reconciliation.candidates import RecordRef
from clearway.measures.reconciliation.counted import Counted, counted_from_result
from clearway.measures.reconciliation.question import ReconciliationQuestion
from clearway.measures.reconciliation.readings import Reading, readings
from clearway.measures.reconciliation.record_level.answer import (
    FieldDifference,
    RecordClass,
    RecordComparison,
    RecordDifference,
)
from clearway.measures.reconciliation.record_level.matching import Matched, match
from clearway.measures.reconciliation.record_level.sides import COMPARED, SideRecord
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

NOT_TOLD = frozenset({"report_date"})
"""Columns that differ by the nature of the file and say nothing of the person."""


def compare_records(
    ours: Sequence[SideRecord],
    theirs: Sequence[SideRecord],
    question: ReconciliationQuestion,
    *,
    rules: RuleBook,
    organisations: Organisations,
    file_name: str,
    illustrative: bool = False,
) -> RecordComparison:
    """Compare a month record by record.

    A record of one side alone is told where it counts in the month at a trust that the other side speaks of: a trust
    that is asked for, or else any that the download counts somebody for.
    """
    trusts = _trusts(theirs, question)
    matched = match(ours, theirs)
    judge = _Judge(question, trusts, _columns(ours, theirs), rules, organisations)
    differences = [*judge.alone(matched), *(one for pair in matched.pairs if (one := judge.pair(*pair)))]
    concerned = [pair for pair in matched.pairs if judge.concerns(pair[0]) or judge.concerns(pair[1])]
    differing = sum(one.here is not None and one.there is not None for one in differences)
    order = list(RecordClass)
    return RecordComparison(
        month=question.month,
        standards=question.standards,
        trusts=tuple(sorted(trusts)),
        file_name=file_name,
        matched=len(concerned),
        alike=len(concerned) - differing,
        differences=sorted(differences, key=lambda one: (order.index(one.kind), _place(one))),
        illustrative=illustrative,
    )


def _trusts(theirs: Sequence[SideRecord], question: ReconciliationQuestion) -> set[str]:
    held = {trust for one in theirs for trust in one.trusts_in(question.month)}
    return held & set(question.providers) if question.providers else held


class _Judge:
    """Says how records differ, for one month and some trusts."""

    def __init__(
        self,
        question: ReconciliationQuestion,
        trusts: set[str],
        columns: Sequence[str],
        rules: RuleBook,
        organisations: Organisations,
    ) -> None:
        self._month = question.month
        self._standards = question.standards
        self._trusts = trusts
        self._columns = columns
        self._readings = [
            (reading, ClockRules(reading.book(rules), organisations)) for reading in readings(rules, question.month)
        ]

    def concerns(self, one: SideRecord) -> bool:
        """Whether a record counts in the month at a trust that is compared."""
        return bool(one.trusts_in(self._month) & self._trusts)

    def alone(self, found: Matched) -> Iterator[RecordDifference]:
        """Records that have no match, stand twice, or could be one of several."""
        lists = (
            (
                RecordClass.MISSING_HERE,
                found.only_there,
                "in the download; no record here is of this pathway or person",
            ),
            (RecordClass.MISSING_THERE, found.only_here, "counted here; the download holds nobody of this pathway"),
            (RecordClass.DUPLICATE_HERE, found.twice_here, "stands here beside another with the same values"),
            (
                RecordClass.DUPLICATE_THERE,
                found.twice_there,
                "stands in the download beside another with the same values",
            ),
        )
        for kind, records, words in lists:
            is_there = kind in (RecordClass.MISSING_HERE, RecordClass.DUPLICATE_THERE)
            for one in records:
                if self.concerns(one):
                    yield RecordDifference(
                        kind,
                        one.in_month(self._month),
                        f"{_said(one, self._month)}: {words}.",
                        here=None if is_there else one.ref,
                        there=one.ref if is_there else None,
                    )
        for mine, others in found.ambiguous:
            for one in mine:
                if self.concerns(one):
                    words = f"{_said(one, self._month)}: {len(others)} records of the download are of the same person."
                    yield RecordDifference(RecordClass.AMBIGUOUS, one.in_month(self._month), words, here=one.ref)

    def pair(self, here: SideRecord, there: SideRecord) -> RecordDifference | None:
        """How two records of one step differ; None when both count alike and say the same, or neither is compared."""
        if not (self.concerns(here) or self.concerns(there)):
            return None
        fields = tuple(_fields(here, there, self._columns))
        differing = tuple(
            standard for standard in self._standards if here.counted.get(standard) != there.counted.get(standard)
        )
        if not differing:
            return self._told(RecordClass.FIELD, (), "Counted alike.", here, there, fields) if fields else None
        if reading := self._reading(here, there):
            words = f"Our record counts as theirs if the rule is read the other way: {reading.words}."
            return self._told(RecordClass.RULE, differing, words, here, there, fields, reading.rule)
        kinds = {standard: _kind(here.counted.get(standard), there.counted.get(standard)) for standard in differing}
        kind = min(kinds.values(), key=list(RecordClass).index)
        words = " ".join(_words(standard, here, there) for standard in differing)
        return self._told(kind, differing, words, here, there, fields)

    def _reading(self, here: SideRecord, there: SideRecord) -> Reading | None:
        """A reading of a setting in doubt under which our record counts just as theirs does."""
        for reading, rules in self._readings:
            row = result_row(assess_record(here.record, rules))
            if all(counted_from_result(row, one) == there.counted.get(one) for one in self._standards):
                return reading
        return None

    @staticmethod
    def _told(
        kind: RecordClass,
        standards: tuple[str, ...],
        words: str,
        here: SideRecord,
        there: SideRecord,
        fields: tuple[FieldDifference, ...],
        rule: str = "",
    ) -> RecordDifference:
        return RecordDifference(kind, standards, words, here.ref, there.ref, fields, rule)


def _kind(here: Counted | None, there: Counted | None) -> RecordClass:
    """In what two results of one standard differ: the gravest difference of them."""
    if here is None or there is None:
        return RecordClass.OUTCOME
    if here.month != there.month:
        return RecordClass.MONTH
    if set(here.trusts) != set(there.trusts):
        return RecordClass.TRUST
    if here.is_within == there.is_within and set(here.parts) != set(there.parts):
        return RecordClass.SHARE
    if (here.is_within, here.days) != (there.is_within, there.days):
        return RecordClass.OUTCOME
    return RecordClass.LABEL


def _words(standard: str, here: SideRecord, there: SideRecord) -> str:
    ours, theirs = (_result(side.counted.get(standard), side.reasons.get(standard, "")) for side in (here, there))
    return f"{standard}-day: {ours} here, {theirs} there."


def _result(counted: Counted | None, reason: str) -> str:
    if counted is None:
        return f"not counted ({reason})" if reason else "not counted"
    shares = " and ".join(f"{part.trust} {part.total / 2:g}" for part in counted.parts if part.total)
    side = "within" if counted.is_within else "breach"
    labels = ", ".join(filter(None, (counted.route, counted.cancer_type, counted.modality)))
    return f"{counted.days} days, {side}, {counted.month}, {shares} ({labels})"


def _said(one: SideRecord, month: str) -> str:
    return "; ".join(f"{standard}-day: {_result(one.counted[standard], '')}" for standard in one.in_month(month))


def _columns(ours: Sequence[SideRecord], theirs: Sequence[SideRecord]) -> tuple[str, ...]:
    """The columns that are compared: those that the clocks need, and others that both sides carry at all."""
    carried = [{name for one in side for name in COMPARED if one.values.get(name)} for side in (ours, theirs)]
    both = carried[0] & carried[1]
    return tuple(name for name in COMPARED if name not in NOT_TOLD and (name in both or name in REQUIRED))


def _fields(here: SideRecord, there: SideRecord, columns: Sequence[str]) -> Iterator[FieldDifference]:
    """Columns whose values differ."""
    for name in columns:
        ours, theirs = _text(here.values.get(name)), _text(there.values.get(name))
        if ours != theirs:
            yield FieldDifference(name, ours, theirs)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _place(one: RecordDifference) -> tuple[str, int]:
    ref: RecordRef | None = one.here or one.there
    return ref.place if ref else ("", 0)
