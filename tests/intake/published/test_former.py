"""Tables of the standards until September 2023: known by their title, by care setting, held to their totals."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.published.former_table import NAME, TITLES, rows, save
from tests.shared import shared_path

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.measures.question import FORMER
from clearway.records.findings import Refused

OLD = "data/cwt/provider_2015_17"
HARMLESS = {"RELEASE_NOT_STATED"}


def read(
    tmp_path: Path, change: Callable[[list[list[str]]], object] = lambda lines: None, name: str = NAME, **how: str
) -> Reading:
    """The reading of a small table after a change to its rows."""
    lines = rows(**how)
    change(lines)
    return read_here(save(tmp_path, lines, name))


def found(reading: Reading) -> set[str]:
    """The ids of what a reader found, without the release that no such file states."""
    return {finding.id for finding in reading.findings} - HARMLESS


@pytest.mark.parametrize("standard", sorted(TITLES))
def test_a_table_is_known_by_its_title_and_not_by_its_file_name(tmp_path: Path, standard: str) -> None:
    reading = read(tmp_path, name="anything.csv", standard=standard)
    assert reading.reader == "published_former_tables"
    assert set(reading.tables["figures"]["standard"].to_pylist()) == {standard}
    assert found(reading) == set()
    assert reading.facts["table"] == standard


def test_care_settings_stand_where_newer_tables_print_the_route_and_halves_stay(tmp_path: Path) -> None:
    figures = read(tmp_path).tables["figures"].to_pylist()
    one = next(row for row in figures if (row["org_code"], row["stage_route"]) == ("RAA", "ADMITTED"))
    assert (one["total"], one["within"], one["breaches"]) == (Decimal("2.5"), Decimal("2.0"), Decimal("0.5"))
    assert one["band_edges"] == "31 38 48 62 76 90 104 +"
    assert {row["stage_route"] for row in figures} == {"ADMITTED", "NON-ADMITTED", "ALL CARE"}


def test_independent_providers_of_one_name_are_told_apart_by_their_codes(tmp_path: Path) -> None:
    figures = read(tmp_path).tables["figures"].to_pylist()
    assert {row["org_code"] for row in figures if row["org_name"] == "INDEPENDENT ORGANISATION"} == {"NV1", "NV2"}


@pytest.mark.parametrize(
    "period", ["PERIOD: September 2016", "Sep-16", "42614", "PERIOD: SEP 2016/17", "PERIOD: SEPTEMBER 2016"]
)
def test_every_known_kind_of_period_line_is_read(tmp_path: Path, period: str) -> None:
    reading = read(tmp_path, name="table.csv", period=period)
    assert reading.facts["month"] == "2016-09"
    assert found(reading) == set()


def test_an_empty_period_line_takes_the_month_of_the_file_name_and_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, period="")
    assert reading.facts["month"] == "2016-09"
    assert found(reading) == {"MONTH_FROM_FILE_NAME"}


def test_an_empty_period_line_takes_the_declared_month_first(tmp_path: Path) -> None:
    path = save(tmp_path, rows(period=""), "table.csv")
    reading = read_here(path, Declared(month="2016-09"))
    assert found(reading) == {"MONTH_DECLARED"}
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "MONTH_MISSING"
    with pytest.raises(Refused) as caught:
        read_here(save(tmp_path, rows(period="")), Declared(month="2016-10"))
    assert caught.value.code == "MONTH_DIFFERS"


@pytest.mark.parametrize("period", ["PERIOD: Q2 2016/17", "PERIOD: 2016/17", "PERIOD: soon", "Q2 2016/17"])
def test_a_quarter_or_a_year_is_never_taken_for_a_month(tmp_path: Path, period: str) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, period=period)
    assert caught.value.code == "PERIOD_NOT_A_MONTH"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ((10, 6), {"TOTAL_NOT_PARTS"}),
        ((10, 10), {"BANDS_NOT_TOTAL"}),
        ((14, 5), {"TOTAL_NOT_SUM"}),
        ((10, 8), {"PERCENTAGE_NOT_SHARE"}),
    ],
)
def test_a_number_that_was_changed_is_noticed(tmp_path: Path, cell: tuple[int, int], expected: set[str]) -> None:
    def change(lines: list[list[str]]) -> None:
        lines[cell[0]][cell[1]] = "99%" if cell[1] == 8 else "77"

    assert expected <= found(read(tmp_path, change))


def test_all_care_that_is_not_admitted_and_non_admitted_together_is_named(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        for row in lines:
            if row[3] == "ALL CARE":
                row[5:8] = [str(float(value) * 2) for value in row[5:8]]
                row[10:] = [str(float(value) * 2) for value in row[10:]]

    assert found(read(tmp_path, change)) == {"SPLIT_NOT_WHOLE"}


def test_a_percentage_without_its_heading_is_known_by_its_values(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        for row in lines:
            if row[5] == "TOTAL":
                row[8] = "#VALUE!"

    assert found(read(tmp_path, change)) == set()


def test_figures_under_no_heading_and_under_a_new_one_are_named(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        for row in lines:
            row += ["", "MEDIAN WAIT"] if row[5] == "TOTAL" else ["7", "41"] if row[3] else ["", ""]

    reading = read(tmp_path, change)
    assert found(reading) == {"COLUMN_UNNAMED", "COLUMN_UNKNOWN"}
    assert any("MEDIAN WAIT" in one.message and "figures" in one.message for one in reading.findings)


def test_footnotes_and_notes_below_are_no_figures(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        width = len(lines[0])
        lines.append(["(1) - ODS CODE is the unique code", *[""] * (width - 1)])
        lines.append(["", "Data Quality", *[""] * (width - 2)])

    assert found(read(tmp_path, change)) == set()


def test_a_missing_part_and_a_missing_england_row_are_named(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        second, third = (next(at for at, row in enumerate(lines) if row[0].startswith(f"PART {name}")) for name in "BC")
        del lines[second:third]
        del lines[14]

    assert {"PART_MISSING", "ENGLAND_ROW_MISSING"} <= found(read(tmp_path, change))


def test_rows_on_another_treatment_than_the_title_refuse_the_file(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        lines[10][4] = "SURGERY"

    with pytest.raises(Refused) as caught:
        read(tmp_path, change, standard="31_sub_radio")
    assert caught.value.code == "TREATMENT_DIFFERS"


def test_a_table_whose_title_nobody_knows_is_refused_with_the_titles_that_are_known(tmp_path: Path) -> None:
    def change(lines: list[list[str]]) -> None:
        lines[0][0] = "18-WEEK WAIT FOR TEA"

    with pytest.raises(Refused, match="18-WEEK WAIT FOR TEA") as caught:
        read(tmp_path, change)
    assert caught.value.code == "TABLE_UNKNOWN"
    assert "62 days from screening" in caught.value.mend


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(above=st.integers(0, 6), spacer=st.integers(0, 18), order=st.permutations(range(5)))
def test_headings_are_found_wherever_they_stand(tmp_path: Path, above: int, spacer: int, order: list[int]) -> None:
    lines = rows()
    labels = [[row[1:6][place] for place in order] if row[5] else row[1:6] for row in lines]
    moved = [[row[0], *label, *row[6:]] for row, label in zip(lines, labels, strict=True)]
    spaced = [[*row[:spacer], "", *row[spacer:]] for row in moved]
    shifted = [*spaced[:5], *([[""] * len(spaced[0])] * above), *spaced[5:]]
    shifted[0][0], shifted[1][0], shifted[2][0] = (lines[at][0] for at in range(3))
    plain = read_here(save(tmp_path, lines)).tables["figures"]
    reading = read_here(save(tmp_path, shifted))
    same = ["standard", "org_code", "stage_route", "total", "within", "breaches", "band_people", "month"]
    assert reading.tables["figures"].select(same).to_pylist() == plain.select(same).to_pylist()


@pytest.mark.slow
def test_all_sixty_six_files_of_2015_to_2017_read_whole_and_add_up() -> None:
    england: dict[str, float] = {}
    paths = sorted(shared_path(OLD).glob("*.csv"))
    assert len(paths) == 66
    for path in paths:
        reading = read_here(path)
        assert found(reading) == ({"MONTH_FROM_FILE_NAME"} if path.name.startswith("201702") else set())
        assert reading.facts["month"] == f"{path.name[:4]}-{path.name[4:6]}"
        for row in reading.tables["figures"].to_pylist():
            if (row["standard"], row["org_code"], row["stage_route"]) == ("62_gp", "ENGLAND", "ALL CARE"):
                england[row["month"]] = round(float(row["within"] / row["total"]) * 100, 2)
    assert [england[month] for month in ("2015-06", "2016-06", "2017-03")] == [81.36, 82.66, 83.03]


def test_the_commissioner_workbook_of_july_2021_reads_whole_with_what_it_lacks_said() -> None:
    reading = read_here(
        shared_path("data/cwt/commissioner_2021_old_standards/nhs_commissioner_wait_times_jul_2021.xlsx")
    )
    assert (reading.facts["month"], reading.facts["basis"], reading.facts["release"]) == (
        "2021-07",
        "commissioner",
        "final",
    )
    assert set(reading.tables["figures"]["standard"].to_pylist()) == {"28", *FORMER} - {"31_rare"}
    assert found(reading) == {"PERCENTAGE_MISSING", "ENGLAND_ROW_MISSING"}
