"""Small synthetic files in the layouts of the invented trackers: for whoever wants to try mapping at once."""

import io
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.parquet as pq

from clearway.demo.tracker_exports import TrackerExport


@cache
def sample_records() -> pa.Table:
    """Some sixty synthetic records of one trust, with transfers, upgrades, screening, pauses and later treatments."""
    content = files(__package__).joinpath("tracker_records.parquet").read_bytes()
    return pq.read_table(io.BytesIO(content))


@cache
def sample_file(export: TrackerExport) -> bytes:
    """The bytes of a sample in the layout of one tracker."""
    return export.content(sample_records())
