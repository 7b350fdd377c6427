"""Dated entries that are ours until an alliance sets its own: one file is shipped, another may lie in a store.

How long files are kept, what is hidden of small numbers, what is asked before people are named: everywhere the same. An
entry applies from a day on; of those that have begun, a store's own come before ours.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Generic, TypeVar

from clearway.standards.dated import Trust
from clearway.standards.strict import Section, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOrOurs:
    """One entry: from when on it applies, and whose word it is. `agreed_by` is empty for our own choice."""

    applies_from: date
    trust: Trust
    agreed_by: str = ""

    @property
    def whose(self) -> str:
        """Whose word it is, in words; our own choice as sure as its trust label says."""
        return f"agreed by {self.agreed_by}" if self.agreed_by else self.trust.words


Entry = TypeVar("Entry", bound=OwnOrOurs)


@dataclass(frozen=True)
class PolicyFile(Generic[Entry]):
    """A kind of file: where ours lies, under which key the entries are listed, and what is read of each.

    `made` makes entries of one section, given `applies_from`, `trust` and `agreed_by` by name. Each has the `keys`,
    besides `applies_from` and whose word it is: `trust` in ours, `agreed_by` in a store's own.
    """

    package: str
    name: str
    listed_as: str
    keys: tuple[str, ...]
    made: Callable[..., Iterable[Entry]]

    def load(self, own: Path | None = None) -> tuple[Entry, ...]:
        """Our entries, then those of a store's own file where there is one. Raises StandardsError: file and key."""
        if own is None or not own.is_file():
            return _shipped(self)
        return (*_shipped(self), *self.read(own, is_own=True))

    def read(self, path: Path, *, is_own: bool) -> tuple[Entry, ...]:
        """The entries of one file."""
        file = read_yaml(path, path.parent)
        file.only(required=(self.listed_as,))
        return tuple(one for entry in file.sections(self.listed_as) for one in self._made_of(entry, is_own))

    def _made_of(self, entry: Section, is_own: bool) -> Iterable[Entry]:
        entry.only(required=("applies_from", *self.keys, "agreed_by" if is_own else "trust"))
        said: dict[str, Any] = {
            "applies_from": entry.day("applies_from"),
            "trust": Trust.VERIFIED if is_own else entry.trust(),
            "agreed_by": entry.text("agreed_by") if is_own else "",
        }
        return self.made(entry, **said)


@cache
def _shipped(file: PolicyFile[Entry]) -> tuple[Entry, ...]:
    with as_file(files(file.package).joinpath(file.name)) as path:
        return file.read(path, is_own=False)


def begun(entries: Iterable[Entry], on: date) -> list[Entry]:
    """The entries that have begun on a day."""
    return [one for one in entries if one.applies_from <= on]


def in_force(entries: Iterable[Entry], on: date) -> Entry | None:
    """The entry that applies on a day: the newest that has begun, a store's own before ours; None when none has."""
    found = begun(entries, on)
    return max([one for one in found if one.agreed_by] or found, key=lambda one: one.applies_from, default=None)
