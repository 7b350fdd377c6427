"""Counts as printed, held as whole numbers of half patients while they are checked, and turned into figures at the end.

Patients shared by two trusts count half to each, so every printed count is a whole number of halves. Arithmetic on
halves is exact; nothing here ever rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearway.records.published import HALVES, PUBLISHED_SCHEMA

Halves = npt.NDArray[np.int64]
"""Counts in half patients: 3 stands for 1.5 people."""

KEY = ("month", "standard", "org_code", "stage_route", "modality", "cancer_type")
"""What makes a figure one figure within a file."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one part of a sheet: labels as printed, counts in halves, and each row's own number in the sheet.

    `bands` has one row a figure and one column a wait band; it has no columns where no bands are printed.
    """

    labels: Mapping[str, Sequence[str | None]]
    total: Halves
    within: Halves
    breaches: Halves
    bands: Halves
    band_edges: str
    row_numbers: npt.NDArray[np.int64]
    sheet: str
    part: str

    def __len__(self) -> int:
        return len(self.total)


def as_decimal(halves: Halves) -> pa.Array:
    """Halves as decimals with one place: 3 becomes 1.5. Exact, since a binary number holds any half."""
    return pa.array(halves / 2).cast(HALVES)


def figures_of(block: Block, constants: Mapping[str, str]) -> pa.Table:
    """The block as published figures. `constants` holds the columns that are the same in the whole file."""
    count = len(block)
    columns: dict[str, pa.Array] = {}
    for name in PUBLISHED_SCHEMA.names:
        if name in constants:
            columns[name] = pa.repeat(pa.scalar(constants[name], pa.string()), count)
        elif name in block.labels:
            columns[name] = pa.array(block.labels[name], pa.string())
    columns |= {
        "total": as_decimal(block.total),
        "within": as_decimal(block.within),
        "breaches": as_decimal(block.breaches),
        "sheet": pa.repeat(pa.scalar(block.sheet), count),
    }
    width = block.bands.shape[1]
    if width:
        offsets = pa.array(np.arange(count + 1, dtype=np.int32) * width)
        columns["band_people"] = pa.ListArray.from_arrays(offsets, as_decimal(block.bands.reshape(-1)))
        columns["band_edges"] = pa.repeat(pa.scalar(block.band_edges), count)
    filled = [
        columns.get(name, pa.nulls(count, field.type))
        for name, field in zip(PUBLISHED_SCHEMA.names, PUBLISHED_SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(filled, schema=PUBLISHED_SCHEMA)
