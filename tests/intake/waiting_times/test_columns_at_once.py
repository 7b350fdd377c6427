"""Whole columns judged at once give what each text judged by itself gives."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.intake.waiting_times import codes
from clearway.intake.waiting_times.judged import judge
from clearway.intake.waiting_times.judgements import PLAIN

ODD = (
    *("", " ", "A1", " A1", "A1 ", "\u00a0A1", "A1\x1c", "A1\n", "#REF!", "#n/a", "1.2E+15", "9E-3", "12.00", "12.01"),
    *("1-Mar", "MAR-25", "may 2025", "3/sept", "ſept-25", "PATHWAY-1", "x" * 20, "x" * 21, "é" * 20, "2025-03-01"),
)


@pytest.mark.parametrize("judgement", PLAIN)
@given(st.lists(st.sampled_from(ODD) | st.text(max_size=22), max_size=30))
def test_a_column_judged_at_once_is_as_its_texts_one_by_one(judgement, texts: list[str]) -> None:
    column = pa.chunked_array([pa.array(texts, pa.string())])
    slowly, quickly = (judge(column, judgement, pa.string(), None, plain) for plain in (None, PLAIN[judgement]))
    assert quickly.column.to_pylist() == slowly.column.to_pylist()
    assert quickly.values.to_pylist() == slowly.values.to_pylist()
    assert quickly.trimmed_rows == slowly.trimmed_rows
    assert quickly.faults.keys() == slowly.faults.keys()
    for fault, rows in slowly.faults.items():
        assert np.array_equal(quickly.faults[fault], rows)


def test_every_name_of_a_fault_stands_in_the_pattern_for_whole_columns() -> None:
    assert codes.MANGLED_ANYHOW.count("(?:") >= codes.MANGLED.groups
    assert "?P<" not in codes.MANGLED_ANYHOW
