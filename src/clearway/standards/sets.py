"""What-if sets: this year under the rules of another day, or with a proposed threshold."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from clearway.standards.dated import Source, Trust, Value
from clearway.standards.rule import read_source
from clearway.standards.strict import Section, read_yaml


@dataclass(frozen=True)
class RuleSet:
    """A label for a what-if.

    `as_at` stands in for every date asked (None: each date stands as it is); `parameters` and `thresholds` then
    replace what the rules say.
    """

    label: str
    title: str
    words: str
    as_at: date | None
    trust: Trust
    source: Source
    parameters: dict[str, Value]
    thresholds: dict[str, Decimal | None]


def read_sets(path: Path, root: Path) -> dict[str, RuleSet]:
    """Every what-if set by its label."""
    file = read_yaml(path, root)
    file.only(required=("sets",))
    found: dict[str, RuleSet] = {}
    for entry in file.sections("sets"):
        rule_set = _read_set(entry)
        if rule_set.label in found:
            raise entry.wrong("label", f"{rule_set.label!r} stands twice", "Give each set its own label.")
        found[rule_set.label] = rule_set
    return found


def _read_set(entry: Section) -> RuleSet:
    entry.only(required=("label", "title", "words", "trust", "source"), optional=("as_at", "parameters", "thresholds"))
    parameters = entry.section("parameters") if entry.has("parameters") else None
    thresholds = entry.section("thresholds") if entry.has("thresholds") else None
    if not (entry.has("as_at") or parameters or thresholds):
        raise entry.wrong("as_at", "the set changes nothing", "Give as_at, parameters or thresholds.")
    return RuleSet(
        label=entry.text("label"),
        title=entry.text("title"),
        words=entry.text("words"),
        as_at=entry.optional_day("as_at"),
        trust=entry.trust(),
        source=read_source(entry.section("source")),
        parameters={name: parameters.value(name) for name in parameters.content} if parameters else {},
        thresholds={name: thresholds.share(name) for name in thresholds.content} if thresholds else {},
    )
