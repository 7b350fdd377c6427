"""The publisher's own files, read whole: nothing is left out, everything adds up, and the anchors hold."""

from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pytest
from python_calamine import CalamineWorkbook
from tests.shared import shared_path

from clearway.demo.published import HISTORY, PACKS, packed_figures, packed_sources
from clearway.intake.readers import read_here

MARCH_2025 = "data/cwt/provider_workbooks/MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx"
HALVES_ANCHOR = (Decimal("27537.5"), Decimal("19669.5"), Decimal("7868.0"))


def rows_with_a_total(path: Path) -> int:
    """How many rows of a workbook hold an organisation's or England's figures, counted without our reader."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != "Frontpage"]
    return sum(isinstance(row[4], float) or isinstance(row[5], float) for sheet in sheets for row in sheet)


def test_the_final_workbook_of_march_2025_reads_whole() -> None:
    path = shared_path(MARCH_2025)
    reading = read_here(path)
    assert reading.findings == []
    figures = reading.tables["figures"]
    assert figures.num_rows == rows_with_a_total(path)
    england = figures.filter(
        (pc.field("standard") == "62")
        & (pc.field("org_code") == "ENGLAND")
        & (pc.field("stage_route") == "ALL ROUTES")
        & (pc.field("cancer_type") == "ALL CANCERS")
        & (pc.field("modality") == "ALL MODALITIES")
    ).to_pylist()
    assert [(row["total"], row["within"], row["breaches"]) for row in england] == [HALVES_ANCHOR]


FOLDERS = {**{pack: (pack,) for pack in PACKS}, HISTORY: ("provider_2015_17", "commissioner_2021_old_standards")}


@pytest.mark.slow
@pytest.mark.parametrize("pack", FOLDERS)
def test_packed_figures_equal_the_files_read_again(pack: str) -> None:
    packed = packed_figures([pack])
    sources = {source.file_name: source for source in packed_sources() if source.pack == pack}
    paths = [path for name in FOLDERS[pack] for path in sorted(shared_path(f"data/cwt/{name}").iterdir())]
    assert sorted(sources) == sorted(path.name for path in paths)
    for path in paths:
        reading = read_here(path)
        expected = {finding["id"] for finding in sources[path.name].findings}
        assert {finding.id for finding in reading.findings} == expected
        again = reading.tables["figures"]
        mine = packed.filter(pc.field("source_file") == path.name)
        assert mine.equals(again.combine_chunks()) or mine.to_pylist() == again.to_pylist()
        source = sources[path.name]
        assert (source.sha256, source.bytes, source.rows) == (
            reading.source.sha256,
            path.stat().st_size,
            again.num_rows,
        )
        assert (source.release, source.basis) == (reading.facts["release"], reading.facts["basis"])
