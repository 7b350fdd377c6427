"""The daily job of documents: bytes that no document names any more are removed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from clearway.site.attachments.services import tidy
from clearway.site.jobs.kinds import Progress, job_kind
from clearway.site.retention.services import site_store

TIDYING = "tidy documents"


@job_kind(TIDYING, is_idempotent=True, every=timedelta(days=1))
def tidy_documents(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Remove what killed uploads and removals have left. Returns how many files there were."""
    return {"removed": tidy(site_store())}
