"""The kinds of slow work there are. Each app names its own in a module `jobs.py`, found when the worker starts.

@job_kind("board pack", is_idempotent=True)
def make_board_pack(arguments, progress):
    progress.report(done=3, total=30, unit="pages")
    return {"file": "…"}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol


class Progress(Protocol):
    """How a job says how far it is, and learns that it should stop."""

    def report(self, *, done: int, total: int | None = None, unit: str = "") -> None:
        """Keep how far the job is. Raises LeaseLost when another worker has taken the job over."""


Work = Callable[[Mapping[str, Any], Progress], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of work. Idempotent: doing it twice leaves what doing it once leaves, so it may be repeated.

    `every` is how often the worker asks for it of its own accord; None for what only people ask for. Where there is
    nothing to do, `is_due` says so, and it is not asked for.
    """

    name: str
    work: Work
    is_idempotent: bool
    every: timedelta | None = None
    is_due: Callable[[], bool] = lambda: True


KINDS: dict[str, JobKind] = {}


def job_kind(
    name: str, *, is_idempotent: bool, every: timedelta | None = None, is_due: Callable[[], bool] = lambda: True
) -> Callable[[Work], Work]:
    """Name a function as a kind of job. It takes the arguments and a Progress and returns a result as plain JSON."""

    def named(work: Work) -> Work:
        if name in KINDS and KINDS[name].work is not work:
            raise ValueError(f"Two functions call themselves the job kind {name!r}.")
        KINDS[name] = JobKind(name, work, is_idempotent, every, is_due)
        return work

    return named
