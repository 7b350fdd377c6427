"""A made-up country of four pieces: memberships, deprivation, residents and borders, worked out by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from clearway.standards import Trust
from clearway.standards.organisations import load_organisations
from clearway.standards.organisations.entries import Icb, SubIcb
from clearway.standards.organisations.reference import Organisations
from clearway.standards.places import boundaries, deprivation, populations
from clearway.standards.places.area import Area, ChangeKind, CodeChange, Level
from clearway.standards.places.boundaries import Borders, borders_of
from clearway.standards.places.deprivation import deprivation_groups, deprivation_of
from clearway.standards.places.pieces import LAST_AGE, Pieces
from clearway.standards.places.populations import in_bands, population_of
from clearway.standards.places.reference import ENGLAND, NO_AREA, Places

MERGED, SPLIT, NOW = date(2021, 4, 1), date(2019, 4, 1), date(2024, 1, 1)
OLD, FIRST, SECOND, CITY = "E07000901", "E07000902", "E07000903", "E06000904"
"""A former district, the one it merged into, its neighbour in the county, and a city that left another county."""
COUNTY, FORMER_COUNTY, REGION = "E10000901", "E10000902", "E12000901"


def area(code: str, level: Level, parent: str = "", authority: str = "", ods: str = "", **days: date) -> Area:
    return Area(code, f"Name of {code}", level, ods, parent, authority, **days)


def change(old: str, new: str, on: date, kind: ChangeKind) -> CodeChange:
    return CodeChange(old, new, on, kind, Trust.VERIFIED, "")


AREAS = (
    area(ENGLAND, Level.ENGLAND),
    area(REGION, Level.REGION),
    area(COUNTY, Level.COUNTY, REGION, "E47000902"),
    area(FORMER_COUNTY, Level.COUNTY, REGION, applies_to=date(2019, 3, 31)),
    area(OLD, Level.DISTRICT, COUNTY, applies_to=date(2021, 3, 31)),
    area(FIRST, Level.DISTRICT, COUNTY),
    area(SECOND, Level.DISTRICT, COUNTY),
    area(CITY, Level.DISTRICT, REGION, "E47000901"),
    area("E38000901", Level.SUB_ICB, ods="01A"),
    area("E38000902", Level.SUB_ICB, ods="01B"),
    area("E54000901", Level.ICB, ods="QA", applies_from=date(2022, 7, 1)),
)
CHANGES = (
    change(OLD, FIRST, MERGED, ChangeKind.MERGED),
    change(FORMER_COUNTY, CITY, SPLIT, ChangeKind.SPLIT),
    change("E06000900", CITY, NOW, ChangeKind.RECODED),
)
BY_TENTH = np.zeros((4, 10))
BY_TENTH[:, 0], BY_TENTH[:, 1], BY_TENTH[:, 9] = [100, 0, 40, 0], [0, 60, 0, 50], [0, 0, 120, 150]
BY_AGE = np.zeros((4, LAST_AGE + 1))
BY_AGE[:, 0], BY_AGE[:, 50], BY_AGE[:, LAST_AGE] = [25, 15, 0, 0], [75, 45, 100, 120], [0, 0, 60, 80]
PIECES = Pieces(
    former_district=np.array([OLD, "", "", ""]),
    district=np.array([FIRST, FIRST, SECOND, CITY]),
    sub_icb=np.array(["01A", "01A", "01B", "01B"]),
    people=np.array([100.0, 60, 160, 200]),
    neighbourhoods=np.ones(4),
    rank_times_people=np.array([100.0, 60, 160, 200]) * np.array([10, 20, 30, 5]),
    rural_people=np.zeros(4),
    by_tenth=BY_TENTH,
    by_age=BY_AGE,
)
TABLES = replace(
    load_organisations()._tables,
    icbs={"QA": Icb("QA", "Board", "", "E54000901", "", date(2022, 7, 1))},
    sub_icbs={code: SubIcb(code, code, code, "", "", "QA") for code in ("01A", "01B")},
    commissioner_placements=(),
)
PLACES = Places(AREAS, CHANGES, PIECES, Organisations(TABLES, ()))


def labels(level: Level, on: date) -> list[str]:
    return PLACES.labels(level, on).tolist()


def test_a_merged_district_is_itself_until_the_day_before() -> None:
    assert labels(Level.DISTRICT, date(2021, 3, 31)) == [OLD, FIRST, SECOND, CITY]
    assert labels(Level.DISTRICT, MERGED) == [FIRST, FIRST, SECOND, CITY]


def test_what_stands_above_a_district_is_that_of_the_day() -> None:
    assert labels(Level.COUNTY, NOW) == [COUNTY, COUNTY, COUNTY, NO_AREA]
    assert labels(Level.COUNTY, date(2019, 3, 31)) == [COUNTY, COUNTY, COUNTY, FORMER_COUNTY]
    assert labels(Level.REGION, NOW) == [REGION] * 4
    assert labels(Level.ENGLAND, NOW) == [ENGLAND] * 4
    assert labels(Level.COMBINED_AUTHORITY, NOW) == ["E47000902"] * 3 + ["E47000901"]


def test_an_area_exists_on_its_first_and_its_last_day() -> None:
    assert PLACES.find(OLD).is_current(date(2021, 3, 31))
    assert not PLACES.find(OLD).is_current(MERGED)
    assert PLACES.find("QA").is_current(date(2022, 7, 1))
    assert not PLACES.find("QA").is_current(date(2022, 6, 30))
    assert PLACES.find("") is None


def test_an_area_of_former_days_is_the_ground_that_it_was() -> None:
    held = PLACES.membership([OLD, FORMER_COUNTY, "E06000900", "nobody"], NOW)
    assert held.tolist() == [
        [True, False, False, False],
        [False, False, False, True],
        [False, False, False, True],
        [False, False, False, False],
    ]


def shares(found) -> list[tuple[str, float, int]]:
    return [(part.code, round(part.share, 4), part.people) for part in found]


def test_areas_lie_within_another_when_more_than_half_of_their_people_do() -> None:
    assert shares(PLACES.within("01A", Level.DISTRICT, NOW)) == [(FIRST, 1.0, 160)]
    assert PLACES.within("01A", Level.COUNTY, NOW) == (), "exactly half is not most"
    assert shares(PLACES.within(CITY, Level.SUB_ICB, NOW)) == [("E38000902", 0.5556, 200)]
    assert shares(PLACES.within(COUNTY, Level.SUB_ICB, NOW)) == [("E38000901", 1.0, 160)]
    assert PLACES.within("nobody", Level.SUB_ICB, NOW) == ()


def test_the_people_of_an_area_live_in_its_parts_and_in_what_took_over_from_it() -> None:
    assert shares(PLACES.parts("01B", Level.DISTRICT, NOW)) == [(CITY, 0.5556, 200), (SECOND, 0.4444, 160)]
    assert shares(PLACES.successors(OLD, NOW)) == [(FIRST, 1.0, 100)]
    assert shares(PLACES.successors(FORMER_COUNTY, NOW)) == [(CITY, 1.0, 200)]
    assert shares(PLACES.successors(FIRST, NOW)) == [(FIRST, 1.0, 160)]
    assert PLACES.best_fit("01B", Level.DISTRICT, NOW).code == CITY


@pytest.fixture
def _scores(monkeypatch) -> None:
    monkeypatch.setattr(deprivation, "_district_scores", lambda: {FIRST: 40.0, SECOND: 10.0, CITY: 20.0})


@pytest.mark.usefixtures("_scores")
def test_deprivation_is_that_of_the_people() -> None:
    told = deprivation_of([FIRST, COUNTY, "01B", "E38000901", OLD, "nobody"], NOW, PLACES)
    np.testing.assert_allclose(told.people, [160, 320, 360, 160, 100, np.nan])
    np.testing.assert_allclose(told.average_rank, [13.75, 21.875, 5_800 / 360, 13.75, 10, np.nan])
    np.testing.assert_allclose(told.average_score, [40, 25, (1600 + 4000) / 360, 40, np.nan, np.nan])
    assert told.score_basis.tolist() == [
        *(deprivation.AS_PUBLISHED, deprivation.ADDED_UP, deprivation.ADDED_UP, deprivation.ADDED_UP),
        *(deprivation.NO_SCORE, ""),
    ]
    np.testing.assert_allclose(told.share_by_fifth[2], [90 / 360, 0, 0, 0, 270 / 360])
    np.testing.assert_allclose(told.share_by_tenth[2, [0, 1, 9]], [40 / 360, 50 / 360, 270 / 360])


@pytest.mark.usefixtures("_scores")
def test_groups_go_by_score_and_where_one_has_none_by_rank() -> None:
    assert deprivation_groups([SECOND, CITY, FIRST], NOW, groups=3, places=PLACES).tolist() == [3, 2, 1]
    assert deprivation_groups(["nobody", FIRST], NOW, groups=3, places=PLACES).tolist() == [0, 1]
    by_rank = deprivation_groups([OLD, FIRST, SECOND, CITY], date(2020, 1, 1), groups=4, places=PLACES)
    assert by_rank.tolist() == [2, 3, 4, 1]
    within = deprivation_groups([FIRST, SECOND, CITY], NOW, groups=2, within="01B", places=PLACES)
    assert within.tolist() == [0, 2, 1]


def test_a_practice_has_a_rank_and_a_tenth_of_its_own(monkeypatch) -> None:
    monkeypatch.setattr(deprivation, "_practices", lambda: {"A81001": (500.0, 1.0)})
    told = deprivation.practice_deprivation([" a81001 ", "nobody"])
    np.testing.assert_array_equal(told.rank, [500, np.nan])
    np.testing.assert_array_equal(told.tenth, [1, np.nan])


def test_residents_of_2023_are_those_of_the_district_in_the_shares_of_2020(monkeypatch) -> None:
    later = np.zeros(LAST_AGE + 1)
    later[0], later[50], later[60] = 80, 240, 16
    monkeypatch.setattr(populations, "_mid_2023", lambda: {FIRST: later})
    found = population_of([OLD, FIRST], 2023, NOW, PLACES)
    assert found.people[0, [0, 50, 60]].tolist() == [50, 150, 10]
    assert found.people[1, [0, 50, 60]].tolist() == [80, 240, 16]
    assert found.basis.tolist() == [populations.APPORTIONED, populations.COUNTED]
    before = population_of([FIRST], 2023, date(2020, 1, 1), PLACES)
    assert before.people[0, [0, 50, 60]].tolist() == [80, 240, 16], "districts of 2023, whatever the day"


def test_ages_are_added_up_from_each_start_to_the_next() -> None:
    ages = np.arange(LAST_AGE + 1, dtype=float)
    assert in_bands(ages, [0, 1, 4]).tolist() == [0, 6, sum(range(4, LAST_AGE + 1))]
    assert in_bands(ages, [LAST_AGE]).tolist() == [LAST_AGE]
    for starts in ([], [1, 1], [2, 1], [-1], [LAST_AGE + 1]):
        with pytest.raises(ValueError, match="Bands of age"):
            in_bands(ages, starts)


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, dtype=float) * 1000


SQUARES = Borders(
    arcs=(
        line((1, 0), (1, 1)),
        line((1, 1), (0, 1), (0, 0), (1, 0)),
        line((1, 0), (2, 0), (2, 1), (1, 1)),
        line((5, 5), (6, 5), (6, 7), (5, 7), (5, 5)),
    ),
    areas={FIRST: ((0, 1),), SECOND: ((2, ~0),), CITY: ((3,),)},
    published="May 2024",
    attribution="made up",
)
"""Two squares of a kilometre side by side, and a city of two square kilometres apart from them."""


@pytest.fixture
def _squares(monkeypatch) -> None:
    monkeypatch.setattr(boundaries, "_layers", lambda: {Level.DISTRICT: SQUARES, Level.SUB_ICB: SQUARES})


@pytest.mark.usefixtures("_squares")
def test_neighbours_are_joined_along_the_border_they_share() -> None:
    counties = borders_of(Level.COUNTY, NOW, PLACES)
    assert set(counties.areas) == {COUNTY, CITY}, "a city without a county stands for itself"
    (ring,) = counties.areas[COUNTY]
    assert sorted(ring) == [1, 2]
    assert counties.square_kilometres(COUNTY) == pytest.approx(2)
    assert counties.square_kilometres(CITY) == pytest.approx(2)
    regions = borders_of(Level.REGION, NOW, PLACES)
    assert len(regions.areas[REGION]) == 2
    assert regions.square_kilometres(REGION) == pytest.approx(4)


@pytest.mark.usefixtures("_squares")
def test_districts_are_told_as_they_are() -> None:
    districts = borders_of(Level.DISTRICT, NOW, PLACES)
    assert districts.square_kilometres(FIRST) == pytest.approx(1)
    ring = districts.points(districts.areas[SECOND][0])
    assert ring.tolist() == [[1000, 0], [2000, 0], [2000, 1000], [1000, 1000], [1000, 0]]
    with pytest.raises(ValueError, match="published together"):
        borders_of(Level.TOGETHER, NOW, PLACES)


def test_a_kept_layer_is_read_as_steps_from_point_to_point() -> None:
    kept = {
        "metres_a_step": 10,
        "published": "May 2024",
        "arcs": [[100, 200, 5, 0, 0, -7]],
        "areas": {FIRST: [[0], [-1]]},
    }
    layer = boundaries._layer(kept)
    assert layer.arcs[0].tolist() == [[1000, 2000], [1050, 2000], [1050, 1930]]
    assert layer.areas == {FIRST: ((0,), (-1,))}
    assert layer.published == "May 2024"
    assert layer.attribution.endswith("and database right 2024.")
