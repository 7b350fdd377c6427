"""Asking for a file to be loaded, once, and keeping what came of it."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.jobs import services as jobs
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.sending.models import ID_LENGTH, Ending, Result, Sending, Upload
from clearway.site.submissions.permissions import check_may_load

if TYPE_CHECKING:
    from clearway.pipeline.load import Loaded

LOAD_A_FILE = "load a file"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a sender says of the files. Empty means: find out."""

    source: str = ""
    organisation_code: str = ""
    month: str = ""
    release: str = ""
    date_format: str = "YYYY-MM-DD"
    encoding: str = "utf-8"
    separator: str = ","
    force_reason: str = ""


def sending_of_token(*, by: Membership, token: str) -> Sending | None:
    """What this person sent with the same form already: the second press of a button finds the first."""
    return Sending.unscoped.filter(pk=token, asked_by=by.person.email, asked_from=by.organisation.code).first()


def send_upload(*, by: Membership, upload: Upload, declaration: Declaration, token: str) -> tuple[Sending, bool]:
    """Ask for an upload to be loaded. Returns the sending and whether it is new.

    The same form twice, and the same bytes declared the same way while the first are still being loaded, lead to the
    sending that is there. Raises PermissionDenied unless `by` may load for the organisation.
    """
    check_may_load(by, declaration.organisation_code)
    with transaction.atomic():
        if there := sending_of_token(by=by, token=token):
            return there, False
        if is_there(Sending.unscoped.filter(pk=token)):  # somebody else's, or a token made up
            token = secrets.token_hex(ID_LENGTH // 2)
        same_work = {"sha256": upload.sha256, "asked_from": by.organisation.code, **asdict(declaration)}
        job, is_new = jobs.enqueue(
            by=by,
            kind=LOAD_A_FILE,
            arguments={"sending": token},
            input_hash=jobs.hash_of(same_work),
            label=upload.label,
        )
        if not is_new:
            return Sending.unscoped.get(job=job), False
        sending = Sending.unscoped.create(
            id=token,
            upload=upload,
            membership=by,
            asked_by=by.person.email,
            asked_from=by.organisation.code,
            job=job,
            **asdict(declaration),
        )
        audit.record(
            event="load asked for",
            by=by,
            subject=sending,
            reason=declaration.force_reason,
            source=upload.label[:200],
            after={"organisation": declaration.organisation_code, "month": declaration.month},
        )
    return sending, True


def keep_loaded(*, sending: Sending, loaded: "Sequence[Loaded]") -> None:
    """Keep which submissions a sending led to. Each load has its own line in the trail already.

    After a crash between the load and this line, the same bytes are found again: they are this sending's own, because
    the same person loaded them since it was asked for.
    """
    with transaction.atomic():
        for one in loaded:
            submission = one.submission
            is_own = submission.loaded_by == sending.asked_by and submission.received_at >= sending.asked_at
            Result.objects.get_or_create(
                sending=sending,
                submission_id=submission.id,
                defaults={"was_there": one.is_duplicate and not is_own, "overlaps": list(one.overlaps)},
            )
        sending.ending = Ending.LOADED
        sending.save(update_fields=["ending"])


def keep_refusal(*, sending: Sending, refusal: Refused, by: Membership) -> None:
    """Keep why a sending was refused, for the person; the trail keeps the code alone."""
    with transaction.atomic():
        sending.ending = Ending.REFUSED
        sending.refused_code, sending.refused_reason, sending.refused_mend = refusal.code, refusal.reason, refusal.mend
        sending.save(update_fields=["ending", "refused_code", "refused_reason", "refused_mend"])
        audit.record(event="load refused", by=by, subject=sending, after={"code": refusal.code})
