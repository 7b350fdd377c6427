"""The policy that holds today: ours, or the store's own."""

from django.utils import timezone

from clearway.site.own_files import as_it_stands
from clearway.standards.break_glass import FILE, GlassPolicies, GlassPolicy, load_break_glass


def policy_today() -> GlassPolicy:
    """The policy of today."""
    return policies().policy(timezone.localdate())


def policies() -> GlassPolicies:
    """Every policy of this store."""
    return as_it_stands(load_break_glass, FILE)
