"""The navigation of the site, gathered from the apps.

An app adds its entries in a module `navigation.py`:

    ENTRIES = (Entry("Waits", "performance:waits", order=20, permission=Permission.SEE_FIGURES),)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import module_has_submodule

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, the name of its address, where it stands, and who sees it (everybody when not said)."""

    label: str
    url_name: str
    order: int
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as drawn for one request."""

    label: str
    href: str
    is_current: bool


def links(membership: Membership | None, path: str) -> list[Link]:
    """The entries that a membership sees, in order, the one that a path lies under marked current."""
    if membership is None:
        return []
    shown = [
        (entry, reverse(entry.url_name))
        for entry in entries()
        if entry.permission is None or membership.may(entry.permission)
    ]
    under = [href for _, href in shown if path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))]
    current = max(under, key=len, default=None)
    return [Link(entry.label, href, href == current) for entry, href in shown]


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of every app, in order."""
    return tuple(sorted(_gathered(), key=lambda entry: (entry.order, entry.label)))


def _gathered() -> Iterator[Entry]:
    for config in apps.get_app_configs():
        if config.name not in settings.LOCAL_APPS or not config.module:
            continue
        if module_has_submodule(config.module, "navigation"):
            module = import_module(f"{config.name}.navigation")
            yield from getattr(module, "ENTRIES", ())
