"""The synthetic records of both alliances that are ready, made once for all tests, and what the clocks make of them."""

from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pytest

from clearway.clocks.table import assess_table
from clearway.demo.build import RecordFile, record_files
from clearway.demo.ground import DEFAULT_SEED, Scope, scope_of
from clearway.demo.published import packed_figures
from clearway.demo.synthetic import synthetic_extracts
from clearway.standards import RuleBook, load_rule_book
from clearway.standards.organisations import Organisations, load_organisations

SOUTH_YORKSHIRE, NORTH_CENTRAL_LONDON = "E56000025", "E56000027"


@dataclass(frozen=True)
class Made:
    """One alliance's demo: the typed records of all its trusts, the files, and a row of results for each record."""

    scope: Scope
    records: pa.Table
    results: pa.Table
    files: tuple[RecordFile, ...]


@pytest.fixture(scope="session")
def figures() -> pa.Table:
    return packed_figures()


@pytest.fixture(scope="session")
def organisations() -> Organisations:
    return load_organisations()


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    return load_rule_book()


@cache
def made_for(alliance: str) -> Made:
    published, organisations = packed_figures(), load_organisations()
    scope = scope_of(published, alliance=alliance, seed=DEFAULT_SEED)
    extracts = synthetic_extracts(scope, published, organisations)
    records = pa.concat_tables([one.records for one in extracts])
    results = assess_table(records, load_rule_book(), organisations, carried=frozenset(records.column_names))
    return Made(scope, records, results, record_files(scope, published, organisations, "RFF"))


@pytest.fixture(scope="session", params=[SOUTH_YORKSHIRE, NORTH_CENTRAL_LONDON], ids=["south_yorkshire", "ncl"])
def made(request) -> Made:
    return made_for(request.param)


@pytest.fixture(scope="session")
def south_yorkshire() -> Made:
    return made_for(SOUTH_YORKSHIRE)
