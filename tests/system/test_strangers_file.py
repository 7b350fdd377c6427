"""The whole job for a file that nobody here made: refused, mapped, loaded, mended, sent again and reconciled."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.cli.conftest import environment
from tests.system import strangers_export as stranger
from tests.system.conftest import MAKE_SHELL_STORE, PHONE, WIDE, Visitor, served
from tests.system.pictures import picture

pytestmark = [pytest.mark.system, pytest.mark.slow]

TRACKER = "cancer pathway tracker"
PATIENCE = 60_000
ROWS_ABOVE = len(stranger.TITLE) + 1
MAKE_STORE = (
    MAKE_SHELL_STORE
    + """
from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.site.accounts.demo_people import DEMO_PASSWORD
from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership
from clearway.site.submissions.manifest import OperationalManifest
from clearway.store.writing import writer_lock
month = [one for one in published_readings(packed_figures()) if one.facts["month"] == "2025-03"]
with writer_lock(store.path):
    admit_readings(month, store=store, manifest=OperationalManifest(by), declared=Declared())
other = Person.objects.create_person(email="other@demo.example", name="Olu Other", password=DEMO_PASSWORD)
rotherham = Organisation.objects.get(code="RFR")
Membership.objects.create(person=other, organisation=rotherham, role="tracker", starts_on=date.today())
"""
)
"""A store with the published figures of one month, the people of the demo, and a tracker of another trust."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A served store of one's own, with the job worker beside it."""
    place = tmp_path / "store"
    subprocess.run([sys.executable, "-c", MAKE_STORE, str(place)], check=True, env=environment(), timeout=120)
    worker = subprocess.Popen([sys.executable, "-m", "clearway.site.jobs"], env=environment(CLEARWAY_STORE=str(place)))
    try:
        yield from served(place)
    finally:
        worker.terminate()
        worker.wait(30)


@pytest.fixture
def wide(chromium: Browser, address: str) -> Iterator[Visitor]:
    with closing(chromium.new_context(viewport=WIDE, accept_downloads=True)) as context:
        yield Visitor(context.new_page(), address)


def export_in(folder: Path, name: str, rows: list[stranger.Row]) -> Path:
    path = folder / name
    path.write_bytes(stranger.export_of(rows))
    return path


def send(page: Page, path: Path) -> None:
    """Choose a file, say its month, send it, and wait until it is known what became of it."""
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_label("Month (optional)").fill("2025-03")
    page.get_by_role("button", name="Send", exact=True).click()
    over = re.compile("Loaded|Not loaded|Held back|Here already|Broken off")
    expect(page.get_by_role("heading", level=1)).to_have_text(over, timeout=PATIENCE)


def correct_the_proposal(page: Page) -> None:
    """Say what no computer can know: what names a record, what the local codes and words mean."""
    page.get_by_label("Comes from (heading for record_id)").select_option(label="Reg. line")
    for local, code in stranger.SITES.items():
        page.get_by_label(re.compile(rf"^{local}\b")).fill(code)
    page.get_by_label(re.compile(r"^Surgery")).select_option(value="23")


