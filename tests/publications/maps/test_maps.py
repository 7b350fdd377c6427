"""Maps are data until the last moment, say nothing that their table does not, and can be read without colour."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from clearway.publications.charts import Width, palette
from clearway.publications.maps import COMPARED, NO_VALUE, Choropleth, MapArea, MapClass, by_breaks, sequence
from clearway.publications.maps.labels import best_spot
from clearway.publications.maps.shades import BORDER, GROUND, HALO, HATCH, SEQUENCE, WORDS
from clearway.publications.maps.simplify import simplified
from clearway.publications.maps.view import outline
from clearway.publications.tables import Notes
from clearway.standards.places import Level, load_places

ON = date(2025, 3, 1)
ALLIANCE = "E56000025"
NOTES = Notes("What", "Who", "When", "1", "OGL")
OWN_NAMES = ["Barnsley", "Bassetlaw", "Doncaster", "Rotherham", "Sheffield"]
SVG = "{http://www.w3.org/2000/svg}"


def chart(
    level: Level,
    values: Mapping[str, float | None],
    *,
    view: str = "",
    title: str = "Early <stage> & more",
    link: str = "",
) -> Choropleth:
    names = {code: load_places().name(code) for code in values}
    words = {code: "none published" if value is None else f"{value:.0f}%" for code, value in values.items()}
    hrefs = {code: f"{link}{code}" for code in values} if link else {}
    legend = ["below 20%", "20% to below 40%", "40% to below 60%", "60% to below 80%", "80% or more"]
    areas, classes = by_breaks(values, [20, 40, 60, 80], names=names, words=words, class_words=legend, hrefs=hrefs)
    return Choropleth(
        "Early <stage> & more", "Some are higher than others.", level, ON, areas, classes, "Stage 1 or 2", view
    )


def spread(level: Level) -> dict[str, float | None]:
    """A value for each area of a level, all classes among them, and every tenth without one."""
    codes = [area.code for area in load_places().areas(level, ON)]
    return {code: None if place % 10 == 9 else float(place * 7 % 100) for place, code in enumerate(codes)}


def own_districts() -> dict[str, float | None]:
    parts = load_places().within(ALLIANCE, Level.DISTRICT, ON)
    return {part.code: 10.0 + 20 * place for place, part in enumerate(parts)}


DRAWN = {level.value: chart(level, spread(level), link="/places/") for level in Level if level is not Level.TOGETHER}
DRAWN["zoomed"] = chart(Level.DISTRICT, own_districts(), view=ALLIANCE)


@pytest.mark.parametrize(
    ("name", "width"),
    [*((name, Width.WIDE) for name in DRAWN), ("district", Width.NARROW), ("zoomed", Width.NARROW)],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_map_is_svg_with_name_and_description_and_nothing_the_content_policy_refuses(name: str, width: Width) -> None:
    picture = DRAWN[name].svg(width)
    root = ElementTree.fromstring(picture)
    told = [element.text for element in root if element.tag in (f"{SVG}title", f"{SVG}desc")]
    assert told == [DRAWN[name].title, DRAWN[name].sentence]
    assert root.get("role") == ("img" if name == "zoomed" else "group")
    assert "style=" not in picture
    assert "<style" not in picture
    assert "<script" not in picture
    assert not re.search(r"\son[a-z]+=", picture)
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")
    assert len(picture.encode()) < 150_000
    ids = re.findall(r'\bid="([^"]+)"', picture)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", picture)) <= set(ids)


def test_both_widths_of_a_map_have_ids_of_their_own() -> None:
    drawing = DRAWN["zoomed"].draw()
    ids = re.findall(r'\bid="([^"]+)"', drawing.wide + drawing.narrow)
    assert len(ids) == len(set(ids))
    assert ElementTree.fromstring(drawing.wide).get("width") == str(Width.WIDE.value)
    assert ElementTree.fromstring(drawing.narrow).get("width") == str(Width.NARROW.value)


def test_the_same_map_is_drawn_alike_twice() -> None:
    assert DRAWN["zoomed"].svg(Width.WIDE) == chart(Level.DISTRICT, own_districts(), view=ALLIANCE).svg(Width.WIDE)


def test_every_map_carries_the_words_about_its_borders() -> None:
    for one in DRAWN.values():
        words = " ".join(
            "".join(text.itertext()) for text in ElementTree.fromstring(one.svg(Width.NARROW)).iter(f"{SVG}text")
        )
        assert one.attribution in words
        assert "Contains OS data © Crown copyright and database right" in one.attribution


def test_each_district_of_an_alliance_is_named_with_its_value_inside_the_picture() -> None:
    root = ElementTree.fromstring(DRAWN["zoomed"].svg(Width.WIDE))
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"Barnsley", "Bassetlaw", "Doncaster", "Rotherham", "Sheffield", "10%", "30%", "50%", "70%", "90%"} <= set(
        words
    )
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "-1")) <= Width.WIDE.value
        assert 0 <= float(text.get("y", "-1")) <= float(root.get("height", "0"))


def test_an_alliance_fills_its_map_and_other_districts_are_ground() -> None:
    everywhere = chart(Level.DISTRICT, spread(Level.DISTRICT), view=ALLIANCE)
    root = ElementTree.fromstring(everywhere.svg(Width.WIDE))
    told = [title.text or "" for title in root.iter(f"{SVG}title")][1:]
    assert sorted(words.split(":")[0] for words in told) == [
        "Barnsley",
        "Bassetlaw",
        "Doncaster",
        "Rotherham",
        "Sheffield",
    ]


def test_an_area_seen_among_its_neighbours_keeps_them() -> None:
    around = chart(Level.DISTRICT, spread(Level.DISTRICT), view="E08000019")
    told = [title.text or "" for title in ElementTree.fromstring(around.svg(Width.WIDE)).iter(f"{SVG}title")][1:]
    assert {"Sheffield", "Rotherham", "Barnsley"} <= {words.split(":")[0] for words in told}


def test_london_is_drawn_again_on_a_map_of_the_country_and_not_on_one_of_a_place() -> None:
    assert ">London</text>" in DRAWN["district"].svg(Width.WIDE)
    assert ">London</text>" not in DRAWN["zoomed"].svg(Width.WIDE)
    assert ">London</text>" not in DRAWN["england"].svg(Width.NARROW)


def test_a_map_of_counties_has_the_unitary_authorities_beside_them() -> None:
    one = chart(Level.COUNTY, {"E08000018": 10.0, "E08000019": 20.0, "E10000024": 30.0}, view=ALLIANCE)
    told = [title.text or "" for title in ElementTree.fromstring(one.svg(Width.WIDE)).iter(f"{SVG}title")][1:]
    assert told == ["Rotherham: 10%", "Sheffield: 20%"]


def test_an_area_without_a_value_is_hatched_and_the_legend_says_so() -> None:
    values = {**own_districts(), "E08000019": None}
    root = ElementTree.fromstring(chart(Level.DISTRICT, values, view=ALLIANCE).svg(Width.WIDE))
    sheffield = next(path for path in root.iter(f"{SVG}path") if path.get("id", "").endswith("-E08000019"))
    assert (sheffield.get("fill") or "").endswith("pn)")
    assert sheffield[0].text == "Sheffield: none published"
    assert "No value" in {text.text for text in root.iter(f"{SVG}text")}
    assert "No value" not in DRAWN["zoomed"].svg(Width.WIDE)


def test_the_table_beside_a_map_has_every_area_its_words_and_its_class() -> None:
    table = DRAWN["zoomed"].table(NOTES)
    assert [row[1:] for row in table.rows][:2] == [
        ("Barnsley", "10%", "below 20%"),
        ("Bassetlaw", "30%", "20% to below 40%"),
    ]
    assert len(table.rows) == len(DRAWN["zoomed"].areas)
    assert ("Map", DRAWN["zoomed"].attribution) in table.notes.remarks


def test_codes_without_borders_stay_in_the_table_and_are_told() -> None:
    mixed = chart(Level.DISTRICT, {**own_districts(), "E07000026": 5.0, "E06999999": 6.0, "E08000039": 7.0})
    assert [area.code for area in mixed.without_borders] == ["E07000026", "E06999999"]
    assert len(mixed.table(NOTES).rows) == 8
    assert "-E08000019" in mixed.svg(Width.WIDE)


def test_a_map_of_nothing_that_has_borders_is_refused() -> None:
    with pytest.raises(ValueError, match="borders"):
        chart(Level.DISTRICT, {"E06999999": 6.0}).svg(Width.WIDE)


def test_areas_lead_to_their_pages_and_never_out_of_the_site() -> None:
    few = chart(Level.DISTRICT, own_districts(), view=ALLIANCE, link="/places/")
    links = list(ElementTree.fromstring(few.svg(Width.WIDE)).iter(f"{SVG}a"))
    assert [link.get("tabindex") for link in links] == [None] * 5
    assert {link.get("href") for link in links} == {f"/places/{code}" for code in own_districts()}
    assert all(link[0].text for link in links)
    for bad in ("https://example.org/", "javascript:alert(1)//", "//example.org/"):
        with pytest.raises(ValueError, match="this site"):
            chart(Level.DISTRICT, own_districts(), view=ALLIANCE, link=bad).svg(Width.WIDE)


def test_hundreds_of_linked_areas_are_no_tab_stops() -> None:
    links = ElementTree.fromstring(DRAWN["district"].svg(Width.WIDE)).iter(f"{SVG}a")
    assert {link.get("tabindex") for link in links} == {"-1"}


def test_hostile_names_stay_words() -> None:
    area = MapArea("E08000019", '"><script>alert(1)</script>', 1.0, "<b>&", 0)
    one = Choropleth("<t>", "<s>", Level.DISTRICT, ON, (area,), (MapClass("<c>", NO_VALUE),))
    assert "<script" not in one.svg(Width.WIDE)
    ElementTree.fromstring(one.svg(Width.WIDE))


def test_each_step_of_the_sequence_is_seen_in_black_and_white_and_has_its_own_texture() -> None:
    for lighter, darker in pairwise(SEQUENCE):
        assert palette.contrast(lighter, darker) >= 1.25
    for count in range(1, 6):
        shades = sequence(count)
        assert len({shade.texture for shade in shades}) == count
    with pytest.raises(ValueError, match="one to five"):
        sequence(6)


@pytest.mark.parametrize("shade", [*sequence(5), *COMPARED.values(), NO_VALUE], ids=lambda shade: shade.fill)
def test_the_border_of_every_shade_stands_out_three_to_one_from_its_fill(shade: object) -> None:
    edge = HALO if shade.is_dark else BORDER  # type: ignore[attr-defined]
    assert palette.contrast(edge, shade.fill) >= 3  # type: ignore[attr-defined]


def test_shades_of_comparison_have_textures_of_their_own_and_words_stand_out_from_their_halo() -> None:
    assert len({shade.texture for shade in COMPARED.values()}) == len(COMPARED)
    assert palette.contrast(WORDS, HALO) >= 4.5
    assert palette.contrast(HATCH, NO_VALUE.fill) >= 3
    assert palette.contrast(BORDER, GROUND) >= 3


def test_a_value_at_a_break_belongs_to_the_class_above() -> None:
    areas, classes = by_breaks(
        {"a": 20.0, "b": 19.9, "c": None, "d": float("nan")}, [20], names={}, words={}, class_words=["low", "high"]
    )
    assert [area.place for area in areas] == [1, 0, None, None]
    assert [one.words for one in classes] == ["low", "high"]


@pytest.mark.parametrize(("breaks", "count"), [([20, 10], 3), ([10, 20], 2), ([10, 10], 3)])
def test_breaks_that_make_no_classes_are_refused(breaks: list[float], count: int) -> None:
    with pytest.raises(ValueError, match="rising breaks"):
        by_breaks({}, breaks, names={}, words={}, class_words=["x"] * count)


def test_a_simplified_line_keeps_its_ends_and_what_lies_beyond_the_tolerance() -> None:
    line = np.array([[0, 0], [1, 0.1], [2, 0], [3, 5], [4, 0]], dtype=float)
    assert simplified(line, 0.5).tolist() == [[0, 0], [2, 0], [3, 5], [4, 0]]
    assert simplified(line, 100).tolist() == [[0, 0], [4, 0]]
    ring = np.array([[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], dtype=float)
    assert simplified(ring, 0.1).tolist() == ring.tolist()
    assert len(simplified(ring, 100)) == 3


def test_the_text_of_a_path_is_short_and_leads_back_to_its_points() -> None:
    ring = np.array([[100, 5], [95, 5], [95, -25], [100, 5]], dtype=float)
    assert outline([ring]) == "M10 .5l-.5 0 0-3z"


def test_words_go_where_the_least_width_is_largest() -> None:
    bottle = np.array(
        [[400, 0], [600, 0], [600, 500], [1000, 500], [1000, 1000], [0, 1000], [0, 500], [400, 500], [400, 0]]
    )
    spot = best_spot([bottle.astype(float)], 14)
    assert spot.across == pytest.approx(50)
    assert spot.down > 50
    assert spot.room == pytest.approx(100)
    assert best_spot([bottle], 200).room == 0
