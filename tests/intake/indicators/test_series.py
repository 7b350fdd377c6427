"""The table of series: strict, whole, and the page made from it."""

from pathlib import Path

import pytest

from clearway.intake.indicators import series as module
from clearway.intake.indicators.groups import age_of, ages_within, area_type_of, sex_of
from clearway.intake.indicators.series import LICENCE, UNITS, series_table
from clearway.intake.indicators.sources_page import page
from clearway.standards.errors import StandardsError

PAGE = Path(__file__).parents[3] / "docs" / "indicators-sources.md"
ONE = """groups:
  - {publisher: P, publication: Q, periodicity: yearly, series: [{key: a.b, title: T, unit: share}%s]}
"""


def table_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> object:
    path = tmp_path / "series.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "FILE", path)
    return series_table.__wrapped__()


def test_every_series_has_a_title_unit_publisher_and_licence_and_all_56_indices_have_a_score() -> None:
    table = series_table()
    assert all(one.title and one.publisher and one.publication and one.licence for one in table.values())
    assert {one.unit for one in table.values()} <= set(UNITS)
    values = {key.partition(".")[2] for key in table if key.startswith("health_index.")}
    scores = {key.partition(".")[2] for key in table if key.startswith("health_index_score.")}
    assert (len(values), scores) == (56, values)
    assert table["ndrs.incidence_count"].licence == LICENCE


def test_a_series_whose_unit_nobody_knows_is_kept_as_published() -> None:
    for one in series_table().values():
        assert (one.definition == "missing") == (one.unit == "as_published")


def test_the_shared_caveats_of_a_publication_stand_with_each_of_its_series() -> None:
    caveats = series_table()["ndrs.mortality_crude"].caveats
    assert any("skin cancers other than melanoma" in caveat for caveat in caveats)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (", {key: a.b, title: T, unit: share}", "a.b stands twice"),
        (", {key: a.c, title: T, unit: percent}", "percent"),
        (", {key: a.c, title: T}", "missing key"),
        (", {key: a.c, title: T, unit: share, polarity: high}", "unknown key"),
    ],
)
def test_a_table_that_cannot_stand_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, words: str
) -> None:
    assert table_of(tmp_path, monkeypatch, ONE % "")
    with pytest.raises(StandardsError, match=words):
        table_of(tmp_path, monkeypatch, ONE % more)


def test_the_page_of_sources_is_the_one_that_the_table_makes() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(written), "run: python -m clearway.intake.indicators.sources_page"


def test_the_page_names_every_series() -> None:
    made = page("")
    assert [key for key in series_table() if f"`{key}`" not in made] == []


@pytest.mark.parametrize(
    ("words", "age", "within"),
    [
        ("20 to 24", "20-24", (20, 24)),
        ("20-24", "20-24", (20, 24)),
        ("90 and over", "90+", (90, None)),
        ("90+", "90+", (90, None)),
        ("All ages", "ALL", (0, None)),
        ("<1", "0", (0, 0)),
        ("47", "47", (47, 47)),
        ("24 to 20", None, None),
        ("131", None, None),
        ("adults", None, None),
        ("", None, None),
    ],
)
def test_an_age_group_is_written_in_one_way(words: str, age: str | None, within: tuple[int, int | None] | None) -> None:
    assert age_of(words) == age
    assert within is None or ages_within(age or "") == within


def test_a_sex_is_written_in_one_way() -> None:
    assert [sex_of(words) for words in ("females", "Male", "PERSONS", "", "X")] == ["Female", "Male", "ALL", None, None]


def test_the_kind_of_a_place_is_told_from_its_code() -> None:
    codes = ("E92000001", "E12000003", "E54000061", "E10000003", "E09000007", "E56000025", "W92000004", "RFF", "E0600")
    kinds = ["england", "region", "icb", "county", "district", "alliance", None, None, None]
    assert [area_type_of(code) for code in codes] == kinds
