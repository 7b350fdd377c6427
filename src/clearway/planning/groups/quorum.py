"""Whether enough of the right people are there for a group to decide, and if not, who is missing.

No national rule says what the quorum of a Cancer Alliance is: a group sets its own, and until it has, the rule is
called provisional wherever it is shown.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from clearway.planning.groups.kinds import SEAT_WORDS, InterestEffect, Presence, SeatKind


class ShareOf(StrEnum):
    """Of what a least share is taken: of the people who hold seats, or of every seat there is, filled or not."""

    HOLDERS = "holders"
    SEATS = "seats"


SHARE_WORDS: dict[ShareOf, str] = {
    ShareOf.HOLDERS: "everybody who holds a seat with a vote",
    ShareOf.SEATS: "all seats, filled or not",
}


@dataclass(frozen=True, slots=True)
class Need:
    """At least `least` must be there of one of the kinds of seats, or of the seat of a name."""

    least: int
    kinds: tuple[SeatKind, ...] = ()
    seat: str = ""

    @property
    def words(self) -> str:
        """What is needed, in words."""
        named = f"“{self.seat}”" if self.seat else " or ".join(SEAT_WORDS[kind].lower() for kind in self.kinds)
        return f"at least {self.least} of: {named}"

    def is_met_by(self, there: Sequence["Member"]) -> bool:
        """Whether enough of them are there."""
        fitting = [one for one in there if one.seat == self.seat] if self.seat else self._of_kinds(there)
        return len(fitting) >= self.least

    def _of_kinds(self, there: Sequence["Member"]) -> list["Member"]:
        return [one for one in there if one.kind in self.kinds]


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """What a group asks for before it decides. Whatever is not set is not asked for.

    `least_share` is a fraction, of `share_of`. A provisional rule was shipped or guessed: nobody has agreed to it.
    """

    least_number: int | None = None
    least_share: Fraction | None = None
    share_of: ShareOf = ShareOf.HOLDERS
    needs: tuple[Need, ...] = ()
    deputies_count: bool = True
    is_provisional: bool = True

    def number_needed(self, *, seats: int, holders: int) -> int:
        """How many must be there: the larger of the number and the share, rounded up to a whole person."""
        base = seats if self.share_of is ShareOf.SEATS else holders
        of_share = math.ceil(self.least_share * base) if self.least_share is not None else 0
        return max(self.least_number or 0, of_share)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who holds a seat: a number of their own, the seat's name and kind, and whether they have a vote."""

    number: int
    seat: str
    kind: SeatKind
    votes: bool = True


@dataclass(frozen=True, slots=True)
class QuorumCount:
    """How many counted for one item, how many were needed, and what was missing.

    `is_met` is None when the group has no rule: then nobody can say. `left_out` are the numbers of those who were
    there and did not count because of an interest.
    """

    counted: int
    needed: int
    is_met: bool | None
    missing: tuple[str, ...]
    left_out: tuple[int, ...]
    is_provisional: bool

    @property
    def words(self) -> str:
        """The count in one sentence."""
        if self.is_met is None:
            return f"{_people(self.counted)} counted. The group has no rule of quorum: nobody can say if it may decide."
        head = f"{_people(self.counted)} counted, {self.needed} needed"
        told = f"{head}: quorum." if self.is_met else f"{head}: no quorum. Missing: {'; '.join(self.missing)}."
        return told + (" The rule is provisional: the group has not agreed it." if self.is_provisional else "")


def count_quorum(
    rule: QuorumRule | None,
    *,
    seats: int,
    members: Sequence[Member],
    presence: Mapping[int, Presence],
    interests: Mapping[int, Collection[InterestEffect]],
) -> QuorumCount:
    """The quorum of one item of an agenda.

    `seats` is how many places the group has, filled or not; `presence` and `interests` go by the members' numbers.
    Only members with a vote count. Whoever does not decide, or leaves, because of an interest in this item does not
    count, neither to the number nor to a kind that must be there.
    """
    voting = [one for one in members if one.votes]
    deputies = rule.deputies_count if rule else True
    there = [one for one in voting if _is_there(presence.get(one.number), deputies_count=deputies)]
    left_out = tuple(one.number for one in there if not all(e.is_counted for e in interests.get(one.number, ())))
    counted = [one for one in there if one.number not in left_out]
    if rule is None:
        return QuorumCount(len(counted), 0, None, (), left_out, is_provisional=False)
    needed = rule.number_needed(seats=seats, holders=len(voting))
    missing = [f"{_people(needed - len(counted))} more"] if len(counted) < needed else []
    missing += [need.words for need in rule.needs if not need.is_met_by(counted)]
    return QuorumCount(len(counted), needed, not missing, tuple(missing), left_out, rule.is_provisional)


def rule_words(rule: QuorumRule | None) -> tuple[str, ...]:
    """What a rule asks for, one sentence a line."""
    if rule is None:
        return ("No rule of quorum is set.",)
    lines = []
    if rule.least_number:
        lines.append(f"At least {_people(rule.least_number)}")
    if rule.least_share is not None:
        of = (
            "everybody who holds a seat with a vote" if rule.share_of is ShareOf.HOLDERS else "all seats, filled or not"
        )
        lines.append(f"At least {_percent(rule.least_share)} of {of}")
    lines += [need.words[:1].upper() + need.words[1:] for need in rule.needs]
    lines.append("A deputy counts." if rule.deputies_count else "A deputy does not count.")
    return tuple(lines)


def _is_there(presence: Presence | None, *, deputies_count: bool) -> bool:
    return presence is Presence.PRESENT or (presence is Presence.DEPUTY and deputies_count)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4g}%"
