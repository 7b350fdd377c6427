"""What may stand in a cell of a return: each kind of value, the keys it needs, and how it reads on a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from clearway.planning.structure import STATUSES, STREAMS
from clearway.publications.plan_rows import KINDS as PLAN_ROWS

MEASURE_PARTS: Mapping[str, str] = {
    "value": "its value", "numerator": "its numerator", "denominator": "its denominator",
    "lower": "its lower limit", "upper": "its upper limit", "period": "the period it is of",
}  # fmt: skip
MONEY_PARTS: Mapping[str, str] = {"planned": "planned", "expected": "expected", "spent": "spent"}
SPANS: Mapping[str, str] = {
    "quarter": "in the quarter of the return", "to_date": "from April to the end of the quarter",
    "year": "in the whole financial year", "plan": "over the whole plan",
}  # fmt: skip
ANSWER_TYPES: Mapping[str, str] = {"text": "words", "number": "a number", "date": "a date", "choice": "one of a list"}
MILESTONE_FIELDS: Mapping[str, str] = {
    one.key: one.heading for one in PLAN_ROWS["milestones"].columns if one.key not in ("workstream", "deliverable")
}
DELIVERABLE_FIELDS: Mapping[str, str] = {one.key: one.heading for one in PLAN_ROWS["deliverables"].columns}


@dataclass(frozen=True, slots=True)
class ValueKind:
    """One kind of value. `needs` are keys that a marking must give, `takes` those that it may.

    `choices` are the words that some keys may be, each with what it means.
    """

    words: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    choices: Mapping[str, Mapping[str, str]] | None = None


VALUES: Mapping[str, ValueKind] = {
    "organisation": ValueKind("The name of the alliance"),
    "organisation_code": ValueKind("The code of the alliance"),
    "month": ValueKind("The month of the figures (a date: its first day)"),
    "quarter": ValueKind("The quarter, such as 2025/26 Q2"),
    "financial_year": ValueKind("The financial year, such as 2025/26"),
    "plan": ValueKind("The name of the plan"),
    "plan_version": ValueKind("The version of the plan"),
    "snapshot": ValueKind("The snapshot of the figures"),
    "deliverable": ValueKind("A field of a deliverable", ("of", "field"), (), {"field": DELIVERABLE_FIELDS}),
    "milestone": ValueKind("A field of a milestone", ("of", "field"), (), {"field": MILESTONE_FIELDS}),
    "count": ValueKind(
        "How many deliverables there are",
        (),
        ("of", "status"),
        {"status": {one: one.replace("_", " ") for one in STATUSES}},
    ),
    "sum": ValueKind(
        "A sum of money",
        ("part", "span"),
        ("of", "stream"),
        {"part": MONEY_PARTS, "span": SPANS, "stream": {one: one for one in STREAMS}},
    ),
    "measure": ValueKind("The value of a measure", ("measure", "level", "part"), ("place",), {"part": MEASURE_PARTS}),
    "answer": ValueKind(
        "An answer that somebody types", ("question", "answer"), ("choices", "hint"), {"answer": ANSWER_TYPES}
    ),
}
"""Each kind of value by the word that a marking uses."""

ROWS: Mapping[str, str] = {name: f"A row for each of the {one.words}" for name, one in PLAN_ROWS.items()}
"""What a block of rows may hold, by the word that a marking uses."""
