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
    protected_position,
)

__all__ = [
    "Audience",
    "DataSet",
    "HiddenFigure",
    "Policies",
    "Policy",
    "PositionTables",
    "ProtectedPosition",
    "ToldApart",
    "load_policies",
    "policy_for",
    "position_tables",
    "protected_position",
    "told_apart",
]
