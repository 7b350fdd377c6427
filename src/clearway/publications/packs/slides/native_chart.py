"""A native chart on a slide, with a sheet of its numbers behind it in which no word is ever a formula."""

import io
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from clearway.publications.charts import palette
from clearway.publications.charts.control_chart import SIGNS, PointSign
from clearway.publications.packs.slides.layout import rgb
from clearway.publications.packs.slides.plain_charts import Numbers, PlainChart, Row
from clearway.publications.tables.safe_text import printable
from clearway.publications.tables.workbook import AS_TEXT

SIZE = Pt(12)
SHAPES = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "triangle-down": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
}
"""Slides know no triangle that points down: a diamond stands for it."""

SIGN_OF = {sign.words: sign for sign in SIGNS.values()}


class SafeChartData(CategoryChartData):
    """Rows and categories whose sheet keeps a word that starts like a formula as a word."""

    @property
    def xlsx_blob(self) -> bytes:
        """The sheet behind the chart: categories down, a column a row."""
        import xlsxwriter

        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {**AS_TEXT, "in_memory": True}) as book:
            sheet = book.add_worksheet("Sheet1")
            for down, category in enumerate(self.categories, start=1):
                sheet.write_string(down, 0, str(category.label))
            for across, series in enumerate(self, start=1):
                sheet.write_string(0, across, series.name)
                for down, number in enumerate(series.values, start=1):
                    if number is not None:
                        sheet.write_number(down, across, number)
        return file.getvalue()


def add_chart(slide: Any, plain: PlainChart, box: tuple[Any, Any, Any, Any]) -> Any:
    """Put the chart on a slide within a box (left, top, width, height); gives its frame."""
    kept: Any = SafeChartData
    told = kept(number_format="0%" if plain.is_share else "General")
    told.categories = [printable(name) for name in plain.categories]
    for row in plain.rows:
        told.add_series(printable(row.name), row.numbers)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if plain.is_bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *box, told)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = SIZE, rgb(palette.TEXT)
    chart.has_title = False
    chart.has_legend = len(plain.rows) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, plain)
    for series, row in zip(chart.plots[0].series, plain.rows, strict=True):
        _bar(series, row) if plain.is_bars else _line(series, row)
    if plain.is_bars:
        _bars(chart, plain)
    return frame


def _axes(chart: Any, plain: PlainChart) -> None:
    for axis in (chart.value_axis, chart.category_axis):
        axis.format.line.color.rgb = rgb(palette.QUIET_TEXT)
        axis.tick_labels.font.size = SIZE
    chart.value_axis.has_major_gridlines = True
    chart.value_axis.major_gridlines.format.line.color.rgb = rgb(palette.GRID)
    chart.value_axis.tick_labels.number_format = "0%" if plain.is_share else "#,##0.##"
    chart.value_axis.tick_labels.number_format_is_linked = False
    if plain.is_share:
        lowest, highest = _ends(plain)
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = lowest, highest


def _ends(plain: PlainChart) -> tuple[float, float]:
    """Bars begin at nought; lines in whole tenths around what is shown."""
    known = [number for row in plain.rows for number in row.numbers if number is not None]
    if plain.is_bars or not known:
        return 0.0, 1.0
    return max(int(min(known) * 10 - 0.3) / 10, 0.0), min(-int(-(max(known) * 10 + 0.3)) / 10 + 0.1, 1.0)


def _line(series: Any, row: Row) -> None:
    series.smooth = False
    line = series.format.line
    line.color.rgb, line.width = rgb(row.colour), Pt(1.5 if row.is_dashed else 2.25)
    if row.is_dashed:
        line.dash_style = MSO_LINE_DASH_STYLE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    _mark(series.marker, PointSign("", "circle", row.colour, is_filled=True))
    for place, kind in enumerate(row.kinds):
        if row.numbers[place] is not None:
            _mark(series.points[place].marker, SIGN_OF[kind])


def _mark(marker: Any, sign: PointSign) -> None:
    marker.style, marker.size = SHAPES[sign.shape], 8
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(sign.colour if sign.is_filled else palette.BACKGROUND)
    marker.format.line.color.rgb = rgb(sign.colour)


def _bar(series: Any, row: Row) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(row.colour)
    series.format.line.color.rgb = rgb(palette.OUTLINE)


def _bars(chart: Any, plain: PlainChart) -> None:
    plot = chart.plots[0]
    plot.gap_width = 60
    if plain.spread is None:
        plot.has_data_labels = True
        plot.data_labels.show_value = True
        return
    series = plot.series[0]._element
    before = series.xpath("c:cat")[0]
    before.addprevious(_error_bars(*plain.spread))


def _error_bars(below: Numbers, above: Numbers) -> Any:
    """The interval as bars of error with their own length on each side."""
    told = "".join(f"<c:{side}>{_literal(numbers)}</c:{side}>" for side, numbers in (("plus", above), ("minus", below)))
    line = (
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{palette.OUTLINE[1:]}"/></a:solidFill></a:ln></c:spPr>'
    )
    kind = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    return parse_xml(f"<c:errBars {nsdecls('c', 'a')}>{kind}{told}{line}</c:errBars>")


def _literal(numbers: Numbers) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{number or 0.0!r}</c:v></c:pt>' for place, number in enumerate(numbers))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(numbers)}"/>{points}</c:numLit>'
