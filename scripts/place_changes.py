"""Which district or county code replaced which: what `pack_places.py` checks and writes.

Until 2022 the lookups tell it themselves: the name of a neighbourhood (LSOA of 2011, "Corby 001A") keeps the district
of 2011, and the lookup gives its district of 2022. The four authorities of April 2023 are in no lookup at hand; several
public programs agree on them, and the numbers of residents bear them out.
"""

_VERIFIED = "verified"
_SEEN = "running_code"
_SEEN_NOTE = "In no lookup at hand; agreed by several public programs, and residents add up."

_MERGED_BY_LOOKUP = {
    ("E06000058", "2019-04-01"): {"E06000028": "Bournemouth", "E06000029": "Poole", "E07000048": "Christchurch"},
    ("E06000059", "2019-04-01"): {
        "E07000049": "East Dorset",
        "E07000050": "North Dorset",
        "E07000051": "Purbeck",
        "E07000052": "West Dorset",
        "E07000053": "Weymouth and Portland",
    },
    ("E07000244", "2019-04-01"): {"E07000205": "Suffolk Coastal", "E07000206": "Waveney"},
    ("E07000245", "2019-04-01"): {"E07000201": "Forest Heath", "E07000204": "St Edmundsbury"},
    ("E07000246", "2019-04-01"): {"E07000190": "Taunton Deane", "E07000191": "West Somerset"},
    ("E06000060", "2020-04-01"): {
        "E07000004": "Aylesbury Vale",
        "E07000005": "Chiltern",
        "E07000006": "South Bucks",
        "E07000007": "Wycombe",
    },
    ("E06000061", "2021-04-01"): {
        "E07000150": "Corby",
        "E07000152": "East Northamptonshire",
        "E07000153": "Kettering",
        "E07000156": "Wellingborough",
    },
    ("E06000062", "2021-04-01"): {
        "E07000151": "Daventry",
        "E07000154": "Northampton",
        "E07000155": "South Northamptonshire",
    },
}

_MERGED_2023 = {
    "E06000063": ("E07000026", "E07000028", "E07000029"),
    "E06000064": ("E07000027", "E07000030", "E07000031"),
    "E06000065": tuple(f"E07000{number}" for number in range(163, 170)),
    "E06000066": ("E07000187", "E07000188", "E07000189", "E07000246"),
}

FORMER_COUNTIES = {
    "E10000006": "Cumbria",
    "E10000021": "Northamptonshire",
    "E10000023": "North Yorkshire (county until 2023)",
    "E10000027": "Somerset (county until 2023)",
}

TOGETHER = {"E67000002": "Cornwall and Isles of Scilly"}
"""Codes under which two authorities are published together, to this day."""

_COUNTIES = (
    ("E10000006", "E06000063", "2023-04-01", "split", _SEEN, _SEEN_NOTE),
    ("E10000006", "E06000064", "2023-04-01", "split", _SEEN, _SEEN_NOTE),
    ("E10000021", "E06000061", "2021-04-01", "split", _SEEN, "Its districts are seen in the lookups."),
    ("E10000021", "E06000062", "2021-04-01", "split", _SEEN, "Its districts are seen in the lookups."),
    ("E10000023", "E06000065", "2023-04-01", "split", _SEEN, _SEEN_NOTE),
    ("E10000027", "E06000066", "2023-04-01", "split", _SEEN, _SEEN_NOTE),
    ("E67000002", "E06000052", "2009-04-01", "split", _VERIFIED, "Two authorities published under one code."),
    ("E67000002", "E06000053", "2009-04-01", "split", _VERIFIED, "Two authorities published under one code."),
)

_RECODED = (
    ("E08000038", "E08000016", "2025-04-01", "recoded", _SEEN,
     "Barnsley under the code of 2025. The tables here are of 2024 and keep the older code."),
    ("E08000039", "E08000019", "2025-04-01", "recoded", _SEEN,
     "Sheffield under the code of 2025. The tables here are of 2024 and keep the older code."),
    ("E40000009", "E40000012", "2022-07-01", "recoded", _SEEN,
     "North East and Yorkshire (NHS region) under the code in the trust catchments of 2022."),
)  # fmt: skip

CHANGES: tuple[tuple[str, str, str, str, str, str], ...] = (
    *(
        (old, new, on, "merged", _VERIFIED, "Seen in the names of neighbourhoods of 2011 and their district of 2022.")
        for (new, on), olds in _MERGED_BY_LOOKUP.items()
        for old in olds
    ),
    *((old, new, "2023-04-01", "merged", _SEEN, _SEEN_NOTE) for new, olds in _MERGED_2023.items() for old in olds),
    *_COUNTIES,
    *_RECODED,
)
"""Old code, new code, first day of the new, kind, trust label, note.

`merged`: the old area lies wholly in the new one. `split`: the old area is exactly the new ones together. `recoded`:
the same area under another code; `old` is the code that the tables here do not use.
"""


def district_of_2011() -> dict[str, str]:
    """Former districts that merged before 2022, by code, under the names that neighbourhoods of 2011 still carry."""
    return {old: name for olds in _MERGED_BY_LOOKUP.values() for old, name in olds.items()}
