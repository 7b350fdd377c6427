"""How well commitments are read: precision, recall and F1 by field, for the reader and for the plain baseline."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clearway.planning.documents.reader import read_commitments
from tests.planning.documents.baseline import Found, baseline
from tests.planning.documents.marked import Case, Marked

FIELDS = ("action", "wording", "owner", "date", "target", "recommendations")
SAME_WORDS = 0.75
SAME_OWNER = 0.6


@dataclass
class Score:
    """Counts of one field: right, wrong (proposed but not true) and missed (true but not proposed)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was proposed, how much is true; None when nothing was proposed."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Of what is true, how much was proposed; None when nothing is true."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when the field never occurs."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else None

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass
class Measured:
    """The scores of one reading of one document, and what was neither right nor wrong."""

    fields: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    unscored: int = 0
    wrong: list[Found] = field(default_factory=list)
    missed: list[Marked] = field(default_factory=list)


def proposals_of(case: Case) -> list[Found]:
    """The reader's proposals in the shape of the baseline's, so that both are counted alike."""
    return [
        Found(
            one.place.start,
            one.place.end,
            one.action,
            one.owners,
            tuple(date.value for date in one.dates),
            tuple((target.value, target.unit) for target in one.targets),
            one.recommendations,
        )
        for one in read_commitments(case.document)
    ]


def measured(case: Case, found: Sequence[Found]) -> Measured:
    """The scores of proposals against the marks, each proposal matched to one mark at most.

    A proposal matches a mark whose words lie inside it; a mark known by its line alone, a proposal that begins on it.
    Proposals where the marks say "either way" count for nothing.
    """
    told = Measured()
    partners: dict[int, Found] = {}
    for one in found:
        mark = _mark_of(one, case.commitments, partners)
        if mark is not None:
            partners[mark] = one
        elif any(start <= one.start < end for start, end in case.either_way):
            told.unscored += 1
        else:
            told.wrong.append(one)
            _count(told, one, None)
    for number, marked in enumerate(case.commitments):
        if number not in partners:
            told.missed.append(marked)
        _count(told, partners.get(number), marked)
    return told


def both(case: Case) -> tuple[Measured, Measured]:
    """The reader's scores and the baseline's for one document."""
    return measured(case, proposals_of(case)), measured(case, baseline(case.document))


def summed(all_measured: Iterable[Measured]) -> dict[str, Score]:
    """The scores of several documents together: counts are added, so a long document weighs more."""
    whole = {name: Score() for name in FIELDS}
    for one in all_measured:
        whole = {name: whole[name] + one.fields[name] for name in FIELDS}
    return whole


def _mark_of(found: Found, marks: Sequence[Marked], taken: dict[int, Found]) -> int | None:
    free = [number for number in range(len(marks)) if number not in taken]
    for number in free:
        at = marks[number].at
        if at is not None and found.start <= at < found.end:
            return number
    for number in free:
        start, end = marks[number].line_span
        if marks[number].at is None and start <= found.start < end:
            return number
    return None


def _count(told: Measured, found: Found | None, mark: Marked | None) -> None:
    told.fields["action"] += Score(int(bool(found and mark)), int(bool(found and not mark)), int(not found))
    if mark is not None and mark.action:
        is_same = found is not None and _alike(found.action, mark.action) >= SAME_WORDS
        told.fields["wording"] += Score(int(is_same), int(found is not None and not is_same), int(not is_same))
    for name, attribute in (("date", "dates"), ("target", "targets"), ("recommendations", "recommendations")):
        given = set(getattr(found, attribute)) if found else set()
        true = set(getattr(mark, attribute)) if mark else set()
        told.fields[name] += Score(len(given & true), len(given - true), len(true - given))
    told.fields["owner"] += _owners(found.owners if found else (), mark.owners if mark else ())


def _owners(given: Sequence[str], true: Sequence[str]) -> Score:
    """Owners are the same when most of their words are: "the Chief Nurse" and "Chief Nurse"."""
    left = list(true)
    right = 0
    for one in given:
        best = max(left, key=lambda name: _alike(one, name), default=None)
        if best is not None and _alike(one, best) >= SAME_OWNER:
            left.remove(best)
            right += 1
    return Score(right, len(given) - right, len(true) - right)


def _alike(one: str, other: str) -> float:
    """The F1 of the words of two stretches."""
    first, second = (re.findall(r"[\w%]+", words.lower().replace("the ", "")) for words in (one, other))
    shared = sum(min(first.count(word), second.count(word)) for word in set(first))
    return 2 * shared / (len(first) + len(second)) if first and second else 0.0
