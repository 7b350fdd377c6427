"""The answer of a record-level comparison: each record that differs, how, and in which fields."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clearway.measures.reconciliation.candidates import RecordRef


class RecordClass(StrEnum):
    """How a record differs between the two sides. Where several hold, the first of them names it."""

    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    DUPLICATE_HERE = "duplicate_here"
    DUPLICATE_THERE = "duplicate_there"
    AMBIGUOUS = "ambiguous"
    MONTH = "month"
    TRUST = "trust"
    SHARE = "share"
    RULE = "rule"
    OUTCOME = "outcome"
    LABEL = "label"
    FIELD = "field"

    @property
    def heading(self) -> str:
        """The class in words."""
        return HEADINGS[self]


HEADINGS = {
    RecordClass.MISSING_HERE: "In the download and not held here",
    RecordClass.MISSING_THERE: "Counted here and not in the download",
    RecordClass.DUPLICATE_HERE: "Twice here",
    RecordClass.DUPLICATE_THERE: "Twice in the download",
    RecordClass.AMBIGUOUS: "Could be one of several",
    RecordClass.MONTH: "Another month",
    RecordClass.TRUST: "Another trust",
    RecordClass.SHARE: "Another share between two trusts",
    RecordClass.RULE: "A rule read in another way",
    RecordClass.OUTCOME: "Another result",
    RecordClass.LABEL: "Another cancer type, route or kind of treatment",
    RecordClass.FIELD: "A field differs, and the figures do not",
}


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One column of the record with both values as text; empty where nothing is recorded."""

    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record that differs. `here` and `there` name it on each side; either may be missing.

    `standards` are those by which it counts differently; `fields` the columns whose values differ.
    """

    kind: RecordClass
    standards: tuple[str, ...]
    words: str
    here: RecordRef | None = None
    there: RecordRef | None = None
    fields: tuple[FieldDifference, ...] = ()
    rule: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "kind": self.kind.value,
            "title": self.kind.heading,
            "standards": list(self.standards),
            "words": self.words,
            "rule": self.rule or None,
            "pathway": self.here.link if self.here else None,
            "submission": self.here.submission_id if self.here else None,
            "row": self.there.row if self.there else None,
            "fields": [{"field": one.field, "here": one.here, "there": one.there} for one in self.fields],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComparison:
    """A month compared record by record with one file."""

    month: str
    standards: tuple[str, ...]
    trusts: tuple[str, ...]
    file_name: str
    matched: int
    alike: int
    differences: Sequence[RecordDifference]
    illustrative: bool = False

    @property
    def counts(self) -> dict[RecordClass, int]:
        """How many records differ in each way, in the order of the classes."""
        found = Counter(one.kind for one in self.differences)
        return {kind: found[kind] for kind in RecordClass if found[kind]}

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts read."""
        return {
            "month": self.month,
            "illustrative": self.illustrative,
            "standards": list(self.standards),
            "trusts": list(self.trusts),
            "against": self.file_name,
            "matched": self.matched,
            "alike": self.alike,
            "counts": {kind.value: number for kind, number in self.counts.items()},
            "differences": [one.as_json() for one in self.differences],
        }
