"""The funnel chart: everybody in it, flagged by shape as well as hue, named where there is room, described in words."""

import re

import numpy as np
import pytest

from clearway.publications.charts import DrawingBoard, Width, palette
from clearway.publications.charts.funnel import SHAPES, FunnelChart, funnel_chart
from clearway.publications.charts.names import MARK, spots
from clearway.stats.funnel import (
    EXPECTED,
    PROPORTION,
    SHMI,
    curves,
    overdispersion,
    proportion_funnel,
    rate_funnel,
    ratio_funnel,
)
from clearway.stats.funnel.category import HIGH_INNER, HIGH_OUTER, LOW_INNER, LOW_OUTER, NOT_APPLICABLE

random = np.random.default_rng(5)
PEOPLE = random.integers(60, 900, 22)
WITHIN = random.binomial(PEOPLE, 1 / (1 + np.exp(-random.normal(0.7, 0.28, 22))))
NAMES = [f"Trust {chr(65 + place)} Hospitals" for place in range(22)]
SHORT = [name[:7] for name in NAMES]
FUNNEL = proportion_funnel(WITHIN, PEOPLE)
WIDER = overdispersion(WITHIN, PEOPLE, PROPORTION)


def chart(wider: bool = True) -> FunnelChart:
    return funnel_chart(
        "62-day share by trust",
        NAMES,
        FUNNEL,
        units="trusts",
        size_title="people treated",
        wider=WIDER if wider else None,
        short_names=SHORT,
    )


def test_each_place_has_a_shape_and_fill_of_its_own_beside_its_hue() -> None:
    assert len({(shape, fill) for shape, fill, _ in SHAPES.values()}) == 5
    for place in (HIGH_OUTER, HIGH_INNER):
        assert SHAPES[place][0] == "triangle-up"
    for place in (LOW_OUTER, LOW_INNER):
        assert SHAPES[place][0] == "triangle-down"
    assert all(palette.contrast(edge, palette.BACKGROUND) >= 3 for _, _, edge in SHAPES.values())


@pytest.mark.parametrize("width", list(Width))
def test_every_unit_is_drawn_and_flagged_ones_carry_their_names(width: Width) -> None:
    layers = chart().spec(width)["layer"]
    units = next(layer for layer in layers if layer["mark"]["type"] == "point")
    assert len(units["data"]["values"]) == 22
    named = {layer["mark"]["text"] for layer in layers if layer["mark"]["type"] == "text"}
    assert named & set(NAMES if width is Width.WIDE else SHORT)


def test_the_sentence_names_who_lies_outside_and_how_many_would_by_chance() -> None:
    sentence = chart().sentence
    assert sentence.startswith("Of 22 trusts, 2 lie above the 99.8% limit (Trust D Hospitals, Trust N Hospitals)")
    assert "By chance alone about 1 would lie outside the 95% limits." in sentence
    assert "outside the wider 99.8% limits that allow for it: 0." in sentence
    assert "wider" not in chart(wider=False).sentence


def test_when_all_lie_within_nobody_is_named() -> None:
    alike = proportion_funnel([50, 51, 49], [100, 100, 100])
    found = funnel_chart("Shares", ["a", "b", "c"], alike, units="places", size_title="people")
    assert "none lies outside the 95% limits" in found.sentence


def test_wider_limits_stand_beside_the_plain_ones_and_not_in_their_place() -> None:
    with_wider, without = chart().spec(Width.WIDE)["layer"], chart(wider=False).spec(Width.WIDE)["layer"]
    lines = [layer for layer in with_wider if layer["mark"]["type"] == "line"]
    assert len(lines) == 8
    assert len([layer for layer in without if layer["mark"]["type"] == "line"]) == 4


def test_the_picture_uses_the_palette_and_has_a_name_and_a_description() -> None:
    drawing = DrawingBoard().draw(chart())
    assert drawing.notice == ""
    known = {value for value in vars(palette).values() if isinstance(value, str) and value.startswith("#")}
    for picture in (drawing.wide, drawing.narrow):
        assert set(re.findall(r"#[0-9a-fA-F]{6}\b", picture.lower())) <= known | {"#000000"}
        assert "<desc" in picture
        assert "Trust D" in picture


def test_units_without_a_place_are_left_out_of_the_picture() -> None:
    events = rate_funnel([400, 380, 9], [200_000, 200_000, 9_000], standardised=True)
    assert events.category[2] == NOT_APPLICABLE
    found = funnel_chart("Rates", ["a", "b", "c"], events, units="places", size_title="events", per_cent=False)
    assert [point.name for point in found.points] == ["a", "b"]
    assert DrawingBoard().draw(found).notice == ""


def test_ratios_are_drawn_along_expected_events_with_wider_limits() -> None:
    expected = PEOPLE * 0.1
    observed = random.poisson(expected * random.gamma(6, 1 / 6, 22))
    funnel = ratio_funnel(observed, expected, by=EXPECTED)
    found = curves(funnel, overdispersion(observed, expected, SHMI))
    assert found.wider_outer is not None
    assert np.all(found.wider_outer.upper > found.outer.upper)
    with pytest.raises(ValueError, match="not along observed events"):
        curves(ratio_funnel(observed, expected), overdispersion(observed, expected, SHMI))


def test_names_never_cover_each_other_or_a_mark() -> None:
    places = [(100.0, 100.0), (104.0, 104.0), (300.0, 50.0), (395.0, 50.0)]
    found = spots(["A long name"] * 4, places, places, 400)
    assert found[0] is not None
    assert found[2] is not None
    assert found[3] is None or found[3].align != "left"
    assert MARK < 10
