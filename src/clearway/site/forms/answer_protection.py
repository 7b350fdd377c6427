"""What of the counts of answers may be shown: nothing small, and nothing from which a small count can be worked out.

Organisations form two trees: the alliance and its trusts; the alliance, its networks and their practices. A reader
knows all that is shown, and can subtract: the alliance less its open trusts, a network less its open practices. So

1. in the alliance, answers of fewer than 5 forms are hidden, and the next smallest with them, until what is hidden
   together is 5 or more;
2. an organisation is closed (nothing of the question is shown) where one of its answers was given by 1 to 4 forms, and
   so is everything below it;
3. while the closed organisations below one that is open have together an answer of 1 to 4 forms, the one with the
   fewest forms joins them;
4. a question that is only asked after another's answer tells how many gave that answer, so it is hidden wherever
   something of the other is.

Whole organisations close, where `stats.disclosure` could leave single cells: that search takes seconds a question
with a hundred practices, this takes none, and it never shows more. Rules and width are those of the counts of themes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clearway.stats.disclosure import LOCAL_BELOW_5, hidden_groups

BELOW = LOCAL_BELOW_5.below


class Node(NamedTuple):
    """An organisation in its tree: `level` is alliance, trust, network or practice; `above` a practice's network."""

    level: str
    code: str
    above: str = ""


ROOT = Node("alliance", "")
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown: by organisation how many forms answered what, an answer hidden where it is None.

    An organisation that is closed is in `closed` and has no counts. `forms` are those that were signed.
    """

    forms: Mapping[Node, int]
    answers: Mapping[Node, Mapping[str, int | None]]
    closed: frozenset[Node]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the alliance's counts is hidden."""
        return ROOT not in self.closed and None not in self.answers.get(ROOT, {}).values()


NOTHING = Shown({}, {}, frozenset({ROOT}))
"""Nothing at all may be shown."""


def protected(
    forms: Mapping[Node, int], answers: Mapping[Node, Counts], *, is_several: bool, parents: Sequence[Shown]
) -> Shown:
    """What may be shown of one question.

    `is_several`: a form can give several answers, so that each is held against those that did not give it.
    """
    nodes = [node for node, count in forms.items() if count]
    if forms.get(ROOT, 0) < BELOW or not all(one.is_whole for one in parents):
        return Shown({}, {}, frozenset(nodes))
    codes = sorted({code for counts in answers.values() for code in counts})
    seen, cuts = _cuts(forms, answers, codes, is_several=is_several)
    closed = {node for node in nodes if any(node in one.closed for one in parents)}
    trusts = [node for node in nodes if node.level == "trust"]
    networks = [node for node in nodes if node.level == "network" or (node.level == "practice" and not node.above)]
    for below in (trusts, networks):
        closed |= _closed(ROOT, below, closed, cuts)
    for network in (node for node in nodes if node.level == "network"):
        practices = [node for node in nodes if node.level == "practice" and node.above == network.code]
        closed |= set(practices) if network in closed else _closed(network, practices, closed, cuts)
    open_nodes = [node for node in nodes if node not in closed]
    return Shown(
        {node: forms[node] for node in open_nodes},
        {node: {code: answers[node].get(code, 0) if code in seen else None for code in codes} for node in open_nodes},
        frozenset(closed),
    )


def _cuts(
    forms: Mapping[Node, int], answers: Mapping[Node, Counts], codes: list[str], *, is_several: bool
) -> tuple[set[str], dict[Node, list[int]]]:
    """The answers that are shown at all; and for each organisation the counts that must not be small.

    Of one answer a form: each answer that is shown, and all others together. Of several: of each answer that is shown,
    those who gave it and those who did not.
    """
    whole = answers.get(ROOT, {})
    if is_several:
        seen = {code for code in codes if not _is_small([whole[code], forms[ROOT] - whole[code]])}
    else:
        gone = hidden_groups([[whole.get(code, 0)] for code in codes], LOCAL_BELOW_5)
        seen = {code for code, is_gone in zip(codes, gone, strict=True) if not is_gone}
    cuts: dict[Node, list[int]] = {}
    for node, count in forms.items():
        given = [answers.get(node, {}).get(code, 0) for code in codes if code in seen]
        cuts[node] = given + ([count - one for one in given] if is_several else [count - sum(given)]) + [count]
    return seen, cuts


def _closed(above: Node, below: list[Node], closed: set[Node], cuts: Mapping[Node, list[int]]) -> set[Node]:
    """The organisations of one sum that are closed. Forms of no organisation below are a part that is never shown."""
    gone = {node for node in below if node in closed or _is_small(cuts[node])}
    while _is_small(_left(cuts[above], (cuts[node] for node in below if node not in gone))):
        shown = [node for node in below if node not in gone]
        if not shown:  # the sum itself would be small, and then nothing of it is shown
            break
        gone.add(min(shown, key=lambda node: (cuts[node][-1], node)))
    return gone


def _left(whole: list[int], shown: Iterable[list[int]]) -> list[int]:
    left = list(whole)
    for one in shown:
        left = [rest - part for rest, part in zip(left, one, strict=True)]
    return left


def _is_small(counts: Iterable[int]) -> bool:
    return any(0 < one < BELOW for one in counts)
