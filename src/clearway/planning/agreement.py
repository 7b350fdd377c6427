"""Who must agree a plan, what each has said, and whether a new version asks again."""

from collections.abc import Iterable
from dataclasses import dataclass

ANSWERS = {"agreed": "Agreed", "reservations": "Agreed with reservations", "not_yet": "Not yet agreed"}
STANDING = ("agreed", "reservations")


@dataclass(frozen=True, kw_only=True)
class SigningBody:
    """A body whose agreement is asked. `agrees_again` says whether the terms ask for it anew with each version."""

    id: str
    name: str
    part: str | None = None
    must_agree: bool = True
    agrees_again: bool = True
    basis: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a body stands to a version of a plan. `answered` is the version that its last answer was about."""

    body: SigningBody
    answer: str | None
    answered: int | None
    version: int

    @property
    def is_asked_again(self) -> bool:
        """Whether it agreed an earlier version, and the terms ask for each."""
        earlier = self.answered is not None and self.answered < self.version
        return earlier and self.answer in STANDING and self.body.agrees_again

    @property
    def has_agreed(self) -> bool:
        """Whether its agreement stands for this version."""
        return self.answer in STANDING and not self.is_asked_again

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.answer is None:
            return "Not asked yet, or no answer"
        told = ANSWERS[self.answer]
        if self.is_asked_again:
            return f"{told} to version {self.answered}; asked again for version {self.version}"
        return f"{told} (version {self.answered})"


def is_agreed(stands: Iterable[Stand]) -> bool:
    """Whether every body that must agree has; a plan that nobody must agree is not agreed by silence."""
    asked = [one for one in stands if one.body.must_agree]
    return bool(asked) and all(one.has_agreed for one in asked)
