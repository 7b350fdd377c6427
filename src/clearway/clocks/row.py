"""An assessment as one row of text: the result columns that every engine gives and every file holds."""

from collections.abc import Mapping
from decimal import Decimal

from clearway.clocks.outcome import Assessment, NotCounted, Share, Wait

EXPECTED_COLUMNS: tuple[str, ...] = (
    *("2ww_counted", "2ww_days", "2ww_within"),
    *("fds_counted", "fds_days", "fds_within", "fds_month", "fds_org"),
    *("31_counted", "31_stage", "31_group", "31_days", "31_within", "31_month", "31_org"),
    *("62_counted", "62_route", "62_target", "62_days", "62_within", "62_month", "62_method", "62_scenario"),
    *("62_phase1_days", "62_phase2_days", "62_inv_org", "62_inv_total", "62_inv_within"),
    *("62_treat_org", "62_treat_total", "62_treat_within", "dq_flags"),
)
"""The result columns of the worked examples, in their order, without the `exp_` prefix."""

EXTRA_COLUMNS: tuple[str, ...] = (
    *("2ww_standard", "2ww_month", "2ww_org", "2ww_raw_days", "2ww_pauses", "2ww_excluded", "2ww_rules"),
    *("fds_route", "fds_cancer_type", "fds_raw_days", "fds_pauses", "fds_excluded", "fds_rules"),
    *("31_standard", "31_cancer_type", "31_raw_days", "31_pauses", "31_excluded", "31_rules"),
    *("62_standard", "62_cancer_type", "62_group", "62_raw_days", "62_pauses", "62_excluded", "62_rules"),
)
"""What explains a result: standard, waits without adjustment, pauses itemised, why not counted, rules applied."""

RESULT_COLUMNS: tuple[str, ...] = ("record_id", *EXPECTED_COLUMNS, *EXTRA_COLUMNS)


def result_row(assessment: Assessment) -> dict[str, str]:
    """The row of one assessment: every value as text, empty where it does not apply."""
    cells = {
        "record_id": assessment.record_id,
        "dq_flags": " ".join(sorted(assessment.flags)),
        **_clock_cells("2ww", assessment.two_week),
        **_clock_cells("fds", assessment.faster_diagnosis),
        **_clock_cells("31", assessment.thirty_one_day),
        **_clock_cells("62", assessment.sixty_two_day),
        **_allocation_cells(assessment.sixty_two_day),
    }
    return {name: cells.get(name, "") for name in RESULT_COLUMNS}


def _clock_cells(clock: str, wait: Wait | NotCounted) -> Mapping[str, str]:
    if isinstance(wait, NotCounted):
        return {f"{clock}_counted": "N", f"{clock}_excluded": wait.reason, f"{clock}_rules": wait.rule}
    return {
        f"{clock}_counted": "Y",
        f"{clock}_standard": wait.standard,
        f"{clock}_days": str(wait.days),
        f"{clock}_raw_days": str(wait.raw_days),
        f"{clock}_within": "Y" if wait.is_within else "N",
        f"{clock}_month": wait.month,
        f"{clock}_org": wait.organisation,
        f"{clock}_stage": wait.stage,
        f"{clock}_group": wait.group,
        f"{clock}_route": wait.route.value if wait.route else "",
        f"{clock}_target": str(wait.limit),
        f"{clock}_cancer_type": wait.cancer_type,
        f"{clock}_pauses": " ".join(map(str, wait.pauses)),
        f"{clock}_rules": " ".join(wait.rules),
    }


def _allocation_cells(wait: Wait | NotCounted) -> Mapping[str, str]:
    if isinstance(wait, NotCounted) or wait.allocation is None:
        return {}
    allocation = wait.allocation
    return {
        "62_method": allocation.method.value,
        "62_scenario": _number(allocation.scenario),
        "62_phase1_days": _number(allocation.phase_1_days),
        "62_phase2_days": _number(allocation.phase_2_days),
        **_share_cells("62_treat", allocation.treating),
        **_share_cells("62_inv", allocation.investigating),
    }


def _share_cells(prefix: str, share: Share | None) -> Mapping[str, str]:
    if share is None:
        return {}
    return {
        f"{prefix}_org": share.trust,
        f"{prefix}_total": _number(share.total),
        f"{prefix}_within": _number(share.within),
    }


def _number(value: int | Decimal | None) -> str:
    """Whole numbers without a point, halves as 0.5, nothing as empty."""
    return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
