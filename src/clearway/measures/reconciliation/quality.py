"""Records in doubt: flagged and counted here, or left out here for a reason that the other side may not share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import duckdb

from clearway.clocks.assess import assess_record
from clearway.clocks.named_codes import RULED_OUT
from clearway.clocks.row import result_row
from clearway.clocks.rules import ClockRules
from clearway.measures.months import first_day, last_day
from clearway.measures.reconciliation.candidates import Candidate
from clearway.measures.reconciliation.cells import minus, times
from clearway.measures.reconciliation.counted import CLOCKS, Counted, counted_from_result
from clearway.measures.reconciliation.evidence import HeldEvent, records_where
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.readings import IN_MONTH
from clearway.measures.reconciliation.sides import Sides
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

DOUBTS: Mapping[str, tuple[str, ...]] = {
    "NEGATIVE_WAIT": ("28", "31", "62"),
    "ADJ_EXCEEDS_WAIT": ("28", "31", "62"),
    "ADJ_WITHOUT_REASON": ("28", "31", "62"),
    "BREACH_NO_DELAY_REASON": ("28", "31", "62"),
    "FIRST_SEEN_BEFORE_REFERRAL": ("28", "62"),
    "TOLD_BEFORE_REFERRAL": ("28",),
    "DTT_AFTER_TREATMENT": ("31",),
    "ADJ_NOT_ALLOWED": ("31", "62"),
    "C44_NO_HISTOLOGY": ("31", "62"),
    "DUPLICATE_FIRST_TREATMENT": ("31", "62"),
    "BAD_TRANSFER_DATE": ("62",),
    "UPGRADE_ON_SCREENING": ("62",),
}
"""A flag on a record that counts → the standards that it casts doubt on."""

NEVER_A_PASS = frozenset({"NEGATIVE_WAIT", "ADJ_EXCEEDS_WAIT"})
"""Flags that keep a short wait from counting as within (DAY-3), which the other side may not do."""

Completed = Callable[[WaitingTimeRecord], WaitingTimeRecord]

LEFT_OUT: Mapping[str, Completed] = {
    "NO_FIRST_SEEN_ORG": lambda record: replace(record, org_first_seen=record.org_treatment),
    "MISSING_DTT": lambda record: replace(record, ctp_start_date=record.treatment_start_date),
    "PATHWAY_CLOSED": lambda record: replace(record, closure_reason=None),
    "NOT_NHS_ENGLAND": lambda record: replace(record, funding=None),
    "DIED_BEFORE_TREATMENT": lambda record: replace(record, death_date=None),
    "STATUS_CLOSES_PATHWAY": lambda record: replace(record, patient_status=None),
    "BASAL_CELL": lambda record: replace(record, morphology=None),
    "BOOKED_NOT_YET": lambda record: replace(record, report_date=None),
    "NO_END_REASON": lambda record: replace(record, fds_end_reason=RULED_OUT),
    "UNKNOWN_END_REASON": lambda record: replace(record, fds_end_reason=RULED_OUT),
    "FDS_EXCLUDED": lambda record: replace(record, fds_end_reason=RULED_OUT),
}
"""A reason for leaving a record out → the record as it would have to be for the other side to count it."""

WAIT_UNKNOWN = frozenset({("31", "MISSING_DTT")})
"""Where the missing item is the start of the wait itself, so that it may have been within or beyond."""


def left_out_there(events: list[HeldEvent], sides: Sides) -> Iterator[Candidate]:
    """Flagged records that count here: the other side may have left them out, or passed them."""
    for event in events:
        standard = event.counted.standard
        flags = [flag for flag in event.flags if standard in DOUBTS.get(flag, ()) and _bears(flag, event.counted)]
        if not flags or event.counted.month != sides.question.month:
            continue
        vector = sides.known(event.counted.vector(sides.levels))
        named = ", ".join(flags)
        words = f"Flagged {named} and counted here; left out there."
        yield Candidate(Kind.QUALITY, (event.ref,), words, times(vector, -1), rule=f"VAL-{flags[0]}", move="left out")
        if NEVER_A_PASS & set(flags) and not event.counted.is_within:
            turned = sides.known(event.counted.turned().vector(sides.levels))
            words = f"Flagged {named}: not a pass here, counted as within there."
            yield Candidate(Kind.QUALITY, (event.ref,), words, minus(turned, vector), rule="DAY-3", move="passed")


def counted_there(
    figures: duckdb.DuckDBPyConnection, sides: Sides, rules: RuleBook, organisations: Organisations
) -> Iterator[Candidate]:
    """Records that are left out here for a reason that the other side may not have had."""
    national = ClockRules(rules, organisations)
    columns = [f'result."{CLOCKS[standard]}_excluded"' for standard in sides.question.standards]
    excluded = " OR ".join(f"list_contains($reasons, {column})" for column in columns)
    values = {
        "first": first_day(sides.question.month),
        "last": last_day(sides.question.month),
        "reasons": sorted(LEFT_OUT),
    }
    for ref, record, result in records_where(figures, f"{IN_MONTH} AND ({excluded})", values):
        for standard in sides.question.standards:
            reason = result[f"{CLOCKS[standard]}_excluded"]
            if reason in LEFT_OUT:
                for counted, how in as_if_counted(record, standard, reason, national):
                    effect = sides.known(counted.vector(sides.levels))
                    words = f"Left out here ({reason}); counted there{how}."
                    yield Candidate(
                        Kind.QUALITY, (ref,), words, effect, rule=_rule(result, standard), move=f"counted{how}"
                    )


def as_if_counted(
    record: WaitingTimeRecord, standard: str, reason: str, rules: ClockRules
) -> Iterator[tuple[Counted, str]]:
    """What a record would count without the reason that keeps it out: two ways where its wait is not known."""
    row = result_row(assess_record(LEFT_OUT[reason](record), rules))
    counted = counted_from_result(row, standard)
    if counted is None:
        return
    if (standard, reason) in WAIT_UNKNOWN:
        yield counted, ", within the standard"
        yield counted.turned(), ", as a breach"
    else:
        yield counted, ""


def _bears(flag: str, counted: Counted) -> bool:
    return flag != "BREACH_NO_DELAY_REASON" or not counted.is_within


def _rule(result: Mapping[str, Any], standard: str) -> str:
    return str(result[f"{CLOCKS[standard]}_rules"]).split(" ")[0]
