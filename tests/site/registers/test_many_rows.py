"""A file of many rows: taken in as quickly as others can wait, refused with words when it is too long."""

import io
import time

import pytest
import xlsxwriter
from tests.site.registers.conftest import TODAY

from clearway.intake.plain_rows import SMALL
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.registers.models import Entry, IndexWord, Revision
from clearway.site.registers.services.entries import add_entry
from clearway.site.registers.services.files import RowsRefused, take_in

HEADING = ("name", "kind", "stock")


def csv_of(rows) -> bytes:
    return "\r\n".join(",".join(str(cell) for cell in row) for row in (HEADING, *rows)).encode()


def sheet_of(rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Table")
        for number, row in enumerate((HEADING, *rows)):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def banks(count: int):
    return ((f"Bank {number:05d}", "charity", number) for number in range(count))


def taken(keeper, content: bytes, name: str = "list.csv"):
    return take_in(by=keeper, register="wig-banks", content=content, name=name, reason="moved here", today=TODAY)


def test_each_row_has_its_version_its_index_and_its_line_on_the_trail_as_if_added_alone(register, keeper):
    alone = add_entry(by=keeper, register=register, draft=_draft("Bank alone"), today=TODAY, reason="moved here")
    assert taken(keeper, csv_of(banks(3))).added == 3
    one = Entry.unscoped.get(title="Bank 00002")
    for model, key in ((Revision, "entry"), (IndexWord, "entry")):
        own = [_plain(row) for row in model.unscoped.filter(**{key: one}).order_by("pk")]
        same = [_plain(row) for row in model.unscoped.filter(**{key: alone}).order_by("pk")]
        assert own == same
    events = Event.objects.filter(event="register entry added").order_by("sequence")
    assert [one.subject_id for one in events][1:] == [
        str(one.pk) for one in Entry.unscoped.filter(title__startswith="Bank 0")
    ]
    assert {(one.reason, one.source, one.membership_id) for one in events} == {("moved here", "wig-banks", keeper.pk)}
    assert events.last().after["values"]["name"] == "Bank 00002"
    assert verify_chain() == []


def _draft(name: str):
    from tests.site.registers.conftest import draft

    return draft(name, kind="charity", stock="2")


def _plain(row) -> dict[str, object]:
    own = {"id", "entry_id", "at", "_state"}
    return {
        key: str(value).replace("00002", "alone").replace("bank 00002", "bank alone")
        for key, value in vars(row).items()
        if key not in own
    }


def test_rows_that_are_wrong_are_named_in_the_order_of_the_file_and_nothing_is_kept(register, keeper):
    rows = [(name, kind, stock) for name, kind, stock in banks(20)]
    rows[3], rows[15] = ("", "charity", 1), ("Bank 00001", "charity", 1)
    with pytest.raises(RowsRefused) as refusal:
        taken(keeper, csv_of(rows))
    assert [(one.row, one.column) for one in refusal.value.problems] == [(5, "name")]
    rows[3] = ("Bank 00003", "charity", 1)
    with pytest.raises(RowsRefused) as refusal:
        taken(keeper, csv_of(rows))
    assert [(one.row, one.column) for one in refusal.value.problems] == [(17, "name")]
    assert "held by another entry" in refusal.value.problems[0].words
    assert not Entry.unscoped.exists()
    assert not Event.objects.filter(event="register entry added").exists()


def test_an_entry_that_is_changed_makes_room_for_a_new_one_of_its_name(register, keeper):
    held = add_entry(by=keeper, register=register, draft=_draft("Old name"), today=TODAY)
    text = f"number,version,name,kind\n,,Old name,charity\n{held.pk},1,New name,charity\n"
    assert taken(keeper, text.encode()).added == 1
    assert sorted(Entry.unscoped.values_list("title", flat=True)) == ["New name", "Old name"]


@pytest.mark.slow
@pytest.mark.parametrize(("make", "name"), [(csv_of, "list.csv"), (sheet_of, "list.xlsx")])
def test_fifty_thousand_rows_are_refused_with_words_before_anything_waits_for_them(register, keeper, make, name):
    content = make(banks(50_000))
    began = time.process_time()
    with pytest.raises(Refused, match="5,000 rows; that is the limit"):
        taken(keeper, content, name)
    assert time.process_time() - began < 2
    assert not Entry.unscoped.exists()


@pytest.mark.long
def test_as_many_rows_as_a_file_may_have_are_taken_in_while_others_can_wait(register, keeper, settings):
    began = time.process_time()
    assert taken(keeper, csv_of(banks(SMALL.rows))).added == SMALL.rows
    assert time.process_time() - began < 12, "a quarter of what a write waits for another, several times over"
    assert Revision.unscoped.count() == SMALL.rows
