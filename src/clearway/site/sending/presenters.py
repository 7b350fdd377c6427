"""A sending as its page tells it: how far it is, what came of it, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.urls import Resolver404, resolve, reverse

from clearway.intake.waiting_times.headings import MAKE_PROFILE
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.jobs.models import JobState
from clearway.site.jobs.services import ahead_of
from clearway.site.sending.layout import UNKNOWN_LAYOUT
from clearway.site.sending.models import Ending, Result, Sending
from clearway.site.submissions.models import DataSet, Submission, SubmissionState
from clearway.site.submissions.presenters import (
    OWN,
    FindingShown,
    SubmissionPresenter,
    SubmissionShown,
    findings_by_kind,
)
from clearway.site.submissions.services import plain
from clearway.standards.organisations import Organisations
from clearway.store.folder import StoreFolder

FORCEABLE = {"OLDER_VERSION", "OLDER_RELEASE", "EMPTY_AFTER_FULL"}
"""Refusals that a reason lifts."""

FOR_THE_TERMINAL = " (--force REASON)"
MENDS_HERE = {
    "HELD_BACK_ALREADY": "Say it of that one: it waits under Data, Findings, Files held back.",
    "AGREEMENT_MISSING": "Have the agreement recorded under Data, Sharing agreements; then send the file again.",
}
"""What to do in the browser, where the words of a refusal name a command."""

MAKE_PROFILE_HERE = "Data, Mapping profiles proposes one from a sample."

SLOW_SECONDS = 30
ON_ITS_WAY = "On its way"


class Standing(Enum):
    """Where a sending stands. The value is how a list says it."""

    WAITING = "Waiting its turn"
    RUNNING = "Being loaded"
    LOADED = "Loaded"
    HELD = "Held back"
    THERE = "Here already"
    REFUSED = "Not loaded"
    FAILED = "Broken off"
    STOPPED = "Stopped"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (Standing.WAITING, Standing.RUNNING)


@dataclass(frozen=True, slots=True)
class ResultShown:
    """One submission that a sending led to."""

    submission: SubmissionShown
    standing: Standing
    findings: list[tuple[str, str, list[FindingShown]]]
    overlaps: int
    href: str
    mend_href: str
    held_href: str
    replaced: int | None
    mending: str
    sheet_href: str


@dataclass(frozen=True, slots=True)
class SendingShown:
    """One sending on its page."""

    id: str
    label: str
    sent: str
    whose: str
    standing: Standing
    title: str
    doing: str
    done: int
    total: int
    ahead: int
    is_slow: bool
    trouble: str = ""
    figures: str = ""
    reason: str = ""
    mend: str = ""
    can_be_forced: bool = False
    again_href: str = ""
    job_href: str = ""
    profile_href: str = ""
    results: list[ResultShown] = field(default_factory=list)


def standing_of(sending: Sending) -> Standing:
    """Where a sending stands, by its job and what came of it."""
    by_state = {
        JobState.QUEUED: Standing.WAITING,
        JobState.RUNNING: Standing.RUNNING,
        JobState.FAILED: Standing.FAILED,
        JobState.LOST: Standing.FAILED,
        JobState.CANCELLED: Standing.STOPPED,
    }
    if unfinished := by_state.get(JobState(sending.job.state)):
        return unfinished
    if sending.ending == Ending.REFUSED:
        return Standing.REFUSED
    standings = {result_standing(one) for one in sending.results.all()}
    return next((one for one in (Standing.HELD, Standing.LOADED) if one in standings), Standing.THERE)


def result_standing(result: Result) -> Standing:
    """What a sending did with one submission."""
    if result.was_there:
        return Standing.THERE
    return Standing.HELD if result.submission.state == SubmissionState.HELD else Standing.LOADED


class SendingPresenter:
    """Tells sendings, with the names and marks that pages of submissions use."""

    def __init__(
        self, submissions: SubmissionPresenter, organisations: Organisations, store: StoreFolder | None
    ) -> None:
        self._submissions = submissions
        self._organisations = organisations
        self._store = store

    def shown(self, sending: Sending, waited_seconds: float) -> SendingShown:
        """One sending. `waited_seconds` is how long ago it was asked for."""
        job, upload = sending.job, sending.upload
        standing = standing_of(sending)
        ahead = ahead_of(job)
        return SendingShown(
            id=sending.pk,
            label=upload.label,
            sent=f"{words.moment(sending.asked_at)} by {sending.asked_by}",
            whose=self.whose(sending),
            standing=standing,
            title=standing.value if standing.is_over else ON_ITS_WAY,
            doing=job.unit or standing.value,
            done=job.done,
            total=job.total or 0,
            ahead=ahead,
            is_slow=standing is Standing.WAITING and not ahead and waited_seconds > SLOW_SECONDS,
            trouble=job.words,
            figures=(job.result or {}).get("figures", ""),
            reason=sending.refused_reason,
            mend=mend_words(sending),
            can_be_forced=sending.refused_code in FORCEABLE,
            job_href=reverse("jobs:job", args=[job.pk]),
            again_href=f"{reverse('sending:send')}?again={sending.pk}",
            profile_href=profile_href(sending),
            results=[self._result(one) for one in sending.results.select_related("submission__supersedes")],
        )

    def whose(self, sending: Sending) -> str:
        """For whom and which month it was declared."""
        code = sending.organisation_code
        whose = f"for {self._organisations.name(code)} ({code})" if code else ""
        return ", ".join(filter(None, (whose, words.month(sending.month), sending.release)))

    def listed(self, sendings: Sequence[Sending]) -> FoldingTable:
        """Sendings as a list that leads to the page of each."""
        columns = (
            Column("sent", "Sent"),
            Column("files", "Files"),
            Column("declared", "Declared"),
            Column("standing", "What came of it"),
            Column("accepted", "Rows accepted", Kind.COUNT),
            Column("rejected", "Rows rejected", Kind.COUNT),
        )
        told = [(one, standing_of(one).value, *rows_of(one)) for one in sendings]
        notes = Notes(
            definition="The files that you sent through the browser lately, the newest first.",
            source="Clearway's own list of what was sent",
            as_at=f"Newest sent {words.moment(sendings[0].asked_at)}" if sendings else "Nothing has been sent",
            snapshot=f"{len(sendings)} sendings",
            licence=OWN,
        )
        table = Table(
            "Files you sent lately",
            columns,
            tuple(
                (
                    one.asked_at.isoformat(timespec="seconds"),
                    one.upload.label,
                    self.whose(one),
                    what,
                    accepted,
                    rejected,
                )
                for one, what, accepted, rejected in told
            ),
            notes,
        )
        return FoldingTable(
            key="sendings",
            table=table,
            headings=("File", "Sent", "What came of it"),
            rows=tuple(
                (
                    FoldingCell(one.upload.label, (self.whose(one),), reverse("sending:sending", args=[one.pk])),
                    FoldingCell(words.moment(one.asked_at)),
                    FoldingCell(
                        what, (f"{accepted:,} accepted, {rejected:,} rejected",) if accepted or rejected else ()
                    ),
                )
                for one, what, accepted, rejected in told
            ),
            empty="You have not sent a file yet.",
        )

    def _result(self, result: Result) -> ResultShown:
        submission = result.submission
        standing = result_standing(result)
        is_records = submission.data_set == DataSet.WAITING_TIME_RECORDS
        return ResultShown(
            submission=self._submissions.shown(submission),
            standing=standing,
            findings=findings_by_kind(submission),
            overlaps=len(result.overlaps),
            href=reverse("submissions:submission", args=[submission.pk]),
            mend_href=f"{reverse('sending:send')}?mends={submission.pk}" if is_records else "",
            held_href=known_address(f"/data/quality/held/{submission.pk}") if standing is Standing.HELD else "",
            replaced=submission.supersedes.version if submission.supersedes else None,
            mending=self._mending(submission) if is_records and standing is Standing.LOADED else "",
            sheet_href=reverse("quality:mend") + f"?organisation={submission.organisation_code}" if is_records else "",
        )

    def _mending(self, submission: Submission) -> str:
        """What the load changed of what its sender has to mend, as `12 mended, 3 still open, 1 new`."""
        if self._store is None or submission.state != SubmissionState.LIVE:
            return ""
        from clearway.pipeline.quality.ledger import mending_of

        said = mending_of(self._store, plain(submission))
        return "" if said.is_nothing else said.words


def rows_of(sending: Sending) -> tuple[int, int]:
    """Rows accepted and rejected by what a sending led to, all its submissions together."""
    made = [one.submission for one in sending.results.all() if not one.was_there]
    return sum(one.accepted for one in made), sum(one.rejected for one in made)


def mend_words(sending: Sending) -> str:
    """How to mend a refused file, without what only a terminal can do or what a button of the page does."""
    said = MENDS_HERE.get(sending.refused_code, sending.refused_mend).replace(FOR_THE_TERMINAL, "")
    return said.replace(MAKE_PROFILE, "the button below proposes one." if profile_href(sending) else MAKE_PROFILE_HERE)


def profile_href(sending: Sending) -> str:
    """Where a mapping profile can be made from the file; empty when its layout was not the trouble or it is gone."""
    if sending.refused_code not in UNKNOWN_LAYOUT or not sending.upload.is_here:
        return ""
    address = known_address("/data/profiles/new")
    return f"{address}?sample={sending.upload_id}" if address else ""


def known_address(path: str) -> str:
    """The path when a page stands there, else empty."""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
