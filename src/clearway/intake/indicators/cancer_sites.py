"""The ICD-10 groups that CancerData counts, in its own words and in short ones for people."""

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("cancer_sites.csv")
PREFIXES = ("Malignant neoplasms of ", "Malignant neoplasm of ", "Malignant neoplasm, ")
"""What nearly every title begins with: left out of short titles, where the heading says cancer already."""


@cache
def printed_sites() -> MappingProxyType[str, str]:
    """The publisher's title of each code or range, as printed."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType({row["code"]: row["printed"] for row in csv.DictReader(stream)})


def site_title(code: str) -> str:
    """A site in short words, for a heading or a chart; the code itself where it is not known.

    >>> site_title("C33-C34"), site_title("C43"), site_title("C999")
    ('Trachea, bronchus and lung', 'Malignant melanoma of skin', 'C999')
    """
    printed = printed_sites().get(code, code)
    prefix = next((one for one in PREFIXES if printed.startswith(one)), "")
    words = printed.removeprefix(prefix)
    return words[:1].upper() + words[1:]
