"""Who is who and where: providers, commissioners, alliances, ICBs and regions, each as at a date (rule ORG-1)."""

from clearway.standards.organisations.entries import (
    ENGLAND,
    UNASSIGNED,
    UNKNOWN,
    Alliance,
    Basis,
    Footprint,
    Placement,
    PlacementRole,
    Provider,
    ProviderKind,
    Site,
    Succession,
)
from clearway.standards.organisations.parentage import ParentRow
from clearway.standards.organisations.reference import (
    CommissionerLevel,
    Organisations,
    load_organisations,
    organisations_in,
)

__all__ = [
    "ENGLAND",
    "UNASSIGNED",
    "UNKNOWN",
    "Alliance",
    "Basis",
    "CommissionerLevel",
    "Footprint",
    "Organisations",
    "ParentRow",
    "Placement",
    "PlacementRole",
    "Provider",
    "ProviderKind",
    "Site",
    "Succession",
    "load_organisations",
    "organisations_in",
]
