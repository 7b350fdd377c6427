"""The generated records reach each rule, flag, exclusion, scenario and route at least twenty times."""

from collections import Counter

import pyarrow as pa
import pytest
from tests.parity.books import LOCAL_POLICY, books

from clearway.clocks.table import assess_table
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

AT_LEAST = 20
CLOCKS = ("2ww", "fds", "31", "62")

NOT_BY_ONE_RECORD = {
    "FDT-1": "says what a first treatment is to whoever records it; the engine reads the event type (FDT-2)",
    "COMM-1": "is about counting events for commissioners, after the clocks",
    "OPEN-1": "is about waits that nothing has stopped: the tracking list counts them",
    "OPEN-3": "is what a tracker needs of an open pathway, not of a stopped one",
    "OPEN-4": "names the states of a pathway on the tracking list",
    "OPEN-5": "names the long waits that the tracking list watches",
}
"""Rules that the result of a record never names, and why."""

SPREAD = {
    "62_route": {"USC", "SCREENING", "BREAST_SYMPTOMATIC", "UPGRADE"},
    "fds_route": {"USC", "SCREENING", "BREAST_SYMPTOMATIC"},
    "62_method": {"SOLO", "FIFTY_FIFTY", "SIX_SCENARIOS"},
    "62_scenario": {"1", "2", "3", "4", "5", "6"},
    "62_target": {"31", "62"},
    "62_inv_total": {"0", "0.5", "1"},
    "62_treat_total": {"0", "0.5", "1"},
    "31_stage": {"First", "Subsequent"},
    "31_group": {"Surgery", "Anti-cancer drug regimen", "Radiotherapy", "Other"},
    "2ww_standard": {"2WW", "2WW_BREAST"},
    "31_standard": {"31_COMBINED", "31_FIRST", "31_SUB_SURGERY", "31_SUB_DRUG", "31_SUB_RADIO"},
    "62_standard": {"62_COMBINED", "62_GP", "62_SCREENING", "62_UPGRADE"},
}


def counted(column: pa.ChunkedArray) -> Counter[str]:
    """How many rows hold each word of a column."""
    return Counter(word for cell in column.to_pylist() for word in set(cell.split()))


def too_few(found: Counter[str], wanted: set[str]) -> dict[str, int]:
    """Which of the wanted were found less than twenty times."""
    return {one: found[one] for one in sorted(wanted) if found[one] < AT_LEAST}


@pytest.fixture(scope="session")
def under_local_policy(records: pa.Table) -> pa.Table:
    return assess_table(records, books()[LOCAL_POLICY], load_organisations())


def test_each_rule_fires_at_least_twenty_times(by_duckdb: pa.Table, under_local_policy: pa.Table) -> None:
    fired: Counter[str] = Counter()
    for clock in CLOCKS:
        fired += counted(by_duckdb[f"{clock}_rules"])
    fired += Counter({f"VAL-{flag}": count for flag, count in counted(by_duckdb["dq_flags"]).items()})
    fired["IPT-9"] = counted(under_local_policy["62_rules"])["IPT-9"]
    rules = set(load_rule_book().rules)
    assert set(fired) <= rules
    assert too_few(fired, rules - set(NOT_BY_ONE_RECORD)) == {}
    assert set(fired).isdisjoint(NOT_BY_ONE_RECORD)


def test_each_flag_is_raised_at_least_twenty_times(by_duckdb: pa.Table) -> None:
    flags = {held.code.code for held in load_rule_book().code_lists["flag"].codes}
    assert too_few(counted(by_duckdb["dq_flags"]), flags) == {}


def test_each_exclusion_is_given_at_least_twenty_times_by_every_clock_that_gives_it(by_duckdb: pa.Table) -> None:
    reasons = {held.code.code for held in load_rule_book().code_lists["exclusion_reason"].codes}
    given: set[str] = set()
    for clock in CLOCKS:
        found = counted(by_duckdb[f"{clock}_excluded"])
        assert too_few(found, set(found)) == {}, clock
        given |= set(found)
    assert given == reasons


@pytest.mark.parametrize("column", SPREAD)
def test_each_route_method_scenario_and_standard_occurs_at_least_twenty_times(column: str, by_duckdb: pa.Table) -> None:
    cells = Counter(cell for cell in by_duckdb[column].to_pylist() if cell)
    assert too_few(cells, SPREAD[column]) == {}
    assert set(cells) - SPREAD[column] <= {"62_COMBINED"}


def test_each_limit_is_met_to_the_day_and_missed_by_one(by_duckdb: pa.Table) -> None:
    for column, limit in (("2ww_days", 14), ("fds_days", 28), ("31_days", 31), ("62_days", 62)):
        days = Counter(by_duckdb[column].to_pylist())
        assert too_few(days, {str(limit - 1), str(limit), str(limit + 1)}) == {}, column
