"""Dated rules, code lists, thresholds and ambitions as files, with a strict loader. Imports nothing of ours."""

from clearway.standards.codes import Code, CodeList
from clearway.standards.dated import DatedValue, Source, Trust, Value
from clearway.standards.errors import RuleNotKnown, StandardsError, UnknownParameter
from clearway.standards.load import load_rule_book
from clearway.standards.overrides import Override, read_overrides
from clearway.standards.rule import Parameter, Rule
from clearway.standards.rule_book import RuleBook
from clearway.standards.sets import RuleSet
from clearway.standards.targets import Ambition, Standard

__all__ = [
    "Ambition",
    "Code",
    "CodeList",
    "DatedValue",
    "Override",
    "Parameter",
    "Rule",
    "RuleBook",
    "RuleNotKnown",
    "RuleSet",
    "Source",
    "Standard",
    "StandardsError",
    "Trust",
    "UnknownParameter",
    "Value",
    "load_rule_book",
    "read_overrides",
]
