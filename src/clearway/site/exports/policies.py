"""The policy that holds today: ours, or the store's own. Read again only when its file has changed."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clearway.standards.exports import FILE, ExportPolicies, ExportPolicy, load_exports


def policy_today() -> ExportPolicy:
    """The policy of today."""
    return policies().policy(timezone.localdate())


def policies() -> ExportPolicies:
    """Every policy of this store."""
    if settings.STORE is None:
        return load_exports()
    path = settings.STORE.path / FILE
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return load_exports()
    return _own(path, changed)


@lru_cache(maxsize=4)
def _own(path: Path, _changed: int) -> ExportPolicies:
    return load_exports(path)
