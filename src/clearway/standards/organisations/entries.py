"""What the organisation reference holds: providers, commissioners, alliances, and how one became another."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clearway.standards.dated import Trust

UNKNOWN = "UNKNOWN"
"""Stands for a code, an ICB, a region or an alliance that the reference does not know."""

UNASSIGNED = "UNASSIGNED"
"""Stands for the alliance of an organisation that we know, and that counts to no alliance."""

ENGLAND = "ENGLAND"
"""The code under which published England totals are kept."""


class ProviderKind(StrEnum):
    """What sort of provider a code stands for."""

    NHS_TRUST = "nhs_trust"
    INDEPENDENT = "independent"
    OTHER = "other"
    UNKNOWN = "unknown"


class PlacementRole(StrEnum):
    """In what way an organisation belongs to an alliance.

    Each has one principal alliance at most, in whose sum it counts; it may serve others besides, in whose sums it
    never counts, so that no patient is added up twice.
    """

    PRINCIPAL = "principal"
    ALSO_SERVES = "also_serves"


class Basis(StrEnum):
    """Why an organisation counts to an alliance, or to none."""

    ADMITTED_PATIENTS = "admitted_patients"
    SOME_PATIENTS = "some_patients"
    HEADQUARTERS = "headquarters"
    JUDGEMENT = "judgement"
    CLOSED = "closed"
    NO_PLACE = "no_place"
    LOCAL = "local"
    ONS_LOOKUP = "ons_lookup"
    CARRIED_FORWARD = "carried_forward"
    MOST_RESIDENTS = "most_residents"
    NOT_LISTED = "not_listed"

    @property
    def words(self) -> str:
        """The basis as people read it."""
        return _BASIS_WORDS[self]


_BASIS_WORDS = {
    Basis.ADMITTED_PATIENTS: "most of its admitted patients live in the alliance",
    Basis.SOME_PATIENTS: "a tenth or more of its admitted patients live in the alliance",
    Basis.HEADQUARTERS: "its headquarters lie in an ICB of the alliance",
    Basis.JUDGEMENT: "decided by hand, see the note",
    Basis.CLOSED: "it had closed before the list of alliances began",
    Basis.NO_PLACE: "the published files give no place for it",
    Basis.LOCAL: "the alliance's own table says so",
    Basis.ONS_LOOKUP: "the Office for National Statistics lookup of April 2021",
    Basis.CARRIED_FORWARD: "the lookup of April 2021, carried forward because no later list was found",
    Basis.MOST_RESIDENTS: "most of its residents live in the alliance",
    Basis.NOT_LISTED: "no table says anything about it on this date",
}


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of care. `opened` and `closed` (its last day) are None when not known.

    `icb` and `region` are codes, those of the trust's headquarters, or UNKNOWN.
    """

    code: str
    name: str
    kind: ProviderKind
    opened: date | None = None
    closed: date | None = None
    icb: str = UNKNOWN
    region: str = UNKNOWN

    @property
    def is_known(self) -> bool:
        """Whether the reference holds this code."""
        return self.kind is not ProviderKind.UNKNOWN

    def is_open(self, on: date) -> bool:
        """Whether it existed on a day, as far as its dates are known."""
        began = self.opened is None or self.opened <= on
        return self.is_known and began and (self.closed is None or on <= self.closed)


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name under which a provider was once printed, with the first and last month (`YYYY-MM`) it was seen."""

    code: str
    name: str
    first_month: str
    last_month: str


@dataclass(frozen=True, slots=True)
class Site:
    """A hospital with a code of its own that belongs to another provider."""

    code: str
    name: str
    parent: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class Succession:
    """One organisation's patients pass to another from a day on."""

    old: str
    new: str
    applies_from: date
    trust: Trust
    note: str


@dataclass(frozen=True, slots=True)
class Icb:
    """An integrated care board (ICB). `code` is the one in the waiting-time files; ONS recoded two in 2023."""

    code: str
    name: str
    ons_code_2022: str
    ons_code_2023: str
    region: str
    applies_from: date


@dataclass(frozen=True, slots=True)
class SubIcb:
    """A sub-ICB location, until June 2022 a clinical commissioning group (CCG) under the same code."""

    code: str
    name: str
    ccg_name: str
    ons_code_2021: str
    ons_code_2023: str
    icb: str


@dataclass(frozen=True, slots=True)
class Hub:
    """A commissioning hub, of one region or (region UNKNOWN) of the whole country."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    """An NHS region."""

    code: str
    ons_code: str
    name: str


@dataclass(frozen=True, slots=True)
class Alliance:
    """A Cancer Alliance, by its ONS code. `applies_to` is its last day, None while no end is recorded."""

    code: str
    name: str
    applies_from: date
    applies_to: date | None
    trust: Trust


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an organisation belongs: an alliance's code, UNASSIGNED or UNKNOWN, with the role and the reason.

    `share` is the proportion of the provider's admitted patients, or of the commissioner's residents, who live in that
    alliance; None when not worked out. `is_local` marks a row of the alliance's own table.
    """

    organisation: str
    alliance: str
    basis: Basis
    trust: Trust
    note: str = ""
    share: Decimal | None = None
    applies_from: date | None = None
    applies_to: date | None = None
    is_local: bool = False
    role: PlacementRole = PlacementRole.PRINCIPAL

    @property
    def is_assigned(self) -> bool:
        """Whether it counts to an alliance at all."""
        return self.alliance not in (UNASSIGNED, UNKNOWN)

    def applies(self, on: date) -> bool:
        """Whether this row holds on a day."""
        began = self.applies_from is None or self.applies_from <= on
        return began and (self.applies_to is None or on <= self.applies_to)


@dataclass(frozen=True, slots=True)
class Footprint:
    """A Cancer Alliance as listed in December 2016, before alliances had codes: its plans' areas and commissioners.

    `stps` and `ccgs` are names as printed; an area or a commissioner may stand in several footprints.
    `population_millions` is as printed.
    """

    name: str
    nhs_region: str
    is_vanguard: bool
    population_millions: Decimal
    stps: tuple[str, ...]
    ccgs: tuple[str, ...]
    note: str
