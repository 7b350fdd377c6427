"""The policy that holds today: ours, or the store's own. Read again only when its file has changed."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clearway.standards.break_glass import FILE, GlassPolicies, GlassPolicy, load_break_glass


def policy_today() -> GlassPolicy:
    """The policy of today."""
    return policies().policy(timezone.localdate())


def policies() -> GlassPolicies:
    """Every policy of this store."""
    if settings.STORE is None:
        return load_break_glass()
    path = settings.STORE.path / FILE
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return load_break_glass()
    return _own(path, changed)


@lru_cache(maxsize=4)
def _own(path: Path, _changed: int) -> GlassPolicies:
    return load_break_glass(path)
