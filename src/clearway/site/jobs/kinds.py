"""The kinds of slow work there are. Each app names its own in a module `jobs.py`, found when a kind is first asked for.

@job_kind("board pack", title="Making a board pack", is_idempotent=True)
def make_board_pack(arguments, progress):
    progress.report(done=3, total=30, unit="pages")
    return {"file": "…"}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules


class Progress(Protocol):
    """How a job says how far it is, and learns that it should stop."""

    def report(self, *, done: int, total: int | None = None, unit: str = "") -> None:
        """Keep how far the job is.

        Raises LeaseLost when another worker has taken the job over, and Stopped, once, when somebody asked for the
        job to be stopped: work that has to be finished all the same catches it and goes on.
        """

    def gives_way(self) -> bool:
        """Whether something better waits for this worker: other work in the queue, or its own going home.

        Work that nobody asked for looks at it between its steps and ends early; it is offered again.
        """


Work = Callable[[Mapping[str, Any], Progress], Mapping[str, Any]]


class Stopped(Exception):
    """Somebody asked for this job to be stopped. What was finished by then stays; nothing is left half done."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of work. Idempotent: doing it twice leaves what doing it once leaves, so it may be repeated.

    `title` is how people read it. `every` is how often the worker asks for it of its own accord; None for what only
    people ask for. Where there is nothing to do, `is_due` says so, and it is not asked for. `writes` names the data
    set that it writes: of such jobs one runs at a time, however many workers there are. `leads_to` gives, for its
    arguments, the address of the page that tells what came of it and where it can be asked for again; `came_of` says
    in a few words what a result means, where "done" alone would mislead.
    """

    name: str
    work: Work
    is_idempotent: bool
    title: str
    every: timedelta | None = None
    is_due: Callable[[], bool] = lambda: True
    writes: str = ""
    leads_to: Callable[[Mapping[str, Any]], str] = lambda arguments: ""
    came_of: Callable[[Mapping[str, Any]], str] = lambda result: ""


NAMED: dict[str, JobKind] = {}
"""The kinds that were met so far; `job_kinds` has them all."""
FIGURES = "figures"
"""What jobs that load files or publish write: one of them at a time."""


def job_kind(
    name: str,
    *,
    is_idempotent: bool,
    title: str = "",
    every: timedelta | None = None,
    is_due: Callable[[], bool] = lambda: True,
    writes: str = "",
    leads_to: Callable[[Mapping[str, Any]], str] = lambda arguments: "",
    came_of: Callable[[Mapping[str, Any]], str] = lambda result: "",
) -> Callable[[Work], Work]:
    """Name a function as a kind of job. It takes the arguments and a Progress and returns a result as plain JSON."""

    def named(work: Work) -> Work:
        if name in NAMED and NAMED[name].work is not work:
            raise ValueError(f"Two functions call themselves the job kind {name!r}.")
        shown = title or name[:1].upper() + name[1:]
        NAMED[name] = JobKind(name, work, is_idempotent, shown, every, is_due, writes, leads_to, came_of)
        return work

    return named


def job_kinds() -> Mapping[str, JobKind]:
    """Every kind by its name. What the apps bring is imported at the first call: most commands never ask."""
    _learn()
    return NAMED


@cache
def _learn() -> None:
    autodiscover_modules("jobs")


def title_of(name: str) -> str:
    """How people read a kind, one that this version no longer knows included."""
    kind = job_kinds().get(name)
    return kind.title if kind else name[:1].upper() + name[1:]
