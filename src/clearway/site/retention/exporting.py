"""The bytes of a file as they were received, handed to somebody who may have them; each time audited."""

from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clearway.pipeline.originals import give_back, originals_of
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import Permission
from clearway.site.submissions.models import PUBLISHED, Submission
from clearway.store.folder import StoreFolder


def can_have_original(by: Membership, submission: Submission) -> bool:
    """Published files: whoever sees figures. People's records: who sees patients there, or who loaded the file."""
    if submission.data_set in PUBLISHED:
        return by.may(Permission.SEE_FIGURES)
    is_theirs = submission.loaded_by == by.person.email and by.may(Permission.LOAD_SUBMISSIONS)
    is_in_scope = Submission.objects.for_membership(by).filter(pk=submission.pk).exists()
    return is_in_scope and (is_theirs or by.may(Permission.SEE_PATIENTS))


def export_originals(*, by: Membership, submission: Submission, out: Path, store: StoreFolder) -> list[Path]:
    """Write the bytes of a file to `out`; several files of one submission go into `out` as a new folder.

    Returns what was written. Raises PermissionDenied, or Refused when the bytes are not kept or cannot be written.
    """
    if not can_have_original(by, submission):
        raise PermissionDenied("Only whoever sees these patients, or loaded the file, takes it out again.")
    originals = originals_of(store, submission.pk)
    if not originals:
        why = "was purged" if submission.purged_at else "was loaded before its bytes were kept, or made in the house"
        raise Refused(f"{submission.pk} {why}: its bytes are not here.", "Ask its sender for it.", code="NO-ORIGINAL")
    places = [out]
    if len(originals) > 1:
        out.mkdir(mode=0o700)
        places = [out / f"{number}-{one.file_name}" for number, one in enumerate(originals, start=1)]
    with transaction.atomic():
        audit.record(
            event="file as received taken out",
            by=by,
            subject=submission,
            source=submission.file_name[:200],
            after={"sha256": submission.sha256, "files": len(originals)},
        )
    for one, place in zip(originals, places, strict=True):
        give_back(one, place)
    return places
