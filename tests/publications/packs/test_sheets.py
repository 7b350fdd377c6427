"""A publication as a workbook: what it is on the first sheet, then a sheet for each table."""

import io

from python_calamine import CalamineWorkbook
from tests.publications.packs.some_pack import HOSTILE, some_pack

from clearway.publications.packs import pack_files


def test_the_workbook_says_what_it_is_and_has_each_table_with_numbers_as_numbers() -> None:
    pack = some_pack()
    book = CalamineWorkbook.from_filelike(io.BytesIO(pack_files(pack, ["xlsx"])["xlsx"]))
    assert book.sheet_names[:3] == ["About", "1 Within 62 days", "2 Each trust"]
    about = {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}
    assert about["Snapshot"] == pack.snapshot.id
    assert about["Read this first"].startswith("Draft, not approved. Final")
    rows = book.get_sheet_by_name("1 Within 62 days").to_python()
    assert rows[:2] == [["Trust", "Within 62 days", "People", "Change"], ["Barnsley", 0.7, 1234.5, "improving"]]
    assert book.get_sheet_by_index(3).to_python()[-1] == [HOSTILE, 0.1, 1, HOSTILE]
