"""Every series that a reader brings stands in the table of series, with the publisher that the reader names."""

from pathlib import Path

from tests.intake.indicators.dm01_book import DiagnosticBook
from tests.intake.indicators.test_place_counts import TEMPLATE

from clearway.intake.indicators.series import series_table
from clearway.intake.readers import read_here


def test_the_series_of_the_monthly_diagnostics_are_in_the_table(tmp_path: Path) -> None:
    observations = read_here(DiagnosticBook().save(tmp_path / "diagnostics.xlsx")).tables["observations"]
    keys = {key for key in series_table() if key.startswith("dm01.")}
    assert set(observations["indicator"].to_pylist()) == keys
    assert {series_table()[key].publisher for key in keys} == set(observations["publisher"].to_pylist())
    shares = {key for key in keys if series_table()[key].unit == "share"}
    assert all(row["value"] <= 1 for row in observations.to_pylist() if row["indicator"] in shares and row["value"])


def test_the_series_of_the_template_of_counts_are_in_the_table() -> None:
    assert set(read_here(TEMPLATE).tables["observations"]["indicator"].to_pylist()) <= set(series_table())
