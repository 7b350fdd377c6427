"""Samples that people look at to make a profile: kept apart from everything that counts, for one sitting only.

A sample may hold patients. It lies in the store's folder `samples`, readable by this program alone; who added it is the
only one who opens it; it is removed when its profile is saved, when it is given up, and after two hours at the latest.
"""

import codecs
import json
import re
import secrets
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.intake.child import look_in_child
from clearway.intake.file_kind import FileKind, file_kind
from clearway.intake.limits import Limits
from clearway.intake.profiles import Profile, profile_from, written
from clearway.intake.profiles.sample import Sample
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor, SystemProcess
from clearway.site.mapping.models import SampleFile
from clearway.site.mapping.permissions import check_may_map
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership

KEPT_FOR = timedelta(hours=2)
MOST_BYTES = 2_500_000
"""As much as Django keeps in memory of an upload: nothing of a sample is ever written outside the store."""

LIMITS = Limits(file_bytes=MOST_BYTES, memory_bytes=2_000_000_000, seconds=60)
LINE_ENDS = {codecs.BOM_UTF16_LE: "\n".encode("utf-16-le"), codecs.BOM_UTF16_BE: "\n".encode("utf-16-be")}
"""How a line ends in text that begins with such a mark."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")


def keep_sample(*, by: Membership, file: IO[bytes], file_name: str, size: int) -> SampleFile:
    """Keep a sample for this sitting, looked at in a process of its own.

    `Refused` when it is too large or no table; then nothing of it is kept. Raises PermissionDenied unless `by` may
    load files.
    """
    check_may_map(by, by.organisation.code)
    remove_expired()
    refuse_too_large(size)
    token = secrets.token_urlsafe(24)
    path = _path(token)
    path.touch(mode=0o600)
    try:
        path.write_bytes(file.read(MOST_BYTES + 1))
        shown = "".join(sign if sign.isprintable() else "_" for sign in Path(file_name).name)[:255]
        looked = look_in_child(path, shown, LIMITS, scratch=_folder())
        _write(token, ".seen", json.dumps(asdict(looked)))
        now = timezone.now()
        with transaction.atomic():
            sample = SampleFile.unscoped.create(
                token=token,
                organisation_code=by.organisation.code,
                person_id=str(by.person_id),
                file_name=shown,
                added_at=now,
                expires_at=now + KEPT_FOR,
            )
            audit.record(event="sample looked at for a mapping profile", by=by, subject=sample, after={"bytes": size})
    except BaseException:
        _unlink(token)
        raise
    return sample


def beginning_of(path: Path) -> bytes:
    """The first whole rows of a file, as many as a sample may have; the whole of a small one.

    `Refused` for a large workbook, of which no part can be read by itself.
    """
    with path.open("rb") as stream:
        head = stream.read(MOST_BYTES + 1)
    if len(head) <= MOST_BYTES:
        return head
    if file_kind(path) is FileKind.WORKBOOK:
        refuse_too_large(path.stat().st_size)
    line_end = next((end for mark, end in LINE_ENDS.items() if head.startswith(mark)), b"\n")
    return head[: head.rfind(line_end) + len(line_end)] or head[:MOST_BYTES]


def refuse_too_large(size: int) -> None:
    """`Refused` when a sample has more bytes than a sample may have."""
    if size > MOST_BYTES:
        raise Refused(
            f"The sample has {size:,} bytes; the limit for a sample is {MOST_BYTES:,}.",
            "Send the first few hundred rows: the profile that comes of them reads the whole file.",
            code="SAMPLE_SIZE",
        )


def one_sample(*, by: Membership, token: str) -> SampleFile | None:
    """A sample of this person's own sitting; None when there is none, or no longer."""
    remove_expired()
    check_may_map(by, by.organisation.code)
    own = SampleFile.unscoped.filter(organisation_code=by.organisation.code, person_id=str(by.person_id))
    return own.filter(token=token).first()


def seen_of(sample: SampleFile) -> Sample:
    """What was seen of the file."""
    told: dict[str, Any] = json.loads(_path(sample.token, ".seen").read_text(encoding="utf-8"))
    tuples = {name: tuple(told[name]) for name in ("headings", "why")}
    return Sample(**told | tuples | {"rows": tuple(tuple(row) for row in told["rows"])})


def draft_of(sample: SampleFile) -> Profile | None:
    """The profile as far as it has been made."""
    path = _path(sample.token, ".draft")
    return profile_from(path.read_text(encoding="utf-8"), "draft") if path.exists() else None


def keep_draft(sample: SampleFile, draft: Profile) -> None:
    """Remember the profile as far as it has been made. `Refused` when it cannot be one."""
    text = written(draft)
    profile_from(text, "of this page")
    _write(sample.token, ".draft", text)


def path_of(sample: SampleFile) -> Path:
    """Where the sample lies."""
    return _path(sample.token)


def drop_sample(*, by: Actor, sample: SampleFile, reason: str) -> None:
    """Remove a sample and everything seen of it."""
    with transaction.atomic():
        audit.record(event="sample removed", by=by, subject=sample, reason=reason)
        SampleFile.unscoped.filter(pk=sample.pk).delete()
    _unlink(sample.token)


@every_row("tidying of samples")
def remove_expired() -> int:
    """Remove samples whose time is over, and files that no row knows; how many samples that were."""
    over = list(SampleFile.unscoped.filter(expires_at__lte=timezone.now()))
    for sample in over:
        drop_sample(by=SystemProcess("mapping"), sample=sample, reason="its time was over")
    known = set(SampleFile.unscoped.values_list("token", flat=True))
    hour_ago = timezone.now().timestamp() - KEPT_FOR.total_seconds()
    for path in _folder().iterdir():
        if path.is_file() and path.name.split(".")[0] not in known and path.stat().st_mtime < hour_ago:
            path.unlink(missing_ok=True)
    return len(over)


def _folder() -> Path:
    if settings.STORE is None:
        raise Refused("There is no store.", "Start the site on a store.", code="STORE-MISSING")
    folder: Path = settings.STORE.path / "samples"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(token: str, ending: str = "") -> Path:
    if not TOKEN.fullmatch(token):
        raise ValueError("this is no token of a sample")
    return _folder() / f"{token}{ending}"


def _write(token: str, ending: str, text: str) -> None:
    path = _path(token, ending)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _unlink(token: str) -> None:
    for ending in ("", ".seen", ".draft"):
        _path(token, ending).unlink(missing_ok=True)
