"""Writing columns of a row, with what of them changed as the trail keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Written:
    """The columns that changed, as they were and as they are; another row is told by its words."""

    before: dict[str, Any]
    after: dict[str, Any]


def write_columns(row: models.Model, columns: Mapping[str, Any]) -> Written:
    """Set columns of a row, and answer what changed. Whoever calls saves the row and records the change."""
    before = {name: getattr(row, name) for name in columns}
    changed = [name for name, value in columns.items() if before[name] != value]
    for name in changed:
        setattr(row, name, columns[name])
    return Written(
        before={name: _told(before[name]) for name in changed},
        after={name: _told(columns[name]) for name in changed},
    )


def _told(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
