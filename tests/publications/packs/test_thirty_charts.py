"""A pack of thirty charts is written in well under thirty seconds of one core."""

import time
from dataclasses import replace
from datetime import date

import pytest
from tests.publications.packs.some_pack import FINAL, control, dots, line, some_pack, table

from clearway.publications.charts import Annotation, DrawingBoard
from clearway.publications.packs import Page, pack_files

CHARTS, SECONDS = 30, 30.0


@pytest.mark.slow
def test_thirty_charts_as_pdf_slides_and_sheets_take_less_than_thirty_seconds() -> None:
    kinds = (
        lambda number: replace(line(), annotations=(Annotation(date(2024, 6, 1), f"Event {number}"),)),
        lambda number: replace(control(), settings=f"Chart {number}."),
        lambda number: replace(dots(), points=(*dots().points, replace(dots().points[0], name=f"Trust {number}"))),
    )
    pages = tuple(
        Page(f"Page {number}", "One idea.", kinds[number % 3](number), table(), figures=FINAL)
        for number in range(CHARTS)
    )
    board = DrawingBoard()
    began = time.process_time()
    made = pack_files(some_pack(pages=pages), board=board)
    took = time.process_time() - began
    assert set(made) == {"pdf", "pptx", "xlsx"}
    assert took < SECONDS, f"{CHARTS} charts took {took:.1f} s"
