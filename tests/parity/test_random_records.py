"""Any record at all, likely or not, reads the same in SQL and in the plain rules."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.clocks.strategies import records as likely_records
from tests.parity.books import books
from tests.parity.differences import differences
from tests.parity.generator import as_table
from tests.parity.wild_records import wild_records

from clearway.clocks.table import assess_table
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards.organisations import load_organisations

BOOKS = books()
FILES = st.lists(likely_records() | wild_records(), min_size=1, max_size=30)
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


def assert_same(file: list[WaitingTimeRecord], label: str) -> None:
    table, organisations = as_table(file), load_organisations()
    by_sql = assess_table(table, BOOKS[label], organisations)
    by_record = assess_table(table, BOOKS[label], organisations, engine="reference")
    assert differences(by_sql, by_record) == []


@pytest.mark.slow
@settings(max_examples=15, **UNHURRIED)
@given(file=FILES, label=st.sampled_from(sorted(BOOKS)))
def test_random_records_give_the_same_rows(file: list[WaitingTimeRecord], label: str) -> None:
    assert_same(file, label)


@pytest.mark.long
@settings(max_examples=400, **UNHURRIED)
@given(file=FILES, label=st.sampled_from(sorted(BOOKS)))
def test_very_many_random_records_give_the_same_rows(file: list[WaitingTimeRecord], label: str) -> None:
    assert_same(file, label)
