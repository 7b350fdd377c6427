"""The contract of a published figure: one row of the official waiting-time statistics, as printed."""

import pyarrow as pa

HALVES = pa.decimal128(12, 1)
"""Patients shared between two trusts count half to each, so counts are decimals with one place, never floats."""

ENGLAND = "ENGLAND"
"""Stands in `org_code` for the printed England total, which has no code of its own."""

PUBLISHED_SCHEMA = pa.schema(
    [
        pa.field("publication", pa.string(), nullable=False),
        pa.field("release", pa.string(), nullable=False),
        pa.field("basis", pa.string(), nullable=False),
        pa.field("month", pa.string(), nullable=False),
        pa.field("standard", pa.string(), nullable=False),
        pa.field("org_code", pa.string(), nullable=False),
        pa.field("org_name", pa.string()),
        pa.field("stage_route", pa.string(), nullable=False),
        pa.field("modality", pa.string()),
        pa.field("cancer_type", pa.string(), nullable=False),
        pa.field("total", HALVES, nullable=False),
        pa.field("within", HALVES, nullable=False),
        pa.field("breaches", HALVES, nullable=False),
        pa.field("band_edges", pa.string()),
        pa.field("band_people", pa.list_(HALVES)),
        pa.field("sheet", pa.string(), nullable=False),
        pa.field("source_file", pa.string(), nullable=False),
        pa.field("source_sha256", pa.string(), nullable=False),
    ]
)
"""Columns of a published figure.

`release` is `final` or `provisional`; `basis` `provider` or `commissioner`; `month` `YYYY-MM`; `standard` one of
`28`, `31`, `62`, `usc_first_seen`, `ubs_first_seen`, or for a standard until September 2023 its key in the rule book in
small letters (`62_gp`). Those keep their care setting in `stage_route`, and no `modality` where they are of one kind.
Labels stand as printed, `ALL …` rows included: a reader of this
table must choose one total and never add totals to their parts. `band_edges` names the wait bands of `band_people`:
`31 38 +` means up to 31 days, 32 to 38, over 38.
"""
