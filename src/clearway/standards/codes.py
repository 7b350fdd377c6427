"""Dated code lists: what a code means on a day, and to which published group it belongs."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from clearway.standards.dated import Source, Trust
from clearway.standards.errors import RuleNotKnown
from clearway.standards.rule import read_source
from clearway.standards.strict import Section, read_yaml


@dataclass(frozen=True)
class Code:
    """A code valid on the day asked for.

    `group` is what the clocks and the published tables sort it into; empty when the list has no groups. Exclusion
    reasons and flags also name their rule, and a flag says how to mend the record.
    """

    code: str
    label: str
    group: str
    trust: Trust
    rule_id: str = ""
    mend: str = ""


@dataclass(frozen=True)
class DatedCode:
    """A code with the first and last day on which it holds (`applies_to` None: still in use)."""

    code: Code
    applies_from: date
    applies_to: date | None = None
    overridden_by: str = ""

    def holds_on(self, on: date) -> bool:
        """Whether the code is in use on a day."""
        return self.applies_from <= on and (self.applies_to is None or on <= self.applies_to)


@dataclass(frozen=True)
class CodeList:
    """A list of codes by date, with the words on what it is for and where it was read."""

    name: str
    title: str
    words: str
    source: Source
    trust: Trust
    applies_from: date
    codes: tuple[DatedCode, ...]

    def valid_on(self, on: date) -> Mapping[str, Code]:
        """The codes in use on a day, in the order of the file. Raises RuleNotKnown before the list's first day."""
        if on < self.applies_from:
            raise RuleNotKnown(self.name, "code list", on, self.applies_from)
        return self._snapshots[bisect_right(self._edges, on)]

    @cached_property
    def _edges(self) -> list[date]:
        starts = {held.applies_from for held in self.codes}
        ends = {held.applies_to + timedelta(days=1) for held in self.codes if held.applies_to}
        return sorted(starts | ends)

    @cached_property
    def _snapshots(self) -> list[dict[str, Code]]:
        days = [date.min, *self._edges]
        return [{held.code.code: held.code for held in self.codes if held.holds_on(day)} for day in days]


def read_code_list(path: Path, root: Path) -> CodeList:
    """One file of `codes/`. Trust and first day stand at the head; an entry may carry its own."""
    file = read_yaml(path, root)
    file.only(required=("list", "title", "words", "source", "trust", "applies_from", "codes"))
    name = file.text("list")
    if path.stem != name:
        raise file.wrong("list", f"{name!r} is not the name of the file", "Name the file after the list.")
    listed = CodeList(
        name=name,
        title=file.text("title"),
        words=file.text("words"),
        source=read_source(file.section("source")),
        trust=file.trust(),
        applies_from=file.day("applies_from"),
        codes=tuple(_read_code(entry, file) for entry in file.sections("codes")),
    )
    _refuse_overlaps(listed, file)
    return listed


def _read_code(entry: Section, file: Section) -> DatedCode:
    entry.only(required=("code", "label"), optional=("group", "trust", "applies_from", "applies_to", "rule", "mend"))
    code = Code(
        code=entry.text("code"),
        label=entry.text("label"),
        group=entry.text("group", default=" ").strip(),
        trust=entry.trust(default=file.trust()),
        rule_id=entry.text("rule", default=" ").strip(),
        mend=entry.text("mend", default=" ").strip(),
    )
    starts = entry.optional_day("applies_from") or file.day("applies_from")
    ends = entry.optional_day("applies_to")
    if ends and ends < starts:
        raise entry.wrong("applies_to", "lies before applies_from", "Correct one of the two dates.")
    if starts < file.day("applies_from"):
        raise entry.wrong("applies_from", "lies before the list's own first day", "Correct one of the two dates.")
    return DatedCode(code, starts, ends)


def _refuse_overlaps(listed: CodeList, file: Section) -> None:
    """A code may come back with another meaning, but never hold two meanings on one day."""
    last: dict[str, DatedCode] = {}
    for place, held in enumerate(listed.codes):
        before = last.get(held.code.code)
        if before and (before.applies_to is None or before.applies_to >= held.applies_from):
            raise file.wrong(
                f"codes[{place}].code",
                f"{held.code.code!r} stands twice on the same day or out of date order",
                "End the earlier entry with applies_to before the later one begins.",
            )
        last[held.code.code] = held
