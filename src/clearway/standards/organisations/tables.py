"""Reading the organisation tables: strict about headings, codes and dates, and exact about where a fault lies."""

import csv
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from clearway.standards.dated import Trust
from clearway.standards.errors import StandardsError
from clearway.standards.organisations.entries import (
    UNKNOWN,
    Alliance,
    Basis,
    Footprint,
    FormerName,
    Hub,
    Icb,
    Placement,
    PlacementRole,
    Provider,
    ProviderKind,
    Region,
    Site,
    SubIcb,
    Succession,
)

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV table, read cell by cell."""

    file: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, wrong: str, mend: str) -> StandardsError:
        """A refusal that names the file, the row and the column; the caller raises it."""
        return StandardsError(self.file, f"row {self.number}, {column}", wrong, mend)

    def text(self, column: str) -> str:
        """A cell that must hold something."""
        if not self.cells[column]:
            raise self.wrong(column, "is empty", "Fill it in.")
        return self.cells[column]

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """A cell that holds a word of a closed list."""
        if self.cells[column] not in allowed:
            raise self.wrong(column, f"{self.cells[column]!r} is not known", f"Use one of: {', '.join(allowed)}.")
        return self.cells[column]

    def or_unknown(self, column: str) -> str:
        """A cell that may be empty: UNKNOWN then."""
        return self.cells[column] or UNKNOWN

    def day(self, column: str) -> date:
        """A date that must be there."""
        found = self.optional_day(column)
        if found is None:
            raise self.wrong(column, "is empty", "Write a date as YYYY-MM-DD.")
        return found

    def optional_day(self, column: str) -> date | None:
        """A date, or None when the cell is empty."""
        try:
            return date.fromisoformat(self.cells[column]) if self.cells[column] else None
        except ValueError as wrong:
            raise self.wrong(column, f"{self.cells[column]!r} is not a date", "Write it as YYYY-MM-DD.") from wrong

    def share(self, column: str) -> Decimal | None:
        """A proportion above 0 and up to 1, or None when the cell is empty."""
        if not self.cells[column]:
            return None
        try:
            found = Decimal(self.cells[column])
        except InvalidOperation as wrong:
            raise self.wrong(column, f"{self.cells[column]!r} is not a number", "Write a proportion.") from wrong
        if not 0 < found <= 1:
            raise self.wrong(column, f"{found} is not a proportion", "Write a number above 0, up to 1.")
        return found

    def trust(self) -> Trust:
        """The trust label."""
        try:
            return Trust(self.cells["trust"])
        except ValueError as wrong:
            raise self.wrong("trust", f"{self.cells['trust']!r} is no trust label", "Use a known one.") from wrong


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of the reference, by code where a code stands once."""

    regions: Mapping[str, Region]
    icbs: Mapping[str, Icb]
    sub_icbs: Mapping[str, SubIcb]
    hubs: Mapping[str, Hub]
    alliances: Mapping[str, Alliance]
    providers: Mapping[str, Provider]
    former_names: tuple[FormerName, ...]
    sites: Mapping[str, Site]
    successions: tuple[Succession, ...]
    commissioner_successions: tuple[Succession, ...]
    commissioner_placements: tuple[Placement, ...]
    also_serving: tuple[Placement, ...]
    footprints: tuple[Footprint, ...]


def read_tables(folder: Path) -> Tables:
    """All CSV tables of a folder. Raises StandardsError naming file, row and column."""

    def table(name: str, columns: str, entry: Callable[[Row], Entry]) -> list[Entry]:
        return [entry(row) for row in read_rows(folder / name, columns.split())]

    return Tables(
        regions=_by_code(table("regions.csv", "code ons_code name", _region)),
        icbs=_by_code(table("icbs.csv", "code name ons_code_2022 ons_code_2023 region applies_from", _icb)),
        sub_icbs=_by_code(table("sub_icbs.csv", "code name ccg_name ons_code_2021 ons_code_2023 icb", _sub_icb)),
        hubs=_by_code(table("hubs.csv", "code name region", _hub)),
        alliances=_by_code(table("alliances.csv", "code name applies_from applies_to trust", _alliance)),
        providers=_by_code(table("providers.csv", "code name kind opened closed icb region", _provider)),
        former_names=tuple(table("former_names.csv", "code name first_month last_month", _former_name)),
        sites=_by_code(table("sites.csv", "code name parent trust", _site)),
        successions=tuple(table("successions.csv", "old new applies_from trust note", _succession)),
        commissioner_successions=tuple(
            table("commissioner_successions.csv", "old new applies_from trust note", _succession)
        ),
        also_serving=tuple(
            table("also_serves.csv", "provider alliance share applies_from applies_to trust note", _also_serving)
        ),
        footprints=tuple(
            table(
                "footprints_2016.csv", "alliance nhs_region is_vanguard population_millions stps ccgs note", _footprint
            )
        ),
        commissioner_placements=tuple(
            table(
                "commissioner_alliance.csv",
                "commissioner alliance share applies_from applies_to basis trust note",
                _commissioner_placement,
            )
        ),
    )


