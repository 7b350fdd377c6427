"""The policy that holds today: ours, or the store's own."""

from django.utils import timezone

from clearway.site.own_files import as_it_stands
from clearway.standards.exports import FILE, ExportPolicy, load_exports


def policy_today() -> ExportPolicy:
    """The policy of today."""
    return as_it_stands(load_exports, FILE).policy(timezone.localdate())
