"""What a sender sent before, as shapes: what a new file is compared with, and what its completeness is told from."""

from collections.abc import Sequence

import pyarrow.parquet as pq

from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Arrival, Placement, Submission
from clearway.pipeline.quality.drift import Drift, Earlier, drift
from clearway.pipeline.quality.shape import Shape, from_stored, shape_of
from clearway.pipeline.staging import RECORDS, SHAPE, folder_of
from clearway.records.findings import FindingCount, FindingKind
from clearway.store.folder import StoreFolder

MOST_SAID = 5
"""So many alarms of one kind are told in the words of a finding; the page of the file has them all."""


def shape_in(store: StoreFolder, submission: Submission) -> Shape | None:
    """The shape of a submission as it was kept, or worked out from its records; None when both are gone."""
    folder = folder_of(store, submission.id)
    if (folder / SHAPE).exists():
        return from_stored(pq.read_table(folder / SHAPE))
    if (folder / RECORDS).exists():
        return shape_of(pq.read_table(folder / RECORDS), submission.received_on)
    return None


def senders_shapes(store: StoreFolder, organisation: str, held: Sequence[Submission]) -> list[tuple[Submission, Shape]]:
    """The live record submissions of one sender with their shapes, oldest first."""
    own = [
        one
        for one in held
        if one.state == "live" and one.data_set == WAITING_TIME_RECORDS and one.organisation_code == organisation
    ]
    return [(one, shape) for one in own if (shape := shape_in(store, one))]


def drift_of(
    new: Shape, arrival: Arrival, placement: Placement, store: StoreFolder, held: Sequence[Submission]
) -> Drift:
    """An arrival beside what counts of its sender now."""
    if not arrival.organisation_code:
        return Drift(not_compared="The file names no single sender, so there is nothing to compare it with.")
    earlier = [
        Earlier(shape, one.first_month, one.last_month, one.id == placement.supersedes)
        for one, shape in senders_shapes(store, arrival.organisation_code, held)
        if one.first_month
    ]
    return drift(new, arrival.first_month, arrival.last_month, earlier)


def drift_findings(found: Drift) -> list[FindingCount]:
    """The alarms as findings of the kind "unlike before", one for each kind of alarm."""
    by_id: dict[str, list[str]] = {}
    mends = {one.id: one.mend for one in found.alarms}
    for alarm in sorted(found.alarms, key=lambda one: (not one.is_severe, one.month)):
        by_id.setdefault(alarm.id, []).append(alarm.words)
    return [
        FindingCount(
            id=name,
            kind=FindingKind.ANALYTICAL,
            count=len(words),
            message=" ".join(words[:MOST_SAID])
            + (f" And {len(words) - MOST_SAID} more." if len(words) > MOST_SAID else ""),
            mend=mends[name],
            first_row=None,
        )
        for name, words in by_id.items()
    ]
