"""`clearway measure` on a small store: what a person reads, what a script gets, and what is never told."""

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import Ended, clearway
from tests.intake.builders import MonthlyWorkbook
from tests.pathways.filled import IN_TIME, written
from tests.records.test_nhs_number import with_check_digit

pytestmark = pytest.mark.slow

HIDDEN = "hidden: so few people that somebody could be recognised"
PEOPLE = (("1", "A", 20), ("2", "A", 12), ("1", "N", 3), ("2", "J", 10))
"""Sex, ethnic category and how many: three people of one sex and ethnicity are too few to tell."""


def told_of_cancer() -> list[dict[str, str]]:
    """People of one trust who were told of their cancer in March 2025, half of them late."""
    rows = []
    for sex, ethnicity, people in PEOPLE:
        for number in range(people):
            ordinal = len(rows)
            nine = (f"{number:09}" for number in range(999_000_000 + 2 * ordinal, 999_999_999))
            known = next(filter(None, map(with_check_digit, nine)))
            received = "2025-03-03" if number % 2 else "2025-02-10"
            rows.append(
                IN_TIME
                | {"record_id": f"B{ordinal}", "pathway_id": f"PW{ordinal}", "nhs_number": known, "sex": sex,
                   "ethnicity": ethnicity, "crtp_start": received}
            )  # fmt: skip
    return rows


def agreed(folder: Path, month: str, value: float) -> Path:
    """The template of agreed trajectories, filled in as somebody does it in a spreadsheet."""
    path = folder / "agreed.xlsx"
    words = ("--organisation", "RFF", "--measure", "CWT-FDS-C", "--measure", "CWT-62D", "--from", month, "--months", 3)
    ended = clearway("measures", "trajectory-template", *map(str, words), "--out", path)
    assert ended.code == 0, ended.err
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "Measure" for cell in row))
    column = next(cell.column for cell in heading if str(cell.value).startswith("Target (%)"))
    for row in range(heading[0].row + 1, heading[0].row + 1 + 2 * 3):
        sheet.cell(row, column).value = value
    book.save(path)
    return path


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Path:
    """A demo store with a published month, records of one trust, and its agreed trajectory."""
    folder = tmp_path_factory.mktemp("measure")
    store = folder / "store"
    files = (
        MonthlyWorkbook().save(folder / "MARCH-2025-FINAL.xlsx"),
        written(folder / "march.csv", told_of_cancer()),
        agreed(folder, "2025-03", 81.5),
    )
    for file in files:
        ended = clearway("load", file, "--store", store, "--kind", "demo")
        assert ended.code in (0, 1), ended.err
    return store


@pytest.fixture
def asked(held: Path):
    """Asks for a measure of the store."""

    def ask(*words: str | Path) -> Ended:
        return clearway("measure", *words, "--store", held)

    return ask


def test_the_newest_value_of_each_trust_stands_with_its_limits_and_how_it_stands_against_england(asked) -> None:
    ended = asked("cwt-62d", "--level", "provider")
    assert ended.code == 0
    first, *rest = ended.out.splitlines()
    assert first == "CWT-62D 62-day combined standard (per cent)"
    assert rest[0].split("  ")[-1] == "Mar 2025: 50.0% (21.5% to 78.5%) · too few to say · published"
    assert "  Standard: 85.0%, First treatment within 62 days" in rest
    assert "1 period of Unknown organisation (RAA) is held: too few to tell a change from chance." in ended.err
    assert "None of 2 trusts and other providers can be told from England." in ended.err


def test_computed_figures_are_marked_synthetic_and_never_held_against_england(asked) -> None:
    ended = asked("CWT-FDS-C", "--level", "provider")
    assert "Mar 2025: 48.9%" in ended.out
    assert "computed · synthetic" in ended.out
    assert "all records in this store" in ended.err
    assert "England" not in ended.out + ended.err
    assert "Computed figures, for whose records they are (--audience own_trust)." in ended.err


def test_an_agreed_trajectory_is_told_and_judged_by_where_there_is_no_standard(asked) -> None:
    ended = asked("CWT-FDS-C", "--level", "provider", "--area", "RFF")
    assert "  Agreed trajectory of Barnsley Hospital NHS Foundation Trust, 2025-03: 81.5%" in ended.out.splitlines()
    told = asked("CWT-FDS-C", "--level", "provider", "--json").json
    (targets,) = told["targets"]
    assert (targets["standards"], targets["milestones"]) == ([], [])
    assert targets["trajectory"] | {"received_on": ""} == {
        "value": 0.815, "version": 1, "received_on": "", "source_file": "agreed.xlsx",
        "place_in_file": targets["trajectory"]["place_in_file"],
    }  # fmt: skip
    (line,) = told["lines"]
    assert (line["target"], line["target_mark"]) == (0.815, "agreed by the organisation")


