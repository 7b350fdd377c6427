"""The manifest as the operational database keeps it, in memory: for tests of the pipeline alone."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from clearway.pipeline.manifest import Arrival, Cover, DataSet, Placement, Submission


class ManifestInMemory:
    """Gives each admission a moment one minute after the one before it, or the moment set in `now`."""

    def __init__(self, now: datetime = datetime(2025, 6, 1, 9, 0, tzinfo=UTC)) -> None:
        self.now = now
        self.rows: list[Submission] = []

    def submissions(self) -> Sequence[Submission]:
        return tuple(self.rows)

    def admit(self, arrival: Arrival, place: Callable[[Arrival, Sequence[Submission]], Placement]) -> Submission:
        placement = place(arrival, self.rows)
        replaced = "" if arrival.is_held_back else placement.supersedes
        self.rows = [replace(row, state="superseded") if row.id == replaced else row for row in self.rows]
        row = Submission(
            **asdict(arrival),
            version=placement.version,
            supersedes=replaced,
            state="held" if arrival.is_held_back else "live",
            received_at=self.now,
            loaded_by="analyst@example.nhs.uk",
        )
        self.rows.append(row)
        self.now += timedelta(minutes=1)
        return row

    def agreement_for(self, organisation: str, data_set: DataSet) -> Cover:
        """Everything is agreed in these tests: the operational manifest has tests of its own."""
        return Cover(True, f"agreed with {organisation} for {data_set}")
