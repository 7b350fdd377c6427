"""Worked examples checked: what a file expects of each record against what the clocks answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from clearway.clocks.row import RESULT_COLUMNS

EXPECTED = "exp_"
FLAGS = "dq_flags"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that is not as expected. `column` is a result column, or empty when the whole example failed."""

    example_id: str
    column: str
    expected: str
    answered: str

    def __str__(self) -> str:
        if not self.column:
            return f"{self.example_id}: {self.answered}"
        return f"{self.example_id} {self.column}: expected {self.expected or 'empty'}, got {self.answered or 'empty'}"


def expected_columns(headings: list[str]) -> list[str]:
    """The result columns for which a file has expectations. Raises ValueError for one that no result has."""
    named = [heading.removeprefix(EXPECTED) for heading in headings if heading.startswith(EXPECTED)]
    if unknown := [name for name in named if name not in RESULT_COLUMNS]:
        raise ValueError(f"No result column is called {', '.join(unknown)}.")
    return named


def differences(expectations: Mapping[str, Mapping[str, str]], results: pa.Table) -> list[Difference]:
    """Every difference between expectations (example id to column to text) and result rows, in the order expected.

    An empty expectation says that the cell is empty; flags are compared as a set.
    """
    answered = {row["record_id"]: row for row in results.to_pylist()}
    found = []
    for example_id, expected in expectations.items():
        row = answered.get(example_id)
        if row is None:
            found.append(Difference(example_id, "", "", "the row was not accepted, so there is no result."))
            continue
        found += [
            Difference(example_id, column, text, row[column])
            for column, text in expected.items()
            if not _same(column, text, row[column])
        ]
    return found


def _same(column: str, expected: str, answered: str) -> bool:
    return set(expected.split()) == set(answered.split()) if column == FLAGS else expected == answered
