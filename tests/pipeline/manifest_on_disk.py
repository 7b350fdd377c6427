"""A manifest in one file, written whole by rename: for tests in which processes are killed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.pipeline.manifest import Arrival, Placement, Submission


class ManifestOnDisk(ManifestInMemory):
    """Reads its rows when it is made, and writes them back with each admission: the commit is the rename."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        told = json.loads(path.read_text()) if path.exists() else []
        self.rows = [Submission(**{**row, "received_at": datetime.fromisoformat(row["received_at"])}) for row in told]

    def admit(self, arrival: Arrival, place: Callable[[Arrival, Sequence[Submission]], Placement]) -> Submission:
        row = super().admit(arrival, place)
        told = [{**asdict(one), "received_at": one.received_at.isoformat()} for one in self.rows]
        aside = self._path.with_suffix(".new")
        aside.write_text(json.dumps(told))
        aside.replace(self._path)
        return row
