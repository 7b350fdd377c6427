"""The organisation reference: names, parents, alliances, ICBs and regions, each as at a date."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from clearway.standards.dated import Trust
from clearway.standards.organisations.entries import (
    ENGLAND,
    UNASSIGNED,
    UNKNOWN,
    Alliance,
    Basis,
    Footprint,
    FormerName,
    Placement,
    PlacementRole,
    Provider,
    ProviderKind,
    Site,
    Succession,
)
from clearway.standards.organisations.lineage import Lineage
from clearway.standards.organisations.parentage import Parentage, ParentRow
from clearway.standards.organisations.placements import read_local_placements, read_placements, with_local
from clearway.standards.organisations.tables import Tables, read_tables

SHIPPED = Path(__file__).parent
"""The folder that holds the tables that travel with the product."""

OWN_TABLE = Path("organisations") / "provider_alliance.yaml"
"""Where an alliance keeps its own table of providers by alliance, within the folder of its policies."""

UNKNOWN_NAME = "Unknown organisation"

CommissionerLevel = Literal["icb", "sub_icb"]


class Organisations:
    """Everything known about organisations. No question raises: what is not known is answered with UNKNOWN."""

    def __init__(self, tables: Tables, provider_placements: Iterable[Placement]) -> None:
        self._tables = tables
        self._lineage = Lineage(tables.successions, "successions.csv")
        self._commissioner_lineage = Lineage(tables.commissioner_successions, "commissioner_successions.csv")
        self._parentage = Parentage(tables.providers, tables.sites, self._lineage)
        placements = tuple(provider_placements)
        self._provider_placements = _by_organisation(one for one in placements if one.role is PlacementRole.PRINCIPAL)
        self._also_served = _by_organisation(one for one in placements if one.role is PlacementRole.ALSO_SERVES)
        self._commissioner_placements = _by_organisation(tables.commissioner_placements)
        self._former_names: dict[str, list[FormerName]] = defaultdict(list)
        for former in tables.former_names:
            self._former_names[former.code].append(former)

    @cached_property
    def digest(self) -> str:
        """A name for everything known here: two references with one name answer every question alike."""
        told = hashlib.sha256(repr(self._tables).encode("utf-8"))
        told.update(repr((self._provider_placements, self._also_served)).encode("utf-8"))
        return told.hexdigest()

    @cached_property
    def alliances_from(self) -> date:
        """The first day for which alliances are known. To group an earlier month, ask as at this day, and say so."""
        return min(alliance.applies_from for alliance in self._tables.alliances.values())

    @cached_property
    def icbs_from(self) -> date:
        """The first day of the integrated care boards."""
        return min(icb.applies_from for icb in self._tables.icbs.values())

    def name(self, code: str, on: date | None = None) -> str:
        """The name of any organisation or area, as printed at the date where an earlier name is known."""
        code = code.strip().upper()
        tables = self._tables
        if code in tables.providers:
            return self.provider(code, on).name
        if code in tables.sub_icbs:
            sub_icb = tables.sub_icbs[code]
            return sub_icb.ccg_name if on and on < self.icbs_from else sub_icb.name
        for table in (tables.sites, tables.icbs, tables.hubs, tables.regions, tables.alliances):
            if code in table:
                return str(table[code].name)
        if code in (ENGLAND, UNASSIGNED, UNKNOWN, ""):
            return {ENGLAND: "England", UNASSIGNED: "No alliance"}.get(code, "Unknown")
        owner = self._parentage.owner(code, on or date.max)
        if owner in tables.providers:
            return f"{tables.providers[owner].name} (site {code})"
        return f"{UNKNOWN_NAME} ({code})"

    def is_known(self, code: str) -> bool:
        """Whether any table holds a code, or the trust that a site's code begins with."""
        return not self.name(code).startswith(UNKNOWN_NAME)

    def provider(self, code: str, on: date | None = None) -> Provider:
        """A provider under the name it had at the date. A code nobody knows gives a provider of kind `unknown`."""
        code = code.strip().upper()
        found = self._tables.providers.get(code)
        if found is None:
            return Provider(code or UNKNOWN, self.name(code, on), ProviderKind.UNKNOWN)
        formers = self._former_names.get(code, ())
        month = f"{on:%Y-%m}" if on and formers else ""
        for former in formers:
            if former.first_month <= month <= former.last_month:
                return Provider(code, former.name, found.kind, found.opened, found.closed, found.icb, found.region)
        return found

    def providers(self) -> tuple[str, ...]:
        """Codes of all providers, closed ones too."""
        return tuple(self._tables.providers)

    def parent_trust(self, code: str, on: date) -> str:
        """The trust, or other provider, that a site or organisation belongs to on a day (rule ORG-1).

        The table of sites first; then the first three characters of NHS trust sites (codes from R and TA); independent
        providers keep their own code; then mergers up to the day. A split provider keeps its own code.
        """
        return self._parentage.parent(code, on)

    def parent_table(self, codes: Iterable[str] = ()) -> tuple[ParentRow, ...]:
        """`parent_trust` as rows for SQL: every known code and every code given, each covering all days once.

        Join on the code as it stands in the records and `day BETWEEN applies_from AND applies_to`.
        """
        known = {*self._tables.providers, *self._tables.sites, *(one.old for one in self._tables.successions)}
        return self._parentage.table({*known, *codes})

    def alliances(self, on: date) -> tuple[Alliance, ...]:
        """The alliances of a day, in order of name; none before the first list (April 2021)."""
        listed = (one for one in self._tables.alliances.values() if one.applies_from <= on)
        return tuple(
            sorted((one for one in listed if one.applies_to is None or on <= one.applies_to), key=lambda one: one.name)
        )

    def alliance_of_provider(self, code: str, on: date) -> Placement:
        """The alliance whose trusts a provider is one of, by its parent trust on the day. Always provisional."""
        parent = self.parent_trust(code, on)
        for row in self._provider_placements.get(parent, ()):
            if row.applies(on):
                return row
        if parent not in self._tables.providers:
            return Placement(parent, UNKNOWN, Basis.NOT_LISTED, Trust.DESIGN, "No table holds this code.")
        return Placement(parent, UNASSIGNED, Basis.NOT_LISTED, Trust.DESIGN, self._why_unplaced(on))

    def alliances_of_provider(self, code: str, on: date) -> tuple[Placement, ...]:
        """Every alliance a provider belongs to on a day: its principal one, then those it also serves, most first.

        Only the principal one counts it (`alliance_of_provider`, `providers_of_alliance`): England is the sum of its
        alliances, and no patient is added up twice. A provider without an alliance gives none.
        """
        principal = self.alliance_of_provider(code, on)
        own = [principal] if principal.is_assigned else []
        served = [
            row
            for row in self._also_served.get(self.parent_trust(code, on), ())
            if row.applies(on) and row.alliance != principal.alliance
        ]
        return (*own, *sorted(served, key=lambda row: (-(row.share or 0), row.alliance)))

    def placements_of_provider(self, code: str) -> tuple[Placement, ...]:
        """Every row about a provider's own code, of any date: the principal ones in order of date, then the others."""
        code = code.strip().upper()
        rows = (*self._provider_placements.get(code, ()), *self._also_served.get(code, ()))
        return tuple(sorted(rows, key=lambda row: (row.role != PlacementRole.PRINCIPAL, row.applies_from or date.min)))

    def also_serving(self, alliance: str, on: date) -> tuple[Placement, ...]:
        """The providers that serve an alliance on a day without counting in its sum, by code."""
        return tuple(
            row
            for code in sorted(self._also_served)
            if self.parent_trust(code, on) == code and self.provider(code).is_open(on)
            for row in self.alliances_of_provider(code, on)
            if row.role is PlacementRole.ALSO_SERVES and row.alliance == alliance
        )

    def alliance_of_commissioner(self, code: str, on: date) -> Placement:
        """The alliance whose residents a CCG, sub-ICB or ICB answers for; commissioning hubs count to none."""
        code = code.strip().upper() or UNKNOWN
        for row in self._commissioner_placements.get(code, ()):
            if row.applies(on):
                return row
        if code in self._tables.hubs:
            return Placement(code, UNASSIGNED, Basis.NO_PLACE, Trust.DESIGN, "A hub buys care across many areas.")
        if code in self._commissioner_placements:
            return Placement(code, UNASSIGNED, Basis.NOT_LISTED, Trust.DESIGN, self._why_unplaced(on))
        return Placement(code, UNKNOWN, Basis.NOT_LISTED, Trust.DESIGN, "No table holds this code.")

    def providers_of_alliance(self, alliance: str, on: date) -> tuple[str, ...]:
        """The providers whose figures an alliance sums on a day: placed there, open, not merged into another."""
        return tuple(
            sorted(
                code
                for code, rows in self._provider_placements.items()
                if any(row.alliance == alliance and row.applies(on) for row in rows)
                and self.parent_trust(code, on) == code
                and self.provider(code).is_open(on)
            )
        )

    def commissioners_of_alliance(self, alliance: str, on: date, level: CommissionerLevel = "icb") -> tuple[str, ...]:
        """The commissioners whose residents an alliance counts on a day, at one level: never add the two levels."""
        table = self._tables.icbs if level == "icb" else self._tables.sub_icbs
        return tuple(sorted(code for code in table if self.alliance_of_commissioner(code, on).alliance == alliance))

    def icb_of_provider(self, code: str, on: date) -> str:
        """The ICB of the parent trust's headquarters; UNKNOWN for independent providers and before July 2022."""
        return self.provider(self.parent_trust(code, on), on).icb if on >= self.icbs_from else UNKNOWN

    def icb_of_commissioner(self, code: str, on: date) -> str:
        """An ICB itself, or a sub-ICB's ICB; UNKNOWN for hubs and before July 2022."""
        code = code.strip().upper()
        if on < self.icbs_from:
            return UNKNOWN
        if code in self._tables.icbs:
            return code
        return self._tables.sub_icbs[code].icb if code in self._tables.sub_icbs else UNKNOWN

    def region_of_provider(self, code: str, on: date) -> str:
        """The NHS region (as of 2022) of the parent trust's headquarters, or UNKNOWN."""
        return self.provider(self.parent_trust(code, on), on).region

    def region_of_commissioner(self, code: str) -> str:
        """The NHS region (as of 2022) of an ICB, a sub-ICB or a regional hub, or UNKNOWN."""
        code = code.strip().upper()
        if code in self._tables.hubs:
            return self._tables.hubs[code].region
        sub_icb = self._tables.sub_icbs.get(code)
        icb = self._tables.icbs.get(sub_icb.icb if sub_icb else code)
        return icb.region if icb else UNKNOWN

    def today_code(self, code: str, on: date, today: date) -> str:
        """The organisation that holds today what belonged to a code on an earlier day.

        A site's code leads to its trust as at the earlier day, then through every merger since. A CCG leads to the
        sub-ICB location that took it over. A split organisation, and a code nobody knows, stay as they are.
        """
        code = code.strip().upper()
        if self._is_commissioner(code):
            return self._commissioner_lineage.today(code, today)
        return self._lineage.today(self.parent_trust(code, on), today)

    def _is_commissioner(self, code: str) -> bool:
        return code in self._tables.sub_icbs or self._commissioner_lineage.heir(code) is not None

    def successors(self, code: str, until: date) -> tuple[Succession, ...]:
        """The mergers that led from an organisation to another by a day, oldest first."""
        code = code.strip().upper()
        return (self._commissioner_lineage if self._is_commissioner(code) else self._lineage).chain(code, until)

    def predecessors(self, code: str, until: date) -> tuple[Succession, ...]:
        """Every merger into an organisation by a day, those into its forerunners among them, the latest first."""
        code = code.strip().upper()
        return (self._commissioner_lineage if self._is_commissioner(code) else self._lineage).forerunners(code, until)

    def splits(self, code: str, until: date) -> tuple[Succession, ...]:
        """The rows by which a provider was split between several, or received a part of another."""
        return self._lineage.splits(code.strip().upper(), until)

    def sites(self, code: str) -> tuple[Site, ...]:
        """The hospitals with codes of their own that are known to belong to a provider."""
        code = code.strip().upper()
        return tuple(site for site in self._tables.sites.values() if site.parent == code)

    def former_names(self, code: str) -> tuple[FormerName, ...]:
        """Names under which a provider was once printed, the earliest first."""
        return tuple(sorted(self._former_names.get(code.strip().upper(), ()), key=lambda one: one.first_month))

    def placements_of_commissioner(self, code: str) -> tuple[Placement, ...]:
        """Every row about a CCG, sub-ICB location or ICB, of any date, in order of date."""
        rows = self._commissioner_placements.get(code.strip().upper(), ())
        return tuple(sorted(rows, key=lambda row: row.applies_from or date.min))

    def codes(self) -> Mapping[str, tuple[str, ...]]:
        """Every code of the reference by what it stands for, each in order."""
        tables = self._tables
        return {
            "alliance": tuple(sorted(tables.alliances)),
            "provider": tuple(sorted(tables.providers)),
            "site": tuple(sorted(tables.sites)),
            "icb": tuple(sorted(tables.icbs)),
            "sub_icb": tuple(sorted(tables.sub_icbs)),
            "hub": tuple(sorted(tables.hubs)),
            "former_ccg": tuple(code for code in self._commissioner_lineage.old_codes if code not in tables.sub_icbs),
        }

    @property
    def footprints(self) -> tuple[Footprint, ...]:
        """The alliances as listed in December 2016, in the order of the list: history, never used to group figures."""
        return self._tables.footprints

    def _why_unplaced(self, on: date) -> str:
        if on < self.alliances_from:
            return f"No list of alliances is held for days before {self.alliances_from.isoformat()}."
        return "No table gives it an alliance on this day."