def test_all_three_kinds_of_target_stand_side_by_side_in_json_and_the_standard_judges(asked) -> None:
    told = asked("CWT-62D", "--level", "provider", "--json").json
    assert {one["area"] for one in told["targets"]} == {"RAA", "RBB"}
    for one in told["targets"]:
        assert one["month"] == "2025-03"
        assert [target["value"] for target in one["standards"]] == [0.85]
        assert [(target["value"], target["by"]) for target in one["milestones"]] == [(0.7, "2025-03-31")]
        assert one["trajectory"] is None
    assert {line["target"] for line in told["lines"]} == {0.85}
    (own,) = asked("CWT-62D", "--level", "provider", "--area", "RFF", "--json").json["targets"]
    assert (own["area"], own["month"]) == ("RFF", "2025-05")
    assert [target["value"] for target in own["standards"]] == [0.85]
    assert len(own["milestones"]) == 1
    assert own["trajectory"]["value"] == 0.815


def test_json_is_the_answer_alone_with_every_part(asked) -> None:
    told = asked("CWT-62D", "--level", "provider", "--json").json
    assert set(told) == {
        *("measure", "unit", "level", "by", "rows", "snapshot", "lines", "benchmark", "against", "peers"),
        *("shrinkage", "said", "targets", "needs", "as_known_on", "audience"),
    }
    row = told["rows"][0]
    assert (row["measure"], row["area"], row["numerator"], row["denominator"]) == ("CWT-62D", "RAA", 4, 8)
    assert row["value"] == row["numerator"] / row["denominator"]
    assert row["source_files"] == ["MARCH-2025-FINAL.xlsx"]
    assert told["benchmark"]["area"] == "E92000001"
    assert {one["label"] for one in told["peers"]} == {"too few to say"}


def test_small_groups_of_computed_figures_never_leave(asked, tmp_path: Path) -> None:
    words = ("CWT-FDS-C", "--level", "provider", "--by", "ethnicity")
    ended = asked(*words, "--csv", tmp_path / "values.csv")
    assert f"Black · Mar 2025: {HIDDEN} · computed · synthetic" in ended.out
    assert f"Asian · Mar 2025: {HIDDEN}" in ended.out
    assert "White · Mar 2025: 50.0%" in ended.out
    rows = {one["ethnicity"]: one for one in asked(*words, "--json").json["rows"]}
    assert [rows["White"][name] for name in ("numerator", "denominator")] == [16, 32]
    for group in ("Black", "Asian"):
        assert {rows[group][name] for name in ("numerator", "denominator", "value", "lower", "upper")} == {None}
        assert rows[group]["note"] == HIDDEN
    text = (tmp_path / "values.csv").read_text(encoding="utf-8-sig")
    (black,) = (line for line in text.splitlines() if ",Black," in line)
    assert ",,,,," in black
    assert HIDDEN in black


def test_values_are_written_as_csv_with_their_source(asked, tmp_path: Path) -> None:
    ended = asked("CWT-62D", "--level", "provider", "--csv", tmp_path / "values.csv")
    assert f"Wrote 2 values to {tmp_path / 'values.csv'}." in ended.err
    text = (tmp_path / "values.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("measure,"))
    rows = list(csv.DictReader(lines[start : start + 3]))
    assert [(one["area"], one["against_england"]) for one in rows] == [
        ("RAA", "too few to say"), ("RBB", "too few to say"),
    ]  # fmt: skip
    assert {one["publisher"] for one in rows} == {"NHS England"}


def test_it_is_said_how_much_of_a_value_is_known_and_what_nobody_tells(asked, tmp_path: Path) -> None:
    ended = asked("CWT-FDS-C", "--level", "provider", "--area", "RFF", "--csv", tmp_path / "values.csv")
    said = "All records sent for this standard had every date and code that counting needs (45 of 45)."
    assert ended.out.splitlines()[1].endswith(said)
    assert "Who stands in no file that was sent is not counted" in ended.err
    (row,) = asked("CWT-FDS-C", "--level", "provider", "--area", "RFF", "--json").json["rows"]
    shadow = row["shadow"]
    assert (shadow["known"], shadow["expected"], shadow["completeness"]) == (45, 45, 1)
    assert (shadow["lowest"], shadow["highest"]) == (row["value"], row["value"])
    assert (shadow["said"], shadow["rows_read"], shadow["rows_rejected"]) == (said, 45, 0)
    lines = (tmp_path / "values.csv").read_text(encoding="utf-8-sig").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("measure,"))
    (told,) = csv.DictReader(lines[start : start + 2])
    assert (told["completeness"], told["known"]) == ("1.0", "45")
    assert told["how_sure"].startswith(said)


