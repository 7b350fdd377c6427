"""A record told under the national rules, beside a local policy, and among other records of its pathway."""

from dataclasses import replace
from datetime import date

import pytest
from tests.clocks.cases import HANDED_OVER_LATE

from clearway.pathways.told import Storyteller, is_repeated
from clearway.standards import load_rule_book
from clearway.standards.examples import FOLDER
from clearway.standards.organisations import load_organisations

PROSTATE = replace(
    HANDED_OVER_LATE,
    record_id="one",
    pathway_id="P1",
    pathway_issuer="RHQ",
    transfer_date=date(2025, 4, 7),
)


DATES = ("crtp_start", "date_first_seen", "fds_end_date", "ctp_start_date", "treatment_start_date", "transfer_date")


@pytest.fixture(scope="module")
def teller() -> Storyteller:
    return Storyteller(load_rule_book(), load_organisations(), load_rule_book(FOLDER / "local_policy"))


def test_the_policy_in_force_on_the_day_of_treatment_is_named(teller: Storyteller) -> None:
    told = teller.tell(PROSTATE)
    assert [policy.policy_id for policy in told.policies] == ["EXAMPLE-PROSTATE-HANDOVER"]
    working = told.explanation.clock("62").working
    local = told.explanation.clock("62").local_working
    assert working
    assert local
    assert (working.handover_day, local.handover_day) == (38, 31)


def test_a_policy_for_another_tumour_site_says_nothing(teller: Storyteller) -> None:
    told = teller.tell(replace(PROSTATE, icd10="C187"))
    assert told.policies == ()
    assert told.explanation.clock("62").local_working is None


def test_a_policy_that_had_ended_says_nothing(teller: Storyteller) -> None:
    a_year_on = {name: getattr(PROSTATE, name).replace(year=2026) for name in DATES}
    assert teller.tell(replace(PROSTATE, **a_year_on)).policies == ()


def test_a_second_first_treatment_of_the_same_primary_is_flagged(teller: Storyteller) -> None:
    other = replace(PROSTATE, record_id="two", treatment_start_date=date(2025, 6, 1))
    told = teller.tell(PROSTATE, others=[PROSTATE, other])
    assert "DUPLICATE_FIRST_TREATMENT" in {flag.code for flag in told.explanation.flags}


def test_another_primary_or_another_issuer_is_not_the_same_treatment() -> None:
    assert not is_repeated(PROSTATE, [replace(PROSTATE, record_id="two", icd10="C187")])
    assert not is_repeated(PROSTATE, [replace(PROSTATE, record_id="two", pathway_issuer="RFR")])
    assert not is_repeated(replace(PROSTATE, pathway_id=None), [replace(PROSTATE, record_id="two", pathway_id=None)])
