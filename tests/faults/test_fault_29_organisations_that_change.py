"""Fault 29: a provider merged, closed or renamed, a site's code for a trust's, a change of ICB. The figure stands as at
its date, under the name of its date, and never disappears."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.position import position
from clearway.measures.question import Question, where
from clearway.measures.todays_organisations import TodaysOrganisations
from clearway.standards import load_rule_book
from clearway.standards.organisations import UNKNOWN, load_organisations
from clearway.store.folder import StoreKind, create_store

ORGANISATIONS = load_organisations()
TODAY = TodaysOrganisations(ORGANISATIONS, date(2025, 6, 1))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty store, ready to load into."""
    return Desk(
        create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), tmp_path
    )


def treated(code: str, day: str, **more: str) -> dict[str, str]:
    return {"org_first_seen": code, "org_fds_end": code, "org_treatment": code, "treatment_start_date": day, **more}


def by_trust(desk: Desk, **asked: Any) -> dict[tuple[str, str], Decimal]:
    question = Question(**{"basis": "computed", "standards": ("62",), "by": ("provider",), **asked})
    with desk.figures() as figures:
        found = position(figures, question, load_rule_book(), todays=TODAY)
    return {(row.period, row.cut["provider"]): row.total for row in found.rows}


@pytest.mark.slow
def test_fault_29_a_merged_trust_keeps_its_figures_until_the_merger_and_its_successor_has_them_after(
    desk: Desk,
) -> None:
    desk.load(
        desk.csv(records(treated("RAP", "2024-12-20"), treated("RAP", "2025-01-10"), treated("RAL", "2024-12-21")))
    )
    desk.publish()
    assert by_trust(desk) == {("2024-12", "RAL"): 1, ("2024-12", "RAP"): 1, ("2025-01", "RAL"): 1}
    assert by_trust(desk, organisations="now") == {("2024-12", "RAL"): 2, ("2025-01", "RAL"): 1}


@pytest.mark.slow
def test_fault_29_a_site_s_code_counts_for_its_trust_as_at_the_date(desk: Desk) -> None:
    desk.load(desk.csv(records(treated("RAP01", "2024-12-20"), treated("RHQNG", "2024-12-20"))))
    desk.publish()
    assert by_trust(desk) == {("2024-12", "RAP"): 1, ("2024-12", "RHQ"): 1}


@pytest.mark.slow
def test_fault_29_a_code_of_a_trust_that_closed_long_ago_still_counts_and_is_never_dropped(desk: Desk) -> None:
    desk.load(desk.csv(records(treated("RVY", "2024-12-20"), treated("XYZ", "2024-12-20"))))
    desk.publish()
    assert by_trust(desk) == {("2024-12", "RBN"): 1, ("2024-12", "XYZ"): 1}
    with desk.figures() as figures:
        (whole,) = position(figures, Question(basis="computed", standards=("62",)), load_rule_book()).rows
    assert whole.total == 2


def test_fault_29_a_renamed_trust_is_called_as_it_was_called_then() -> None:
    assert ORGANISATIONS.name("RA7", date(2016, 6, 1)) == "University Hospitals Bristol NHS Foundation Trust"
    assert ORGANISATIONS.name("RA7", date(2025, 3, 1)) != ORGANISATIONS.name("RA7", date(2016, 6, 1))
    assert ORGANISATIONS.former_names("RA7")[0].first_month == "2015-06"


def test_fault_29_a_commissioner_that_moved_to_another_icb_is_placed_as_at_the_date() -> None:
    before, after = date(2022, 6, 30), date(2022, 7, 1)
    assert ORGANISATIONS.icb_of_commissioner("02Q", before) == UNKNOWN, "there were no ICBs yet"
    assert ORGANISATIONS.icb_of_commissioner("02Q", after) == "QT1"
    assert ORGANISATIONS.name("02Q", before) == "NHS Bassetlaw CCG"
    assert ORGANISATIONS.name("02Q", after) == "NHS Nottingham and Nottinghamshire ICB - 02Q"
    assert ORGANISATIONS.alliance_of_commissioner("02Q", before).alliance == "E56000025"
    assert ORGANISATIONS.alliance_of_commissioner("02Q", after).trust.is_provisional


@pytest.mark.slow
def test_fault_29_the_code_of_a_merged_ccg_leads_to_the_icb_of_today_when_it_is_asked_for(desk: Desk) -> None:
    desk.load(desk.csv(records(treated("RFS", "2021-05-20", commissioner="15M", crtp_start="2021-04-01",
                                       date_first_seen="2021-04-05", fds_end_date="2021-04-20",
                                       ctp_start_date="2021-05-01"))))  # fmt: skip
    desk.publish()

    def icbs(grouping: str) -> list[str]:
        question = Question(basis="computed", standards=("62",), by=("icb",), organisations=grouping)  # type: ignore[arg-type]
        with desk.figures() as figures:
            return [row.cut["icb"] for row in position(figures, question, load_rule_book(), todays=TODAY).rows]

    assert icbs("then") == [UNKNOWN]
    assert icbs("now") == ["QJ2"]


@pytest.mark.slow
def test_fault_29_one_trust_asked_for_by_its_old_code_is_found_under_its_own_dates(desk: Desk) -> None:
    desk.load(desk.csv(records(treated("RAP", "2024-12-20"))))
    desk.publish()
    assert by_trust(desk, where=where(provider="RAP")) == {("2024-12", "RAP"): 1}
    assert by_trust(desk, where=where(provider="RAL"), organisations="now") == {("2024-12", "RAL"): 1}
