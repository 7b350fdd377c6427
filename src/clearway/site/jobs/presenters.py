"""Background work as its pages tell it: how it stands, how far it is, what came of it, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.jobs import beats
from clearway.site.jobs.beats import WorkerStanding
from clearway.site.jobs.kinds import job_kinds, title_of
from clearway.site.jobs.models import Job, JobState, JobStep
from clearway.site.jobs.permissions import can_stop
from clearway.site.jobs.services import WORKER, ahead_of
from clearway.site.organisations.models import Membership

OWN = "Clearway's own record of what was done; no licence is needed to use it within your organisations."
ITSELF = "Clearway itself"
STANDING = {
    JobState.QUEUED: "Waiting its turn",
    JobState.RUNNING: "Running",
    JobState.DONE: "Done",
    JobState.FAILED: "Failed",
    JobState.LOST: "Broken off",
    JobState.CANCELLED: "Stopped",
}
STOPPING = "Stopping"
TOO_LATE = "It was told to stop when it could only be finished: it was finished."
NO_WORKER = {
    WorkerStanding.SILENT: "The worker that does this work has not been heard of for more than a minute. What was "
    "asked for waits safely. If it stays so, tell your administrator: “clearway run” starts the worker again itself.",
    WorkerStanding.NEVER_SEEN: "No worker has begun on this store yet. What was asked for waits safely. Tell your "
    "administrator: “clearway run” starts web server and worker together.",
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One line of history."""

    at: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class JobShown:
    """One job on its page."""

    number: int
    title: str
    label: str
    asked: str
    standing: str
    is_over: bool
    is_done: bool
    doing: str
    done: int
    total: int
    ahead: int
    trouble: str
    came_of: str
    href: str
    what_to_do: str
    may_stop: bool
    is_stopping: bool
    steps: list[StepShown] = field(default_factory=list)


def shown(job: Job, steps: Sequence[JobStep], by: Membership) -> JobShown:
    """One job for its page."""
    is_waiting = job.state == JobState.QUEUED
    is_stopping = job.stop_asked_at is not None and not job.is_over
    href = leads_to(job)
    return JobShown(
        number=job.pk,
        title=title_of(job.kind),
        label=job.label,
        asked=f"{words.moment(job.requested_at)} by {asked_by(job)}",
        standing=standing_of(job),
        is_over=job.is_over,
        is_done=job.state == JobState.DONE,
        doing=job.unit,
        done=job.done,
        total=job.total or 0,
        ahead=ahead_of(job) if is_waiting else 0,
        trouble=job.words,
        came_of=came_of(job),
        href=href,
        what_to_do=what_to_do(job, href),
        may_stop=not job.is_over and not is_stopping and can_stop(by, job),
        is_stopping=is_stopping,
        steps=[StepShown(words.moment(one.at), one.words, one.by) for one in steps],
    )


def listed(jobs: Sequence[Job], *, everybody: bool) -> FoldingTable:
    """Jobs as a list that leads to the page of each."""
    whose = "of everybody you may see" if everybody else "that you asked for"
    notes = Notes(
        definition=f"Background work {whose}, the newest first, up to fifty. Finished work is kept for 90 days, what "
        "Clearway asks of itself for a week; what became of a file you sent stays with the file.",
        source="Clearway's own list of background work",
        as_at=f"Newest asked for {words.moment(jobs[0].requested_at)}" if jobs else "Nothing has been asked for",
        snapshot=f"{len(jobs)} pieces of work",
        licence=OWN,
    )
    return FoldingTable(
        key="jobs",
        table=Table(
            "What everybody asked for" if everybody else "What you asked for", COLUMNS, tuple(map(_row, jobs)), notes
        ),
        headings=("Work", "Asked for", "How it stands"),
        rows=tuple(_cells(one) for one in jobs),
        empty="Nothing has been asked for yet. Work that takes longer than a page may, such as loading a file or "
        "working out the figures of an earlier day, stands here with how far it is.",
    )


COLUMNS = (
    Column("number", "Number", Kind.COUNT),
    Column("asked", "Asked for"),
    Column("work", "Work"),
    Column("about", "What it is about"),
    Column("by", "Asked for by"),
    Column("organisation", "Organisation"),
    Column("standing", "How it stands"),
    Column("done", "Done", Kind.COUNT),
    Column("total", "Of", Kind.COUNT),
    Column("unit", "Doing"),
    Column("finished", "Ended"),
    Column("words", "Why"),
)


def standing_of(job: Job) -> str:
    """How a job stands, in a word or two."""
    if job.stop_asked_at and not job.is_over:
        return STOPPING
    return STANDING[JobState(job.state)]


def how_far(job: Job) -> str:
    """What a job is doing and how much of it is done; why it failed when it did; empty when there is nothing to say."""
    if job.is_over:
        return job.words or came_of(job)
    told = job.unit
    if job.total and job.total > 1:
        told = f"{told} ({words.count(job.done)} of {words.count(job.total)})".strip()
    return told if job.state == JobState.RUNNING else ""


def came_of(job: Job) -> str:
    """What came of a finished job, where "done" alone would mislead."""
    if job.state != JobState.DONE:
        return ""
    kind = job_kinds().get(job.kind)
    told = kind.came_of(job.result or {}) if kind else ""
    return told or (TOO_LATE if job.stop_asked_at else "")


def leads_to(job: Job) -> str:
    """The page that tells what came of a job, empty when it has none."""
    kind = job_kinds().get(job.kind)
    try:
        return kind.leads_to(job.arguments) if kind else ""
    except (KeyError, NoReverseMatch):
        return ""


def what_to_do(job: Job, href: str) -> str:
    """What a person can do about a job that did not end well; empty when nothing is to be done."""
    if job.state not in (JobState.FAILED, JobState.LOST, JobState.CANCELLED):
        return ""
    if job.requested_by == WORKER.name:
        return "Clearway asks for this again by itself: you need do nothing, unless it fails day after day."
    again = "Open its page below to ask for it again." if href else "Ask for it again where you asked for it first."
    if job.error_id:
        return f"{again} If it fails again, tell your administrator the error number {job.error_id}."
    return again


def asked_by(job: Job) -> str:
    """Who asked, for people to read."""
    return ITSELF if job.requested_by == WORKER.name else job.requested_by


def worker_trouble(jobs: Sequence[Job]) -> str:
    """What to say when something waits and no worker has been heard of; empty when all is well."""
    if all(one.is_over for one in jobs):
        return ""
    return NO_WORKER.get(beats.standing(), "")


def _cells(job: Job) -> tuple[FoldingCell, ...]:
    return (
        FoldingCell(title_of(job.kind), (job.label,), reverse("jobs:job", args=[job.pk])),
        FoldingCell(words.moment(job.requested_at), (asked_by(job),)),
        FoldingCell(standing_of(job), (how_far(job),), live=f"job-{job.pk}"),
    )


def _row(job: Job) -> tuple[Cell, ...]:
    ended = job.finished_at.isoformat(timespec="seconds") if job.finished_at else ""
    return (
        job.pk,
        job.requested_at.isoformat(timespec="seconds"),
        title_of(job.kind),
        job.label,
        asked_by(job),
        job.organisation_code,
        standing_of(job),
        job.done,
        job.total,
        job.unit,
        ended,
        job.words or came_of(job),
    )
