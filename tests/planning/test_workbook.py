"""A plan as a workbook: out and in again it is the same plan, and a row that is wrong is named with how to mend it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearway.planning.differences import Way, differences
from clearway.planning.shipped import plan_of_2017, plan_of_2025
from clearway.planning.spans import FinancialYear
from clearway.planning.structure import Plan
from clearway.planning.workbook.columns import FURTHER, PLAN, SHEETS
from clearway.planning.workbook.layout import empty, laid_out
from clearway.planning.workbook.opening import SentSheet, open_plan_workbook, sheets_here
from clearway.planning.workbook.reading import SentPlan, read_workbook
from clearway.planning.writing import plan_hash
from clearway.publications.plan_workbook import plan_workbook
from clearway.publications.tables import Notes
from clearway.records.findings import Refused
from tests.planning.plans import deliverable_in, plan, small

NOTES = Notes("A plan", "Somewhere", "Today", "none", "None")
WORDS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
PLAIN = st.text("abc ,;\n\"'=+-@_x0041", min_size=1, max_size=12).map(str.strip).filter(bool)


def written(one: Plan, path: Path) -> Path:
    path.write_bytes(plan_workbook(laid_out(one), measures=[("CWT-62D", "62 days")], notes=NOTES, mark=plan_hash(one)))
    return path


def sheets_of(one: Plan, path: Path) -> dict[str, list[list[object]]]:
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in sheets_here(written(one, path), "plan.xlsx")}


def read_again(held: dict[str, list[list[object]]]) -> SentPlan:
    return read_workbook([SentSheet(name, rows) for name, rows in held.items()], "plan.xlsx")  # type: ignore[arg-type]


def told(sent: SentPlan) -> list[str]:
    return [str(one) for one in sent.wrong]


def test_the_plan_of_2017_goes_out_and_in_again_as_the_same_plan(tmp_path: Path) -> None:
    before = plan_of_2017()
    sent = read_workbook(open_plan_workbook(written(before, tmp_path / "a.xlsx"), scratch=tmp_path), "a.xlsx")
    assert sent.wrong == ()
    assert sent.plan == before
    assert (sent.plan.counts()["deliverables"], sent.plan.counts()["activities"]) == (25, 118)
    assert sent.mark == plan_hash(before)
    assert differences(before, sent.plan) == ()


def test_a_plan_with_milestones_owners_and_sources_comes_back_too(tmp_path: Path) -> None:
    before = plan_of_2025()
    assert read_again(sheets_of(before, tmp_path / "a.xlsx")).plan == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.one_of(WORDS, PLAIN),
    partners=st.lists(PLAIN, unique=True, max_size=3),
    pence=st.integers(0, 10**12 - 1),
    due=st.sampled_from([{"quarter": "Q3", "year": "2017/18"}, {"half": "H1"}, {"year": 2020}, {"month": "2024-06"}]),
    marks=st.lists(st.integers(0, 1), min_size=4, max_size=4),
)
def test_whatever_people_write_comes_back_as_they_wrote_it(tmp_path, words, partners, pence, due, marks) -> None:
    content = small(words)
    one = deliverable_in(content, "D1")
    one |= {"partners": partners, "contributors": [*partners, "a, b"], "measures": ["CWT-62D"], "verified": False}
    one["activities"][0] |= {"due": due | {"printed": "some day"}, "recommendations": [3, 1]}
    one["money"] = [{"id": "£1", "stream": "capital", "quarter": "2024/25 Q4", "planned": pence, "actual": 0}]
    content["priorities"][0]["sequence"] = marks
    before = plan(content)
    sent = read_again(sheets_of(before, tmp_path / "a.xlsx"))
    assert told(sent) == []
    assert sent.plan == before


def test_a_value_without_a_column_or_that_no_cell_carries_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    content = small("A bell\a and _x0041_")
    content["workstreams"][0]["differences_from_guidance"] = [
        {"item": "x", "plan_says": "one", "guidance_says": "another"}
    ]
    before = plan(content)
    held = sheets_of(before, tmp_path / "a.xlsx")
    assert read_again(held).plan == before
    assert ["D1", "title", '"A bell\\u0007 and _x0041_"'.replace("_x", "\\u005fx")] in held[FURTHER]
    assert ["W1", "differences_from_guidance[0].plan_says", "one"] in held[FURTHER]
    assert held["Deliverables"][1][2] == ""


def test_a_new_row_needs_no_id_and_a_deleted_one_is_gone(tmp_path: Path) -> None:
    held = sheets_of(plan(small()), tmp_path / "a.xlsx")
    held["Activities"].append(["", "D1", "Train the nurses", "2025/26 Q1"])
    held["Priorities"] = held["Priorities"][:1]
    found = differences(plan(small()), read_again(held).plan or plan(small()))
    assert [(one.way, one.subject, one.name) for one in found] == [
        (Way.ADDED, "D1-A1", "Train the nurses"),
        (Way.WITHDRAWN, "P1", "First"),
    ]


def test_columns_may_stand_in_another_order_and_states_be_spelt_as_people_do(tmp_path: Path) -> None:
    held = sheets_of(plan(small()), tmp_path / "a.xlsx")
    place = held["Deliverables"][0].index("Status")
    held["Deliverables"][1][place] = "On track"
    held["Deliverables"] = [[row[place], *row[:place], *row[place + 1 :]] for row in held["Deliverables"]]
    after = read_again(held).plan
    assert after is not None
    (found,) = differences(plan(small()), after)
    assert list(found.lines()) == ["status: nothing → on track"]


@pytest.mark.parametrize(
    ("sheet", "column", "value", "words"),
    [
        ("Deliverables", "Status", "sleeping", "Deliverables, row 2, Status: “sleeping” is not known. Choose one"),
        ("Deliverables", "Workstream", "W9", "row 2, Workstream: “W9” does not stand on the sheet Workstreams."),
        ("Deliverables", "Id", "", "Deliverables, row 2, Id: it is empty."),
        ("Deliverables", "Title", " ", "Deliverables, row 2, Title: it is empty. What is promised."),
        ("Deliverables", "Recommendations", "12, two", "“two” is not a whole number. Write figures only."),
        ("Activities", "Due", "soon", "Activities, row 2, Due: “soon” is not a time that plans know. Write 2025/26 Q3"),
        ("Activities", "Due", "2025/27 Q1", "Activities, row 2, Due: '2025/27' is not a financial year"),
        ("Activities", "Id", "D1", "Activities, row 2, Id: “D1” stands more than once. Give each row its own."),
        ("Priorities", "2024/25 Q1-2", "maybe", "Priorities, row 2, 2024/25 Q1-2: “maybe” is no mark. Write x, or"),
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_is_named_with_how_to_mend_it(tmp_path, sheet, column, value, words) -> None:
    held = sheets_of(plan(small()), tmp_path / "a.xlsx")
    held[sheet][1][held[sheet][0].index(column)] = value
    sent = read_again(held)
    assert sent.plan is None
    assert any(words in one for one in told(sent)), told(sent)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    held = sheets_of(plan(small()), tmp_path / "a.xlsx")
    held["Deliverables"][1][2] = ""
    held["Activities"][1][1] = "D7"
    held["Risks"][0][0] = "Number"
    held.pop("Money")
    assert {one.sheet for one in read_again(held).wrong} == {"Deliverables", "Activities", "Risks", "Money"}


def test_an_error_in_a_cell_is_named(tmp_path: Path) -> None:
    sheets = sheets_here(written(plan(small()), tmp_path / "a.xlsx"), "a.xlsx")
    altered = [SentSheet(one.name, one.rows, ("C2",) if one.name == "Deliverables" else ()) for one in sheets]
    assert "Deliverables, row 2, C2: the cell holds an error such as #REF!" in told(read_workbook(altered, "a.xlsx"))[0]


def test_an_empty_template_asks_for_what_a_plan_is_and_takes_a_first_plan(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(plan_workbook(empty(FinancialYear(2025)), measures=[], notes=NOTES))
    held = {one.name: [list(row) for row in one.rows] for one in sheets_here(path, "template.xlsx")}
    assert [one.column for one in read_again(held).wrong] == [
        "Id of the plan", "Title", "First financial year", "Last financial year",
    ]  # fmt: skip
    for row, value in zip(held[PLAN][1:5], ("ours", "Our plan", "2025/26", "2026/27"), strict=True):
        row[1] = value
    held["Workstreams"].append(["W1", "Early diagnosis"])
    held["Deliverables"].append(["D1", "W1", "A test for all"])
    made = read_again(held).plan
    assert made is not None
    assert (made.meta.title, made.deliverables[0].title) == ("Our plan", "A test for all")


def test_headings_stay_in_sight_lists_drop_down_and_nothing_is_merged_or_a_formula(tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(written(plan(small("=1+1")), tmp_path / "a.xlsx")) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHEETS) + 5
    assert all('state="frozen"' in one for one in sheets)
    assert not any("mergeCell" in one or "<f>" in one for one in sheets)
    assert sum("dataValidation" in one for one in sheets) == 6


def test_what_is_no_workbook_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text("id,title\n")
    with pytest.raises(Refused, match=r"plan.xlsx is no Excel workbook: it is"):
        open_plan_workbook(tmp_path / "plan.xlsx", scratch=tmp_path)
