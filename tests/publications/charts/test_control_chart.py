"""Control charts and their icons say everything twice: by shape or letter, and by colour."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from clearway.publications.charts import (
    Annotation,
    ControlChartPicture,
    ControlPoint,
    DrawingBoard,
    Width,
    assurance_icon,
    palette,
    variation_icon,
)
from clearway.publications.charts.control_chart import SIGNS
from clearway.stats.spc import Assurance, Variation

KINDS = [kind for kind in Variation if kind is not Variation.NOT_KNOWN]


def point(place: int, value: float | None = 0.6, **changed: Any) -> ControlPoint:
    day = date(2024 + place // 12, place % 12 + 1, 1)
    told: dict[str, Any] = {"mean": 0.6, "lower": 0.4, "upper": 1.2, "kind": KINDS[place % len(KINDS)], **changed}
    return ControlPoint(day, value, **told)


CHART = ControlChartPicture(
    "62 days",
    "One month of three was <out>.",
    (*(point(place, target=0.7) for place in range(8)), point(8, None), *(point(place, phase=1) for place in (9, 10))),
    "XmR, screened moving ranges.",
    (Annotation(date(2024, 10, 1), "New clinic & new limits, decided by A. Manager after the review of September."),),
    is_share=True,
    unit="within 62 days",
)


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return next(layer["data"]["values"] for layer in spec["layer"] if "mean" in layer["data"]["values"][0])


def test_no_two_kinds_of_points_differ_in_colour_alone() -> None:
    looks = [(sign.shape, sign.is_filled) for kind, sign in SIGNS.items()]
    assert len(set(looks)) == len(SIGNS) == len(Variation)


@pytest.mark.parametrize("width", Width)
def test_a_control_chart_is_drawn_with_its_notes_and_settings(width: Width) -> None:
    drawing = DrawingBoard().draw(CHART)
    assert drawing.notice == ""
    picture = drawing.wide if width is Width.WIDE else drawing.narrow
    words = " ".join(ElementTree.fromstring(picture).itertext())
    assert "A (1 October 2024): New clinic & new limits" in words
    assert "XmR, screened" in words
    assert "concern, high" in words
    assert "target" in words
    known = {value for value in vars(palette).values() if isinstance(value, str) and value.startswith("#")}
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", picture.lower())) <= known | {"#000000"}


def test_a_drawn_limit_of_a_share_stays_within_nought_and_one() -> None:
    assert {row["upper"] for row in rows_of(CHART.spec(Width.WIDE))} == {1.0}
    plain = ControlChartPicture(CHART.title, "", CHART.points, "")
    assert {row["upper"] for row in rows_of(plain.spec(Width.WIDE))} == {1.2}


def test_no_line_bridges_a_gap_or_a_new_phase() -> None:
    rows = rows_of(CHART.spec(Width.WIDE))
    assert len({row["run"] for row in rows}) == 2
    rebased = ControlChartPicture("", "", tuple(point(place, phase=place // 4) for place in range(8)), "")
    assert [row["run"] for row in rows_of(rebased.spec(Width.WIDE))] == ["2024-01-01"] * 4 + ["2024-05-01"] * 4


def test_only_kinds_that_occur_stand_in_the_key() -> None:
    calm = ControlChartPicture("", "", tuple(point(place, kind=Variation.COMMON_CAUSE) for place in range(4)), "")
    shapes = [layer["encoding"]["shape"] for layer in calm.spec(Width.WIDE)["layer"] if "shape" in layer["encoding"]]
    assert shapes[0]["scale"]["domain"] == ["common cause"]


def test_notes_are_folded_for_a_telephone() -> None:
    lines = CHART.spec(Width.NARROW)["title"]["text"]
    assert len(lines) > len(CHART.spec(Width.WIDE)["title"]["text"])
    assert max(len(line) for line in lines) <= 44


def test_a_chart_without_any_point_is_still_a_picture() -> None:
    assert DrawingBoard().draw(ControlChartPicture("none", "", (point(0, None),), "")).wide.startswith("<svg")


@pytest.mark.parametrize("kind", [*Variation, *Assurance])
def test_an_icon_says_its_words_and_carries_a_letter_of_its_own(kind: Variation | Assurance) -> None:
    picture = variation_icon(kind) if isinstance(kind, Variation) else assurance_icon(kind)
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert root.get("aria-label") == kind.words
    assert "style=" not in picture
    for colour in set(re.findall(r"#[0-9a-f]{6}", picture)) - {palette.BACKGROUND}:
        assert palette.contrast(colour, palette.BACKGROUND) >= 3
    letters = "".join(root.itertext())
    assert letters == {"high": "H", "low": "L", "pass": "P", "fail": "F", "inconsistent": "?", "known": "–"}.get(
        str(kind).rpartition("_")[2], ""
    )


def test_icons_differ_when_all_colours_are_one() -> None:
    pictures = [variation_icon(kind) for kind in Variation] + [assurance_icon(kind) for kind in Assurance]
    grey = {re.sub(r"#[0-9a-f]{6}", lambda c: c[0] if c[0] == "#ffffff" else "#000000", one) for one in pictures}
    assert len({re.sub(r'aria-label="[^"]*"', "", one) for one in grey}) == 12
