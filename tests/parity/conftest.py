"""Shared by the parity tests: ten thousand generated records, and what each engine makes of them."""

import pyarrow as pa
import pytest
from tests.parity.generator import change_days, generated_table

from clearway.clocks.table import assess_table
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

HOW_MANY = 10_000
SEED = 20261122


@pytest.fixture(scope="session")
def records() -> pa.Table:
    """The generated records, the same in every run."""
    return generated_table(HOW_MANY, SEED, change_days(load_rule_book(), load_organisations()))


@pytest.fixture(scope="session")
def by_duckdb(records: pa.Table) -> pa.Table:
    """Their results by the SQL on DuckDB, under the national rules."""
    return assess_table(records, load_rule_book(), load_organisations())
