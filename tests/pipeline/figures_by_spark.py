"""Run in Spark's environment: the figures of a store whose clocks ran on a Spark Connect server, as Parquet files.

python tests/pipeline/figures_by_spark.py sc://HOST:PORT STORE FOLDER
"""

import sys
from pathlib import Path

import pyarrow.parquet as pq
from tests.pipeline.manifest_on_disk import ManifestOnDisk

from clearway.pipeline.build import BuildSettings
from clearway.pipeline.manifest import live
from clearway.pipeline.publish import built_aside
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import open_store

COMPARED = ("assessments", "events", "cells")


def main(url: str, place: Path, folder: Path) -> None:
    """Build the figures aside and write the tables that the clocks decide."""
    store = open_store(place)
    submissions = live(ManifestOnDisk(place / "manifest.json").submissions())
    settings = BuildSettings(engine="spark", spark_url=url)
    with built_aside(
        submissions, store=store, rules=load_rule_book(), organisations=load_organisations(), settings=settings
    ) as figures:
        for name in COMPARED:
            pq.write_table(figures.sql(f"FROM {name} ORDER BY ALL").to_arrow_table(), folder / f"{name}.parquet")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
