"""Finding a page by words. Apps bring their own hits in a module `search.py`:

def hits(words, membership):
    yield Hit("Trust A", reverse("performance:trust", args=["RZA"]), "Trust")
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from clearway.site.organisations.models import Membership
from clearway.site.pages import navigation

MOST_SHOWN = 50
MOST_OF_AN_APP = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found: its name, its address, and what it is."""

    label: str
    href: str
    kind: str


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Pages of the navigation whose name holds the words."""
    for link in navigation.links(membership, ""):
        if words.casefold() in link.label.casefold():
            yield Hit(link.label, link.href, "Page")


def found(words: str, membership: Membership) -> list[Hit]:
    """What every app finds for the words, nothing twice; places whose name begins a word with them come first."""
    words = words.strip()
    if not words:
        return []
    gathered: dict[str, Hit] = {}
    for config in apps.get_app_configs():
        if config.name in settings.LOCAL_APPS and config.module and module_has_submodule(config.module, "search"):
            for hit in islice(import_module(f"{config.name}.search").hits(words, membership), MOST_OF_AN_APP):
                gathered.setdefault(hit.href, hit)
    begins_a_word = re.compile(rf"\b{re.escape(words)}", re.IGNORECASE)
    return sorted(gathered.values(), key=lambda hit: (begins_a_word.search(hit.label) is None, hit.kind != "Page"))
