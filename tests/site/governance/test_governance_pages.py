"""The governance pages: who reads them, that they hold what the files say, and that every list is taken away."""

import io
from html import unescape

import openpyxl
import pytest
from tests.site.conftest import member, sign_in

from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, InformationGovernanceLead
from clearway.standards.governance import load_accessibility, load_flows, load_hazards, load_security
from clearway.standards.governance.pages import undecided


def read(browser, path: str) -> str:
    """A page as a person reads it."""
    return unescape(browser.get(path).content.decode())


PAGES = ["/governance/", "/governance/hazards", "/governance/security", "/governance/flows", "/governance/dpia"]
LISTS = {"hazards": ["hazards"], "security": ["requirements"], "flows": ["flows"], "dpia": ["risks", "decisions"]}


@pytest.fixture
def as_lead(browser, alliance):
    """A browser in which the information governance lead has signed in."""
    sign_in(browser, member("lead@example.org", alliance, InformationGovernanceLead).person.email)
    return browser


@pytest.mark.parametrize("path", [*PAGES, "/governance/hazards/HAZ-01", "/governance/flows/FLOW-01"])
def test_a_tracker_reads_no_page_of_governance_and_has_no_entry_in_the_menu(as_tracker, path):
    assert as_tracker.get(path).status_code == 403
    assert "/governance/" not in as_tracker.get("/help").content.decode()


def test_leads_and_administrators_read_governance_and_nobody_else():
    may = {key for key, role in ROLES.items() if Permission.READ_GOVERNANCE in role.permissions}
    assert may == {"information_governance_lead", "administrator"}


def test_the_first_page_says_how_each_stands_and_leads_on(as_lead):
    text = read(as_lead, "/governance/")
    assert f"{len(load_hazards().hazards)} hazards, none accepted by a Clinical Safety Officer." in text
    assert f"{load_security().counts['met']} of {len(load_security().requirements)} met" in text
    assert f"{len(undecided(load_flows()))} decisions to take or confirm" in text
    for path in PAGES[1:]:
        assert f'href="{path}"' in text


def test_every_hazard_stands_in_the_log_which_says_that_nobody_signed_it(as_lead):
    text = read(as_lead, "/governance/hazards")
    assert "Not signed." in text
    for one in load_hazards().hazards:
        assert one.title in text
        card = read(as_lead, f"/governance/hazards/{one.id}")
        assert one.cause in card
        assert "not yet reviewed by a Clinical Safety Officer" in card
        for measure in one.measures:
            assert measure.words in card


def test_a_requirement_that_is_not_fully_met_says_what_is_missing(as_lead):
    text = read(as_lead, "/governance/security")
    for one in load_security().requirements:
        assert one.words in text
        assert one.note in text


def test_a_flow_says_purpose_basis_opt_out_period_and_who_has_to_confirm(as_lead):
    for one in load_flows().flows:
        text = read(as_lead, f"/governance/flows/{one.id}")
        for words in (one.purpose, one.legal_basis.words, one.opt_out_because.words, one.legal_basis.standing):
            assert words in text
    assert "8 years from the day of receipt (provisional (our design choice))" in read(
        as_lead, "/governance/flows/FLOW-01"
    )


def test_a_period_that_the_alliance_agreed_stands_on_the_flow_instead_of_ours(as_lead, demo_store):
    demo_store.path.mkdir(parents=True)
    (demo_store.path / "retention.yaml").write_text(
        "periods:\n  - {data_set: waiting_time_records, applies_from: 2020-01-01, years: 3, reason: x, agreed_by: IG}\n"
    )
    text = read(as_lead, "/governance/flows/FLOW-01")
    assert "3 years from the day of receipt (agreed by IG)" in text


def test_the_draft_assessment_lists_risks_and_every_decision_that_is_open(as_lead):
    text = read(as_lead, "/governance/dpia")
    assert "Nobody has signed this." in text
    for one in load_flows().risks:
        assert one.title in text
    assert text.count("Caldicott guardian") >= sum(
        "Caldicott" in who for _, what, who in undecided(load_flows()) if what.startswith("national")
    )


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in LISTS.items() for key in keys])
def test_every_list_is_taken_away_with_its_source(as_lead, name, key):
    sheet = as_lead.get(f"/governance/{name}?table={key}&format=xlsx")
    assert sheet.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(sheet.content), read_only=True)
    assert len(book.sheetnames) == 2
    lines = as_lead.get(f"/governance/{name}?table={key}&format=csv").content.decode()
    assert "standards/governance/" in lines


def test_what_is_no_hazard_and_no_flow_is_not_found(as_lead):
    assert as_lead.get("/governance/hazards/HAZ-99").status_code == 404
    assert as_lead.get("/governance/flows/x").status_code == 404


def test_the_accessibility_page_says_what_the_statement_says(browser):
    text = read(browser, "/accessibility")
    held = load_accessibility()
    for words in (held.status, *held.not_checked, *held.limits, *(one.words for one in held.checked)):
        assert words in text
