"""What could stand behind a difference: one record, or several under one rule, and the effect that it would have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from clearway.measures.reconciliation.cells import Cell, Pair, Vector, total_of, vector_fits
from clearway.measures.reconciliation.kinds import Kind

Place = tuple[str, int]
"""A record: its submission and its place in it."""


class Support(IntEnum):
    """What speaks for a cause besides that it fits: something on the record, the pattern of the differences, nothing.

    What nothing speaks for is listed as possible and never named as the explanation.
    """

    RECORD = 1
    PATTERN = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class RecordRef:
    """One record by its pseudonymous link. A row that was never accepted has no link, and `row` is its number."""

    submission_id: str
    ordinal: int
    link: str = ""
    file_name: str = ""
    row: int | None = None

    @property
    def place(self) -> Place:
        """What tells it from every other record."""
        return self.submission_id, self.ordinal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible cause: what it would add to our figures in each cell, were it so.

    `records` belong to it all together. `rule` names the rule or setting that is read the other way. `move` says what
    would have happened to the record, where that can show in several standards at once: the same move of one record in
    all of them is one cause.
    """

    kind: Kind
    records: tuple[RecordRef, ...]
    words: str
    effect: Mapping[Cell, Pair]
    rule: str = ""
    support: Support = Support.RECORD
    move: str = ""


@dataclass(slots=True)
class Option:
    """Candidates whose effect is the very same: the figures cannot tell them apart."""

    effect: dict[Cell, Pair]
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """How much has to be believed: one thing that a record speaks for, or two where only the pattern does."""
        return float(min(one.support for one in self.candidates))

    @property
    def most(self) -> int:
        """How many times it can be chosen: by different records."""
        return len({record.place for one in self.candidates for record in one.records[:1]})

    def ordered(self) -> list[Candidate]:
        """The candidates that speak for themselves first, then in the order of kinds."""
        kinds = list(Kind)
        return sorted(self.candidates, key=lambda one: (one.support, kinds.index(one.kind)))


def with_joint(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, and for one move of one record that shows in several standards, all of it together as well."""
    held = list(candidates)
    together: dict[tuple[Kind, str, tuple[Place, ...]], list[Candidate]] = {}
    for one in held:
        if one.move and one.effect:
            key = (one.kind, one.move, tuple(record.place for record in one.records))
            together.setdefault(key, []).append(one)
    joint = [
        replace(same[0], effect=total_of(one.effect for one in same), support=max(one.support for one in same), move="")
        for same in together.values()
        if len(same) > 1
    ]
    return [*joint, *held]


def options_of(candidates: Iterable[Candidate], differences: Vector) -> list[Option]:
    """Candidates that something speaks for and that the differences allow, gathered by their effect."""
    found: dict[frozenset[tuple[Cell, Pair]], Option] = {}
    for one in candidates:
        if one.support is Support.NOTHING or not one.effect or not vector_fits(one.effect, differences):
            continue
        key = frozenset(one.effect.items())
        found.setdefault(key, Option(dict(one.effect))).candidates.append(one)
    return list(found.values())
