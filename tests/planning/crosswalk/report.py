# ruff: noqa: E501
"""The measured page of the crosswalk."""

from typing import Any

from clearway.planning.crosswalk.suggestion import FEWEST, Manner
from tests.planning.crosswalk.measuring import CUTS, Scores, Task, at_cut, by_chance, first_right, models, tasks, words

HEAD = f"""# How good suggested matches are

Written by `scripts/write_planning_measures.py`; a test fails when it differs from what is measured. How matching works:
[the crosswalk](crosswalk.md). **Precision**: of the pairs suggested, the share that is true. **Recall**: of the true pairs,
the share that is suggested. **Reach**: of the commitments that have a true partner, the share with one true suggestion at
least. Suggestions are shown from a score of {FEWEST:.2f}.

The table of synonyms was written with these plans in view, so a plan in other words may do worse. The rows *without ideas*
below leave that table out.
"""
PRINTED_ROWS = """## Held against print: the rows of the 2016-17 plan that print recommendation numbers

Asked: the Taskforce's local achievements with numbers, in the short wording of the reference. Answering: every sentence of
the plan's text that prints a number in brackets. True: both print the same number; the numbers themselves are left out of
the matching. The plan took these rows over from the guidance, so they are close in words: this is the easy case.
"""
PRINTED_WORKSTREAMS = """## Held against print: deliverables, by the workstream whose table prints the number

Asked: the achievements whose number the plan prints. Answering: its 25 deliverables. The plan prints a number beside a
workstream, not beside a deliverable. So a suggestion counts as right when its deliverable belongs to a workstream that
prints the number. Recall of pairs means little here (not every deliverable of a workstream answers every number); reach
is what to read.
"""
INFERRED = """## Apart: links that somebody inferred

These are no truth. The hand-made reference says which deliverable serves which recommendation (its own reading), and which
objective of today follows which of 2016 (its own design, for a person to confirm). A match may be good and not be among
them.

### The plan's deliverables, by the reference's reading
"""
OBJECTIVES = """### National objectives of today beside those of 2016, by the reference's crosswalk
"""
FIRST = """## Other ways to match

The share of commitments with a true partner for which one stands first, or among the first three. *Chance*: what dealing
at random would reach. The models were run once by `bench/crosswalk_models.py` on the same pairs; neither is shipped. The
sentence model needs a run-time of its own, says no word of why, and its package states no licence.

| way | printed rows | printed beside workstreams | inferred: deliverables | inferred: objectives |
|---|--:|--:|--:|--:|
"""
WAYS = {
    "words, ideas and pieces of words (shipped)": Manner(),
    "without ideas": Manner(idea=0),
    "without pieces of words": Manner(word_share=1),
    "single words alone": Manner(idea=0, pair=0, word_share=1),
}


def page() -> str:
    """The page."""
    rows, workstreams, deliverables, objectives = tasks()
    parts = [HEAD, "\n"]
    for head, task in (
        (PRINTED_ROWS, rows),
        (PRINTED_WORKSTREAMS, workstreams),
        (INFERRED, deliverables),
        (OBJECTIVES, objectives),
    ):
        parts += [head, "\n", _cuts(task), "\n"]
    parts += [FIRST, *(_way(name, manner) for name, manner in WAYS.items()), _chance()]
    parts += [_model(one) for one in models()]
    return "".join(parts)


def _cuts(task: Task) -> str:
    scores = words(task.asked, task.answering)
    size = f"{len(task.asked)} asked, {len(task.answering)} answering, {int(task.true.sum())} true pairs.\n\n"
    head = "| score from | suggested | precision | recall | reach |\n|--:|--:|--:|--:|--:|\n"
    rows = []
    for cut in CUTS:
        told = at_cut(task, scores, cut)
        rows.append(
            f"| {cut:.2f} | {told.suggested} | {_two(told.precision)} | {_two(told.recall)} | {_two(told.reach)} |\n"
        )
    return size + head + "".join(rows)


def _way(name: str, manner: Manner) -> str:
    return _line(name, [_first(task, words(task.asked, task.answering, manner)) for task in tasks()])


def _first(task: Task, scores: Scores) -> str:
    return f"{first_right(task, scores, 1):.2f}, {first_right(task, scores, 3):.2f}"


def _chance() -> str:
    return _line("chance", [f"{by_chance(task, 1):.2f}, {by_chance(task, 3):.2f}" for task in tasks()])


def _model(told: dict[str, Any]) -> str:
    return _line(told["name"], [f"{first:.2f}, {three:.2f}" for first, three in told["first_right"].values()])


def _line(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |\n"


def _two(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"
