"""The checkers: each reads some known-answer files by name and compares them with our functions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from clearway.stats.golden.answers import Answer
from clearway.stats.golden.tables import Table

Files = Mapping[str, Table]
Check = Callable[[Files], Iterable[Answer]]


@dataclass(frozen=True)
class Checker:
    """A check, and the files it reads: all of them, or none of it can be done."""

    files: tuple[str, ...]
    check: Check


CHECKERS: list[Checker] = []


def checks(*files: str) -> Callable[[Check], Check]:
    """Make a function the checker of some files; the answers it gives belong to one of them."""

    def made(check: Check) -> Check:
        CHECKERS.append(Checker(files, check))
        return check

    return made
