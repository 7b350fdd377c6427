# ruff: noqa: E501
"""The measured page: how well the reader does, field by field, beside the plain baseline."""

from functools import cache

from tests.planning.documents.marked import HELD_OUT, SEEDS, case_of
from tests.planning.documents.measuring import FIELDS, Score, both, summed

NAMES = {
    "action": "commitment found",
    "wording": "wording of the action",
    "owner": "owner",
    "date": "date",
    "target": "target",
    "recommendations": "recommendation numbers",
}
HEAD = """# How well strategies are read

Written by `scripts/write_planning_measures.py`; a test fails when it differs from what is measured. How reading works and
what the numbers rest on: [reading strategies](reading-strategies.md). F1 is the harmonic mean of precision (of what was
proposed, how much is true) and recall (of what is true, how much was proposed). The baseline takes every sentence with
will, shall, must or should, and finds each field with one expression. A dash: the field is not marked there.
"""
TUNED = """## The five seeds: tuned on these

The word tables of the reader were written while looking at these documents and their marks. These numbers say how well
the tables fit them, not how well an unknown document would be read.
"""
UNSEEN = """## Three documents unlike the seeds: not tuned on these

Minutes of a board (text), an improvement plan with tables (Word) and a strategy in two columns (PDF), written for this and
marked before the reader existed. The reader was run on them for the first time when its tables were finished, and was not
changed afterwards because of what it got wrong there. The same hand wrote them and the reader, so a document of a
stranger may do worse. 44 commitments are few: read a difference of a few hundredths as none.
"""
PER_DOCUMENT = """
## Each document

`either way`: proposals where the marks say neither right nor wrong (text printed twice, or that the hand-made reference
carries without a line), reader and baseline.

| document | commitments marked | either way | found: precision | found: recall | F1 | F1 of the baseline |
|---|--:|--:|--:|--:|--:|--:|
"""


def page() -> str:
    """The page."""
    parts = [HEAD, "\n", TUNED, "\n", _table(SEEDS), "\n", UNSEEN, "\n", _table(HELD_OUT), PER_DOCUMENT]
    parts += [_row(name) for name in (*SEEDS, *HELD_OUT)]
    return "".join(parts)


@cache
def scores(names: tuple[str, ...]) -> tuple[dict[str, Score], dict[str, Score]]:
    """The reader's and the baseline's scores over several documents."""
    pairs = [both(case_of(name)) for name in names]
    return summed(reader for reader, _ in pairs), summed(plain for _, plain in pairs)


def _table(names: tuple[str, ...]) -> str:
    reader, plain = scores(names)
    rows = [
        f"| {NAMES[name]} | {_two(reader[name].precision)} | {_two(reader[name].recall)} | {_two(reader[name].f1)} "
        f"| {_two(plain[name].precision)} | {_two(plain[name].recall)} | {_two(plain[name].f1)} |\n"
        for name in FIELDS
    ]
    head = "| field | precision | recall | F1 | precision (baseline) | recall (baseline) | F1 (baseline) |\n"
    return head + "|---|--:|--:|--:|--:|--:|--:|\n" + "".join(rows)


def _row(name: str) -> str:
    case = case_of(name)
    reader, plain = both(case)
    found = reader.fields["action"]
    return (
        f"| {name} | {len(case.commitments)} | {reader.unscored}, {plain.unscored} | {_two(found.precision)} "
        f"| {_two(found.recall)} | {_two(found.f1)} | {_two(plain.fields['action'].f1)} |\n"
    )


def _two(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"
