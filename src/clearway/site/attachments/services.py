"""Putting a document beside a form or an entry, opening it, removing it, and tidying what is left."""

import hashlib
import time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.attachments import folder
from clearway.site.attachments.kinds import kind_of, limits, named_for
from clearway.site.attachments.models import LONGEST_NAME, Document
from clearway.site.attachments.permissions import check_may_attach, check_may_remove
from clearway.site.audit import services as audit
from clearway.site.beside import Host, columns_of
from clearway.site.operational.locks import one_writer
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.sending import antivirus
from clearway.site.sending.antivirus import Verdict
from clearway.site.sending.receiving import label_of
from clearway.store.folder import StoreFolder

LONGEST_REASON = 500
BYTES = "documents"
TIDIED_AFTER = 3_600
"""Seconds after which a file that no document names is one that a killed process left."""

TOO_LARGE = "DOCUMENT-SIZE"


def documents_beside(host: Host, by: Membership) -> list[Document]:
    """The documents beside a host that a membership sees, the oldest first, those removed too."""
    rows = Document.objects.for_membership(by).filter(**{f"{host.kind}_id": host.number})
    return list(rows.distinct())


def attach(*, by: Membership, host: Host, name: str, content: bytes, store: StoreFolder) -> Document:
    """Keep a document: looked at, scanned where there is a scanner, then its bytes, then its row.

    Raises PermissionDenied, or Refused for what is too large, too many, of no kind that is kept, or infected.
    """
    check_may_attach(host)
    allowed = limits()
    if not content or len(content) > allowed.most_bytes:
        raise too_large(len(content))
    here = [one for one in documents_beside(host, by) if one.removed_at is None]
    if len(here) >= allowed.most_beside_one:
        raise Refused(
            f"{len(here)} documents are here already.", "Remove one that is not needed.", code="DOCUMENT-MANY"
        )
    sha256 = hashlib.sha256(content).hexdigest()
    if any(one.sha256 == sha256 for one in here):
        raise Refused("This document is here already.", "Nothing is to be done.", code="DOCUMENT-AGAIN")
    with folder.arriving(store, content) as path:
        kind = kind_of(path)
        scan(path, by=by, subject=(host.kind, str(host.number)), sha256=sha256)
        with transaction.atomic():
            one_writer(BYTES)  # nobody lets the same bytes go meanwhile
            document = Document.unscoped.create(
                **columns_of(host, by),
                at=timezone.now(),
                name=named_for(label_of(name), kind)[-LONGEST_NAME:],
                kind=kind.kind,
                byte_count=len(content),
                sha256=sha256,
                is_scanned=antivirus.is_configured(),
            )
            audit.record(
                event="document added",
                by=by,
                subject=document,
                after={"beside": f"{host.kind} {host.number}", "sha256": sha256, "bytes": len(content)},
            )
            folder.keep(store, path, sha256)  # before the row is: a row never stands without its bytes
    return document


def too_large(byte_count: int) -> Refused:
    """The refusal of a file that is empty or too large."""
    most = limits().most_bytes / 1_000_000
    words = "The file is empty." if not byte_count else f"The file is larger than {most:g} MB."
    return Refused(words, f"Choose a file with something in it, of at most {most:g} MB.", code=TOO_LARGE)


def opened(*, by: Membership, document: Document, store: StoreFolder) -> bytes:
    """The bytes of a document that a membership sees; that it was opened is recorded. Refused when they are gone."""
    content = None if document.removed_at else folder.content_of(store, document.sha256)
    if content is None:
        raise Refused(
            "This document was removed, or its bytes are not those that were kept.",
            "Tell your administrator: clearway verify says which, and a backup may hold it.",
            code="DOCUMENT-GONE",
        )
    with transaction.atomic():
        audit.record(event="document opened", by=by, subject=document)
    return content


def remove(*, by: Membership, document: Document, host: Host, reason: str, store: StoreFolder) -> Document:
    """Remove a document for good, with a reason: who put it there and why it went stays, its bytes do not.

    The bytes stay while another document is the same ones. Raises PermissionDenied, or Refused without a reason.
    """
    check_may_remove(by, document, host)
    why = checked_words(reason, what="The reason", longest=LONGEST_REASON)
    with transaction.atomic():
        held = Document.unscoped.select_for_update(of=("self",)).get(pk=document.pk)
        check_may_remove(by, held, host)
        held.removed_at, held.removed_by, held.removed_because = timezone.now(), by.person.name, why
        held.save(update_fields=["removed_at", "removed_by", "removed_because"])
        audit.record(event="document removed", by=by, subject=held, reason=why, before={"sha256": held.sha256})
        transaction.on_commit(lambda: _let_go(store, held.sha256))
    return held


@every_row("documents")
def tidy(store: StoreFolder) -> int:
    """Remove files that no document names and that have lain for an hour. Returns how many."""
    named, now, gone = _named(), time.time(), 0
    for path in folder.lying(store):
        if path.name not in named and now - path.stat().st_mtime > TIDIED_AFTER:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


@every_row("documents")
def document_problems(store: StoreFolder) -> list[tuple[str, str]]:
    """Documents whose bytes are missing or changed: a name for each, and what is wrong."""
    rows = Document.unscoped.filter(removed_at=None).order_by("pk")
    return [
        (str(one), "its bytes are missing or not those that were kept")
        for one in rows.iterator(chunk_size=500)
        if folder.content_of(store, one.sha256) is None
    ]


def scan(path: Path, *, by: Membership, subject: tuple[str, str], sha256: str) -> None:
    """Raise Refused unless the scanner of this deployment, where it has one, says that a file is clean.

    `subject` is the kind and name of what the file was for, in the trail.
    """
    if not antivirus.is_configured():
        return
    said = antivirus.verdict(path)
    if said is Verdict.INFECTED:
        with transaction.atomic():
            audit.record(event="infected document refused", by=by, subject=subject, after={"sha256": sha256})
        raise Refused(
            "The virus scanner flagged this file. It was not kept.",
            "This is not your fault, and it may be a false alarm. Tell your IT service desk.",
            code="VIRUS_FOUND",
        )
    if said is Verdict.UNKNOWN:
        raise Refused(
            "This file could not be checked for viruses, so it was not kept.",
            "Try again in a while. If it happens again, tell your administrator.",
            code="VIRUS_UNCHECKED",
        )


@every_row("documents")
def _named() -> set[str]:
    return set(Document.unscoped.filter(removed_at=None).values_list("sha256", flat=True))


@every_row("documents")
def _let_go(store: StoreFolder, sha256: str) -> None:
    with transaction.atomic():
        one_writer(BYTES)
        if not Document.unscoped.filter(sha256=sha256, removed_at=None).exists():
            folder.place_of(store, sha256).unlink(missing_ok=True)
