"""Sending a file in a browser: progress, findings, the mended file, version 2, on a wide screen and on a telephone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.cli.conftest import environment
from tests.intake.builders import csv_file, records
from tests.system.conftest import Visitor, copy_of, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

OWNERS = dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment", "pathway_issuer"), "RFF")
WRONG = ({}, {"crtp_start": "2025-02-31"}, {"treatment_start_date": "31/31/2025"}, {})
TRACKER, ADMINISTRATOR = "cancer pathway tracker", "administrator"


@pytest.fixture
def store_place(shell_store: Path, tmp_path: Path) -> Path:
    """A demo store with people and nothing else."""
    return copy_of(shell_store, tmp_path)


@pytest.fixture
def worker(store_place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The job worker beside the site."""
    process = subprocess.Popen(
        [sys.executable, "-m", "clearway.site.jobs"], env=environment(CLEARWAY_STORE=str(store_place))
    )
    yield process
    process.terminate()
    process.wait(30)


@pytest.fixture
def address(store_place: Path) -> Iterator[str]:
    yield from served(store_place)


@pytest.fixture
def sender(context, address: str) -> Visitor:
    """The tracker of Barnsley in front of the site."""
    return Visitor(context.new_page(), address).signs_in_as(TRACKER)


def send(page: Page, path: Path, month: str = "2025-03") -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_label("Month (optional)").fill(month)
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_file_is_sent_its_findings_read_mended_and_sent_again(sender: Visitor, worker, tmp_path: Path) -> None:
    page = sender.page
    sender.goes_to("/data/").finds_nothing_wrong()
    page.get_by_role("link", name="Send a file").click()
    sender.finds_nothing_wrong()
    send(page, csv_file(tmp_path, records(*WRONG, **OWNERS), "march.csv"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Loaded", timeout=60_000)
    expect(page.get_by_text("4 rows read = 2 accepted + 2 rejected.")).to_be_visible()
    expect(page.get_by_text("is not a day of the calendar").first).to_be_visible()
    sender.finds_nothing_wrong()
    page.get_by_role("button", name="Send the mended file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Send the mended file")
    expect(page.get_by_label("Month (optional)")).to_have_value("2025-03")
    sender.finds_nothing_wrong()
    send(page, csv_file(tmp_path, records({}, {}, {}, {}, **OWNERS), "march-mended.csv"))
    expect(page.get_by_text("version 2")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("It took the place of version 1")).to_be_visible()
    expect(page.get_by_text("4 rows read = 4 accepted + 0 rejected.")).to_be_visible()
    sender.finds_nothing_wrong()
    page.get_by_role("link", name="Send another file").click()
    expect(page.get_by_role("link", name="march-mended.csv")).to_be_visible()
    sender.finds_nothing_wrong()


def test_a_file_that_waits_says_so_and_can_be_left(sender: Visitor, tmp_path: Path) -> None:
    page = sender.goes_to("/data/send").page
    send(page, csv_file(tmp_path, records({}, **OWNERS), "march.csv"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("On its way")
    expect(page.get_by_text("You can leave this page")).to_be_visible()
    sender.finds_nothing_wrong()


def test_a_refused_file_is_declared_anew_without_sending_it_again(sender: Visitor, worker, tmp_path: Path) -> None:
    page = sender.goes_to("/data/send").page
    days = {"crtp_start": "13/03/2025", "date_first_seen": "20/03/2025", "fds_end_date": "28/03/2025"}
    days |= {"ctp_start_date": "", "treatment_start_date": "30/03/2025"}
    send(page, csv_file(tmp_path, records({}, **OWNERS, **days), "march.csv"))
    expect(page.get_by_text("is not written YYYY-MM-DD")).to_be_visible(timeout=60_000)
    sender.finds_nothing_wrong()
    page.get_by_role("button", name="Correct what you declared").click()
    expect(page.get_by_text("is here already")).to_be_visible()
    page.get_by_text("More about the file").click()
    page.get_by_label("How dates are written").select_option("DD/MM/YYYY")
    sender.finds_nothing_wrong()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Loaded", timeout=60_000)


def test_without_a_file_the_form_says_what_is_missing(sender: Visitor) -> None:
    page = sender.goes_to("/data/send").page
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert").get_by_text("Choose a file to send.")).to_be_visible()
    sender.complaints = [said for said in sender.complaints if "422" not in said]
    sender.finds_nothing_wrong()


def test_a_file_beyond_the_limit_is_said_before_it_is_sent(sender: Visitor, tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as stream:
        stream.truncate(300_000_000)
    page = sender.goes_to("/data/send").page
    page.locator("input[type=file]").set_input_files(huge)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("The files together are larger than 256 MB")).to_be_visible()
    assert page.url.endswith("/data/send")
