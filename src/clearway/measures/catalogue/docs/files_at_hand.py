"""The published files that Clearway was built on: what of each is shown, and what is not and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

LISTED = "files_at_hand.yaml"


@dataclass(frozen=True, slots=True)
class FilesAtHand:
    """Files alike: patterns of their paths, whose they are, what is shown (empty for nothing) and what is not."""

    files: tuple[str, ...]
    publisher: str
    shown: str
    not_shown: str

    @property
    def names(self) -> str:
        """The patterns without folders."""
        return ", ".join(f"`{one.rpartition('/')[2]}`" for one in self.files)


@dataclass(frozen=True, slots=True)
class SeriesNotShown:
    """Series that are loaded and stand in no measure, by a pattern of their keys, and why."""

    series: str
    because: str


def files_at_hand() -> Sequence[FilesAtHand]:
    """Every kind of file, in the order of the list."""
    return [FilesAtHand(**one | {"files": tuple(one["files"])}) for one in _listed()["files"]]


def series_not_shown() -> Sequence[SeriesNotShown]:
    """Every kind of series that no measure shows."""
    return [SeriesNotShown(**one) for one in _listed()["series"]]


def _listed() -> dict[str, Any]:
    listed: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(LISTED).read_text(encoding="utf-8"))
    return listed
