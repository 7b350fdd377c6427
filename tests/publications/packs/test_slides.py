"""A publication as slides: native tables and charts, one idea a slide, its source behind it."""

import io
import re
import zipfile
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from tests.publications.packs.some_pack import HOSTILE, some_pack, table

from clearway.publications.packs import Page, PageTable
from clearway.publications.packs.slides import slides_file
from clearway.publications.packs.slides.native_table import parts


@pytest.fixture(scope="module")
def slides() -> list[Any]:
    """The slides of a small publication."""
    return list(Presentation(io.BytesIO(slides_file(some_pack()))).slides)


def words_on(slide: Any) -> str:
    """All words in boxes and tables of a slide."""
    boxes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    cells = [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*boxes, *cells])


def charts_on(slides: list[Any]) -> list[Any]:
    """The native charts."""
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def test_charts_are_native_with_their_limits_and_gaps_and_none_is_a_picture(slides: list[Any]) -> None:
    line, bars, control = charts_on(slides)
    assert line.chart_type in (XL_CHART_TYPE.LINE, XL_CHART_TYPE.LINE_MARKERS)
    assert bars.chart_type is XL_CHART_TYPE.BAR_CLUSTERED
    assert [series.name for series in line.plots[0].series] == [
        "Share", "Lower 95% limit", "Upper 95% limit", "Standard 85%",
    ]  # fmt: skip
    assert list(line.plots[0].series[0].values)[5] is None
    assert "Upper limit" in [series.name for series in control.plots[0].series]
    file = zipfile.ZipFile(io.BytesIO(slides_file(some_pack())))
    assert not [name for name in file.namelist() if re.search(r"media/.*\.(png|jpe?g|emf)$", name)]


def test_bars_have_their_interval_and_a_place_without_a_value_has_no_bar(slides: list[Any]) -> None:
    bars = charts_on(slides)[1]
    assert list(bars.plots[0].categories) == ["Few", "Doncaster", "Barnsley"]
    assert list(bars.plots[0].series[0].values) == [None, 0.9, 0.7]
    assert len(bars.plots[0].series[0]._element.xpath("c:errBars/c:plus//c:pt")) == 3


def test_tables_are_native_and_signs_keep_shape_and_words(slides: list[Any]) -> None:
    printed = "\n".join(words_on(slide) for slide in slides)
    for words in ("70.0%", "1,234.5", "not shown", "△ improving", "✗ misses"):
        assert words in printed


def test_charts_and_tables_have_words_for_those_who_cannot_see_them(slides: list[Any]) -> None:
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert frames
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in frames)


def test_every_slide_has_a_title_the_snapshot_and_what_it_is(slides: list[Any]) -> None:
    pack = some_pack()
    for number, slide in enumerate(slides, start=1):
        assert slide.shapes.title.text_frame.text
        for words in ("March 2025", pack.snapshot.id, "Draft, not approved", f"{number} of {len(slides)}"):
            assert words in words_on(slide)


def test_the_source_and_its_date_stand_behind_a_slide(slides: list[Any]) -> None:
    assert "NHS England, cancer waiting times, 8 May 2025" in slides[1].notes_slide.notes_text_frame.text


def test_a_decision_has_a_slide_of_its_own_before_its_table(slides: list[Any]) -> None:
    assert f"Decision asked for\n{HOSTILE}" in words_on(slides[-2])
    assert not any(shape.has_table for shape in slides[-2].shapes)
    assert any(shape.has_table for shape in slides[-1].shapes)


def test_a_long_table_goes_on_over_the_next_slide_and_loses_no_row() -> None:
    rows = tuple((f"Trust {number} {'long ' * (number % 9)}", 0.5, number, "") for number in range(60))
    long = PageTable("Long", table().columns, rows)
    held = list(parts(long, 4.6))
    assert len(held) > 3
    assert [row[0].strip() for part in held for row in part] == [row[0].strip() for row in rows]
    titles = [
        slide.shapes.title.text_frame.text
        for slide in Presentation(io.BytesIO(slides_file(some_pack(pages=(Page("Many", table=long),))))).slides
    ]
    assert titles[1:3] == ["Many", "Many (continued)"]