def read_rows(path: Path, columns: list[str]) -> Iterable[Row]:
    """The rows of a CSV whose heading must be exactly `columns`; the heading is row 1."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        if list(reader.fieldnames or ()) != columns:
            raise StandardsError(path.name, "row 1", "has another heading", f"Use {','.join(columns)}.")
        for number, cells in enumerate(reader, start=2):
            if None in cells or None in cells.values():
                raise StandardsError(
                    path.name, f"row {number}", "has too many or too few cells", f"Give {len(columns)}."
                )
            yield Row(path.name, number, cells)


def _by_code(entries: Iterable[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        code: str = entry.code  # type: ignore[attr-defined]
        if code in found:
            raise StandardsError(type(entry).__name__, code, "stands twice", "Keep one row.")
        found[code] = entry
    return found


def _region(row: Row) -> Region:
    return Region(row.text("code"), row.text("ons_code"), row.text("name"))


def _icb(row: Row) -> Icb:
    return Icb(
        code=row.text("code"),
        name=row.text("name"),
        ons_code_2022=row.text("ons_code_2022"),
        ons_code_2023=row.text("ons_code_2023"),
        region=row.text("region"),
        applies_from=row.day("applies_from"),
    )


def _sub_icb(row: Row) -> SubIcb:
    columns = ("code", "name", "ccg_name", "ons_code_2021", "ons_code_2023", "icb")
    return SubIcb(*(row.text(column) for column in columns))


def _hub(row: Row) -> Hub:
    return Hub(row.text("code"), row.text("name"), row.or_unknown("region"))


def _alliance(row: Row) -> Alliance:
    return Alliance(
        row.text("code"), row.text("name"), row.day("applies_from"), row.optional_day("applies_to"), row.trust()
    )


def _provider(row: Row) -> Provider:
    kinds = [one.value for one in ProviderKind if one is not ProviderKind.UNKNOWN]
    return Provider(
        code=row.text("code"),
        name=row.text("name"),
        kind=ProviderKind(row.one_of("kind", kinds)),
        opened=row.optional_day("opened"),
        closed=row.optional_day("closed"),
        icb=row.or_unknown("icb"),
        region=row.or_unknown("region"),
    )


def _former_name(row: Row) -> FormerName:
    return FormerName(*(row.text(column) for column in ("code", "name", "first_month", "last_month")))


def _site(row: Row) -> Site:
    return Site(row.text("code"), row.text("name"), row.text("parent"), row.trust())


def _succession(row: Row) -> Succession:
    return Succession(row.text("old"), row.text("new"), row.day("applies_from"), row.trust(), row.cells["note"])


def _commissioner_placement(row: Row) -> Placement:
    allowed = (Basis.ONS_LOOKUP, Basis.CARRIED_FORWARD, Basis.MOST_RESIDENTS)
    return Placement(
        organisation=row.text("commissioner"),
        alliance=row.text("alliance"),
        basis=Basis(row.one_of("basis", allowed)),
        trust=row.trust(),
        note=row.cells["note"],
        share=row.share("share"),
        applies_from=row.day("applies_from"),
        applies_to=row.optional_day("applies_to"),
    )


def _also_serving(row: Row) -> Placement:
    return Placement(
        organisation=row.text("provider"),
        alliance=row.text("alliance"),
        basis=Basis.SOME_PATIENTS,
        trust=row.trust(),
        note=row.cells["note"],
        share=row.share("share"),
        applies_from=row.day("applies_from"),
        applies_to=row.optional_day("applies_to"),
        role=PlacementRole.ALSO_SERVES,
    )


def _footprint(row: Row) -> Footprint:
    return Footprint(
        name=row.text("alliance"),
        nhs_region=row.text("nhs_region"),
        is_vanguard=row.text("is_vanguard") == "yes",
        population_millions=Decimal(row.text("population_millions")),
        stps=tuple(row.text("stps").split("|")),
        ccgs=tuple(row.text("ccgs").split("|")),
        note=row.cells["note"],
    )
