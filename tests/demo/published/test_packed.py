"""The figures that travel with the product: whole, sourced, small, and each release apart."""

from decimal import Decimal
from importlib.resources import files

import pyarrow.compute as pc
import pytest

from clearway.demo.published import ATTRIBUTION, HISTORY, PACKS, packed_figures, packed_sources
from clearway.measures.question import FORMER
from clearway.records.published import ENGLAND, PUBLISHED_SCHEMA

MARCH = pc.field("month") == "2025-03"
SIXTY_TWO = pc.field("standard") == "62"
BY_CANCER = (pc.field("modality") == "ALL MODALITIES") & (pc.field("cancer_type") != "ALL CANCERS")


def test_there_are_as_many_figures_as_the_sources_say() -> None:
    figures, sources = packed_figures([*PACKS, HISTORY]), packed_sources()
    assert figures.schema == PUBLISHED_SCHEMA
    assert packed_figures().num_rows == 476_617
    assert figures.num_rows == sum(source.rows for source in sources) == 502_000
    assert len(sources) == 100
    assert set(pc.unique(figures["source_sha256"]).to_pylist()) == {source.sha256 for source in sources}


def test_england_in_march_2025_is_19669_and_a_half_of_27537_and_a_half() -> None:
    england = packed_figures(["provider_workbooks"]).filter(
        MARCH
        & SIXTY_TWO
        & (pc.field("org_code") == ENGLAND)
        & (pc.field("stage_route") == "ALL ROUTES")
        & (pc.field("modality") == "ALL MODALITIES")
        & (pc.field("cancer_type") == "ALL CANCERS")
    )
    (row,) = england.to_pylist()
    assert (row["total"], row["within"], row["release"]) == (Decimal("27537.5"), Decimal("19669.5"), "final")
    assert round(row["within"] / row["total"], 3) == Decimal("0.714")


def test_the_earlier_extract_of_march_2025_stands_beside_it_as_provisional() -> None:
    rows = packed_figures(["provider_extracts"]).filter(MARCH & SIXTY_TWO & BY_CANCER)
    assert pc.unique(rows["release"]).to_pylist() == ["provisional"]
    assert pc.sum(rows["total"]).as_py() == Decimal("27162.5")


def test_every_source_names_publisher_licence_release_and_months() -> None:
    for source in packed_sources():
        assert source.publisher == "NHS England"
        assert source.licence == "Open Government Licence v3.0"
        assert source.release in ("final", "provisional")
        assert source.months
        assert len(source.sha256) == 64
    assert "Open Government Licence v3.0" in ATTRIBUTION


def test_the_packs_are_small_enough_to_travel() -> None:
    packs = [*PACKS, HISTORY]
    sizes = [len(files("clearway.demo.published").joinpath(f"{pack}.parquet").read_bytes()) for pack in packs]
    assert sum(sizes) < 12_000_000
    assert sizes[-1] < 500_000


@pytest.mark.parametrize(("basis", "months"), [("provider", 18), ("commissioner", 18)])
def test_both_bases_cover_october_2023_to_march_2025(basis: str, months: int) -> None:
    figures = packed_figures().filter(pc.field("basis") == basis)
    found = sorted(pc.unique(figures["month"]).to_pylist())
    assert (found[0], found[-1], len(found)) == ("2023-10", "2025-03", months)


def test_the_unknown_commissioner_is_kept() -> None:
    codes = pc.unique(packed_figures(["commissioner_workbooks"])["org_code"]).to_pylist()
    assert "UNKNOWN" in codes
    assert ENGLAND in codes


def test_the_history_is_of_former_standards_alone_and_keeps_what_its_readers_found() -> None:
    history = packed_figures([HISTORY])
    assert set(pc.unique(history["standard"]).to_pylist()) == {*(one for one in FORMER if one != "31_rare"), "28"}
    found = {finding["id"] for source in packed_sources() if source.pack == HISTORY for finding in source.findings}
    assert found == {"RELEASE_NOT_STATED", "MONTH_FROM_FILE_NAME", "PERCENTAGE_MISSING", "ENGLAND_ROW_MISSING"}
