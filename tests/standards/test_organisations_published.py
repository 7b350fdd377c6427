"""The reference against the published files it was made from: nobody in them is without a name or a place."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.shared import shared_path

from clearway.standards.organisations import Basis, load_organisations
from clearway.standards.organisations.placements import read_placements
from clearway.standards.organisations.reference import SHIPPED
from clearway.standards.organisations.tables import read_tables

pytestmark = pytest.mark.slow
organisations = load_organisations()


@pytest.fixture(scope="module")
def published() -> Path:
    return shared_path("data")


@pytest.fixture(scope="module")
def packing() -> ModuleType:
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "scripts"))
    import pack_organisations

    patch.undo()
    return pack_organisations


@pytest.fixture(scope="module")
def printed(published: Path, packing: ModuleType) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = packing.provider_printings(published)
    return found


def test_every_provider_in_a_published_file_has_a_name_and_a_row_of_its_own(
    printed: dict[str, list[Any]], packing: ModuleType
) -> None:
    assert len(printed) == 224
    rows = read_placements(SHIPPED / "provider_alliance.yaml", read_tables(SHIPPED).alliances)
    assert set(printed) == {row.organisation for row in rows}
    for code, printings in printed.items():
        assert organisations.provider(code).is_known
        for one in printings:
            on = date.fromisoformat(f"{one.month}-01")
            if one.name not in packing.NAMELESS:
                assert organisations.name(code, on).upper() == one.name.upper(), (code, one.month)


def test_every_provider_of_the_present_standards_counts_to_an_alliance_or_explicitly_to_none(
    printed: dict[str, list[Any]],
) -> None:
    nowhere = set()
    for code, printings in printed.items():
        for month in {one.month for one in printings if one.month >= "2021-04"}:
            placed = organisations.alliance_of_provider(code, date.fromisoformat(f"{month}-01"))
            assert placed.basis is not Basis.NOT_LISTED, (code, month)
            if not placed.is_assigned:
                nowhere.add(organisations.provider(code).kind)
    assert nowhere == {"independent", "other"}


def test_every_commissioner_in_a_published_file_is_known(published: Path, packing: ModuleType) -> None:
    printed = packing.commissioner_printings(published)
    assert len(printed) == 42 + 106 + 8 + 1
    for code, name in printed.items():
        if code == "UNKNOWN":
            continue
        on = date(2021, 7, 1) if "CCG" in name else date(2025, 3, 1)
        assert organisations.name(code, on).upper() == name.upper()


def test_the_shares_in_the_table_are_those_of_the_published_catchments(published: Path, packing: ModuleType) -> None:
    shares: Mapping[str, Mapping[str, float]] = packing.alliance_shares(published)
    rows = read_placements(SHIPPED / "provider_alliance.yaml", read_tables(SHIPPED).alliances)
    for row in rows:
        if row.is_assigned and row.organisation in shares:
            assert row.share is not None, row.organisation
            assert float(row.share) == pytest.approx(shares[row.organisation][row.alliance], abs=0.0006)
        if row.basis is Basis.ADMITTED_PATIENTS:
            mine = shares[row.organisation]
            assert row.alliance == max(mine, key=lambda one: mine[one]), row.organisation


def test_the_shipped_tables_are_what_the_published_files_give(published: Path, packing: ModuleType) -> None:
    for name, (heading, rows) in packing.tables(published).items():
        made = io.StringIO()
        writer = csv.writer(made, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(rows)
        assert (SHIPPED / name).read_text(encoding="utf-8") == made.getvalue(), name