def _by_organisation(placements: Iterable[Placement]) -> dict[str, list[Placement]]:
    rows: dict[str, list[Placement]] = {}
    for row in placements:
        rows.setdefault(row.organisation, []).append(row)
    return rows


def load_organisations(placements: Path | None = None) -> Organisations:
    """The shipped reference; `placements` is an alliance's own table of providers by alliance, which goes before it.

    Raises StandardsError naming file, row or key, what is wrong, and how to mend it.
    """
    if placements is None:
        return _shipped()
    tables = read_tables(SHIPPED)
    return Organisations(tables, with_local(_placements(tables), read_local_placements(placements, tables.alliances)))


def organisations_in(policies: Path) -> Organisations:
    """The reference as a store sees it: with its own table where its policies hold one (`OWN_TABLE`).

    Read again when the table has changed. Raises StandardsError like `load_organisations`.
    """
    own = policies / OWN_TABLE
    return _with_own(own, own.stat().st_mtime_ns) if own.is_file() else _shipped()


@lru_cache(maxsize=4)
def _with_own(own: Path, _changed: int) -> Organisations:
    return load_organisations(own)


@cache
def _shipped() -> Organisations:
    tables = read_tables(SHIPPED)
    return Organisations(tables, _placements(tables))


def _placements(tables: Tables) -> tuple[Placement, ...]:
    return (*read_placements(SHIPPED / "provider_alliance.yaml", tables.alliances), *tables.also_serving)
