"""The jobs of sending: loading a file on behalf of the person who sent it, and tidying away what nobody loaded."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site.jobs.kinds import FIGURES, Progress, Stopped, job_kind
from clearway.site.jobs.services import WORKER
from clearway.site.sending import layout, services, uploads
from clearway.site.sending.models import Ending, Sending
from clearway.site.standards import books
from clearway.site.submissions.manifest import OperationalManifest
from clearway.site.submissions.permissions import check_may_load
from clearway.store.folder import StoreFolder

if TYPE_CHECKING:
    from clearway.intake.profiles import Profile
    from clearway.pipeline.load import Loaded

TIDY_UPLOADS = "tidy uploads"
REPORT_SECONDS = 0.5
WAIT_SECONDS = 15 * 60
UNIT_LENGTH = 40
NOT_LOADED = "The file was refused: its page says why."

Answer = TypeVar("Answer")


class Told:
    """Passes a loader's words on as the progress of a job, not more often than a person could read."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._words = ""
        self._at = 0.0
        self.must_finish = False
        """Set when stopping would leave figures behind what was received."""

    def __call__(self, words: str, done: int, total: int) -> None:
        """Keep what is being done and how much of it is done."""
        now = time.monotonic()
        if words != self._words or now - self._at >= REPORT_SECONDS:
            self._words, self._at = words, now
            try:
                self._progress.report(done=done, total=total, unit=words[:UNIT_LENGTH])
            except Stopped:
                if not self.must_finish:
                    raise


@job_kind(
    services.LOAD_A_FILE,
    is_idempotent=True,
    title="Loading a file",
    writes=FIGURES,
    leads_to=lambda arguments: reverse("sending:sending", args=[arguments["sending"]]),
    came_of=lambda result: NOT_LOADED if result.get("ending") == Ending.REFUSED else result.get("figures", ""),
)
def load_sent_files(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Load what was sent and publish. Repeated after a crash, it goes on where it was and loads nothing twice.

    It can be stopped until a file is received; from then on its figures are worked out to the end.

    Returns `ending`, and in `figures` why the figures could not be brought up to date, empty when they are.
    """
    sending = Sending.unscoped.select_related("upload", "membership__person", "membership__organisation").get(
        pk=arguments["sending"]
    )
    store, told = uploads.site_store(), Told(progress)
    if not sending.ending:
        before = {one.id for one in OperationalManifest(sending.membership).submissions()}
        try:
            loaded = patiently(lambda: _loaded(sending, store, told), told)
        except Stopped:
            if {one.id for one in OperationalManifest(sending.membership).submissions()} > before:
                _published(sending, store, told)
            raise
        except (Refused, PermissionDenied) as refusal:
            services.keep_refusal(sending=sending, refusal=in_words(refusal), by=sending.membership)
            grown = {one.id for one in OperationalManifest(sending.membership).submissions()} > before
            return {"ending": sending.ending, "figures": _published(sending, store, told) if grown else ""}
        services.keep_loaded(sending=sending, loaded=loaded)
    if sending.ending == Ending.REFUSED:
        return {"ending": sending.ending, "figures": ""}
    if sending.upload.is_here:
        uploads.remove_upload(upload=sending.upload, store=store, because="loaded", by=WORKER)
    return {"ending": sending.ending, "figures": _published(sending, store, told)}


@job_kind(TIDY_UPLOADS, is_idempotent=True, title="Removing files that nobody loaded", every=uploads.TIDIED_EVERY)
def tidy_uploads(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Remove files that nobody loaded in time. Returns how many uploads were removed."""
    return {"removed": uploads.tidy(store=uploads.site_store(), by=WORKER)}


def patiently(work: Callable[[], Answer], told: Told) -> Answer:
    """Do a piece of work that another load may keep waiting, for a quarter of an hour at most."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return work()
        except Refused as refusal:
            if refusal.code != "STORE-BUSY" or time.monotonic() > until:
                raise
            told("Waiting for another load to finish", 0, 1)


def in_words(refusal: Refused | PermissionDenied) -> Refused:
    """A refusal with words for the person, whoever refused."""
    if isinstance(refusal, Refused):
        return refusal
    return Refused(
        str(refusal),
        "Nothing was loaded. Send files of your own organisation, or ask your administrator for another role.",
        code="NOT_ALLOWED",
    )


def _loaded(sending: Sending, store: StoreFolder, told: Told) -> "list[Loaded]":
    by, upload = sending.membership, sending.upload
    check_may_load(by, sending.organisation_code)
    paths = uploads.paths_of(upload, store)
    if not upload.is_here or not all(path.is_file() for path in paths):
        raise Refused(
            "The files are no longer here: what is not loaded is removed within a day.",
            "Send them again.",
            code="UPLOAD_GONE",
        )
    told("Checking the file", 0, len(paths))
    uploads.scan(upload=upload, store=store, by=by)
    try:
        return _loaded_with(layout.named_profile(sending), sending, store, told)
    except Refused as refusal:
        is_worth_trying = refusal.code in layout.UNKNOWN_LAYOUT | layout.WRITTEN_OTHERWISE
        remembered = layout.remembered_profile(sending) if is_worth_trying else None
        if remembered is None:
            raise
        try:
            return _loaded_with(remembered, sending, store, told)
        except Refused as second:
            if refusal.code in layout.WRITTEN_OTHERWISE and second.code in layout.UNKNOWN_LAYOUT | {refusal.code}:
                raise refusal from second
            raise


def _loaded_with(profile: "Profile | None", sending: Sending, store: StoreFolder, told: Told) -> "list[Loaded]":
    from clearway.pipeline.load import load

    paths = uploads.paths_of(sending.upload, store)
    return load(
        paths,
        store=store,
        manifest=OperationalManifest(sending.membership),
        declared=layout.declared(sending, profile),
        names={path: one["name"] for path, one in zip(paths, sending.upload.files, strict=True)},
        force_reason=sending.force_reason,
        progress=told,
    )


def _published(sending: Sending, store: StoreFolder, told: Told) -> str:
    """Publish; the words of a refusal when that cannot be done now. What was loaded stays loaded."""
    from clearway.pipeline.publish import publish

    manifest = OperationalManifest(sending.membership)
    told.must_finish = True
    told("Working out the figures", 0, 1)
    try:
        patiently(
            lambda: publish(
                store=store,
                manifest=manifest,
                rules=books.national(),
                organisations=books.organisations(),
                progress=told,
            ),
            told,
        )
    except Refused as refusal:
        return str(refusal)
    return ""
