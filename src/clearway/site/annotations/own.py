"""The alliance's own measures as the catalogue sees them: the folder of this store, read once for each change of it."""

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from clearway.measures.catalogue import Catalogue, load_catalogue
from clearway.standards import StandardsError

log = logging.getLogger("clearway.site")

WITHIN_POLICIES = "measures"
"""Where own definitions lie, within the folder of a store's policies: one file a measure, `ID.yaml`."""


def own_definitions() -> Path | None:
    """The folder of this store's own definitions, for `load_catalogue(extra)`; None where there is none yet."""
    folder = settings.STORE.policies / WITHIN_POLICIES if settings.STORE else None
    return folder if folder and folder.is_dir() else None


def catalogue() -> Catalogue:
    """The measures of this store: the shipped ones, and the alliance's own.

    Where a file in the folder is damaged, or was put there by hand and does not read, the shipped ones alone:
    `own_problem` says what is wrong.
    """
    return _loaded()[0]


def own_problem() -> str:
    """What keeps the own definitions from being read, in words; empty when nothing does."""
    return _loaded()[1]


def _loaded() -> tuple[Catalogue, str]:
    folder = own_definitions()
    if folder is None:
        return load_catalogue(), ""
    found = sorted(folder.rglob("*.yaml"))
    return _read(folder, tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in found))


@lru_cache(maxsize=8)
def _read(folder: Path, _changed: tuple[tuple[str, int, int], ...]) -> tuple[Catalogue, str]:
    try:
        return load_catalogue(folder), ""
    except StandardsError as wrong:
        log.warning("the own definitions of measures cannot be read: %s", wrong.file)
        return load_catalogue(), str(wrong)
    except OSError as error:
        log.warning("the own definitions of measures cannot be read: %s", error.strerror)
        return load_catalogue(), f"The folder of own definitions cannot be read ({error.strerror})."