def lines_of(sheet: Path, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a mend sheet, for each line that names a record of the register."""
    lines = [row for row in openpyxl.load_workbook(sheet).active.iter_rows(values_only=True) if any(row)]
    titles = next(line for line in lines if "Record" in line)
    known = {row["Reg. line"] for row in stranger.register()}
    own = [line for line in lines if line[titles.index("Record")] in known]
    return [tuple(line[titles.index(one)] for one in columns) for line in own]


def rows_told_in(sheet: Path) -> list[tuple[int, int]]:
    """The number of each line of the register, and the row of the file in which the sheet says that it stands."""
    return [(int(record[1:]), int(row)) for record, row in lines_of(sheet, "Record", "Row in file")]


def mended_by(sheet: Path, rows: list[stranger.Row]) -> list[stranger.Row]:
    """The register after somebody has gone through a mend sheet: each cell that it names is as it should be."""
    right = {row["Reg. line"]: row for row in stranger.register()}
    mended = {row["Reg. line"]: dict(row) for row in rows}
    for record, field in lines_of(sheet, "Record", "Field, as you name it"):
        if field in right[record]:
            mended[record][field] = right[record][field]
    return list(mended.values())


def saved(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_strangers_file_is_mapped_loaded_mended_sent_again_and_reconciled(
    wide: Visitor, chromium: Browser, tmp_path: Path
) -> None:
    page, rows = wide.signs_in_as(TRACKER).goes_to("/data/send").page, stranger.with_wrong_cells(stranger.register())
    own: dict[str, str] = {}

    send(page, export_in(tmp_path, "register-march.csv", rows))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Not loaded")
    expect(page.get_by_text("Its headings seem to stand in row 5. Recognised: ")).to_be_visible()
    wide.finds_nothing_wrong()
    picture(page, "refused")
    page.get_by_role("button", name="Make a mapping profile from this file").click()

    expect(page.get_by_role("heading", name="How this export is read")).to_be_visible()
    expect(page.get_by_text("Which organisation codes have BDGH, NGH01, SHEFF-WPH")).to_be_visible()
    own["sample"] = page.url
    wide.finds_nothing_wrong()
    picture(page, "mapping")
    correct_the_proposal(page)
    page.get_by_role("button", name="Show its effect").click()
    expect(page.get_by_text("116 rows would be accepted, 4 rejected.")).to_be_visible()
    wide.finds_nothing_wrong()
    picture(page, "mapping-effect", start="#effect")
    page.get_by_label("Title").fill("Our cancer register")
    page.get_by_role("button", name="Save and use it for this sender").click()
    expect(page.get_by_role("heading", name="Our cancer register")).to_be_visible()
    own["profile"] = page.url
    wide.finds_nothing_wrong()

    wide.goes_to("/data/send")
    send(page, tmp_path / "register-march.csv")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Loaded")
    expect(page.get_by_text("120 rows read = 116 accepted + 4 rejected.")).to_be_visible()
    wide.finds_nothing_wrong()
    picture(page, "loaded")
    own["result"] = page.url

    page.get_by_role("link", name="Open the mend sheet").click()
    wide.finds_nothing_wrong()
    picture(page, "mend-sheet")
    own["mend sheet"] = page.url
    sheet = saved(page, "Excel", tmp_path)
    mended = mended_by(sheet, rows)
    assert all(row == line + ROWS_ABOVE for line, row in rows_told_in(sheet)), "rows count as in the file that was sent"
    told = {row["Reg. line"] for row, now in zip(rows, mended, strict=True) if row != now}
    assert told == {f"B{one.line:04}" for one in stranger.WRONG}, "the sheet names every wrong cell and no other"
    mended = stranger.with_wrong_cells(mended, [stranger.NUMBER_STILL_WRONG])
    wide.goes_to(own["result"].removeprefix(wide.address))
    page.get_by_role("button", name="Send the mended file").click()
    send(page, export_in(tmp_path, "register-march-mended.csv", mended))
    expect(page.get_by_text("version 2")).to_be_visible()
    expect(page.get_by_text("It took the place of version 1")).to_be_visible()
    expect(page.get_by_text("4 mended, 1 still open, 0 new")).to_be_visible()
    wide.finds_nothing_wrong()
    picture(page, "mended")

    page.get_by_role("link", name="All about this file").click()
    own["submission"] = page.url
    wide.finds_nothing_wrong()
    wide.goes_to("/waits/breaches?month=2025-03&standard=62").finds_nothing_wrong()
    page.locator("main a[href^='/pathways/']:not([href='/pathways/'])").first.click()
    expect(page.get_by_text("Clock started").first).to_be_visible()
    wide.finds_nothing_wrong()

    wide.goes_to(own["submission"].removeprefix(wide.address))
    page.get_by_role("link", name="Reconcile with what was published").click()
    expect(page.get_by_text("This is an illustration: these records are of made-up people")).to_be_visible()
    wide.finds_nothing_wrong()
    picture(page, "reconciliation", height=1150)
    page.locator("main table a").first.click()
    expect(page.locator(".clearway-cause").first).to_be_visible()
    wide.finds_nothing_wrong()
    picture(page, "causes")

    with closing(chromium.new_context(viewport=WIDE)) as context:
        stranger_to_it = Visitor(context.new_page(), wide.address)
        signs_in_by_hand(stranger_to_it, "other@demo.example")
        for what, where in own.items():
            answer = stranger_to_it.page.goto(where)
            assert answer is not None
            assert answer.status == 404, f"another trust's tracker opened the {what}"


def signs_in_by_hand(visitor: Visitor, email: str) -> None:
    visitor.goes_to("/sign-in")
    visitor.page.get_by_label("E-mail address").fill(email)
    visitor.page.get_by_label("Password", exact=True).fill("demo-people-only")
    visitor.page.get_by_role("button", name="Sign in", exact=True).click()


def maps_and_sends(visitor: Visitor, path: Path, at_each_page: Callable[[], None] = lambda: None) -> None:
    """The shorter way: a profile from a sample, then the file itself. Works without JavaScript too."""
    page = visitor.signs_in_as(TRACKER).goes_to("/data/profiles/new").page
    page.get_by_label("Sample of your export").set_input_files(path)
    page.get_by_role("button", name="Look at the sample").click()
    at_each_page()
    correct_the_proposal(page)
    page.get_by_role("button", name="Show its effect").click()
    expect(page.get_by_text("116 rows would be accepted, 4 rejected.")).to_be_visible()
    at_each_page()
    page.get_by_role("button", name="Save and use it for this sender").click()
    expect(page.get_by_role("heading", name="Read files with it")).to_be_visible()
    at_each_page()
    send(visitor.goes_to("/data/send").page, path)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Loaded")


@pytest.mark.long
def test_the_same_on_a_telephone(chromium: Browser, address: str, tmp_path: Path) -> None:
    path = export_in(tmp_path, "march.csv", stranger.with_wrong_cells(stranger.register()))
    with closing(chromium.new_context(viewport=PHONE)) as context:
        visitor = Visitor(context.new_page(), address)
        maps_and_sends(visitor, path, visitor.finds_nothing_wrong)
        visitor.finds_nothing_wrong()
        visitor.page.get_by_role("link", name="Open the mend sheet").click()
        visitor.finds_nothing_wrong()
        visitor.goes_to("/data/reconciliation?month=2025-03&standard=31").finds_nothing_wrong()


@pytest.mark.long
def test_the_same_without_javascript(chromium: Browser, address: str, tmp_path: Path) -> None:
    path = export_in(tmp_path, "march.csv", stranger.with_wrong_cells(stranger.register()))
    with closing(chromium.new_context(viewport=WIDE, java_script_enabled=False)) as context:
        visitor = Visitor(context.new_page(), address)
        maps_and_sends(visitor, path)
        visitor.page.get_by_role("link", name="Open the mend sheet").click()
        expect(visitor.page.get_by_role("heading", name="What to mend")).to_be_visible()
        assert visitor.strangers == set()
