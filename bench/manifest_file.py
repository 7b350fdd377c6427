"""The manifest of a benchmark's store: in memory, and in one file for the processes that are measured."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

from clearway.pipeline.manifest import Arrival, Cover, DataSet, Placement, Submission


class ManifestFile:
    """Every submission of a store, read when this is made and written with each admission."""

    def __init__(self, path: Path, begun: datetime) -> None:
        self._path = path
        self._begun = begun
        self._is_kept_back = False
        told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        self.rows = [Submission(**{**row, "received_at": datetime.fromisoformat(row["received_at"])}) for row in told]

    def submissions(self) -> Sequence[Submission]:
        """Every submission, oldest first."""
        return tuple(self.rows)

    def admit(self, arrival: Arrival, place: Callable[[Arrival, Sequence[Submission]], Placement]) -> Submission:
        """Admit an arrival one second after the one before it."""
        # In a store that is being made nothing stands in the same place twice: looking would be quadratic.
        placement = Placement(1) if self._is_kept_back else place(arrival, self.rows)
        if placement.supersedes:
            self.rows = [
                replace(row, state="superseded") if row.id == placement.supersedes else row for row in self.rows
            ]
        row = Submission(
            **asdict(arrival),
            version=placement.version,
            supersedes=placement.supersedes,
            received_at=self._begun + timedelta(seconds=len(self.rows)),
        )
        self.rows.append(row)
        if not self._is_kept_back:
            self._write()
        return row

    @contextmanager
    def kept_back(self) -> Iterator[None]:
        """Write the file once, at the end of many first admissions."""
        self._is_kept_back = True
        try:
            yield
        finally:
            self._is_kept_back = False
            self._write()

    def agreement_for(self, organisation: str, data_set: DataSet) -> Cover:
        """Synthetic records need no agreement."""
        return Cover(True, f"synthetic: {organisation}, {data_set}")

    def _write(self) -> None:
        told = [{**asdict(one), "received_at": one.received_at.isoformat()} for one in self.rows]
        self._path.write_text(json.dumps(told, default=str), encoding="utf-8")
