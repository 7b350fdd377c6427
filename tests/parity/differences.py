"""Two result tables compared row by row, so that a failure names records and columns."""

import pyarrow as pa


def differences(ours: pa.Table, theirs: pa.Table, *, most: int = 20) -> list[str]:
    """The first cells that differ, in words; empty when the tables are the same."""
    if ours.column_names != theirs.column_names:
        return [f"columns {ours.column_names} against {theirs.column_names}"]
    if ours.num_rows != theirs.num_rows:
        return [f"{ours.num_rows} rows against {theirs.num_rows}"]
    if ours.schema.types != theirs.schema.types:
        return [f"types {ours.schema.types} against {theirs.schema.types}"]
    if ours.equals(theirs):
        return []
    found = [
        f"row {place} {left['record_id']} {column}: {left[column]!r} against {right[column]!r}"
        for place, (left, right) in enumerate(zip(ours.to_pylist(), theirs.to_pylist(), strict=True))
        for column in left
        if left[column] != right[column]
    ]
    return found[:most]
