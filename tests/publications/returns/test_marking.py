"""A marking is data: written and read back it is the same; what is wrong with one is said with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.publications.plan_rows import KINDS as PLAN_ROWS
from clearway.publications.returns.address import cell_place, column_letters, column_number
from clearway.publications.returns.kinds import ROWS, VALUES
from clearway.publications.returns.marking import (
    BlockColumn,
    MarkedBlock,
    MarkedCell,
    Marking,
    checked,
    marking_yaml,
    read_marking,
)
from clearway.records.findings import Refused

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@st.composite
def cells(draw) -> MarkedCell:
    kind = draw(st.sampled_from(sorted(VALUES)))
    wants = VALUES[kind]
    held = {}
    for key in (*wants.needs, *(one for one in wants.takes if draw(st.booleans()))):
        known = (wants.choices or {}).get(key)
        held[key] = draw(st.sampled_from(sorted(known)) if known else WORDS)
    held.pop("choices", None)
    if held.get("answer") == "choice":
        held["choices"] = tuple(draw(st.lists(WORDS, min_size=1, max_size=4, unique=True)))
    at = f"{column_letters(draw(st.integers(1, 200)))}{draw(st.integers(1, 500))}"
    words = draw(st.dictionaries(WORDS, WORDS, max_size=2))
    return MarkedCell(sheet=draw(WORDS), cell=at, value=kind, words=words, **held)


@st.composite
def blocks(draw) -> MarkedBlock:
    rows = draw(st.sampled_from(sorted(ROWS)))
    fields = [one.key for one in PLAN_ROWS[rows].columns]
    letters = draw(st.lists(st.integers(201, 230), min_size=1, max_size=4, unique=True))
    columns = tuple(
        BlockColumn(column=column_letters(one), field=draw(st.sampled_from(fields)), words={}) for one in letters
    )
    first = draw(st.integers(1, 400))
    return MarkedBlock(
        sheet=draw(WORDS), rows=rows, first_row=first, last_row=first + draw(st.integers(0, 20)), columns=columns
    )


@settings(max_examples=80)
@given(
    st.lists(cells(), max_size=5, unique_by=(lambda one: (one.sheet, one.cell), lambda one: one.question or one.cell)),
    st.lists(blocks(), max_size=2, unique_by=lambda one: one.sheet),
)
def test_a_marking_reads_back_as_it_was_written(marked, rows):
    marking = checked(Marking(cells=tuple(marked), blocks=tuple(rows)))
    assert read_marking(marking_yaml(marking), "marking.yaml") == marking


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("cells:\n- {sheet: S, cell: C5, value: month}\n- {sheet: S, cell: 5C, value: month}\n", 3, "not a cell"),
        ("cells:\n- sheet: S\n  cell: C5\n  value: moth\n", 4, "'moth' is no kind of value"),
        ("cells:\n- sheet: S\n  cell: C5\n  value: sum\n  part: spent\n", 4, "sum needs the key span"),
        ("cells:\n- sheet: S\n  cell: C5\n  value: month\n  measure: X\n", 5, "month has no key measure"),
        ("cells:\n- sheet: S\n  cell: C5\n  value: month\n  colour: red\n", 5, "unknown key"),
        ("cells:\n- {sheet: S, cell: C5, value: month}\n- {sheet: S, cell: C5, value: plan}\n", 3, "marked twice"),
        (
            "cells:\n- {sheet: S, cell: C5, value: answer, question: Q, answer: text}\n"
            "- {sheet: S, cell: C6, value: answer, question: Q, answer: text}\n",
            3,
            "stands twice",
        ),
        (
            "blocks:\n- sheet: S\n  rows: deliverables\n  first_row: 9\n  last_row: 8\n"
            "  columns: [{column: A, field: title}]\n",
            4,
            "do not follow",
        ),
        (
            "blocks:\n- sheet: S\n  rows: milestones\n  first_row: 2\n  last_row: 8\n"
            "  columns: [{column: A, field: owner}]\n",
            6,
            "no field of milestones",
        ),
    ],
)
def test_what_is_wrong_with_a_marking_is_said_with_its_line(text, line, wrong):
    with pytest.raises(Refused, match=rf"marking.yaml, line {line}, .*{wrong}"):
        read_marking(text, "marking.yaml")


def test_a_word_means_a_value_or_rows_and_never_both():
    assert not VALUES.keys() & ROWS.keys()


def test_a_marking_without_a_mark_is_an_empty_text():
    assert read_marking("", "marking.yaml") == Marking()
    assert marking_yaml(Marking()) == ""


def test_a_mark_replaces_the_one_before_and_is_taken_away_by_its_cell():
    marking = Marking().with_cell(MarkedCell(sheet="S", cell="C5", value="month"))
    again = marking.with_cell(MarkedCell(sheet="S", cell="C5", value="plan"))
    assert [one.value for one in again.cells] == ["plan"]
    assert again.without("S", "C5") == Marking()
    columns = (BlockColumn(column="B", field="title"), BlockColumn(column="D", field="status"))
    block = MarkedBlock(sheet="S", rows="deliverables", first_row=8, last_row=9, columns=columns)
    assert again.with_block(block).without("S", "C9").blocks == ()
    assert again.with_block(block).without("S", "E9").blocks == (block,)


@given(st.integers(1, 16_384))
def test_columns_are_named_as_excel_names_them(number):
    assert column_number(column_letters(number)) == number


def test_an_address_beyond_a_sheet_is_none():
    assert cell_place("XFD1048576") == (1_048_576, 16_384)
    for wrong in ("XFE1", "A1048577", "a1", "A0", "1A", ""):
        with pytest.raises(ValueError, match=r"column|cell"):
            cell_place(wrong)
