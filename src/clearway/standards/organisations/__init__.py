"""Who is who and where: providers, commissioners, alliances, ICBs and regions, each as at a date (rule ORG-1)."""

from clearway.standards.organisations.entries import (
    ENGLAND,
    UNASSIGNED,
    UNKNOWN,
    Alliance,
    Basis,
    Placement,
    Provider,
    ProviderKind,
)
from clearway.standards.organisations.parentage import ParentRow
from clearway.standards.organisations.reference import CommissionerLevel, Organisations, load_organisations

__all__ = [
    "ENGLAND",
    "UNASSIGNED",
    "UNKNOWN",
    "Alliance",
    "Basis",
    "CommissionerLevel",
    "Organisations",
    "ParentRow",
    "Placement",
    "Provider",
    "ProviderKind",
    "load_organisations",
]
