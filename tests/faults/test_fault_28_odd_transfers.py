"""Fault 28: unknown provider, the same provider twice, no date, a loop, more than two providers."""

from decimal import Decimal

import pytest
from tests.clocks.cases import assessed, counted, day

from clearway.clocks import Allocation, Method

HALF, WHOLE, NOTHING = Decimal("0.5"), Decimal(1), Decimal(0)


def allocated(**changes: object) -> Allocation:
    """The allocation of a 63-day pathway treated at Barnsley unless changed."""
    given: dict[str, object] = {"treatment_start_date": day(63), "ctp_start_date": day(40), "org_treatment": "RFF"}
    allocation = counted(assessed(**{**given, **changes}).sixty_two_day).allocation
    assert allocation is not None
    return allocation


def parts(allocation: Allocation) -> dict[str, Decimal]:
    """Each trust's share of the total; they always add up to one."""
    held = [part for part in (allocation.investigating, allocation.treating) if part]
    assert sum(part.total for part in held) == WHOLE
    return {part.trust: part.total for part in held}


def test_fault_28_an_unknown_provider_keeps_its_own_code_and_its_share() -> None:
    assert parts(allocated(accountable_investigating_org="ZZZ9", transfer_date=day(38))) == {
        "ZZZ9": NOTHING,
        "RFF": WHOLE,
    }


def test_fault_28_one_provider_named_twice_answers_for_all() -> None:
    allocation = allocated(accountable_investigating_org="RFF", transfer_date=day(20))
    assert allocation.method is Method.SOLO
    assert parts(allocation) == {"RFF": WHOLE}


def test_fault_28_without_a_transfer_date_the_two_share_half_and_half() -> None:
    assessment = assessed(
        treatment_start_date=day(63), org_treatment="RFF", accountable_investigating_org="RHQ", transfer_date=None
    )
    allocation = counted(assessment.sixty_two_day).allocation
    assert allocation is not None
    assert parts(allocation) == {"RHQ": HALF, "RFF": HALF}
    assert "BAD_TRANSFER_DATE" in assessment.flags


def test_fault_28_there_and_back_again_between_two_trusts_is_no_pathway_of_several() -> None:
    allocation = allocated(
        org_treatment="RHQ",
        ipt_1_referring="RHQ", ipt_1_receiving="RFR", ipt_1_received=day(20),
        ipt_2_referring="RFR", ipt_2_receiving="RHQ", ipt_2_received=day(39),
    )  # fmt: skip
    assert allocation.method is Method.SOLO
    assert parts(allocation) == {"RHQ": WHOLE}


def test_fault_28_transfers_may_stand_in_any_order_and_the_last_one_received_counts() -> None:
    allocation = allocated(
        ipt_1_referring="RFR", ipt_1_receiving="RFF", ipt_1_received=day(39),
        ipt_2_referring="RHQ", ipt_2_receiving="RFR", ipt_2_received=day(20),
    )  # fmt: skip
    assert parts(allocation) == {"RFR": WHOLE, "RFF": NOTHING}


def test_fault_28_a_transfer_after_treatment_or_between_sites_of_one_trust_is_none() -> None:
    allocation = allocated(
        ipt_1_referring="RHQ", ipt_1_receiving="RHQ01", ipt_1_received=day(20),
        ipt_2_referring="RHQ", ipt_2_receiving="RFF", ipt_2_received=day(39),
        ipt_3_referring="RFF", ipt_3_receiving="RHQ", ipt_3_received=day(90),
    )  # fmt: skip
    assert allocation.method is Method.FIFTY_FIFTY
    assert parts(allocation) == {"RHQ": HALF, "RFF": HALF}


def test_fault_28_of_three_providers_exactly_two_share() -> None:
    allocation = allocated(
        ipt_1_referring="RHQ", ipt_1_receiving="RFR", ipt_1_received=day(20),
        ipt_2_referring="RFR", ipt_2_receiving="RFF", ipt_2_received=day(39),
    )  # fmt: skip
    assert parts(allocation) == {"RFR": WHOLE, "RFF": NOTHING}


@pytest.mark.parametrize("unknown", [{"org_treatment": None}, {"org_first_seen": "ZZZ9"}])
def test_fault_28_a_missing_trust_is_listed_under_no_name_and_totals_still_add_up(unknown: dict[str, object]) -> None:
    held = parts(allocated(**unknown))
    assert set(held) in ({"RHQ", ""}, {"ZZZ9", "RFF"})
