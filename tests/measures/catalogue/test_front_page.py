"""The first page: ten rows that a person reads in a minute, and a reason for what is not there."""

from pathlib import Path

import pytest

from clearway.measures.catalogue import load_catalogue
from clearway.measures.catalogue.front_page import read_front_page
from clearway.standards import StandardsError

CATALOGUE = load_catalogue()
ROW = "  - {{measure: {}, heading: A heading, why: A reason}}\n"


def page(folder: Path, *measures: str, left_out: str = "{}") -> Path:
    path = folder / "front_page.yaml"
    path.write_text("rows:\n" + "".join(map(ROW.format, measures)) + f"left_out: {left_out}\n", encoding="utf-8")
    return path


def test_there_are_ten_rows_and_their_words_are_read_in_a_minute() -> None:
    rows = CATALOGUE.front_page.rows
    assert len(rows) == 10
    assert sum(len(f"{one.heading} {one.why}".split()) for one in rows) < 200


def test_every_measure_of_the_old_dashboard_is_on_the_page_or_left_out_with_a_reason() -> None:
    shown = {one.measure for one in CATALOGUE.front_page.rows}
    dashboard = {one.id for one in CATALOGUE if one.in_dashboard}
    assert dashboard - shown - set(CATALOGUE.front_page.left_out) == set()


def test_the_page_serves_ambitions_of_the_country_not_of_one_alliance() -> None:
    for row in CATALOGUE.front_page.rows:
        assert any(one.startswith(("A-", "CWT-2029", "NCP-2035")) for one in CATALOGUE[row.measure].serves)


def test_an_unknown_measure_on_the_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardsError, match="'CWT-99' is no measure"):
        read_front_page(page(tmp_path, "CWT-99"), tmp_path, CATALOGUE.measures)


def test_a_measure_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardsError, match="'CWT-62D' is named twice"):
        read_front_page(page(tmp_path, "CWT-62D", left_out="{CWT-62D: why}"), tmp_path, CATALOGUE.measures)


def test_an_eleventh_row_is_refused(tmp_path: Path) -> None:
    eleven = list(CATALOGUE.measures)[:11]
    with pytest.raises(StandardsError, match="11 rows cannot be read in a minute"):
        read_front_page(page(tmp_path, *eleven), tmp_path, CATALOGUE.measures)
