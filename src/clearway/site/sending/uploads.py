"""Files that wait in the store: kept, found again, scanned, handed to a reader, and removed within a day."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.audit.refusals import record_refusal
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.sending import antivirus
from clearway.site.sending.antivirus import Verdict
from clearway.site.sending.models import Upload
from clearway.site.sending.receiving import Reception, uploads_folder
from clearway.site.submissions.permissions import check_may_load
from clearway.store.folder import StoreFolder

KEPT_FOR = timedelta(hours=18)
TIDIED_EVERY = timedelta(hours=6)
"""Together: whatever was not loaded is gone within a day."""


class NotShown(LookupError):
    """There is no such upload or sending, or it is not this membership's to see: a visitor is told the same."""


def keep_upload(*, by: Membership, reception: Reception) -> Upload:
    """Note files that arrived whole, so that they stay until they are loaded. Raises PermissionDenied."""
    from clearway.pipeline.load import combined_sha256

    check_may_load(by, by.organisation.code)
    files = [{"name": one.name, "bytes": one.byte_count, "sha256": one.sha256} for one in reception.files]
    with transaction.atomic():
        upload = Upload.unscoped.create(
            id=reception.id,
            sent_by=by.person.email,
            organisation_code=by.organisation.code,
            files=files,
            sha256=combined_sha256([one.sha256 for one in reception.files]),
        )
        audit.record(
            event="file uploaded",
            by=by,
            subject=upload,
            source=upload.label[:200],
            after={"sha256": upload.sha256, "files": len(files), "bytes": reception.byte_count},
        )
        reception.keep()
    return upload


def one_upload(*, by: Membership, upload_id: str, request_id: str = "") -> Upload:
    """An upload of the membership's own organisation that still lies here. Raises NotShown.

    What was sent may hold identifiers: roles of the alliance do not see into another organisation's uploads either.
    """
    found = Upload.unscoped.filter(pk=upload_id).first()
    if found and found.organisation_code == by.organisation.code and by.is_active():
        if found.is_here:
            return found
    elif is_there(Upload.unscoped.filter(pk=upload_id)):
        subject = (Upload._meta.label_lower, upload_id)
        record_refusal(by=by, subject=subject, screen="data/send", request_id=request_id)
    raise NotShown(upload_id)


def open_sample(upload_id: str, by: Membership, request_id: str = "") -> Path:
    """The first file of an upload, for showing its rows to the organisation that sent it; looking is audited.

    Raises NotShown for another organisation's or one that is gone, PermissionDenied for a role that loads no files, and
    `Refused` when the virus scanner flags it.
    """
    check_may_load(by, by.organisation.code)
    upload = one_upload(by=by, upload_id=upload_id, request_id=request_id)
    scan(upload=upload, store=site_store(), by=by)
    with transaction.atomic():
        audit.record(event="upload looked into", by=by, subject=upload)
    return paths_of(upload, site_store())[0]


def paths_of(upload: Upload, store: StoreFolder) -> list[Path]:
    """Where the files of an upload lie, in order."""
    folder = uploads_folder(store) / upload.pk
    return [folder / str(number) for number in range(1, len(upload.files) + 1)]


def scan(*, upload: Upload, store: StoreFolder, by: Actor) -> None:
    """Have the files of an upload scanned, once. An infected one is put aside and the others are removed.

    Raises `Refused` for a file that is infected or could not be checked. Without a scanner: nothing happens.
    """
    if upload.scanned_at or not antivirus.is_configured():
        return
    for number, path in enumerate(paths_of(upload, store)):
        said = antivirus.verdict(path)
        name = upload.files[number]["name"]
        if said is Verdict.INFECTED:
            _put_aside(upload, number, path, store, by)
            raise antivirus.infected(name, "It was put aside and not read.")
        if said is Verdict.UNKNOWN:
            raise antivirus.unchecked(name)
    upload.scanned_at = timezone.now()
    upload.save(update_fields=["scanned_at"])


def remove_upload(*, upload: Upload, store: StoreFolder, because: str, by: Actor) -> None:
    """Remove the files of an upload; its row stays and says when and why."""
    with transaction.atomic():
        upload.removed_at, upload.removed_because = timezone.now(), because
        upload.save(update_fields=["removed_at", "removed_because"])
        audit.record(event="upload removed", by=by, subject=upload, reason=because)
    shutil.rmtree(uploads_folder(store) / upload.pk, ignore_errors=True)


def tidy(*, store: StoreFolder, by: Actor) -> int:
    """Remove what has lain here for too long, and folders that belong to no upload. Returns how many were removed."""
    before = timezone.now() - KEPT_FOR
    old = list(Upload.unscoped.filter(removed_at=None, received_at__lt=before))
    for upload in old:
        remove_upload(upload=upload, store=store, because="not loaded in time", by=by)
    known = set(Upload.unscoped.filter(removed_at=None).values_list("pk", flat=True))
    folders = list(uploads_folder(store).iterdir()) if uploads_folder(store).is_dir() else []
    lost = [one for one in folders if one.name not in known and one.stat().st_mtime < before.timestamp()]
    for folder in lost:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old) + len(lost)


def site_store() -> StoreFolder:
    """The store that this site serves. Refused when it serves none."""
    if settings.STORE is None:
        raise Refused("This site has no store.", "Start it with `clearway run --store DIR`.", code="STORE-ABSENT")
    return settings.STORE


def quarantine_folder(store: StoreFolder) -> Path:
    """Where infected files are put aside: readable by the owner of the store alone, loaded by nothing."""
    return store.path / "quarantine"


def _put_aside(upload: Upload, number: int, path: Path, store: StoreFolder, by: Actor) -> None:
    quarantine_folder(store).mkdir(mode=0o700, exist_ok=True)
    aside = quarantine_folder(store) / f"{upload.pk}-{number + 1}"
    path.replace(aside)
    aside.chmod(0o600)
    with transaction.atomic():
        audit.record(
            event="infected file put aside",
            by=by,
            subject=upload,
            source=upload.files[number]["name"],
            after={"quarantine": aside.name, "sha256": upload.files[number]["sha256"]},
        )
        remove_upload(upload=upload, store=store, because="infected", by=by)
