"""The bytes of a file as they were received, handed to somebody who may have them; each time audited."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clearway.intake.waiting_times.whole_file import ORGANISATION_COLUMNS
from clearway.pipeline.originals import give_back, originals_of
from clearway.pipeline.sharing import organisations_in
from clearway.pipeline.staging import RECORDS, folder_of
from clearway.records.findings import Refused
from clearway.site.agreements.cover import cover_of
from clearway.site.audit import services as audit
from clearway.site.exports.models import Export
from clearway.site.exports.services import Wish, ask, asked_before, take
from clearway.site.exports.watermark import note_beside
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.submissions.models import PUBLISHED, Submission
from clearway.store.folder import StoreFolder, StoreKind


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What was written: the files as received, and beside files that name people a note on who took them."""

    files: list[Path]
    note: Path | None


def can_have_original(by: Membership, submission: Submission) -> bool:
    """Published files: whoever sees figures. People's records: who sees patients there, or who loaded the file."""
    if submission.data_set in PUBLISHED:
        return by.may(Permission.SEE_FIGURES)
    is_theirs = submission.loaded_by == by.person.email and by.may(Permission.LOAD_SUBMISSIONS)
    is_in_scope = Submission.objects.for_membership(by).filter(pk=submission.pk).exists()
    return is_in_scope and (is_theirs or by.may(Permission.SEE_PATIENTS))


def check_covered(by: Membership, submission: Submission, store: StoreFolder) -> None:
    """Raise Refused unless every sender whose people are in the file, but one's own organisation, is covered today."""
    if submission.data_set in PUBLISHED or store.kind is not StoreKind.LIVE:
        return
    records = folder_of(store, submission.pk) / RECORDS
    senders = [submission.organisation_code]
    if not submission.organisation_code and records.exists():
        senders = organisations_in(pq.read_table(records, columns=list(ORGANISATION_COLUMNS)))
    for code in senders:
        if code == by.organisation.code:
            continue
        cover = cover_of(code, submission.data_set, alliance=store.alliance, on=timezone.localdate())
        if not cover.is_covered:
            raise Refused(
                f"The file names people. {cover.words}",
                "Record the agreement on the page /data/agreements, or ask the sender for the file.",
                code="AGREEMENT_MISSING",
            )


def export_originals(
    *, by: Membership, submission: Submission, out: Path, store: StoreFolder, reason: str = ""
) -> GivenBack:
    """Write the bytes of a file to `out`; several files of one submission go into `out` as a new folder.

    People's records that somebody else loaded need a reason and a second person: the first call asks, and once it was
    agreed to, the same call writes the file. Another organisation's need the agreement that loading them needed, on the
    day. The bytes stay as they were, so that they can be sent again; a note beside
    them says who took them. Raises PermissionDenied, LimitReached, or Refused when it waits for a second person, or
    the bytes are not kept or cannot be written.
    """
    if not can_have_original(by, submission):
        raise PermissionDenied("Only whoever sees these patients, or loaded the file, takes it out again.")
    check_covered(by, submission, store)
    originals = originals_of(store, submission.pk)
    if not originals:
        why = "was purged" if submission.purged_at else "was loaded before its bytes were kept, or made in the house"
        raise Refused(f"{submission.pk} {why}: its bytes are not here.", "Ask its sender for it.", code="NO-ORIGINAL")
    if out.exists():
        raise Refused(f"{out} is there already.", "Choose another name; nothing was overwritten.", code="OUT-EXISTS")
    export = None if submission.data_set in PUBLISHED else _taken(by, submission, reason)
    places, note = [out], out.with_name(f"{out.name}.export.txt")
    if len(originals) > 1:
        out.mkdir(mode=0o700)
        places = [out / f"{number}-{one.file_name}" for number, one in enumerate(originals, start=1)]
        note = out / "export.txt"
    with transaction.atomic():
        audit.record(
            event="file as received taken out",
            by=by,
            subject=submission,
            source=submission.file_name[:200],
            after={"sha256": submission.sha256, "files": len(originals), "export": export.pk if export else None},
        )
    for one, place in zip(originals, places, strict=True):
        give_back(one, place)
    if export is None:
        return GivenBack(places, None)
    note.write_text(note_beside(export, by), encoding="utf-8")
    note.chmod(0o600)
    return GivenBack(places, note)


def _taken(by: Membership, submission: Submission, reason: str) -> Export:
    """The export under which a file of people's records is taken; asked for when it was not before."""
    wish = Wish(
        kind="as_received",
        owner_code=submission.organisation_code,
        about=f"{submission.file_name}, version {submission.version}, as it was received",
        asked=submission.pk,
        reason=reason,
        is_own=submission.loaded_by == by.person.email,
    )
    export = asked_before(by, wish) or ask(by=by, wish=wish)
    return take(by=by, export=export, rows=submission.accepted + submission.rejected)
