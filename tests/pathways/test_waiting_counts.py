"""People who wait on a day, counted by the trust that holds them: the same people as in the running week."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.pathways.test_running_week import ROWS
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.clocks import ClockRules
from clearway.measures.values import Asked
from clearway.pathways.running_week import last_report_day, running_week
from clearway.pathways.scope import whole_store
from clearway.pathways.waiting_counts import waiting_groups
from clearway.pipeline.waiting import counting_waiting
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreKind, create_store

RULES = ClockRules(load_rule_book(), load_organisations())


@pytest.fixture(scope="module")
def week_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The people of the running week, once for this file."""
    place: Path = tmp_path_factory.mktemp("waiting")
    made = Desk(create_store(place / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), place)
    made.load(made.csv(ROWS))
    made.publish()
    return made


@pytest.fixture
def figures(week_desk: Desk) -> Iterator[duckdb.DuckDBPyConnection]:
    with week_desk.figures() as opened:
        yield opened


def test_the_groups_hold_everybody_whom_the_running_week_lists(figures: duckdb.DuckDBPyConnection) -> None:
    day = last_report_day(figures)
    assert day is not None
    week = running_week(figures, rules=RULES, scope=whole_store(day), day=day)
    groups = waiting_groups(figures, rules=RULES, day=day)
    waiting = Counter[str]()
    for group in groups:
        waiting[group.trust] += group.waiting
    assert waiting == Counter(one.trust for one in week.waiting)
    assert sum(group.beyond_62 for group in groups) == sum(one.days > 62 for one in week.waiting)
    assert sum(group.beyond_104 for group in groups) == sum(one.days > 104 for one in week.waiting)


def test_values_of_people_waiting_go_back_week_by_week_from_the_last_day_known(
    figures: duckdb.DuckDBPyConnection,
) -> None:
    newest = last_report_day(figures)
    assert newest is not None
    count = counting_waiting(RULES)
    days = [one.day for one in count(figures, "beyond_62_days", Asked())]
    assert len(days) == 8
    assert max(days) == newest
    assert {(newest - day).days % 7 for day in days} == {0}


def test_bookings_are_counted_on_the_last_day_alone(figures: duckdb.DuckDBPyConnection) -> None:
    (only,) = counting_waiting(RULES)(figures, "no_next_step", Asked())
    assert only.day == last_report_day(figures)
    assert 0 < only.counted <= only.waiting


def test_trusts_add_up_to_the_whole_and_districts_are_not_known(figures: duckdb.DuckDBPyConnection) -> None:
    count = counting_waiting(RULES)
    (whole,) = count(figures, "no_next_step", Asked())
    trusts = count(figures, "no_next_step", Asked(area_type="provider"))
    assert sum(one.waiting for one in trusts) <= whole.waiting
    assert count(figures, "no_next_step", Asked(area_type="district")) == []
