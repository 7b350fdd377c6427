"""Suggested matches: how alike two commitments are by the weight of the words they share, and which words these are.

The weight of a word grows with how seldom it stands among all commitments (term frequency times inverse document
frequency: K. Spärck Jones, Journal of Documentation 28, 1972); two texts are as alike as the cosine of their weights.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clearway.planning.crosswalk.answer import Answer
from clearway.planning.crosswalk.commitment import Commitment
from clearway.planning.crosswalk.features import piece_features, printed, word_features

MOST_WORDS = 6
FEWEST = 0.10
"""The score from which a suggestion is worth a person's look; the measured page says what this costs and brings."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What weighs how much. `idea` and `pair`: an idea and a pair of words beside a single word (a pair counts less,
    its words count already). `context`: a word of the activities beside one of the commitment itself. `word_share`: the
    part of the score that comes from words and ideas; the rest comes from pieces of words.
    """

    idea: float = 1.5
    pair: float = 0.7
    context: float = 0.5
    word_share: float = 0.75


MANNER = Manner()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A strategy's commitment and one of the plan that may answer it.

    `score` is between 0 and 1. `words` made the score, the heaviest first.
    """

    asked: Commitment
    answering: Commitment
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's answer to a suggestion. `because` are their own words; they may be empty."""

    asked: str
    answering: str
    answer: Answer
    because: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The scores of every pair, rows as asked and columns as answering, and what the words of each side weigh."""

    scores: npt.NDArray[np.float64]
    asked_words: sparse.csr_array
    answering_words: sparse.csr_array
    names: tuple[str, ...]
    texts: tuple[str, ...]

    def words(self, row: int, column: int) -> tuple[str, ...]:
        """The words that two texts share, as the first prints them, those that made most of the score first."""
        shared = self.asked_words[[row]].multiply(self.answering_words[[column]]).tocoo()
        made = sorted(zip(shared.data, shared.coords[1], strict=True), reverse=True)
        names = [printed(self.names[at], self.texts[row]) for _, at in made]
        told: list[str] = []
        for name in names:
            if not any(name in other.split() or other == name for other in told):
                told.append(name)
        return tuple(told[:MOST_WORDS])


def likeness(asked: Sequence[Commitment], answering: Sequence[Commitment], manner: Manner = MANNER) -> Likeness:
    """How alike each pair is. The rarity of a word is counted over both sides together; neither side may be empty."""
    everything = [*asked, *answering]
    words, names = _weights(everything, word_features, manner)
    pieces, _ = _weights(everything, piece_features, manner)
    count = len(asked)
    by_words = (words[:count] @ words[count:].T).toarray()
    by_pieces = (pieces[:count] @ pieces[count:].T).toarray()
    scores = manner.word_share * by_words + (1 - manner.word_share) * by_pieces
    return Likeness(
        np.clip(scores, 0.0, 1.0),
        words[:count],
        words[count:],
        names,
        tuple(f"{one.text} {one.context}" for one in asked),
    )


def suggest(
    asked: Sequence[Commitment], answering: Sequence[Commitment], *, fewest: float = FEWEST, most: int = 5
) -> tuple[Suggestion, ...]:
    """For each commitment asked, the `most` likeliest of the plan with a score of `fewest` at least, best first."""
    if not asked or not answering:
        return ()
    alike = likeness(asked, answering)
    found: list[Suggestion] = []
    for row, one in enumerate(asked):
        best = np.argsort(-alike.scores[row], kind="stable")[:most]
        found += [
            Suggestion(one, answering[column], float(alike.scores[row, column]), alike.words(row, int(column)))
            for column in best
            if alike.scores[row, column] >= fewest
        ]
    return tuple(found)


def undecided(suggestions: Sequence[Suggestion], verdicts: Sequence[Verdict]) -> tuple[Suggestion, ...]:
    """The suggestions to which nobody has answered yet."""
    decided = {(one.asked, one.answering) for one in verdicts}
    return tuple(one for one in suggestions if (one.asked.id, one.answering.id) not in decided)


def _weights(
    commitments: Sequence[Commitment], features: Callable[[str], Counter[str]], manner: Manner
) -> tuple[sparse.csr_array, tuple[str, ...]]:
    """A row of weights for each commitment, of length one, and the names of the columns."""
    counted = [_counted(one, features, manner.context) for one in commitments]
    names = sorted({name for one in counted for name in one})
    column = {name: at for at, name in enumerate(names)}
    held = Counter(name for one in counted for name in one)
    rarity = np.array([_weigh(name, manner) * (np.log((1 + len(counted)) / (1 + held[name])) + 1) for name in names])
    rows = [row for row, one in enumerate(counted) for _ in one]
    columns = [column[name] for one in counted for name in one]
    counts = [1 + np.log(count) if count >= 1 else count for one in counted for count in one.values()]
    weights = sparse.csr_array((counts, (rows, columns)), shape=(len(counted), len(names)), dtype=np.float64)
    weights = weights.multiply(rarity).tocsr()
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return weights.multiply(scale[:, None]).tocsr(), tuple(names)


def _weigh(feature: str, manner: Manner) -> float:
    if feature.startswith("="):
        return manner.idea
    return manner.pair if " " in feature else 1.0


def _counted(one: Commitment, features: Callable[[str], Counter[str]], context: float) -> dict[str, float]:
    """The features of a commitment; those of its context count less."""
    counted: dict[str, float] = dict(features(one.text))
    for name, count in features(one.context).items():
        counted[name] = counted.get(name, 0.0) + context * count
    return counted
