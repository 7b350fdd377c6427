"""A form is filled with what was meant, keeps what is its own, and what could not be filled is named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publications.returns.forms import form_file, opened

from clearway.planning.structure import Deliverable, Meta, Milestone, MoneyLine, Period, Plan, Workstream
from clearway.publications.returns import book
from clearway.publications.returns.filling import Answer, Facts, Found, Meant, carried_forward, filling_of
from clearway.publications.returns.form import misfits, not_allowed
from clearway.publications.returns.marking import BlockColumn, MarkedBlock, MarkedCell, Marking
from clearway.publications.returns.opening import fill_form, look_at_form
from clearway.publications.returns.plain_form import as_plain, from_plain

MONTH = date(2025, 9, 1)


def money(name: str, quarter: str, planned: str, forecast: str | None = None, actual: str | None = None) -> MoneyLine:
    sums = {key: None if text is None else Decimal(text) for key, text in (("forecast", forecast), ("actual", actual))}
    return MoneyLine(id=name, stream="revenue", quarter=quarter, planned=Decimal(planned), **sums)


PLAN = Plan(
    meta=Meta(id="p", title="A plan", period=Period(first="2025/26", last="2025/26")),
    workstreams=(
        Workstream(
            id="W1",
            title="Early diagnosis",
            deliverables=(
                Deliverable(
                    id="D1",
                    title="=SUM(A1)",
                    status="on_track",
                    milestones=(Milestone(id="M1", text="Opened", baseline=date(2025, 10, 1)),),
                    money=(money("1", "2025/26 Q1", "100.10", actual="90.05"), money("2", "2025/26 Q2", "50", "60")),
                ),
                Deliverable(id="D2", title="A second", status="late"),
                Deliverable(id="D3", title="A third"),
            ),
        ),
        Workstream(id="W2", title="Treatment", deliverables=(Deliverable(id="D4", title="A fourth", status="done"),)),
    ),
)
FACTS = Facts("An alliance", "E1", MONTH, "snap-1", PLAN, 3)


def cell(at: str, value: str, **asked: object) -> MarkedCell:
    return MarkedCell(sheet="Summary", cell=at, value=value, **asked)  # type: ignore[arg-type]


def told(value: str, facts: Facts = FACTS, **asked: object) -> Meant:
    (one,) = filling_of(Marking(cells=(cell("B3", value, **asked),)), facts).cells
    return one


MARKING = Marking(
    cells=(
        cell("B3", "organisation"),
        cell("B4", "month"),
        cell("B5", "measure", measure="CWT-62D", level="alliance", place="E1", part="value"),
        cell("B6", "sum", part="planned", span="to_date"),
        cell("B7", "sum", part="spent", span="to_date"),
        cell("B8", "answer", question="How does it stand?", answer="choice", choices=("Green", "Amber", "Red")),
    ),
    blocks=(
        MarkedBlock(
            sheet="Promises", rows="deliverables", first_row=2, last_row=3, of="W1",
            columns=(
                BlockColumn(column="A", field="title"),
                BlockColumn(column="B", field="status", words={"On track": "Green"}),
                BlockColumn(column="C", field="next_expected"),
            ),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({"value": "month"}, date(2025, 9, 1)),
        ({"value": "quarter"}, "2025/26 Q2"),
        ({"value": "plan_version"}, 3),
        ({"value": "deliverable", "of": "D2", "field": "status"}, "Late"),
        ({"value": "milestone", "of": "M1", "field": "baseline"}, date(2025, 10, 1)),
        ({"value": "count"}, 4),
        ({"value": "count", "of": "W1", "status": "late"}, 1),
        ({"value": "sum", "part": "planned", "span": "quarter"}, Decimal("50")),
        ({"value": "sum", "part": "expected", "span": "to_date"}, Decimal("160.10")),
        ({"value": "sum", "part": "spent", "span": "year", "of": "D1"}, Decimal("90.05")),
    ],
)
def test_a_cell_takes_what_its_mark_says(asked, value):
    assert told(**asked).value == value


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"value": "deliverable", "of": "D9", "field": "status"}, "The plan has no deliverable D9."),
        ({"value": "deliverable", "of": "D3", "field": "status"}, "The plan does not say it for D3 (status)."),
        ({"value": "sum", "part": "spent", "span": "quarter"}, "The plan holds no such sum"),
        ({"value": "sum", "part": "spent", "span": "year", "of": "W9"}, "no workstream or deliverable W9"),
        ({"value": "answer", "question": "Who?", "answer": "text"}, "Nobody has answered yet: Who?"),
        ({"value": "measure", "measure": "X", "level": "alliance", "part": "value"}, "no figures yet"),
    ],
)
def test_what_could_not_be_filled_says_why_and_is_not_nought(asked, why):
    one = told(**asked)
    assert one.value is None
    assert why in one.missing


def test_rows_beyond_the_room_of_the_form_are_counted_and_said():
    filling = filling_of(MARKING, FACTS)
    assert [one.value for one in filling.cells if one.cell in ("A2", "A3")] == ["=SUM(A1)", "A second"]
    assert filling.too_many == ("Promises A2 to C3: there are 3 deliverables and room for 2. The last 1 are left out.",)


def test_an_answer_is_carried_forward_until_confirmed():
    answers = carried_forward(MARKING.questions, {"How does it stand?": "Amber", "Another?": "no"}, "2025/26 Q1")
    (one,) = filling_of(Marking(cells=MARKING.questions), replace(FACTS, answers=answers)).waiting
    assert (one.value, one.came_from) == ("Amber", "carried forward from 2025/26 Q1, to be confirmed")
    confirmed = {key: replace(held, is_confirmed=True) for key, held in answers.items()}
    assert not filling_of(Marking(cells=MARKING.questions), replace(FACTS, answers=confirmed)).waiting


def test_a_filled_form_keeps_its_own_and_holds_what_was_meant(tmp_path):
    facts = replace(
        FACTS,
        measure=lambda one, until: Found(0.123456789012345678, f"{one.measure} to {until}"),
        answers={"How does it stand?": Answer("Green")},
    )
    path = form_file(tmp_path)
    filling = filling_of(MARKING, facts)
    made = opened(fill_form(path, path.name, filling.written))
    summary, promises = made["Summary"], made["Promises"]
    assert summary["B3"].value == "An alliance"
    assert summary["B4"].value.date() == MONTH
    assert (summary["B4"].number_format, summary["B5"].number_format) == ("mmmm yyyy", "0.0%")
    assert summary["B5"].value == pytest.approx(0.123456789012346, abs=1e-15)
    assert (summary["B6"].value, summary["B7"].value) == (150.1, 90.05)
    assert (summary["B10"].value, summary["B10"].data_type) == ("=B6-B7", "f")
    assert summary["A1"].font.bold
    assert summary.protection.sheet
    assert not summary["B3"].protection.locked
    assert summary.data_validations.dataValidation[0].formula1 == '"Green,Amber,Red"'
    assert "A1:D1" in [str(one) for one in summary.merged_cells.ranges]
    assert (promises["A2"].value, promises["A2"].data_type) == ("=SUM(A1)", "s")
    assert promises["A2"].quotePrefix
    assert promises["B2"].value == "Green"


def test_marks_that_do_not_fit_the_form_are_named(tmp_path):
    form = look_at_form(form_file(tmp_path))
    wrong = Marking(cells=(cell("B1", "month"), cell("B10", "month"), replace(cell("A1", "month"), sheet="Sums")))
    assert [(one.at, one.mend) for one in misfits(form, wrong)] == [
        ("Summary B1", "Mark A1."),
        ("Summary B10", "Mark a cell that the form leaves to be filled."),
        ("Sums A1", "It has: Summary, Promises."),
    ]
    assert not list(misfits(form, MARKING))


def test_a_value_that_the_form_does_not_allow_is_named(tmp_path):
    form = look_at_form(form_file(tmp_path))
    assert form.sheets[0].cells["B8"].choices == ("Green", "Amber", "Red")
    assert [one.mend for one in not_allowed(form, (Meant("Summary", "B8", "On track", "typed"),))] == [
        "It allows: Green, Amber, Red."
    ]
    assert not list(not_allowed(form, (Meant("Summary", "B8", "Red", "typed"),)))


VALUES = st.one_of(
    st.text(max_size=60).filter(lambda text: book.cell_text(text) != ""),
    st.sampled_from(["=1+1", "+44", "-3", "@A1", "\t=A1", " =A1", "#N/A", "TRUE", "2025-01-01", "1e5", "_x0041_"]),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
    st.dates(date(1900, 3, 1), date(2199, 12, 31)),
)


@settings(max_examples=30)
@given(values=st.lists(VALUES, min_size=1, max_size=6))
def test_what_is_read_back_is_what_was_meant(values, tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    path = form_file(folder, BLANK)
    writes = [("Summary", f"B{row}", from_plain(as_plain(value))) for row, value in enumerate(values, start=2)]
    book.write_filled(path, folder / "out.xlsx", writes)
    assert book.differences(path, folder / "out.xlsx", writes) == []
    sheet = openpyxl.load_workbook(folder / "out.xlsx")["Summary"]
    for (_, address, _), value in zip(writes, values, strict=True):
        held = sheet[address]
        if isinstance(value, str):
            assert (held.data_type, held.value) == ("s", book.cell_text(value))
        elif isinstance(value, date):
            assert held.value.date() == value
        else:
            assert float(held.value) == pytest.approx(float(value), rel=1e-14)


def blank() -> bytes:
    import io

    made = openpyxl.Workbook()
    made.active.title = "Summary"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BLANK = blank()


def test_a_file_that_holds_another_value_than_was_meant_is_found_out(tmp_path):
    path = form_file(tmp_path)
    book.write_filled(path, tmp_path / "out.xlsx", [("Summary", "B3", "One")])
    assert book.differences(path, tmp_path / "out.xlsx", [("Summary", "B3", "Another")]) == ["Summary B3"]
    assert book.differences(path, tmp_path / "out.xlsx", []) == ["Summary B3"]


def test_a_form_reads_xml_by_the_library_that_refuses_entities():
    assert openpyxl.DEFUSEDXML
