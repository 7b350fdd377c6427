"""One known answer beside ours: how near is near enough, and the words of a difference."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

TOLERANCES = Path(__file__).with_name("tolerances.yaml")
NOTHING = 1e-12
"""What still counts as nothing beside a known answer of exactly 0."""

Value = float | str | None


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may lie from the known one: `relative` to it, or `absolute`; some columns have their own.

    `searched` is for answers that the other tool found by a search: the step at which it stopped.
    """

    relative: float = 0.0
    absolute: float = 0.0
    searched: float = 0.0
    columns: Mapping[str, "Tolerance"] = field(default_factory=dict)

    def of(self, column: str) -> "Tolerance":
        """The tolerance of one column."""
        return self.columns.get(column, self)

    def admits(self, known: Value, given: Value, slack: float = 0.0) -> bool:
        """Whether an answer is near enough. Missing must be missing, infinite must be infinite, words the same.

        `slack` is a distance of this one answer, added to the tolerance.
        """
        if isinstance(known, str) or isinstance(given, str) or known is None or given is None:
            return known == given
        if not math.isfinite(known) or not math.isfinite(given):
            return known == given or (math.isnan(known) and math.isnan(given))
        return abs(given - known) <= max(self.relative * abs(known), self.absolute, NOTHING) + slack


@dataclass(frozen=True)
class Answer:
    """What came of one case of one file."""

    file: str
    case: str
    is_right: bool
    expected: str
    given: str

    def __str__(self) -> str:
        return f"{self.file}, {self.case}: expected {self.expected}; given {self.given}"


def compared(
    file: str,
    case: str,
    known: Mapping[str, Value],
    given: Mapping[str, Value],
    slack: Mapping[str, float] | None = None,
) -> Answer:
    """The answer to one case: right when each column of `known` is near enough; in words only what differs is told."""
    tolerance, more = tolerance_of(file), slack or {}
    wrong = [name for name in known if not tolerance.of(name).admits(known[name], given.get(name), more.get(name, 0.0))]
    shown = wrong or list(known)
    return Answer(file, case, not wrong, _told(known, shown), _told(given, shown))


def failure(file: str, case: str, expected: str, given: str) -> Answer:
    """A case that cannot be right, with the reason."""
    return Answer(file, case, is_right=False, expected=expected, given=given)


@cache
def tolerances() -> Mapping[str, Tolerance]:
    """The tolerance of every known-answer file, from `tolerances.yaml`."""
    told = yaml.safe_load(TOLERANCES.read_text(encoding="utf-8"))
    return {file: _tolerance(entry) for file, entry in told.items()}


def tolerance_of(file: str) -> Tolerance:
    """The tolerance of a file; exact when it has none."""
    return tolerances().get(file, Tolerance())


def _tolerance(entry: Mapping[str, object] | str) -> Tolerance:
    if isinstance(entry, str):
        if entry != "exact":
            raise ValueError(f"A tolerance is 'exact' or numbers, not '{entry}'.")
        return Tolerance()
    columns = entry.get("columns") or {}
    assert isinstance(columns, Mapping)  # noqa: S101
    return Tolerance(
        float(str(entry.get("relative", 0.0))),
        float(str(entry.get("absolute", 0.0))),
        float(str(entry.get("searched", 0.0))),
        {str(name): _tolerance(one) for name, one in columns.items()},
    )


def _told(values: Mapping[str, Value], names: list[str]) -> str:
    return ", ".join(f"{name} {_word(values.get(name))}" for name in names)


def _word(value: Value) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "missing"
    return value if isinstance(value, str) else f"{value:.12g}"
