"""Faults 66 and 68 for every file that the site gives out: typed words are text in it, its name breaks no header."""

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.http import HttpResponse
from tests.faults.addresses import addresses
from tests.site.furnished import browser_of, furnish, on_stocked_store, people_here, stocked  # noqa: F401

import clearway.site
from clearway.store.analytical import Reader

pytestmark = pytest.mark.slow

FORMULA = "=1+1"
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")
HEADER = re.compile(r"""attachment; filename="[^"\\\r\n/]+"; filename\*=UTF-8''[A-Za-z0-9._~%-]+""")
LINK = re.compile(r'href="([^"]*format=(?:csv|xlsx)[^"]*)"')


@pytest.fixture
def files(on_stocked_store, alliance, barnsley) -> list[tuple[str, HttpResponse]]:  # noqa: F811
    """Every download that a page offers, to three people; whatever could be typed is a formula. One a page and kind."""
    with Reader(on_stocked_store.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records WHERE record_id = 'B1'").fetchall()
    own = next(row for row in on_stocked_store.manifest.rows if row.organisation_code == "RFF")
    written = furnish(people_here(alliance, barnsley), FORMULA, link, own.id)
    found: dict[tuple[str, str], HttpResponse] = {}
    for membership in written.people.values():
        browser = browser_of(membership)
        for address in addresses():
            if address.app in {"places", "measures", "performance", "reconciliation"} or address.template == "sign-out":
                continue  # figures alone: nobody types anything there
            path = written.path(address)
            answer = browser.get(path)
            if answer.get("Content-Disposition"):
                found[(address.template, "file")] = answer
            for href in offered(path, b"".join(answer).decode(errors="replace")):
                place = (address.template, re.sub(r"\d+", "n", href))
                if place not in found:
                    found[place] = browser.get(href)
    return [(" ".join(place), answer) for place, answer in found.items()]


def offered(path: str, text: str) -> Iterator[str]:
    """The downloads that a page links to, as addresses of the site."""
    for href in LINK.findall(text):
        plain = html.unescape(href)
        yield path.partition("?")[0] + plain if plain.startswith("?") else plain


def formulas_in(kind: str, content: bytes) -> list[str]:
    """The cells that a spreadsheet would work out or follow."""
    if "csv" in kind:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        return [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell and not NUMBER.fullmatch(cell)]
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [str(cell.value) for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_fault_66_no_file_that_the_site_gives_out_has_a_formula_and_68_each_name_is_encoded(files):
    wrong, with_words, kinds = [], set(), set()
    for place, answer in files:
        assert answer.status_code == 200, place
        assert HEADER.fullmatch(answer["Content-Disposition"]), (place, answer["Content-Disposition"])
        kind, content = answer["Content-Type"], b"".join(answer)
        if "csv" not in kind and "spreadsheet" not in kind:
            continue
        kinds.add("csv" if "csv" in kind else "xlsx")
        wrong += [(place, cell) for cell in formulas_in(kind, content)]
        if "csv" in kind and b"'=1+1" in content:
            with_words.add(place.split()[0])
    assert wrong == []
    assert kinds == {"csv", "xlsx"}
    assert {"registers/%(register)s", "forms", "people", "data/agreements", "jobs"} <= with_words


@pytest.mark.parametrize(
    ("cell", "is_found"), [("=1+1", True), ("-2", False), ("-2+3", True), ("@x", True), ("x", False)]
)
def test_fault_66_such_a_cell_would_be_found(cell, is_found):
    assert bool(formulas_in("text/csv", f"a,{cell}\n".encode())) is is_found


def test_fault_68_every_download_of_the_site_is_named_by_the_one_function():
    named = [
        (path.name, line.strip())
        for path in Path(clearway.site.__file__).parent.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if '"Content-Disposition"]' in line and "=" in line
    ]
    assert len(named) > 8
    assert [one for one in named if "= content_disposition(" not in one[1]] == []
