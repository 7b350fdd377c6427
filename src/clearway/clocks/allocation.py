"""Who answers for a 62-day result: one trust, or two by the 38- and 24-day phases (rules IPT-1 to IPT-6, HIST-5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearway.clocks.outcome import HALF, NONE, WHOLE, Allocation, Method, Pause, Route, Share
from clearway.clocks.rules import ClockRules
from clearway.clocks.transfers import transfers_to_treatment
from clearway.clocks.waiting import Count
from clearway.records.waiting_times import WaitingTimeRecord

SCENARIOS: dict[tuple[bool, bool, bool], tuple[int, Decimal, Decimal]] = {
    # (62-day met, phase 1 in time, phase 2 in time): scenario, investigating share, treating share (IPT-3).
    # The two combinations left out cannot happen while both phases add up to 62 days; where a local policy's phases
    # do not add up, the pathway is shared half and half.
    (True, True, True): (1, HALF, HALF),
    (True, True, False): (2, HALF, HALF),
    (True, False, True): (3, NONE, WHOLE),
    (False, True, False): (4, NONE, WHOLE),
    (False, False, True): (5, WHOLE, NONE),
    (False, False, False): (6, HALF, HALF),
}


MORE_THAN_TWO = 3
"""Trusts from which the rule for several providers holds (IPT-5)."""


@dataclass(frozen=True, slots=True)
class Investigation:
    """The trust that answers for the first phase, and when it handed over. `is_accountable`: named, not inferred."""

    trust: str
    handed_over: date | None
    is_accountable: bool
    rules: tuple[str, ...]


def allocate(
    record: WaitingTimeRecord,
    route: Route,
    start: date,
    count: Count,
    pauses: Iterable[Pause],
    rules: ClockRules,
    *,
    is_rare: bool,
) -> Allocation:
    """Share one counted 62-day pathway between investigating and treating trust; the shares always add up to one.

    A record that DAY-3 keeps from passing is shared like any other, with nothing within.
    """
    treated = record.treatment_start_date
    if treated is None:
        raise AssertionError("only a treated record is allocated")
    today = rules.on(treated)
    treating = rules.trust(record.org_treatment, treated)
    by_phase = bool(today["six_scenarios"])
    investigation = (
        investigating(record, route, start, treated, rules)
        if by_phase
        else first_seen_trust(record, route, treated, rules)
    )
    if investigation.trust in ("", treating):
        solo = Share(treating, WHOLE, WHOLE if count.is_within else NONE)
        return Allocation(Method.SOLO, solo, rules=investigation.rules)
    if not by_phase or is_rare:
        return _fifty_fifty(investigation, treating, count, "HIST-1" if by_phase else "HIST-5")
    if not investigation.is_accountable:
        return _fifty_fifty(investigation, treating, count, "IPT-4")
    handed_over = investigation.handed_over
    if handed_over is None or not start <= handed_over <= treated:
        return _fifty_fifty(investigation, treating, count, "IPT-6", frozenset({"BAD_TRANSFER_DATE"}))
    taken_off = {pause.kind: pause.days for pause in pauses if pause.is_allowed}
    phase_1 = (handed_over - start).days - taken_off.get("first_seen", 0)
    phase_2 = (treated - handed_over).days - taken_off.get("treatment", 0)
    key = (
        count.days <= today.days("d62_days"),
        phase_1 <= today.days("handover_day"),
        phase_2 <= today.days("treat_days"),
    )
    if key not in SCENARIOS:
        return _fifty_fifty(investigation, treating, count, "IPT-9")
    scenario, investigating_share, treating_share = SCENARIOS[key]
    passes = 1 if count.is_within else 0
    local = ("IPT-9",) if rules.has_local_policy else ()
    return Allocation(
        Method.SIX_SCENARIOS,
        Share(treating, treating_share, treating_share * passes),
        Share(investigation.trust, investigating_share, investigating_share * passes),
        scenario,
        phase_1,
        phase_2,
        (*investigation.rules, "IPT-2", "IPT-3", "IPT-7", *local),
    )


def investigating(
    record: WaitingTimeRecord, route: Route, start: date, treated: date, rules: ClockRules
) -> Investigation:
    """The accountable provider as supplied; else by the multi-provider setting; else upgrading, else first seen."""
    if record.accountable_investigating_org:
        supplied = rules.trust(record.accountable_investigating_org, treated)
        return Investigation(supplied, record.transfer_date, True, ("IPT-1",))
    if chosen := _of_several(record, start, treated, rules):
        return chosen
    upgrading = record.org_upgrade if route is Route.UPGRADE else None
    return Investigation(rules.trust(upgrading or record.org_first_seen, treated), None, False, ("IPT-1",))


def first_seen_trust(record: WaitingTimeRecord, route: Route, treated: date, rules: ClockRules) -> Investigation:
    """Before the six scenarios the first-seen trust shared with the treating trust (HIST-5)."""
    upgrading = record.org_upgrade if route is Route.UPGRADE else None
    return Investigation(rules.trust(record.org_first_seen or upgrading, treated), None, False, ("IPT-1",))


def _of_several(record: WaitingTimeRecord, start: date, treated: date, rules: ClockRules) -> Investigation | None:
    """With more than two trusts and nobody named: the last referrer or the longest holder (IPT-5)."""
    transfers = transfers_to_treatment(record, treated, rules)
    if len({trust for one in transfers for trust in (one.sent_by, one.received_by)}) < MORE_THAN_TWO:
        return None
    holder = transfers[-1].sent_by
    if rules.on(treated)["multi_provider_rule"] == "longest_holder":
        began = [start, *(one.on for one in transfers[:-1])]
        held = [(one.on - since).days for since, one in zip(began, transfers, strict=True)]
        holder = transfers[held.index(max(held))].sent_by
    return Investigation(holder, transfers[-1].on, True, ("IPT-1", "IPT-5"))


def _fifty_fifty(
    investigation: Investigation, treating: str, count: Count, rule: str, flags: frozenset[str] = frozenset()
) -> Allocation:
    within = HALF if count.is_within else NONE
    return Allocation(
        Method.FIFTY_FIFTY,
        Share(treating, HALF, within),
        Share(investigation.trust, HALF, within),
        rules=(*investigation.rules, rule),
        flags=flags,
    )
