"""Rules that can be read in two ways: every record of the month under the other reading."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from clearway.clocks.assess import assess_record
from clearway.clocks.named_codes import (
    EXCLUDED,
    METASTATIC_KNOWN_PRIMARY,
    NON_SPECIFIC_SYMPTOMS,
    PATIENT_CHOICE,
    ROUTINE,
    SCREENING_SOURCE,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.row import result_row
from clearway.clocks.rules import ClockRules
from clearway.measures.months import first_day, last_day
from clearway.measures.reconciliation.candidates import Candidate, RecordRef, Support
from clearway.measures.reconciliation.cells import Cell, Pair, minus, total_of
from clearway.measures.reconciliation.counted import counted_from_result
from clearway.measures.reconciliation.evidence import records_where
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.sides import Sides
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards import RuleBook, RuleNotKnown, Value
from clearway.standards.organisations import Organisations
from clearway.standards.rule import Parameter

TOUCHES = {
    "upgrade_on_urgent": f"consultant_upgrade_date IS NOT NULL AND priority_type = '{URGENT_SUSPECTED_CANCER}'",
    "screening_needs_urgent": f"source_of_referral = '{SCREENING_SOURCE}' AND priority_type = '{ROUTINE}'",
    "event_12_is_first": f"event_type = '{METASTATIC_KNOWN_PRIMARY}'",
    "fds_late_exclusion_codes": f"fds_end_reason = '{EXCLUDED}' AND fds_exclusion_reason IS NOT NULL",
    "six_scenarios": "accountable_investigating_org IS NOT NULL OR ipt_2_referring IS NOT NULL",
    "multi_provider_rule": "accountable_investigating_org IS NULL AND ipt_2_referring IS NOT NULL",
    "non_specific_symptoms_in_fds": f"referral_type = '{NON_SPECIFIC_SYMPTOMS}'",
    "non_specific_symptoms_in_62": f"referral_type = '{NON_SPECIFIC_SYMPTOMS}'",
    "admitted_only_patient_choice": f"wta_treatment > 0 AND wta_treatment_reason = '{PATIENT_CHOICE}'",
}
"""Settings that are in doubt or local, and the records, as SQL, whose result can turn on them."""

IN_MONTH = "(fds_end_date BETWEEN $first AND $last OR treatment_start_date BETWEEN $first AND $last)"


@dataclass(frozen=True, slots=True)
class Reading:
    """One setting read another way."""

    parameter: str
    rule: str
    title: str
    value: Value

    @property
    def words(self) -> str:
        """The other reading in words."""
        return f"{self.title}: {_said(self.value)} (rule {self.rule}, setting {self.parameter})"

    def book(self, rules: RuleBook) -> RuleBook:
        """The rule book under this reading."""
        plain = next(iter(rules.sets.values()))
        words = f"{self.parameter} read as {_said(self.value)}"
        only: dict[str, Value] = {self.parameter: self.value}
        return rules.under(replace(plain, label=words, as_at=None, thresholds={}, parameters=only))


def readings(rules: RuleBook, month: str, codes: tuple[str, ...] = ()) -> Iterator[Reading]:
    """Every other reading of a setting in doubt as at a month. `codes` are the exclusion reasons that were sent."""
    for name in TOUCHES:
        parameter = rules.parameters[name]
        try:
            now = rules.value(name, last_day(month))
        except RuleNotKnown:
            continue
        for value in _others(parameter, now, codes):
            yield Reading(name, parameter.rule_id, parameter.title, value)


def read_otherwise(
    figures: duckdb.DuckDBPyConnection, sides: Sides, rules: RuleBook, organisations: Organisations
) -> Iterator[Candidate]:
    """For each setting in doubt, all the records that it touches together: a rule is read one way for everybody."""
    national = ClockRules(rules, organisations)
    span = {"first": first_day(sides.question.month), "last": last_day(sides.question.month)}
    held = {name: records_where(figures, f"{IN_MONTH} AND ({touched})", span) for name, touched in TOUCHES.items()}
    late = tuple(sorted({one.fds_exclusion_reason or "" for _, one, _ in held["fds_late_exclusion_codes"]}))
    for reading in readings(rules, sides.question.month, late):
        other = ClockRules(reading.book(rules), organisations)
        changed: list[tuple[RecordRef, dict[Cell, Pair]]] = []
        for ref, record, _ in held[reading.parameter]:
            effects = (_effect(record, standard, national, other, sides) for standard in sides.question.standards)
            if effect := total_of(effects):
                changed.append((ref, effect))
        yield from _candidates(reading, changed)


def _candidates(reading: Reading, changed: list[tuple[RecordRef, dict[Cell, Pair]]]) -> Iterator[Candidate]:
    """All records together; and each by itself, for which nothing but the pattern of the differences speaks."""
    if not changed:
        return
    yield Candidate(
        kind=Kind.RULE,
        records=tuple(ref for ref, _ in changed),
        words=f"If the rule is read the other way: {reading.words}.",
        effect=total_of(effect for _, effect in changed),
        rule=reading.rule,
    )
    if len(changed) > 1:
        for ref, effect in changed:
            words = f"If the rule is read the other way for this record alone: {reading.words}."
            yield Candidate(Kind.RULE, (ref,), words, effect, reading.rule, support=Support.PATTERN)


def _effect(
    record: WaitingTimeRecord, standard: str, national: ClockRules, other: ClockRules, sides: Sides
) -> dict[Cell, Pair]:
    """What one record would count otherwise, in the cells of which both sides can speak."""
    before, after = (_vector(record, standard, rules, sides) for rules in (national, other))
    return sides.known(minus(after, before))


def _vector(record: WaitingTimeRecord, standard: str, rules: ClockRules, sides: Sides) -> dict[Cell, Pair]:
    counted = counted_from_result(result_row(assess_record(record, rules)), standard)
    return counted.vector(sides.levels) if counted else {}


def _others(parameter: Parameter, now: Value, codes: tuple[str, ...]) -> Iterator[Value]:
    if parameter.unit == "switch":
        yield not now
    elif parameter.unit == "codes":
        yield from ((code,) for code in codes if code)
    else:
        yield from (value for value in parameter.allowed if value != now)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value).replace("_", " ")
