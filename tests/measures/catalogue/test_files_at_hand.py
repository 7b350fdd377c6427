"""Every published file is in the list with what is shown of it, every loaded series in a measure or with a reason."""

import csv
from collections import Counter
from fnmatch import fnmatchcase

from tests.shared import shared_path

from clearway.demo.published.indicators import packed_files, packed_observations
from clearway.measures.catalogue.docs.files_at_hand import files_at_hand, series_not_shown
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.catalogue.places import Observations, Standardised

EXPLAINING = ("MANIFEST.csv", "README.md")


def test_every_published_file_stands_in_the_list_once_and_nothing_else_does() -> None:
    with shared_path("data/MANIFEST.csv").open(encoding="utf-8", newline="") as lines:
        paths = [row["file"] for row in csv.DictReader(lines) if row["file"] not in EXPLAINING]
    patterns = [pattern for one in files_at_hand() for pattern in one.files]
    found = Counter({path: sum(fnmatchcase(path, pattern) for pattern in patterns) for path in paths})
    assert {path: times for path, times in found.items() if times != 1} == {}
    assert [one for one in patterns if not any(fnmatchcase(path, one) for path in paths)] == []


def test_what_is_not_used_says_why() -> None:
    assert [one.files for one in files_at_hand() if not one.not_shown] == []
    assert [one.series for one in series_not_shown() if not one.because] == []


def test_every_loaded_series_is_in_a_measure_or_named_with_the_reason() -> None:
    packs = dict.fromkeys(one.pack for one in packed_files())
    loaded = {name for pack in packs for name in packed_observations(pack)["indicator"].unique().to_pylist()}
    places = [place for one in load_catalogue() for place in (*one.found_in, *one.nearest)]
    shown = {place.indicator for place in places if isinstance(place, Observations | Standardised)}
    shown |= {place.rates for place in places if isinstance(place, Standardised)}
    left = [one.series for one in series_not_shown()]
    assert {name for name in loaded - shown if not any(fnmatchcase(name, one) for one in left)} == set()
    assert [one for one in left if not any(fnmatchcase(name, one) for name in loaded - shown)] == []
