"""The rows of a submission that were rejected: their numbers in the file, why, and where. Never what stood in them."""

from clearway.pipeline.staging import REJECTED, folder_of
from clearway.site.submissions.models import DataSet, Submission
from clearway.store.folder import StoreFolder

MOST_ROWS = 100_000


def rejected_rows(store: StoreFolder | None, submission: Submission) -> list[tuple[int, int, str, str]]:
    """File number (from 1), row in that file, reasons, columns; empty when nothing was rejected or it was purged."""
    if store is None or not submission.rejected or submission.data_set != DataSet.WAITING_TIME_RECORDS:
        return []
    path = folder_of(store, submission.pk) / REJECTED
    if not path.exists():
        return []
    import pyarrow.parquet as pq

    held = pq.read_table(path).slice(0, MOST_ROWS).to_pylist()
    return [
        (row.get("file_number", 0) + 1, row["row"], " ".join(row["reasons"]), " ".join(filter(None, row["columns"])))
        for row in held
    ]
