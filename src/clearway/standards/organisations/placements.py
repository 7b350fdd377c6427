"""The table of providers by alliance, kept by hand: shipped, or an alliance's own."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from clearway.standards.dated import Trust
from clearway.standards.errors import StandardsError
from clearway.standards.organisations.entries import UNASSIGNED, Basis, Placement, PlacementRole
from clearway.standards.strict import Section, read_yaml

SHIPPED_BASES = (Basis.ADMITTED_PATIENTS, Basis.HEADQUARTERS, Basis.JUDGEMENT, Basis.CLOSED, Basis.NO_PLACE)
ALWAYS = date.max


def read_placements(path: Path, alliances: Collection[str]) -> tuple[Placement, ...]:
    """The shipped rows. Raises StandardsError naming file and key for an unknown alliance, basis, key or overlap."""
    return _read(path, alliances, bases=SHIPPED_BASES, default_basis=None)


def read_local_placements(path: Path, alliances: Collection[str]) -> tuple[Placement, ...]:
    """An alliance's own rows, in the same layout; `basis` may be left out and is `local` then."""
    rows = _read(path, alliances, bases=(*SHIPPED_BASES, Basis.LOCAL), default_basis=Basis.LOCAL)
    return tuple(replace(row, is_local=True) for row in rows)


def with_local(shipped: Iterable[Placement], local: Iterable[Placement]) -> tuple[Placement, ...]:
    """Shipped rows, but an alliance's own rows stand in for every shipped row of the same provider and role."""
    local = tuple(local)
    replaced = {(row.organisation, row.role) for row in local}
    return (*(row for row in shipped if (row.organisation, row.role) not in replaced), *local)


def _read(
    path: Path, alliances: Collection[str], *, bases: Collection[Basis], default_basis: Basis | None
) -> tuple[Placement, ...]:
    whole = read_yaml(path, path.parent)
    whole.only(("list_from", "trust", "placements"))
    started, trust = whole.day("list_from"), whole.trust()
    rows = tuple(
        _placement(section, alliances, bases, default_basis, started, trust) for section in whole.sections("placements")
    )
    _refuse_overlaps(rows, path.name)
    return rows


def _placement(
    section: Section,
    alliances: Collection[str],
    bases: Collection[Basis],
    default_basis: Basis | None,
    started: date,
    trust: Trust,
) -> Placement:
    section.only(("provider", "alliance"), ("role", "basis", "share", "applies_from", "applies_to", "trust", "note"))
    alliance = section.text("alliance")
    if alliance != "unassigned" and alliance not in alliances:
        raise section.wrong("alliance", f"{alliance!r} is not in the list of alliances", "Use its code, or unassigned.")
    basis = Basis(section.one_of("basis", bases, default_basis))
    note = section.text("note", "") if section.has("note") else ""
    if basis is Basis.JUDGEMENT and not note:
        raise section.wrong("note", "a judgement without a reason", "Write why.")
    role = PlacementRole(section.one_of("role", tuple(PlacementRole), PlacementRole.PRINCIPAL))
    if role is PlacementRole.ALSO_SERVES and alliance == "unassigned":
        raise section.wrong("alliance", "also serves no alliance", "Name an alliance, or remove the row.")
    return Placement(
        organisation=section.text("provider"),
        alliance=UNASSIGNED if alliance == "unassigned" else alliance,
        basis=basis,
        trust=section.trust(default=trust),
        note=note,
        share=_share(section),
        applies_from=section.optional_day("applies_from") or started,
        applies_to=section.optional_day("applies_to"),
        role=role,
    )


def _share(section: Section) -> Decimal | None:
    if not section.has("share"):
        return None
    held = section.value("share")
    if isinstance(held, bool | str | tuple) or not 0 < held <= 1:
        raise section.wrong("share", f"{held!r} is not a proportion", "Write a number above 0, up to 1.")
    return Decimal(held)


def _refuse_overlaps(rows: Iterable[Placement], file: str) -> None:
    """One principal alliance a day; of those also served, each once a day."""
    by_provider: dict[tuple[str, str], list[Placement]] = {}
    for row in rows:
        served = row.alliance if row.role is PlacementRole.ALSO_SERVES else ""
        by_provider.setdefault((row.organisation, served), []).append(row)
    for (provider, _), own in by_provider.items():
        for earlier, later in pairwise(sorted(own, key=lambda row: row.applies_from or date.min)):
            if (earlier.applies_to or ALWAYS) >= (later.applies_from or date.min):
                raise StandardsError(
                    file, f"placements of {provider}", "two rows hold on one day", "End the earlier with applies_to."
                )