def test_of_a_published_month_nobody_tells_how_much_is_missing(asked) -> None:
    ended = asked("CWT-62D", "--level", "provider")
    assert "NHS England does not print how many records trusts could not send or were left out." in ended.err


def test_without_values_it_is_said_what_is_needed_and_that_is_no_error(asked) -> None:
    ended = asked("WF-CNS", "--level", "place")
    assert (ended.code, ended.out) == (0, "")
    assert "this store holds no values of this kind at level icb or sub_icb or district" in ended.err
    assert "What is needed: Established and vacant cancer nurse specialist posts" in ended.err
    told = asked("WF-CNS", "--json").json
    assert (told["rows"], told["targets"]) == ([], [])
    assert told["needs"].startswith("Established and vacant")


def test_what_is_no_measure_no_level_no_group_or_no_month_is_refused_with_what_there_is(asked) -> None:
    for words, code, said in (
        (("CWT-99",), 3, "There is no measure CWT-99."),
        (("CWT-62D", "--level", "parish"), 3, "There is no kind of area named parish."),
        (("CWT-62D", "--by", "shoe_size"), 3, "Values are not told apart by shoe_size."),
        (("CWT-62D", "--from", "spring"), 2, "Write months as 2025-03."),
    ):
        ended = asked(*words)
        assert (ended.code, ended.out) == (code, ""), words
        assert said in ended.err


def test_what_was_known_on_an_earlier_day_counts_no_file_that_came_later(held: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(held, store)
    if (key := held.with_name("store.key")).exists():
        shutil.copy(key, tmp_path)
    with closing(sqlite3.connect(store / "operational.sqlite3")) as rows, rows:
        rows.execute(
            "UPDATE submissions_submission SET received_at = '2025-05-08 09:00:00' "
            "WHERE file_name = 'MARCH-2025-FINAL.xlsx'"
        )
    told = {
        measure: clearway("measure", measure, "--level", "provider", "--as-known-on", "2025-06-01", "--json",
                          "--store", store).json
        for measure in ("CWT-62D", "CWT-FDS-C")
    }  # fmt: skip
    assert [row["area"] for row in told["CWT-62D"]["rows"]] == ["RAA", "RBB"]
    assert told["CWT-FDS-C"]["rows"] == []
    assert told["CWT-62D"]["as_known_on"] == "2025-06-01"
    before = clearway("measure", "CWT-62D", "--as-known-on", "2025-05-01", "--store", store)
    assert (before.code, before.out) == (3, "")
    assert "Nothing had been received here by 2025-05-01" in before.err


def test_whose_alliance_is_meant_has_to_be_said(asked):
    ended = asked("CWT-62D", "--level", "provider", "--against", "alliance")
    assert ended.code == 2
    assert "Name with one --area whose alliance is meant" in " ".join(ended.err.split())


def test_a_chart_that_no_line_can_have_is_refused_and_an_unknown_one_is_wrong_use(asked):
    ended = asked("CWT-62D", "--level", "provider", "--chart", "u")
    assert ended.code == 3
    assert "None of these lines can be drawn as u" in ended.err
    assert asked("CWT-62D", "--chart", "pie").code == 2


def test_json_says_how_lines_are_charted_and_what_places_are_held_against(asked):
    said = asked("CWT-62D", "--level", "provider", "--json").json
    assert {one["chart"] for one in said["lines"]} == {"xmr"}
    assert all(len(one["limits"]) == 1 for one in said["lines"])
    assert "against" in said
    assert "shrinkage" in said


def test_a_downloaded_table_carries_the_limits_that_were_used(asked, tmp_path: Path):
    path = tmp_path / "values.csv"
    assert asked("CWT-62D", "--level", "provider", "--csv", path).code == 0
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["line_chart"] for row in rows} == {"XmR, screened moving ranges"}


def test_breaches_that_are_not_rare_are_refused_at_the_chart_of_rare_ones(held: Path):
    ended = clearway("rare", "CWT-FDS", "--area", "RFF", "--store", held)
    assert ended.code == 3
    assert "these are not rare" in ended.err


def test_rare_breaches_are_told_to_nobody_from_whom_small_numbers_are_hidden(held: Path):
    ended = clearway("rare", "CWT-FDS", "--area", "RFF", "--store", held, "--audience", "public")
    assert ended.code == 3
    assert "to the public small numbers are not shown" in " ".join(ended.err.split())
    assert clearway("rare", "CWT-FDS", "--area", "RFF", "--store", held, "--audience", "everybody").code == 2
