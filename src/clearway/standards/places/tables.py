"""The shipped tables of areas and of codes that changed, read strictly."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from clearway.standards.dated import Trust
from clearway.standards.organisations.reference import SHIPPED as ORGANISATIONS
from clearway.standards.organisations.tables import Row, Tables, read_rows, read_tables
from clearway.standards.places.area import Area, ChangeKind, CodeChange, Level

AREA_COLUMNS = ["code", "name", "level", "parent", "combined_authority", "applies_from", "applies_to"]
CHANGE_COLUMNS = ["old", "new", "applies_from", "kind", "trust", "note"]


def read_areas(folder: Path) -> tuple[Area, ...]:
    """Every area: those of local government from the folder, those of the NHS from the organisation reference.

    Raises StandardsError naming file, row and column.
    """
    local = [_area(row) for row in read_rows(folder / "areas.csv", AREA_COLUMNS)]
    return (*local, *_nhs_areas(_organisation_tables()))


def read_changes(folder: Path) -> tuple[CodeChange, ...]:
    """Codes that changed: those of local government, and those that ONS gave anew to NHS areas in 2023."""
    local = [_change(row) for row in read_rows(folder / "code_changes.csv", CHANGE_COLUMNS)]
    return (*local, *_recoded(_organisation_tables()))


@cache
def _organisation_tables() -> Tables:
    """The shipped tables of organisations (read once): areas and changed codes both come from them."""
    return read_tables(ORGANISATIONS)


def _area(row: Row) -> Area:
    return Area(
        code=row.text("code"),
        name=row.text("name"),
        level=Level(row.one_of("level", list(Level))),
        parent=row.cells["parent"],
        combined_authority=row.cells["combined_authority"],
        applies_from=row.optional_day("applies_from"),
        applies_to=row.optional_day("applies_to"),
    )


def _change(row: Row) -> CodeChange:
    return CodeChange(
        row.text("old"),
        row.text("new"),
        row.day("applies_from"),
        ChangeKind(row.one_of("kind", list(ChangeKind))),
        row.trust(),
        row.cells["note"],
    )


def _nhs_areas(tables: Tables) -> Iterable[Area]:
    """ICBs, sub-ICB locations, NHS regions and alliances under their newest official codes."""
    start = min(icb.applies_from for icb in tables.icbs.values())
    for region in tables.regions.values():
        yield Area(region.ons_code, region.name, Level.NHS_REGION, region.code)
    for icb in tables.icbs.values():
        yield Area(icb.ons_code_2023, icb.name, Level.ICB, icb.code, applies_from=icb.applies_from)
    for sub_icb in tables.sub_icbs.values():
        yield Area(sub_icb.ons_code_2023, sub_icb.name, Level.SUB_ICB, sub_icb.code, applies_from=start)
    for alliance in tables.alliances.values():
        yield Area(
            alliance.code,
            alliance.name,
            Level.ALLIANCE,
            applies_from=alliance.applies_from,
            applies_to=alliance.applies_to,
        )


def _recoded(tables: Tables) -> Iterable[CodeChange]:
    pairs = [(icb.ons_code_2022, icb.ons_code_2023) for icb in tables.icbs.values()]
    pairs += [(one.ons_code_2021, one.ons_code_2023) for one in tables.sub_icbs.values()]
    for old, new in pairs:
        if old != new:
            note = "The same organisation under the code of 2023; its boundary may have moved a little."
            yield CodeChange(old, new, date(2023, 4, 1), ChangeKind.RECODED, Trust.VERIFIED, note)
