"""The highlight report on a page: read by whoever reads the plan, by quarter, with its tables as files."""

from datetime import date

import pytest
from django.test import Client
from tests.site.conftest import member, sign_in

from clearway.planning.reading import ReadPlan
from clearway.site.organisations.roles import ProgrammeManager, RegionalReader
from clearway.site.plan.demo import demo_plan
from clearway.site.plan.services.loading import load_plan
from clearway.site.publishing.highlights import usual_quarter


@pytest.fixture
def manager(demo_store, alliance):
    return member("highlights@example.org", alliance, ProgrammeManager)


def test_the_report_of_a_quarter_stands_on_a_page_by_workstream(browser: Client, manager):
    sign_in(browser, manager.person.email)
    assert "no plan" in browser.get("/plan/highlight").content.decode()
    load_plan(by=manager, read=ReadPlan(demo_plan()))
    shown = browser.get("/plan/highlight?quarter=2025/26+Q2").content.decode()
    for one in demo_plan().workstreams:
        assert (one.title in shown) is bool(one.deliverables)
    assert "No milestone was promised for 2025/26 Q2." in shown
    assert browser.get("/plan/highlight?quarter=2025").status_code == 404


def test_who_looks_from_outside_does_not_read_the_report(browser: Client, demo_store, barnsley):
    reader = member("outside@example.org", barnsley, RegionalReader)
    sign_in(browser, reader.person.email)
    assert browser.get("/plan/highlight").status_code == 403


def test_the_usual_report_is_of_the_last_quarter_that_is_over_and_never_of_one_after_the_plan(manager):
    load_plan(by=manager, read=ReadPlan(demo_plan()))
    assert str(usual_quarter(date(2025, 8, 1))) == "2025/26 Q1"
    assert str(usual_quarter(date(2027, 1, 1))) == "2025/26 Q4"
