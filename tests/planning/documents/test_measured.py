"""The reader against what a careful person marked, beside the plain baseline."""

from pathlib import Path

import pytest

from tests.planning.documents.marked import HELD_OUT, SEEDS
from tests.planning.documents.measuring import FIELDS
from tests.planning.documents.report import page, scores

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reading-strategies-measured.md"


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "wording"])
def test_on_the_seeds_the_reader_is_better_than_the_baseline_in_every_field(field: str) -> None:
    reader, plain = scores(SEEDS)
    assert (reader[field].f1 or 0) > (plain[field].f1 or 0) + 0.2


@pytest.mark.parametrize("field", FIELDS)
def test_on_documents_it_was_not_tuned_on_the_reader_is_better_in_every_field(field: str) -> None:
    reader, plain = scores(HELD_OUT)
    assert (reader[field].f1 or 0) > (plain[field].f1 or 0) + 0.2


def test_most_commitments_of_a_document_it_was_not_tuned_on_are_found() -> None:
    reader, _ = scores(HELD_OUT)
    assert (reader["action"].recall or 0) > 0.7
    assert (reader["action"].precision or 0) > 0.85


def test_the_page_tells_what_is_measured_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run scripts/write_planning_measures.py"
