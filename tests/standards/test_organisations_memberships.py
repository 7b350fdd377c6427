"""A trust may belong to several alliances; it counts in one, so that England adds up."""

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clearway.standards import StandardsError
from clearway.standards.organisations import Basis, Organisations, PlacementRole, load_organisations, organisations_in

MARCH_2025 = date(2025, 3, 1)
SOUTH_YORKSHIRE, EAST_MIDLANDS, WESSEX = "E56000025", "E56000024", "E56000016"
organisations = load_organisations()


def test_chesterfield_counts_with_south_yorkshire_and_also_serves_the_east_midlands() -> None:
    principal, other = organisations.alliances_of_provider("RFS", MARCH_2025)
    assert (principal.alliance, principal.role) == (SOUTH_YORKSHIRE, PlacementRole.PRINCIPAL)
    assert (other.alliance, other.role, other.basis) == (EAST_MIDLANDS, PlacementRole.ALSO_SERVES, Basis.SOME_PATIENTS)
    assert other.share == Decimal("0.970")
    assert other.trust.is_provisional


def test_a_site_belongs_to_the_alliances_of_its_trust() -> None:
    assert organisations.alliances_of_provider("RFSDA", MARCH_2025) == organisations.alliances_of_provider(
        "RFS", MARCH_2025
    )


def test_every_provider_counts_in_one_alliance_at_most_however_many_it_serves() -> None:
    counted = Counter(
        code
        for alliance in organisations.alliances(MARCH_2025)
        for code in organisations.providers_of_alliance(alliance.code, MARCH_2025)
    )
    assert set(counted.values()) == {1}
    assert any(len(organisations.alliances_of_provider(code, MARCH_2025)) > 2 for code in counted)


def test_who_also_serves_an_alliance_is_not_among_those_it_sums() -> None:
    for alliance in organisations.alliances(MARCH_2025):
        also = {row.organisation for row in organisations.also_serving(alliance.code, MARCH_2025)}
        assert not also & set(organisations.providers_of_alliance(alliance.code, MARCH_2025))
    assert [row.organisation for row in organisations.also_serving(EAST_MIDLANDS, MARCH_2025)] == [
        *("RCU", "RFS", "RGN", "RJL", "RLT", "RWJ")
    ]


def test_a_closed_trust_serves_nobody_any_more() -> None:
    assert [row.organisation for row in organisations.also_serving(WESSEX, date(2023, 3, 31))] == ["RA4", "RNZ"]
    assert [row.organisation for row in organisations.also_serving(WESSEX, date(2023, 4, 1))] == ["RNZ"]


def own(folder: Path, rows: str) -> Organisations:
    (folder / "organisations").mkdir()
    path = folder / "organisations" / "provider_alliance.yaml"
    path.write_text(f"list_from: 2021-04-01\ntrust: design\nplacements:\n{rows}", encoding="utf-8")
    return organisations_in(folder)


def test_an_alliance_corrects_memberships_in_a_dated_file_of_its_own(tmp_path: Path) -> None:
    rows = f"""
  - {{provider: RFS, alliance: {EAST_MIDLANDS}, role: also_serves, share: 0.9, applies_to: 2024-03-31, note: our list}}
  - {{provider: RFS, alliance: {WESSEX}, role: also_serves, applies_from: 2024-04-01}}
"""
    corrected = own(tmp_path, rows)
    then = corrected.alliances_of_provider("RFS", date(2024, 3, 31))
    now = corrected.alliances_of_provider("RFS", date(2024, 4, 1))
    assert [(one.alliance, one.is_local) for one in then] == [(SOUTH_YORKSHIRE, False), (EAST_MIDLANDS, True)]
    assert [(one.alliance, one.is_local) for one in now] == [(SOUTH_YORKSHIRE, False), (WESSEX, True)]
    assert corrected.alliances_of_provider("RCU", MARCH_2025) == organisations.alliances_of_provider("RCU", MARCH_2025)


def test_without_a_file_of_its_own_a_store_sees_the_shipped_reference(tmp_path: Path) -> None:
    assert organisations_in(tmp_path) is load_organisations()


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    first = own(tmp_path, f"  - {{provider: RFS, alliance: {WESSEX}, role: also_serves}}\n")
    path = tmp_path / "organisations" / "provider_alliance.yaml"
    path.write_text(path.read_text().replace(WESSEX, EAST_MIDLANDS))
    os.utime(path, (1, 1))
    assert first.alliances_of_provider("RFS", MARCH_2025)[1].alliance == WESSEX
    assert organisations_in(tmp_path).alliances_of_provider("RFS", MARCH_2025)[1].alliance == EAST_MIDLANDS


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("  - {provider: RFS, alliance: unassigned, role: also_serves}", "also serves no alliance"),
        ("  - {provider: RFS, alliance: E56000024, role: member}", "not known"),
        (
            "  - {provider: RFS, alliance: E56000024, role: also_serves}\n"
            "  - {provider: RFS, alliance: E56000024, role: also_serves, applies_from: 2022-01-01}",
            "two rows hold on one day",
        ),
    ],
)
def test_a_faulty_membership_is_refused_by_file_and_key(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(StandardsError, match=words) as refused:
        own(tmp_path, rows)
    assert "provider_alliance.yaml" in str(refused.value)


def test_the_alliances_of_2016_are_kept_as_printed_with_cumbria_and_three_areas_in_two_of_them() -> None:
    assert len(organisations.footprints) == 19
    ccgs = Counter(ccg for one in organisations.footprints for ccg in one.ccgs)
    assert [ccg for ccg, times in ccgs.items() if times > 1] == ["Cumbria"]
    areas = Counter(stp.partition(" (")[0] for one in organisations.footprints for stp in one.stps)
    assert sorted(area for area, times in areas.items() if times > 1) == [
        *("Bath, Swindon and Wiltshire", "Derbyshire", "Frimley Health")
    ]
