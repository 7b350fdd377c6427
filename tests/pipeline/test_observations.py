"""Published indicators through a store: loaded once, revised beside what was there, newest and as known on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.intake.indicators.dm01_book import DiagnosticBook
from tests.pipeline.loading import Desk

from clearway.pipeline.load import _source_of
from clearway.pipeline.manifest import OBSERVATIONS
from clearway.pipeline.publish import as_known_on
from clearway.pipeline.staging import OBSERVED, folder_of
from clearway.pipeline.verify import problems_of
from clearway.records.findings import Refused
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

RULES, ORGANISATIONS = load_rule_book(), load_organisations()
FIRST = DiagnosticBook(people={"RHQ": {1: (200, 20, 4)}, "RFF": {1: (60, 6, 0)}})
REVISED = DiagnosticBook(revised="10th July 2025", people={"RHQ": {1: (210, 21, 4)}, "RFF": {1: (60, 6, 0)}})
APRIL = DiagnosticBook(period="April 2025", people={"RHQ": {1: (300, 60, 4)}})
RHQ = "indicator = 'dm01.six_weeks_or_more' AND area_code = 'RHQ' AND category = 'ALL'"
NUMERATORS = f"SELECT period_start, numerator, release FROM newest_observations WHERE {RHQ} ORDER BY ALL"


def sent(desk: Desk, book: DiagnosticBook, name: str = "diagnostics.xlsx") -> Path:
    folder = desk.folder / f"sent-{next(desk.numbers)}"
    folder.mkdir()
    return book.save(folder / name)


def test_a_file_of_indicators_is_one_submission_with_its_months_and_its_findings(desk: Desk) -> None:
    (loaded,) = desk.load(sent(desk, FIRST))
    held = loaded.submission
    assert (held.data_set, held.source, held.release) == (OBSERVATIONS, "dm01_provider", "provisional")
    assert (held.first_month, held.last_month, held.accepted, held.rejected) == ("2025-03", "2025-03", 36, 0)
    assert held.id.startswith("indicators-dm01_provider-2025-03-")
    assert next(problems_of(desk.store, desk.manifest.submissions())).where == "analytical"
    desk.publish()
    assert list(problems_of(desk.store, desk.manifest.submissions())) == []


def test_the_same_bytes_again_are_a_no_op_that_says_so(desk: Desk) -> None:
    path = sent(desk, FIRST)
    (first,) = desk.load(path)
    (again,) = desk.load(path)
    assert again.is_duplicate
    assert again.submission.id == first.submission.id
    assert len(desk.manifest.rows) == 1


def test_a_revised_release_stands_beside_the_first_and_answers_in_its_place(desk: Desk) -> None:
    desk.load(sent(desk, FIRST), sent(desk, APRIL))
    desk.publish()
    assert desk.rows(NUMERATORS) == [(date(2025, 3, 1), 20, "provisional"), (date(2025, 4, 1), 60, "provisional")]
    desk.load(sent(desk, REVISED))
    desk.publish()
    assert desk.rows(NUMERATORS) == [(date(2025, 3, 1), 21, "final"), (date(2025, 4, 1), 60, "provisional")]
    both = f"SELECT numerator, answers_as FROM observations WHERE {RHQ} AND release <> '' ORDER BY ALL"
    assert desk.rows(both) == [(20, 2), (21, 1), (60, 1)]
    assert [one.state for one in desk.manifest.rows] == ["live", "live", "live"]


def test_the_first_release_after_its_revision_is_refused(desk: Desk) -> None:
    desk.load(sent(desk, REVISED))
    with pytest.raises(Refused) as refused:
        desk.load(sent(desk, FIRST))
    assert refused.value.code == "OLDER_RELEASE"


def test_a_later_file_of_the_same_release_takes_the_place_of_the_earlier(desk: Desk) -> None:
    desk.load(sent(desk, FIRST))
    mended = replace(FIRST, people={"RHQ": {1: (200, 22, 4)}})
    (loaded,) = desk.load(sent(desk, mended))
    assert (loaded.submission.version, loaded.submission.supersedes) == (2, desk.manifest.rows[0].id)
    desk.publish()
    assert desk.rows(NUMERATORS) == [(date(2025, 3, 1), 22, "provisional")]


def test_a_refresh_gives_the_same_as_a_build_from_nothing(desk: Desk) -> None:
    desk.load(sent(desk, FIRST), sent(desk, APRIL))
    desk.publish()
    desk.load(sent(desk, REVISED))
    assert desk.publish().is_refresh
    refreshed = desk.contents()
    desk.publish(anew=True)
    assert refreshed == desk.contents()
    assert refreshed["observations"]


def test_what_was_withdrawn_answers_no_more_and_the_release_before_it_does(desk: Desk) -> None:
    desk.load(sent(desk, FIRST))
    desk.load(sent(desk, REVISED))
    desk.publish()
    desk.manifest.rows[1] = replace(desk.manifest.rows[1], state="withdrawn")
    assert desk.publish().is_refresh
    assert desk.rows(NUMERATORS) == [(date(2025, 3, 1), 20, "provisional")]


def then(desk: Desk, day: date) -> list[tuple[object, ...]]:
    """The newest value as it was known on a day."""
    received = desk.manifest.submissions()
    with as_known_on(day, store=desk.store, received=received, rules=RULES, organisations=ORGANISATIONS) as built:
        return built.sql(f"SELECT numerator FROM newest_observations WHERE {RHQ}").fetchall()


def test_indicators_as_known_on_an_earlier_day_are_those_received_by_then(desk: Desk) -> None:
    desk.manifest.now = datetime(2025, 5, 20, 12, tzinfo=UTC)
    desk.load(sent(desk, FIRST))
    desk.manifest.now = datetime(2025, 7, 11, 12, tzinfo=UTC)
    desk.load(sent(desk, REVISED))
    desk.publish()
    assert then(desk, date(2025, 6, 1)) == [(20,)]
    assert then(desk, date(2025, 7, 11)) == [(21,)]


def test_a_file_that_was_replaced_since_answers_for_the_day_on_which_it_counted(desk: Desk) -> None:
    desk.manifest.now = datetime(2025, 5, 20, 12, tzinfo=UTC)
    desk.load(sent(desk, FIRST))
    desk.manifest.now = datetime(2025, 5, 30, 12, tzinfo=UTC)
    desk.load(sent(desk, replace(FIRST, people={"RHQ": {1: (200, 22, 4)}})))
    assert then(desk, date(2025, 5, 25)) == [(20,)]
    assert then(desk, date(2025, 6, 1)) == [(22,)]


def test_values_that_were_changed_on_disk_stop_the_build_and_are_named(desk: Desk) -> None:
    (loaded,) = desk.load(sent(desk, FIRST))
    path = folder_of(desk.store, loaded.submission.id) / OBSERVED
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(Refused) as refused:
        desk.publish()
    assert refused.value.code == "SUBMISSION-DAMAGED"
    told = [one.problem for one in problems_of(desk.store, desk.manifest.submissions())]
    assert "observations.parquet is not as it was written" in told


def test_decades_of_an_indicator_ask_for_no_month_of_the_tables_of_organisations(desk: Desk) -> None:
    desk.load(sent(desk, FIRST))
    published = desk.publish()
    with desk.figures() as figures:
        about = dict(figures.execute("FROM about").fetchall())
    assert published.is_new
    assert about["months"] == ""


def test_the_name_of_a_long_table_is_cut_for_the_manifest_and_stays_its_own() -> None:
    one, other = (
        _source_of("registrations", f"{'incidence by site, ' * 8}{kind}") for kind in ("crude", "standardised")
    )
    assert len(one) == len(other) == 80
    assert one != other
    assert _source_of("dm01_provider", "") == "dm01_provider"
