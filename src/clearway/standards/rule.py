"""A rule and its parameters, read from one YAML file."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clearway.standards.dated import DatedValue, Source, Trust, Value, value_on
from clearway.standards.errors import RuleNotKnown
from clearway.standards.families import FAMILIES
from clearway.standards.strict import Section, read_yaml

if TYPE_CHECKING:
    from clearway.standards.overrides import Override

PICKED_BY = ("date_first_seen", "fds_end_date", "treatment_start_date", "crtp_start", "report_date", "none")
"""The dates of a record that can decide which value applies; `none` when the rule holds at any date."""

UNITS = ("days", "years", "switch", "choice", "codes")


@dataclass(frozen=True)
class Rule:
    """One rule of the specification in words for a new tracker, with its source, dates and trust."""

    id: str
    family: str
    title: str
    words: str
    source: Source
    trust: Trust
    picked_by: str
    applies_from: date
    applies_to: date | None
    known_from: date | None
    parameters: tuple[str, ...]
    exercised_by: tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """A number, switch or choice of a rule by date.

    `allowed` closes the list of values of a setting; `is_local` says that an alliance may override it; `first` is the
    first day for which a value is known.
    """

    name: str
    rule_id: str
    title: str
    unit: str
    picked_by: str
    values: tuple[DatedValue, ...]
    allowed: tuple[Value, ...] = ()
    is_local: bool = False
    first: date = date.min

    def dated(self, on: date) -> DatedValue:
        """The value in force on a day with its provenance. Raises RuleNotKnown before the first."""
        found = value_on(self.values, on)
        if found is None:
            raise RuleNotKnown(self.rule_id, self.name, on, self.first)
        return found

    @property
    def trust(self) -> Trust:
        """The least sure label of all its values: what must be shown beside it when no date is chosen."""
        return max((dated.trust for dated in self.values), key=list(Trust).index)

    @property
    def may_be_overridden(self) -> bool:
        """Whether an alliance's own dated policy may replace it: a local matter, or a value that is provisional."""
        return self.is_local or any(dated.trust.is_provisional for dated in self.values)

    @property
    def overridden_by(self) -> "tuple[Override, ...]":
        """The local policies that replace its national value on some days."""
        return tuple(dict.fromkeys(dated.overridden_by for dated in self.values if dated.overridden_by))

    def as_known_on(self, day: date) -> "Parameter":
        """The parameter as people knew it on a day: without the values published later."""
        return replace(self, values=tuple(dated for dated in self.values if dated.known_on <= day))


def read_rule(path: Path, root: Path) -> tuple[Rule, tuple[Parameter, ...]]:
    """One rule file. Raises StandardsError naming file and key for anything unknown, missing or out of order."""
    file = read_yaml(path, root)
    file.only(
        required=(
            "id", "family", "title", "words", "source", "trust", "picked_by", "applies_from", "known_from",
            "exercised_by",
        ),
        optional=("applies_to", "parameters"),
    )  # fmt: skip
    named = file.named_sections("parameters")
    rule = Rule(
        id=file.text("id"),
        family=file.one_of("family", FAMILIES),
        title=file.text("title"),
        words=file.text("words"),
        source=read_source(file.section("source")),
        trust=file.trust(),
        picked_by=file.one_of("picked_by", PICKED_BY),
        applies_from=file.day("applies_from"),
        applies_to=file.optional_day("applies_to"),
        known_from=file.known_from(),
        parameters=tuple(named),
        exercised_by=file.texts("exercised_by"),
    )
    if path.stem != rule.id:
        raise file.wrong("id", f"{rule.id!r} is not the name of the file", "Name the file after the rule.")
    if path.parent.name != rule.family:
        raise file.wrong("family", f"{rule.family!r} is not the name of the folder", "Name the folder for the family.")
    if rule.applies_to and rule.applies_to < rule.applies_from:
        raise file.wrong("applies_to", "lies before applies_from", "Correct one of the two dates.")
    return rule, tuple(_read_parameter(name, section, rule) for name, section in named.items())


def read_source(section: Section) -> Source:
    """Where something was read."""
    section.only(required=("document", "version", "paragraph", "evidence"))
    return Source(
        document=section.text("document"),
        version=section.text("version"),
        paragraph=section.text("paragraph"),
        evidence=section.texts("evidence"),
    )


def _read_parameter(name: str, section: Section, rule: Rule) -> Parameter:
    section.only(required=("title", "unit", "values"), optional=("picked_by", "allowed", "local"))
    parameter = Parameter(
        name=name,
        rule_id=rule.id,
        title=section.text("title"),
        unit=section.one_of("unit", UNITS),
        picked_by=section.one_of("picked_by", PICKED_BY, default=rule.picked_by),
        values=read_dated_values(section, rule.trust),
        allowed=section.texts("allowed"),
        is_local=section.switch("local", default=False),
    )
    parameter = replace(parameter, first=parameter.values[0].applies_from)
    if parameter.values[0].applies_from < rule.applies_from:
        raise section.wrong(
            "values", "a value applies before its rule", "Correct applies_from of the rule or the value."
        )
    for place, dated in enumerate(parameter.values):
        if reason := why_not(parameter, dated.value):
            raise section.wrong(f"values[{place}].value", reason, "Correct the value.")
    return parameter


def read_dated_values(section: Section, trust: Trust) -> tuple[DatedValue, ...]:
    """The dated values under `values`, which must stand in order of date."""
    entries = section.sections("values")
    if not entries:
        raise section.wrong("values", "no value", "Give at least one, with applies_from and known_from.")
    values = tuple(_read_dated_value(entry, trust) for entry in entries)
    for place in range(1, len(values)):
        if values[place].applies_from <= values[place - 1].applies_from:
            raise section.wrong(
                f"values[{place}].applies_from", "out of date order", "List the values from old to new."
            )
    return values


def _read_dated_value(entry: Section, trust: Trust) -> DatedValue:
    entry.only(required=("applies_from", "known_from", "value"), optional=("trust", "source"))
    return DatedValue(
        applies_from=entry.day("applies_from"),
        known_from=entry.known_from(),
        value=entry.value(),
        trust=entry.trust(default=trust),
        source=entry.text("source", default=" ").strip(),
    )


def why_not(parameter: Parameter, value: Value | None) -> str:
    """Why a parameter may not hold a value, in words; empty when it may."""
    kinds = {"switch": bool, "choice": str, "codes": tuple, "days": int, "years": int}
    expected = kinds[parameter.unit]
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        return f"{value!r} is not a value of {parameter.name} (unit: {parameter.unit})"
    if expected is int and isinstance(value, int) and value < 0:
        return f"{value!r} is negative, and {parameter.name} counts {parameter.unit}"
    if parameter.allowed and value not in parameter.allowed:
        return f"{value!r} is not allowed for {parameter.name}; allowed: {', '.join(map(str, parameter.allowed))}"
    return ""
