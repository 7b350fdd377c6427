"""What people told us and what came of it, as far as it is marked for everybody; nothing where nobody keeps it."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Protocol

from django.apps import apps

KEPT_BY = "clearway.site.engagement"


class Heard(Protocol):
    """One thing that people told us."""

    said: str
    easy_read: str
    did: str
    did_on: date | None
    is_made_up: bool


def heard() -> Sequence[Heard]:
    """Everything that is marked for everybody, answered or not."""
    if not apps.is_installed(KEPT_BY):
        return ()
    found: Sequence[Heard] = import_module(f"{KEPT_BY}.reading").public_said_and_did(None)
    return found
