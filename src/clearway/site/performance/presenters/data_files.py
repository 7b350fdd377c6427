"""The files behind a page: what they are, how settled, when they were received."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.site import words
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file, as far as this person may know of it."""

    name: str
    kind: str
    settled: str
    received: str
    href: str = ""


def data_files(names: Sequence[str], membership: Membership) -> tuple[DataFile, ...]:
    """Each file by name. One that is not in the list of submissions is named alone."""
    rows = Submission.objects.for_membership(membership).filter(state=SubmissionState.LIVE, file_name__in=list(names))
    known = {row.file_name: row for row in rows}
    return tuple(_file(name, known.get(name)) for name in names)


def _file(name: str, row: Submission | None) -> DataFile:
    if row is None:
        return DataFile(name, "", "", "")
    kind, release = row.get_data_set_display(), row.get_release_display()
    href = reverse("submissions:submission", args=[row.pk])
    return DataFile(name, kind, release, words.day(row.received_at), href)
