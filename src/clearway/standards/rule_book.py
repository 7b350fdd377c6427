"""The rule book: what every rule, parameter, code list, standard and ambition says on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

import pyarrow as pa

from clearway.standards.codes import Code, CodeList
from clearway.standards.dated import DatedValue, Value
from clearway.standards.errors import UnknownParameter
from clearway.standards.overrides import Override, overridden_codes, overridden_parameters
from clearway.standards.rule import Parameter, Rule, why_not
from clearway.standards.sets import RuleSet
from clearway.standards.sources import Evidence
from clearway.standards.targets import Ambition, Standard, as_share
from clearway.standards.unrolled import code_table, parameter_table


@dataclass(frozen=True)
class RuleBook:
    """Every rule by date. Immutable: a what-if, a local policy or an earlier state of knowledge is another book."""

    rules: Mapping[str, Rule]
    parameters: Mapping[str, Parameter]
    code_lists: Mapping[str, CodeList]
    standards: Mapping[str, Standard]
    ambitions: tuple[Ambition, ...]
    sets: Mapping[str, RuleSet]
    sources: Mapping[str, Evidence]
    label: str = "national"
    as_at: date | None = None
    overrides: tuple[Override, ...] = ()

    def value(self, parameter: str, on: date) -> Value:
        """What a parameter says on a day.

        Raises RuleNotKnown (rule, parameter, date, first known date) before its first value and UnknownParameter for a
        name no rule has.
        """
        # Only a threshold may be None; the loader refuses a parameter without a value.
        return cast(Value, self.dated(parameter, on).value)

    def dated(self, parameter: str, on: date) -> DatedValue:
        """The same with its provenance: dates, trust, source, and who overrode it."""
        return self._parameter(parameter).dated(self.as_at or on)

    def codes(self, list_name: str, on: date) -> Mapping[str, Code]:
        """The codes of a list in use on a day. Raises RuleNotKnown before the list's first day."""
        if list_name not in self.code_lists:
            raise UnknownParameter(list_name, "code list")
        return self.code_lists[list_name].valid_on(self.as_at or on)

    def threshold(self, standard: str, on: date) -> Decimal | None:
        """The share that must be within the standard on a day; None when it had ended or never had a threshold."""
        dated = self.dated_threshold(standard, on)
        return as_share(dated) if dated else None

    def dated_threshold(self, standard: str, on: date) -> DatedValue | None:
        """The threshold of a day with its provenance. Raises RuleNotKnown before the standard began."""
        if standard not in self.standards:
            raise UnknownParameter(standard, "standard")
        return self.standards[standard].dated_threshold(self.as_at or on)

    def ambition(self, measure: str, on: date) -> Ambition | None:
        """The milestone that planning guidance set for a standard at that time; None when there was none."""
        if measure not in self.standards:
            raise UnknownParameter(measure, "standard")
        day = self.as_at or on
        due = (one for one in self.ambitions if one.standard == measure and one.applies_from <= day <= one.by)
        return next(due, None)

    def as_set(self, label: str) -> "RuleBook":
        """This book under a what-if set of sets.yaml (`v9`, `v10`, `v11`, `v12` and others)."""
        if label not in self.sets:
            raise UnknownParameter(label, "set")
        return self.under(self.sets[label])

    def under(self, rule_set: RuleSet) -> "RuleBook":
        """This book under any what-if set. Raises UnknownParameter, or ValueError for a value that is not allowed."""
        parameters = dict(self.parameters)
        for name, value in rule_set.parameters.items():
            parameters[name] = _supposed(self._parameter(name), value, rule_set)
        standards = dict(self.standards)
        for key, share in rule_set.thresholds.items():
            if key not in standards:
                raise UnknownParameter(key, "standard")
            supposed = tuple(replace(one, value=share, national=one.value) for one in standards[key].thresholds)
            standards[key] = replace(standards[key], thresholds=supposed)
        return replace(
            self, parameters=parameters, standards=standards, label=rule_set.label, as_at=rule_set.as_at or self.as_at
        )

    def with_overrides(self, overrides: Iterable[Override]) -> "RuleBook":
        """This book with an alliance's own policies that hold for every tumour site.

        The others are kept for `for_tumour_site`. Raises StandardsError, naming policy and file, for a policy on an
        unknown, closed or verified value.
        """
        policies = tuple(overrides)
        self._refuse_unknown_sites(policies)
        general = tuple(one for one in policies if not one.tumour_site)
        return replace(
            self,
            parameters=overridden_parameters(self.parameters, general),
            code_lists=overridden_codes(self.code_lists, policies),
            overrides=(*self.overrides, *policies),
        )

    def for_tumour_site(self, site: str) -> "RuleBook":
        """This book with the policies of one tumour site (a published cancer type) over the general ones."""
        own = tuple(one for one in self.overrides if one.tumour_site == site)
        return replace(self, parameters=overridden_parameters(self.parameters, own)) if own else self

    def as_known_on(self, day: date) -> "RuleBook":
        """This book without parameters, thresholds and ambitions published after a day: what was computed then.

        A value whose day of publication is unknown counts as known from the day it applied. Codes carry no such day.
        """
        return replace(
            self,
            parameters={name: held.as_known_on(day) for name, held in self.parameters.items()},
            standards={key: held.as_known_on(day) for key, held in self.standards.items()},
            ambitions=tuple(one for one in self.ambitions if (one.known_from or one.applies_from) <= day),
        )

    def unrolled(self, first: date, last: date) -> pa.Table:
        """One row a day (`on_date`) with a column for each parameter, null before it is known: SQL joins on the day."""
        return parameter_table(self, first, last)

    def code_table(self) -> pa.Table:
        """Every dated code as rows, for SQL: list, code, label, group, trust, rule_id, applies_from, applies_to."""
        return code_table(self)

    def rules_of(self, family: str) -> tuple[Rule, ...]:
        """The rules of a family, in the order of their ids."""
        return tuple(rule for rule in self.rules.values() if rule.family == family)

    def parameters_of(self, rule_ids: Iterable[str]) -> tuple[Parameter, ...]:
        """The parameters of some rules."""
        wanted = set(rule_ids)
        return tuple(held for held in self.parameters.values() if held.rule_id in wanted)

    def _refuse_unknown_sites(self, policies: tuple[Override, ...]) -> None:
        held = self.code_lists["cancer_type_31_62"].codes
        sites = sorted({dated.code.label for dated in held})
        for one in policies:
            if one.tumour_site and one.tumour_site not in sites:
                raise one.refused(
                    "scope.tumour_site",
                    f"{one.tumour_site!r} is not a published cancer type",
                    f"Use: {', '.join(sites)}.",
                )

    def _parameter(self, name: str) -> Parameter:
        if name not in self.parameters:
            raise UnknownParameter(name)
        return self.parameters[name]


def _supposed(parameter: Parameter, value: Value, rule_set: RuleSet) -> Parameter:
    if reason := why_not(parameter, value):
        raise ValueError(f"Set {rule_set.label}: {reason}.")
    supposed = (replace(one, value=value, national=one.value, source=rule_set.title) for one in parameter.values)
    return replace(parameter, values=tuple(supposed))
