"""The contract of an observation: one published value of an indicator, for one area, period and group of people."""

import pyarrow as pa

OBSERVATIONS_SCHEMA = pa.schema(
    [
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("area_type", pa.string(), nullable=False),
        pa.field("area_code", pa.string(), nullable=False),
        pa.field("area_name", pa.string()),
        pa.field("period_start", pa.date32(), nullable=False),
        pa.field("period_end", pa.date32(), nullable=False),
        pa.field("sex", pa.string(), nullable=False),
        pa.field("age", pa.string(), nullable=False),
        pa.field("ethnicity", pa.string(), nullable=False),
        pa.field("deprivation", pa.string(), nullable=False),
        pa.field("category", pa.string(), nullable=False),
        pa.field("numerator", pa.float64()),
        pa.field("denominator", pa.float64()),
        pa.field("value", pa.float64()),
        pa.field("lower", pa.float64()),
        pa.field("upper", pa.float64()),
        pa.field("flag", pa.string(), nullable=False),
        pa.field("publisher", pa.string(), nullable=False),
        pa.field("release", pa.string(), nullable=False),
        pa.field("place_in_file", pa.string(), nullable=False),
        pa.field("source_file", pa.string(), nullable=False),
        pa.field("source_sha256", pa.string(), nullable=False),
    ]
)
"""Columns of an observation: what a publisher printed, one row a value, nothing computed that was not printed.

`indicator` is the key of a series in the reader's own table (`dm01.six_weeks_or_more`). `area_type` is one of
`AREA_TYPES`; `area_code` the official code (ONS nine characters for places, ODS for organisations, `E92000001` for
England). `period_start` and `period_end` are the first and the last day spoken of. `sex`, `age`, `ethnicity`,
`deprivation` and `category` (a test, a cancer site, a survey question …) hold `ALL` where the value is of everybody:
a reader of this table chooses one of each and never adds `ALL` to its parts. `value` is in the unit of the indicator:
a share is a fraction between 0 and 1, a rate is per 100,000 people, a count is a number of people. `lower` and `upper`
are the publisher's own 95 % limits, empty where none were printed. `flag` is empty, or says in the publisher's word
why a value is missing or weak (`suppressed`, `unreliable`, `unavailable`). `place_in_file` is the sheet and row.
`release` is `final`, `provisional`, or `as published` where the publisher draws no such line.
"""

OBSERVATION_KEY = (
    *("indicator", "area_type", "area_code", "period_start", "period_end"),
    *("sex", "age", "ethnicity", "deprivation", "category"),
)
"""What makes a value one value: it stands once in a file, and of several files that give it one answers."""

ALL = "ALL"
"""Stands for everybody in `sex`, `age`, `ethnicity`, `deprivation` and `category`."""

AREA_TYPES = (
    "england",
    "region",
    "alliance",
    "icb",
    "sub_icb",
    "combined_authority",
    "county",
    "district",
    "pcn",
    "practice",
    "provider",
    "site",
)
"""Kinds of area and organisation that a value can be of, from the whole to the parts."""
