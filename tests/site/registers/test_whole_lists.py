"""A file has every entry of its list, however many there are."""

import csv
import io

import openpyxl
import pytest
from tests.site.conftest import sign_in
from tests.site.registers.conftest import TODAY, draft
from tests.site.registers.test_lists import NAMES

from clearway.site import downloads
from clearway.site.registers import listing
from clearway.site.registers.services.entries import add_entry
from clearway.site.registers.views import lists

HERE, PUBLIC = "/registers/wig-banks?table=entries", "/public/registers/wig-banks?table=entries"


@pytest.fixture
def entries(register, keeper):
    return [add_entry(by=keeper, register=register, draft=draft(one), today=TODAY) for one in NAMES]


@pytest.fixture(params=[(5_000, 1_000), (0, 2)], ids=["short", "long"])
def _either_way(request, monkeypatch):
    """Each file is made in one piece, and in the way that is taken when it has more entries than a page can hold."""
    short, part = request.param
    monkeypatch.setattr(lists, "SHORT", short)
    monkeypatch.setattr(listing, "PART", part)
    monkeypatch.setattr(listing, "FEW", 300 if short else 0)


def content(answer) -> bytes:
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer) if answer.streaming else answer.content


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


@pytest.mark.usefixtures("_either_way")
@pytest.mark.parametrize(
    ("asked", "found"),
    [("", NAMES), ("&q=tree", NAMES[1::2]), ("&sort=stock", NAMES), ("&sort=review_by&kind=hospital", NAMES),
     ("&kind=charity", ()), ("&show=withdrawn", ())],
)  # fmt: skip
def test_a_file_has_every_entry_of_the_list_in_its_order(as_keeper, entries, asked, found):
    rows = rows_of(as_keeper.get(f"{HERE}{asked}&format=csv"))
    assert [one["name"] for one in rows] == list(found)
    assert {one["snapshot"] for one in rows} <= {f"version 1 of the register, {len(found)} entries"}
    book = openpyxl.load_workbook(io.BytesIO(content(as_keeper.get(f"{HERE}{asked}&format=xlsx"))))
    names = [row[2] for row in book["Table"].iter_rows(min_row=2, values_only=True)]
    assert names == list(found)
    assert book["Notes"]["B1"].value == "Wig banks"


@pytest.mark.usefixtures("_either_way")
def test_the_file_of_the_public_page_has_every_current_entry_and_public_fields_alone(client, entries):
    rows = rows_of(client.get(f"{PUBLIC}&format=csv"))
    assert [one["name"] for one in rows] == list(NAMES)
    assert "stock" not in rows[0]


@pytest.mark.usefixtures("_either_way")
def test_no_file_tells_another_organisations_entries(browser, own_register, keeper, neighbour):
    add_entry(by=keeper, register=own_register, draft=draft(), today=TODAY)
    sign_in(browser, neighbour.person.email)
    assert rows_of(browser.get(f"{HERE}&format=csv")) == []


@pytest.mark.usefixtures("_either_way")
@pytest.mark.parametrize("asked", ["&format=pdf", "&format=", "&format=csv&table=others"])
def test_a_file_that_is_not_offered_is_not_found(as_keeper, entries, asked):
    assert as_keeper.get(HERE + asked).status_code == 404


def test_a_list_longer_than_a_sheet_of_excel_is_refused_with_words_and_csv_has_it_whole(
    as_keeper, entries, monkeypatch
):
    monkeypatch.setattr(lists, "SHORT", 0)
    monkeypatch.setattr(downloads, "MOST_ROWS", len(NAMES) - 1)
    refused = as_keeper.get(f"{HERE}&format=xlsx")
    assert refused.status_code == 400
    assert "The list has 7 rows, and a sheet of Excel holds 6" in refused.content.decode()
    assert "Take the CSV file" in refused.content.decode()
    assert len(rows_of(as_keeper.get(f"{HERE}&format=csv"))) == len(NAMES)


def test_an_entry_that_moves_while_its_list_goes_out_comes_once(entries, keeper, monkeypatch):
    from tests.site.registers.test_lists import asked

    monkeypatch.setattr(listing, "PART", 2)
    monkeypatch.setattr(listing, "FEW", 0)
    walked = iter(listing.all_of(asked(), keeper))
    first = next(walked)
    type(first).unscoped.filter(pk=first.pk).update(title="Zebra", title_key="zebra")
    type(first).unscoped.filter(pk=entries[-1].pk).update(title="Aardvark", title_key="aardvark")
    assert [one.pk for one in (first, *walked)] == [one.pk for one in entries]
