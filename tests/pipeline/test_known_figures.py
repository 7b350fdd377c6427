"""What was known here on an earlier day: at once where the kept releases tell it, built and kept where they do not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.measures.position import position
from clearway.measures.published import held_months
from clearway.measures.question import Question
from clearway.pipeline.known_figures import KnownOn, keep_known, known_on
from clearway.pipeline.load import admit_readings
from clearway.pipeline.publish import as_known_on
from clearway.records.findings import Refused
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import open_read_only

RULES, ORGANISATIONS = load_rule_book(), load_organisations()
DAYS = (date(2025, 2, 1), date(2025, 4, 30), date(2025, 5, 10), date(2025, 9, 1))


def known(desk: Desk, day: date) -> KnownOn:
    received = desk.manifest.submissions()
    return known_on(day, store=desk.store, received=received, rules=RULES, organisations=ORGANISATIONS)


def admit(desk: Desk, wanted: str, on: datetime) -> None:
    """The packed files whose name holds some words, as if they had been received at a moment."""
    desk.manifest.now = on
    readings = [one for one in published_readings(packed_figures()) if wanted in one.source.file_name]
    assert readings
    admit_readings(readings, store=desk.store, manifest=desk.manifest, declared=Declared())


@pytest.fixture
def two_releases(desk: Desk) -> Desk:
    """The extract of the second half-year in January, two final workbooks in May, another in August 2025."""
    admit(desk, "Oct-2024-to-Mar-2025-Data-Extract-Provider", datetime(2025, 1, 20, 12, tzinfo=UTC))
    admit(desk, "MARCH-2025-CWT-CRS-PROVIDER", datetime(2025, 5, 8, 12, tzinfo=UTC))
    admit(desk, "SEPTEMBER-2024-CWT-CRS-PROVIDER", datetime(2025, 8, 8, 12, tzinfo=UTC))
    desk.publish()
    return desk


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_releases_by_the_day_they_came_say_what_a_build_of_that_day_says(two_releases: Desk, day: date) -> None:
    desk = two_releases
    until = known(desk, day).published_until
    assert until is not None
    asked: list[dict[str, Any]] = [
        {"by": ("england",)},
        {"by": ("provider",), "standards": ("62",)},
        {"by": ("alliance", "route"), "standards": ("62",), "side": "trusts"},
        {"by": ("england",), "all_releases": True},
    ]
    with (
        as_known_on(
            day, store=desk.store, received=desk.manifest.submissions(), rules=RULES, organisations=ORGANISATIONS
        ) as built,
        desk.figures() as figures,
    ):
        for question in asked:
            then = position(built, Question(basis="published", **question), RULES)
            now = position(figures, Question(basis="published", known_until=until, **question), RULES)
            assert [row.as_json() for row in now.rows] == [row.as_json() for row in then.rows], question
            assert now.missing_months == then.missing_months
        assert held_months(figures, "62", "trusts", known_until=until) == held_months(built, "62", "trusts")


@pytest.mark.slow
def test_england_in_march_2025_was_one_figure_before_the_final_release_came_and_another_after(
    two_releases: Desk,
) -> None:
    def england(day: date) -> str:
        until = known(two_releases, day).published_until
        question = Question(basis="published", standards=("62",), first_month="2025-03", known_until=until)
        with two_releases.figures() as figures:
            return str(position(figures, question, RULES).rows[0].total)

    assert (england(date(2025, 5, 7)), england(date(2025, 5, 8))) == ("27162.5", "27537.5")


@pytest.mark.slow
def test_a_release_that_was_replaced_since_is_not_among_the_figures_of_now_and_has_to_be_built(desk: Desk) -> None:
    admit(desk, "MARCH-2025-CWT-CRS-PROVIDER", datetime(2025, 5, 8, 12, tzinfo=UTC))
    desk.publish()
    assert known(desk, date(2025, 6, 1)).published_until is not None
    (before,) = desk.manifest.rows
    later = datetime(2025, 7, 1, tzinfo=UTC)
    again = replace(before, id="again", supersedes=before.id, received_at=later)
    desk.manifest.rows = [replace(before, state="superseded"), again]
    assert known(desk, date(2025, 6, 1)).published_until is None
    assert known(desk, date(2025, 7, 2)).published_until is not None


@pytest.mark.slow
def test_figures_of_an_earlier_day_are_built_once_kept_and_gone_with_the_next_publishing(desk: Desk) -> None:
    desk.manifest.now = datetime(2025, 5, 8, 9, tzinfo=UTC)
    desk.load(desk.csv(records({}, {})), organisation="RZA", month="2025-03")
    desk.publish()
    with desk.figures() as figures:
        then = position(figures, Question(basis="computed", standards=("62",)), RULES).rows
    assert known(desk, date(2025, 5, 9)).records_are_as_now
    desk.manifest.now = datetime(2025, 8, 8, 9, tzinfo=UTC)
    desk.load(desk.csv(records({}, {"icd10": "D100"})), organisation="RZA", month="2025-03")
    desk.publish()
    found = known(desk, date(2025, 5, 9))
    assert not found.records_are_as_now
    assert not found.is_built
    received = desk.manifest.submissions()
    told: list[str] = []
    for _ in range(2):
        path = keep_known(
            found,
            store=desk.store,
            received=received,
            rules=RULES,
            organisations=ORGANISATIONS,
            progress=lambda words, done, total: told.append(words),
        )
        assert path == found.file
        figures = open_read_only(path)
        assert position(figures, Question(basis="computed", standards=("62",)), RULES).rows == then
        figures.close()
    assert told.count("Working out figures") == 1
    desk.load(desk.csv(records({}, {}, {}, {})), organisation="RZA", month="2025-04")
    desk.publish()
    assert not found.file.exists()


def test_nothing_is_known_of_a_day_before_the_first_file(desk: Desk) -> None:
    desk.load(desk.csv(records({})))
    with pytest.raises(Refused, match="Nothing had been received here by 2020-01-01"):
        known(desk, date(2020, 1, 1))
