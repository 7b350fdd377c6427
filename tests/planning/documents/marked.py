"""What documents really commit to, as marked by hand: for the five seeds and for three documents unlike them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from clearway.planning.documents.document import DocumentText
from clearway.planning.documents.opening import read_here
from tests.shared import shared_path

HERE = Path(__file__).parent
SEEDS = ("s0", "s1", "s2", "s3", "s4")
HELD_OUT = ("board-minutes", "improvement-plan", "strategy")
LINED = ("aspirations", "objectives", "tasks", "engagement_commitments", "deliverables", "activities")
"""The lists of sybnd-delivery-plan.yaml whose entries are commitments and carry their line."""


@dataclass(frozen=True)
class Marked:
    """One true commitment: `at` is a character inside it, or `line_span` the characters of its line."""

    at: int | None
    line_span: tuple[int, int]
    owners: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    targets: tuple[tuple[float, str], ...] = ()
    recommendations: tuple[int, ...] = ()
    action: str = ""


@dataclass(frozen=True)
class Case:
    """A document and its marks. `either_way`: characters where a proposal is neither right nor wrong."""

    name: str
    genre: str
    document: DocumentText
    commitments: tuple[Marked, ...]
    either_way: tuple[tuple[int, int], ...]


@cache
def case_of(name: str) -> Case:
    """One document with its marks; a seed is read from the shared folder (absent: the test is skipped)."""
    folder = HERE / ("seeds" if name in SEEDS else "held_out")
    told = yaml.safe_load((folder / f"{name}.truth.yaml").read_text(encoding="utf-8"))
    path = shared_path(told["document"]) if name in SEEDS else folder / told["document"]
    document = read_here(path, path.name)
    text = Searched(document.text)
    marked = [text.marked(one) for one in told["commitments"]]
    if name == "s2":
        marked += [text.marked(one) for one in _of_reference(told)]
    either_way = tuple(text.stretch(one) for one in told.get("either_way", []))
    return Case(name, told.get("genre", told.get("reference", "")), document, tuple(marked), either_way)


def _of_reference(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The entries of the hand-made plan that carry a line, with what the seed prints on that line."""
    plan = yaml.safe_load(shared_path("reference/sybnd-delivery-plan.yaml").read_text(encoding="utf-8"))
    printed = {one["line"]: one for one in told["printed"]}
    for entry in _lined(plan):
        yield {"line": entry["line"], **printed.get(entry["line"], {})}


def _lined(branch: Any, listed_as: str = "") -> Iterator[dict[str, Any]]:
    if isinstance(branch, dict):
        if listed_as in LINED and "line" in branch:
            yield branch
        for name, part in branch.items():
            yield from _lined(part, name)
    elif isinstance(branch, list):
        for part in branch:
            yield from _lined(part, listed_as)


class Searched:
    """A text in which marks are found by their words, however its lines are broken."""

    def __init__(self, text: str) -> None:
        self.text = text
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        self.starts = starts

    def line_span(self, line: int | None, to: int | None = None) -> tuple[int, int]:
        """The characters of a line, or of lines up to `to`; of the whole text without a line."""
        return (0, len(self.text)) if line is None else (self.starts[line - 1], self.starts[to or line] - 1)

    def find(self, words: str, within: tuple[int, int], nth: int = 0) -> int:
        """Where words stand: once, unless `nth` says which. AssertionError when the mark itself is wrong."""
        pattern = r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())
        found = [match.start() for match in re.finditer(pattern, self.text[slice(*within)])]
        assert len(found) == 1 or nth, f"the mark {words!r} stands {len(found)} times"
        return within[0] + found[max(0, nth - 1)]

    def marked(self, told: dict[str, Any]) -> Marked:
        """A mark as the YAML writes it."""
        span = self.line_span(told.get("line"))
        return Marked(
            at=self.find(told["at"], span, told.get("nth", 0)) if "at" in told else None,
            line_span=span,
            owners=tuple(told.get("owner", ())),
            dates=tuple(told.get("date", ())),
            targets=tuple((float(one["value"]), one["unit"]) for one in told.get("target", ())),
            recommendations=tuple(told.get("recommendations", ())),
            action=told.get("action", ""),
        )

    def stretch(self, told: Any) -> tuple[int, int]:
        """A stretch where a proposal is neither right nor wrong."""
        if isinstance(told, str):
            at = self.find(told, (0, len(self.text)))
            return at, at + len(told)
        if "between" in told:
            first, last = (self.find(words, (0, len(self.text))) for words in told["between"])
            return first, last
        if "at" in told:
            at = self.find(told["at"], self.line_span(told["line"]))
            return at, at + len(told["at"])
        return self.line_span(told["from"], told["to"])
