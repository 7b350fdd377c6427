"""Disclosure control, applied here once: what of a table of people an audience may see."""

from clearway.publications.disclosure.asking import policy_for, position_tables
from clearway.publications.disclosure.policy import (
    Audience,
    DataSet,
    Policies,
    Policy,
    ToldApart,
    load_policies,
    told_apart,
)
from clearway.publications.disclosure.position import (
    HiddenFigure,
    PositionTables,
    ProtectedPosition,
    in_memory,
    protected_position,
)
from clearway.publications.disclosure.values import PolicyOf, ValueTables

__all__ = [
    "Audience",
    "DataSet",
    "HiddenFigure",
    "Policies",
    "Policy",
    "PolicyOf",
    "PositionTables",
    "ProtectedPosition",
    "ToldApart",
    "ValueTables",
    "in_memory",
    "load_policies",
    "policy_for",
    "position_tables",
    "protected_position",
    "told_apart",
]
