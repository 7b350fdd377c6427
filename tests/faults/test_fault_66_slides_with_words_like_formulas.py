"""Fault 66: on slides too, nothing that somebody wrote becomes a formula, not even in the sheet behind a chart."""

import io
import zipfile

from python_calamine import CalamineWorkbook
from tests.publications.packs.some_pack import some_pack, table

from clearway.publications.charts import IntervalDots, PlacePoint
from clearway.publications.packs import Page
from clearway.publications.packs.slides import slides_file


def test_fault_66_words_that_start_like_a_formula_stay_words_behind_a_chart() -> None:
    places = (PlacePoint("=HYPERLINK(1)", 0.5, 0.4, 0.6),)
    page = Page("=1+1", "@SUM", IntervalDots("t", "s", places), table(("+1", 0.1, 1, "-1")))
    file = zipfile.ZipFile(io.BytesIO(slides_file(some_pack(pages=(page,)))))
    name = next(one for one in file.namelist() if one.endswith(".xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.read(name))).get_sheet_by_index(0)
    assert sheet.to_python() == [["", "Share, with its 95% interval"], ["=HYPERLINK(1)", 0.5]]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(file.read(name))).read("xl/worksheets/sheet1.xml")
