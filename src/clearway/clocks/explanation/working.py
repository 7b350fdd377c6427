"""The allocation working: how a 62-day result was shared, with both trusts' shares."""

from dataclasses import dataclass
from decimal import Decimal

from clearway.clocks.explanation.milestones import Trust
from clearway.clocks.explanation.phrases import days
from clearway.clocks.outcome import Allocation, Method, Wait
from clearway.clocks.rules import ClockRules


@dataclass(frozen=True, slots=True)
class TrustShare:
    """One trust's part: people counted, within the limit, and in breach (0, 0.5 or 1 each)."""

    code: str
    name: str
    role: str
    total: Decimal
    within: Decimal
    breach: Decimal


@dataclass(frozen=True, slots=True)
class Working:
    """The phases against their limits and what each trust is given. Days are after adjustment."""

    method: str
    scenario: int | None
    phase_1_days: int | None
    phase_2_days: int | None
    handover_day: int
    treat_days: int
    shares: tuple[TrustShare, ...]
    words: str
    rules: tuple[str, ...]


def working(wait: Wait, rules: ClockRules, trust: Trust) -> Working | None:
    """The working of a counted 62-day wait; None for the other clocks, which are never shared."""
    allocation = wait.allocation
    if allocation is None:
        return None
    today = rules.on(wait.stop)
    handover, treat = today.days("handover_day"), today.days("treat_days")
    parts = ((allocation.investigating, "investigating"), (allocation.treating, "treating"))
    shares = tuple(
        TrustShare(
            part.trust,
            trust(part.trust) or "trust not recorded",
            role,
            part.total,
            part.within,
            part.total - part.within,
        )
        for part, role in parts
        if part is not None
    )
    return Working(
        method=allocation.method.value,
        scenario=allocation.scenario,
        phase_1_days=allocation.phase_1_days,
        phase_2_days=allocation.phase_2_days,
        handover_day=handover,
        treat_days=treat,
        shares=shares,
        words=f"{_reason(allocation, handover, treat)} {_result(wait, shares)}",
        rules=allocation.rules,
    )


def _reason(allocation: Allocation, handover: int, treat: int) -> str:
    if allocation.method is Method.SOLO:
        return "One trust answers for the whole pathway."
    if allocation.method is Method.FIFTY_FIFTY:
        return {
            "HIST-5": "Before the six scenarios were in use, the two trusts shared half and half.",
            "HIST-1": "On a 31-day target the 38- and 24-day phases do not add up, so the trusts share half and half.",
            "IPT-6": "The transfer date is missing or impossible, so the two trusts share half and half.",
            "IPT-9": "The local policy's phases do not decide this case, so the two trusts share half and half.",
        }.get(
            allocation.rules[-1],
            "No accountable investigating provider is recorded, so the trusts share half and half.",
        )
    first = _phase("Handed over", allocation.phase_1_days or 0, handover)
    second = _phase("treated", allocation.phase_2_days or 0, treat)
    return f"{first}; {second} after that: scenario {allocation.scenario}."


def _phase(verb: str, taken: int, limit: int) -> str:
    if taken < 0:
        return f"{verb} before the days taken off were over (they are longer than this phase)"
    verdict = "in time" if taken <= limit else "late"
    return f"{verb} within {days(taken)} (limit {limit}, {verdict})"


def _result(wait: Wait, shares: tuple[TrustShare, ...]) -> str:
    kind = (
        "Success"
        if wait.is_within
        else "Breach"
        if wait.days > wait.limit
        else "No success, for the dates cannot be right,"
    )
    given = " and ".join(f"{share.within if wait.is_within else share.breach:g} to {share.name}" for share in shares)
    return f"{kind} counted: {given}."
