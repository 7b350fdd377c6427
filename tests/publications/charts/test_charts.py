"""Charts are data until the last moment, say one thing each, and can be seen by everybody."""

import re
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clearway.publications.charts import (
    Annotation,
    Band,
    Chart,
    DrawingBoard,
    Goal,
    IntervalDots,
    MonthlyLine,
    MonthPoint,
    PlacePoint,
    WaitBands,
    Width,
    palette,
    sparkline,
)
from clearway.publications.charts.chart import share_domain
from clearway.publications.charts.monthly_line import runs

GOALS = (Goal("Standard 85%", 0.85), Goal("Ambition 75%", 0.75, is_ambition=True))


def month(place: int) -> date:
    return date(2023 + place // 12, place % 12 + 1, 1)


def points(shares: list[float | None]) -> tuple[MonthPoint, ...]:
    return tuple(
        MonthPoint(month(place), share, share and share - 0.03, share and share + 0.03)
        for place, share in enumerate(shares)
    )


LINE = MonthlyLine("62 days", "The share <rose> & fell.", points([0.6, 0.62, None, 0.64] * 6), GOALS)
DOTS = IntervalDots(
    "By trust",
    "Two trusts.",
    (PlacePoint("Sheffield", 0.57, 0.52, 0.62), PlacePoint("Rotherham", 0.9, 0.85, 0.95), PlacePoint("x", *[None] * 3)),
    GOALS,
)
BANDS = WaitBands("Waits", "Most within.", (Band("to 62", Decimal("10.5"), False), Band("beyond", Decimal(3), True)))
CHARTS: list[Chart] = [LINE, DOTS, BANDS]


@pytest.mark.parametrize("colour", palette.MARK_COLOURS)
def test_every_mark_that_carries_meaning_stands_out_three_to_one(colour: str) -> None:
    assert palette.contrast(colour, palette.BACKGROUND) >= 3


@pytest.mark.parametrize("colour", palette.TEXT_COLOURS)
def test_every_word_on_a_chart_stands_out_four_and_a_half_to_one(colour: str) -> None:
    assert palette.contrast(colour, palette.BACKGROUND) >= 4.5


def test_contrast_is_measured_as_the_guidelines_define_it() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_uses_no_colour_but_those_of_the_palette(chart: Chart) -> None:
    known = {value for value in vars(palette).values() if isinstance(value, str) and value.startswith("#")}
    used = set(re.findall(r"#[0-9a-fA-F]{6}\b", DrawingBoard().draw(chart).wide.lower()))
    assert used <= known | {"#000000"}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_picture_is_svg_with_name_and_description_and_nothing_the_content_policy_refuses(chart: Chart) -> None:
    drawing = DrawingBoard().draw(chart)
    for picture in (drawing.wide, drawing.narrow):
        root = ElementTree.fromstring(picture)
        assert root.get("role") == "img"
        names = [element.text for element in root if element.tag.endswith(("title", "desc"))]
        assert names == [chart.title, chart.sentence]
        assert root.get("aria-labelledby", "").split() == [element.get("id") for element in list(root)[:2]]
        assert "style=" not in picture
        assert "<script" not in picture
        assert "http" not in picture.replace("http://www.w3.org/", "")
        assert picture.count("aria-") == 1


def test_wide_and_narrow_have_their_own_sizes_and_ids() -> None:
    drawing = DrawingBoard().draw(LINE)
    assert ElementTree.fromstring(drawing.wide).get("width") == str(Width.WIDE.value)
    assert ElementTree.fromstring(drawing.narrow).get("width") == str(Width.NARROW.value)
    ids = re.findall(r'id="([^"]+)"', drawing.wide + drawing.narrow)
    assert len(ids) == len(set(ids))


def test_the_same_chart_is_drawn_once_and_another_worker_finds_it_on_disk(tmp_path: Path) -> None:
    calls: list[int] = []

    def render(spec: dict[str, object]) -> str:
        calls.append(1)
        return '<svg width="720" height="9" viewBox="0 0 720 9"><g/></svg>'

    first = DrawingBoard(tmp_path, render)
    assert first.draw(LINE) == first.draw(LINE)
    assert len(calls) == 2
    assert DrawingBoard(tmp_path, render).draw(LINE) == first.draw(LINE)
    assert len(calls) == 2
    DrawingBoard(tmp_path, render).draw(MonthlyLine(LINE.title, "Other words.", LINE.points, GOALS))
    assert len(calls) == 4


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    file = tmp_path / "in the way"
    file.write_text("")
    assert DrawingBoard(file / "charts").draw(BANDS).wide.startswith("<svg")


def test_runs_break_where_a_share_or_a_month_is_missing() -> None:
    some = points([0.5, 0.5, None, 0.5, 0.5, 0.5])
    assert [len(part) for part in runs(some)] == [2, 3]
    assert [len(part) for part in runs(some[:1] + some[4:])] == [1, 2]


@pytest.mark.parametrize(
    ("shares", "expected"),
    [([0.62, 0.85], [0.5, 0.9]), ([0.0, 1.0], [0.0, 1.0]), ([], [0.0, 1.0]), ([0.97], [0.9, 1.0])],
)
def test_the_share_axis_holds_every_share_with_room(shares: list[float], expected: list[float]) -> None:
    assert share_domain(shares) == pytest.approx(expected)


def test_a_place_that_reaches_the_standard_has_another_shape() -> None:
    rows = [layer["data"]["values"] for layer in DOTS.spec(Width.WIDE)["layer"] if "reaches" in str(layer)]
    assert {row["name"]: row["reaches"] for row in rows[0]} == {"Sheffield": "not met", "Rotherham": "met"}


def test_a_sparkline_says_in_words_what_it_shows_and_draws_gaps_as_gaps() -> None:
    picture = sparkline(points([0.5, None, 0.6, 0.7]), words='from "50%" to 70%', goal=0.85)
    root = ElementTree.fromstring(picture)
    assert root.get("aria-label") == 'from "50%" to 70%'
    assert len([element for element in root if element.tag.endswith("path")]) == 2
    assert "style=" not in picture


def test_a_sparkline_of_nothing_is_nothing() -> None:
    assert sparkline(points([None, None]), words="") == ""


@pytest.mark.slow
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_chart_from_ready_rows_costs_at_most_sixty_milliseconds_a_picture(chart: Chart) -> None:
    board = DrawingBoard()
    board.draw(BANDS)
    spent = []
    for turn in range(5):
        other = type(chart)(chart.title, f"{chart.sentence} {turn}", *list(_fields(chart))[2:])  # type: ignore[call-arg]
        start = time.process_time()
        board.draw(other)
        spent.append(time.process_time() - start)
    assert min(spent) <= 2 * 0.060


def _fields(chart: Chart) -> list[object]:
    return [getattr(chart, name) for name in type(chart).__dataclass_fields__]  # type: ignore[attr-defined]


def test_what_people_noted_stands_on_the_line_by_its_letter_and_below_it_in_words() -> None:
    noted = Annotation(month(3).replace(day=14), "Radio campaign")
    outside = Annotation(month(0).replace(year=month(0).year - 5), "Long before")
    line = MonthlyLine(LINE.title, LINE.sentence, LINE.points, GOALS, (noted, outside))
    drawn = DrawingBoard(None).draw(line)
    for svg in (drawn.wide, drawn.narrow):
        assert f"A (14 {noted.day:%B %Y}): Radio campaign" in svg
        assert "Long before" not in svg
    assert "Radio campaign" not in DrawingBoard(None).draw(LINE).wide
