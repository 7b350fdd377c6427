"""A kind of publication that is made in a moment, the people who make and approve it, and a worker."""

import pytest
from tests.site.conftest import member
from tests.site.managing import manager as manager
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Report, Standing
from clearway.site.jobs.models import Job
from clearway.site.jobs.worker import work_once
from clearway.site.measures import figures
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import AllianceAnalyst, MeasureReviewer
from clearway.site.publishing.kinds import KINDS, ReleaseKind
from clearway.site.publishing.models import Release
from clearway.site.publishing.services import deciding, making
from clearway.store.folder import StoreFolder

MONTH = "2025-03"


def made_in_a_moment(store: StoreFolder, asked: Asked, report: Report) -> Made:
    """One text file about one month; its words are those that a person wrote, or our own."""
    del store
    report(1, 1, "pages")
    text = asked.text or {"Opening": "Fewer people waited too long."}
    standing = Standing(
        snapshots=frozenset({figures.snapshot()}),
        months=frozenset({asked.month}),
        releases=frozenset({"final"}),
        figures=1,
        policies=("shown as they are",),
    )
    file = MadeFile(f"note-{asked.month}.txt", " ".join(text.values()).encode())
    return Made((file,), standing, text, kept="kept")


TOY = ReleaseKind(
    key="note",
    title="Note",
    about="A note for tests.",
    make=made_in_a_moment,
    audiences=(Audience.ALLIANCE, Audience.PUBLIC),
    formats=("txt",),
    writes_text=True,
    write=lambda kept, approval: [MadeFile("note.txt", f"{kept}. {approval}.".encode())],
)


@pytest.fixture
def toy(monkeypatch, on_stocked_store) -> ReleaseKind:  # noqa: F811
    """A store with published figures, and the kind `note`."""
    monkeypatch.setitem(KINDS, TOY.key, TOY)
    return TOY


@pytest.fixture
def second(alliance) -> Membership:
    """The one who approves."""
    return member("second@example.org", alliance, AllianceAnalyst)


@pytest.fixture
def reviewer(alliance) -> Membership:
    return member("reviewer@example.org", alliance, MeasureReviewer)


def at_work() -> None:
    """A worker does everything that waits."""
    while Job.unscoped.filter(state="queued").exists():
        work_once("a worker")


def begun(manager: Membership, **more: object) -> Release:
    """A note that was asked for and made."""
    release = making.begin(by=manager, **{"kind": "note", "month": MONTH, **more})
    at_work()
    release.refresh_from_db()
    return release


def approved(manager: Membership, second: Membership, **more: object) -> Release:
    """A note that a second person approved, with its approval written on it."""
    release = deciding.ask_for_approval(by=manager, release=begun(manager, **more))
    release = deciding.approve(by=second, release=release, seen_round=release.round)
    at_work()
    release.refresh_from_db()
    return release


@pytest.fixture
def published(toy, manager, second) -> Release:
    """A note that is out."""
    return deciding.publish(by=manager, release=approved(manager, second))
