"""What a store's own file says, read again only when the file has changed."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

Held = TypeVar("Held")


def as_it_stands(load: Callable[[Path | None], Held], name: str) -> Held:
    """What a loader makes of the file of a name in this store's folder; of none, where there is no such file."""
    path = settings.STORE.path / name if settings.STORE else None
    if path is None or not path.is_file():
        return load(None)
    found: Held = _read(load, path, path.stat().st_mtime_ns)
    return found


@lru_cache(maxsize=8)
def _read(load: Callable[[Path | None], Any], path: Path, _changed: int) -> Any:
    return load(path)
