"""The position with the clocks on Spark is the position with the clocks on DuckDB."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.intake.builders import records
from tests.parity.servers import run_by_client, sail_server
from tests.pipeline import figures_by_spark
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_on_disk import ManifestOnDisk

pytestmark = [pytest.mark.spark, pytest.mark.slow]

SHARED = {"org_first_seen": "RFF", "org_treatment": "RHQ", "accountable_investigating_org": "RFF"}


def test_figures_are_the_same_whichever_engine_runs_the_clocks(desk: Desk, tmp_path: Path) -> None:
    desk.manifest = ManifestOnDisk(desk.store.path / "manifest.json")
    rows = [{**SHARED, "transfer_date": f"2025-04-{1 + number:02}"} for number in range(20)]
    desk.load(desk.csv(records({}, {"icd10": "D100"}, *rows)))
    desk.publish()
    out = tmp_path / "by-spark"
    out.mkdir()
    with sail_server() as url:
        ended = run_by_client(figures_by_spark.__file__, url, desk.store.path, out)
    assert ended.returncode == 0, ended.stderr
    for name in figures_by_spark.COMPARED:
        with desk.figures() as figures:
            by_duckdb = figures.sql(f"FROM {name} ORDER BY ALL").to_arrow_table().to_pylist()
        assert pq.read_table(out / f"{name}.parquet").to_pylist() == by_duckdb, name
