"""How good suggested matches are: against what S2 prints and, apart from that, against links that were inferred."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import yaml

from clearway.planning.crosswalk.commitment import Commitment, of_framework, of_plan
from clearway.planning.crosswalk.suggestion import MANNER, Manner, likeness
from clearway.planning.documents.reader import read_commitments
from clearway.planning.shipped import objectives_file, plan_of_2017, taskforce_file
from tests.planning.documents.marked import case_of

CUTS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
Scores = npt.NDArray[np.float64]
Scorer = Callable[[Sequence[Commitment], Sequence[Commitment]], Scores]


@dataclass(frozen=True)
class Task:
    """Pairs to be scored and which of them are true."""

    name: str
    asked: tuple[Commitment, ...]
    answering: tuple[Commitment, ...]
    true: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class AtCut:
    """What suggestions with a score of `cut` and more are worth."""

    cut: float
    suggested: int
    right: int
    true: int
    reached: int
    askable: int

    @property
    def precision(self) -> float | None:
        """Of the pairs suggested, the share that is true."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float:
        """Of the true pairs, the share that is suggested."""
        return self.right / self.true

    @property
    def reach(self) -> float:
        """Of the commitments with a true partner, the share with one true suggestion at least."""
        return self.reached / self.askable


def words(asked: Sequence[Commitment], answering: Sequence[Commitment], manner: Manner = MANNER) -> Scores:
    """The scores as the product makes them."""
    return likeness(asked, answering, manner).scores


def at_cut(task: Task, scores: Scores, cut: float) -> AtCut:
    """Precision, recall and reach of the suggestions at a cut."""
    suggested = scores >= cut
    right = suggested & task.true
    askable = task.true.any(axis=1)
    return AtCut(
        cut,
        int(suggested.sum()),
        int(right.sum()),
        int(task.true.sum()),
        int(right.any(axis=1).sum()),
        int(askable.sum()),
    )


def first_right(task: Task, scores: Scores, most: int) -> float:
    """The share of commitments with a true partner for which one stands among the best `most`."""
    askable = np.flatnonzero(task.true.any(axis=1))
    best = np.argsort(-scores, axis=1, kind="stable")[:, :most]
    return float(np.mean([task.true[row, best[row]].any() for row in askable]))


def by_chance(task: Task, most: int) -> float:
    """What `first_right` would be on average for suggestions dealt by chance."""
    rows = task.true[task.true.any(axis=1)]
    size = rows.shape[1]
    misses = [
        np.prod([(size - count - at) / (size - at) for at in range(most)]) for count in rows.sum(axis=1).astype(int)
    ]
    return float(1 - np.mean(misses))


def printed_rows() -> Task:
    """What S2 prints with numbers in brackets, beside the Taskforce's achievements with the same numbers.

    The text of the S2 rows is the seed's own, found by the reader of documents; the achievements are in the wording of
    the hand-made reference. True: both print the same number.
    """
    rows = [one for one in read_commitments(case_of("s2").document) if one.recommendations]
    answering = tuple(
        Commitment(f"line {one.place.line}", "s2", _bare(one.sentence), "", one.recommendations) for one in rows
    )
    asked = _achievements()
    return Task("printed rows", asked, answering, _sharing(asked, answering))


def printed_workstreams() -> Task:
    """The plan's deliverables, true when their workstream's table prints a number of the achievement."""
    plan = plan_of_2017()
    printed = {one.id: set(one.recommendations_printed) for one in plan.workstreams}
    printed["ENB"] = printed.get("ENB", set()) | {61}  # line 848, under the enablers
    answering = of_plan(plan)
    workstream = {deliverable.id: stream.id for stream in plan.workstreams for deliverable in stream.deliverables}
    everywhere = set().union(*printed.values())
    asked = tuple(one for one in _achievements() if set(one.recommendations) & everywhere)
    true = np.array(
        [[bool(set(one.recommendations) & printed[workstream[other.id]]) for other in answering] for one in asked]
    )
    return Task("printed beside workstreams", asked, answering, true)


def inferred_deliverables() -> Task:
    """The plan's deliverables, true when the hand-made reference links both by a number: its own reading."""
    answering = of_plan(plan_of_2017())
    asked = _achievements()
    return Task("inferred", asked, answering, _sharing(asked, answering))


def inferred_objectives() -> Task:
    """Today's objectives beside those of 2016, true when the reference's crosswalk joins them: its own design."""
    file = objectives_file()
    asked, answering = of_framework(file.framework()), of_framework(taskforce_file().framework())
    joined = {(one.new, old) for one in file.crosswalk for old in one.old}
    true = np.array([[(one.id, other.id) in joined for other in answering] for one in asked])
    return Task("objectives", asked, answering, true)


@cache
def tasks() -> tuple[Task, Task, Task, Task]:
    """The four measures, those that rest on print first."""
    return printed_rows(), printed_workstreams(), inferred_deliverables(), inferred_objectives()


def _achievements() -> tuple[Commitment, ...]:
    return tuple(one for one in of_framework(taskforce_file().framework()) if one.recommendations)


def _sharing(asked: Sequence[Commitment], answering: Sequence[Commitment]) -> npt.NDArray[np.bool_]:
    return np.array(
        [[bool(set(one.recommendations) & set(other.recommendations)) for other in answering] for one in asked]
    )


def _bare(sentence: str) -> str:
    """A sentence without the numbers that it is held against."""
    return re.sub(r"\(\s*\d[\d\s,–and-]*\)", "", sentence)


def models() -> list[dict[str, object]]:
    """What sentence and word models scored on the same tasks, as `bench/crosswalk_models.py` wrote it down."""
    from pathlib import Path

    path = Path(__file__).resolve().parents[3] / "bench" / "results" / "crosswalk-models.yaml"
    told: list[dict[str, object]] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return told
