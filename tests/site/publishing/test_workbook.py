"""The workbook: tidy tables for an audience, from one snapshot, as a file and as a kind of release."""

import io
from datetime import date

import openpyxl
import pytest
from tests.site.conftest import member

from clearway.planning.reading import ReadPlan
from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, silent
from clearway.records.findings import Refused
from clearway.site.organisations.roles import ProgrammeManager
from clearway.site.plan.demo import demo_plan
from clearway.site.plan.services.loading import load_plan
from clearway.site.publishing.kinds import KINDS
from clearway.site.publishing.tidy_tables import tidy_tables

TODAY = date(2025, 6, 1)


@pytest.fixture
def planned(on_stocked_store, alliance):
    manager = member("keeper@example.org", alliance, ProgrammeManager)
    return load_plan(by=manager, read=ReadPlan(demo_plan()))


def test_the_alliance_gets_figures_and_plan_as_tidy_tables_and_the_public_figures_alone(planned):
    ours, theirs = (tidy_tables("2025-03", one, TODAY) for one in (Audience.ALLIANCE, Audience.PUBLIC))
    assert [name for name, _ in ours.tables] == [
        *("Waits", "Measures", "Plan", "Milestones", "Money", "Risks", "Actions")
    ]
    assert [name for name, _ in theirs.tables] == ["Waits", "Measures"]
    assert ours.about.snapshot != theirs.about.snapshot
    assert ours.figures == theirs.figures
    book = openpyxl.load_workbook(io.BytesIO(ours.content))
    assert book.sheetnames[0] == "Notes"
    plan = list(book["Plan"].iter_rows(values_only=True))
    assert len(plan) == 1 + len(demo_plan().deliverables)
    notes = {row[0]: row[1] for row in book["Notes"].iter_rows(values_only=True)}
    assert notes["Snapshot"]
    assert all(isinstance(row[8], int | float) for row in book["Waits"].iter_rows(min_row=2, values_only=True))
    assert all(not sheet.merged_cells.ranges for sheet in book)


def test_a_workbook_can_be_released(planned, settings):
    asked = Asked(kind="workbook", month="2025-03", audience=Audience.PUBLIC, today=TODAY)
    made = KINDS["workbook"].make(settings.STORE, asked, silent)
    (file,) = made.files
    assert file.name == "workbook-march-2025.xlsx"
    assert made.standing.months == {"2025-03"}
    assert made.standing.releases <= {"final", "provisional"}
    assert made.standing.figures


def test_a_month_without_figures_is_refused(planned):
    with pytest.raises(Refused, match="no figures of 2099-01"):
        tidy_tables("2099-01", Audience.ALLIANCE, TODAY)
