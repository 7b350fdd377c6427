"""The list of publications, and one of them: its checks, its files, its history in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.publications.disclosure import Audience
from clearway.publications.releases.checks import month_in_words
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.publishing.kinds import title_of
from clearway.site.publishing.models import Release, ReleaseFile, ReleaseState
from clearway.site.words import day, moment

COLOURS = {
    ReleaseState.DRAFT: "grey",
    ReleaseState.CHECKED: "grey",
    ReleaseState.ASKED: "yellow",
    ReleaseState.APPROVED: "blue",
    ReleaseState.PUBLISHED: "green",
    ReleaseState.SUPERSEDED: "grey",
    ReleaseState.WITHDRAWN: "red",
}
OUTCOMES = {"passed": ("Passed", "green"), "noted": ("Note", "yellow"), "failed": ("Failed", "red")}
KINDS_OF_FILE = {
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "xlsx": "Excel",
    "html": "Web page",
    "txt": "Plain text",
    "csv": "CSV",
}
EMPTY = "Nothing is published yet."
MEGABYTE, KILOBYTE = 1_000_000, 1_000


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One check before release."""

    title: str
    outcome: str
    colour: str
    said: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file to take away."""

    name: str
    words: str
    href: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of a release."""

    words: str
    at: str
    because: str = ""


def listed(releases: Sequence[Release], today: date, *, key: str, title: str, empty: str = EMPTY) -> FoldingTable:
    """Releases as a list that leads to the page of each."""
    columns = (
        Column("title", "Publication"),
        Column("kind", "Kind"),
        Column("month", "Month"),
        Column("audience", "For"),
        Column("state", "State"),
        Column("made_by", "Made by"),
        Column("approved_by", "Approved by"),
        Column("published", "Published", Kind.DATE),
        Column("snapshot", "Figures"),
    )
    cells = tuple(
        (
            one.title, title_of(one.kind), month_in_words(one.month), audience_words(one), one.get_state_display(),
            one.made_by.name if one.made_by else "", one.approved_by.name if one.approved_by else "",
            one.published_at.date() if one.published_at else None, one.snapshot,
        )
        for one in releases
    )  # fmt: skip
    rows = tuple(
        (
            FoldingCell(one.title, (f"For {audience_words(one)}",), reverse("publishing:release", args=[one.pk])),
            FoldingCell(one.get_state_display(), (_newest(one),)),
            FoldingCell(one.snapshot or "none", is_short=True),
        )
        for one in releases
    )
    notes = Notes(
        definition="Each publication with its state; nothing that was published is overwritten or deleted.",
        source="Clearway's own record of what was made, approved and published",
        as_at=f"As at {day(today)}",
        snapshot="",
        licence="As each publication says",
    )
    return FoldingTable(key, Table(title, columns, cells, notes), ("Publication", "State", "Figures"), rows, empty)


def audience_words(release: Release) -> str:
    """For whom a release is."""
    whom = Audience(release.audience)
    return "the trust it is about" if whom is Audience.OWN_TRUST else whom.words


def checks_of(release: Release) -> list[CheckShown]:
    """The checks before release as they came out."""
    return [CheckShown(one["title"], *OUTCOMES[one["outcome"]], one["said"]) for one in release.checks]


def files_shown(release: Release, files: Sequence[ReleaseFile]) -> list[FileShown]:
    """The files of a release with their kind and size."""
    return [
        FileShown(
            one.name,
            f"{KINDS_OF_FILE.get(one.name.rpartition('.')[2], 'File')} ({size(one.byte_count)})",
            reverse("publishing:file", args=[release.pk, one.position]),
            one.sha256,
        )
        for one in files
    ]


def size(byte_count: int) -> str:
    """How large a file is: `1.2 MB` or `34 KB`."""
    if byte_count >= MEGABYTE:
        return f"{byte_count / MEGABYTE:.1f} MB"
    return f"{max(round(byte_count / KILOBYTE), 1)} KB"


def steps(release: Release) -> Iterator[Step]:
    """What happened to a release, oldest first."""
    told = (
        ("Asked for by", release.made_by, release.begun_at, ""),
        ("Made by Clearway", None, release.made_at, ""),
        ("Approval asked for by", release.asked_by, release.asked_at, ""),
        ("Approved by", release.approved_by, release.approved_at, ""),
        ("Published by", release.published_by, release.published_at, ""),
        ("Withdrawn by", release.withdrawn_by, release.withdrawn_at, release.withdrawn_because),
    )
    for words, who, at, because in told:
        if at is not None:
            yield Step(f"{words} {who.name}" if who else words, moment(at), because)


def _newest(release: Release) -> str:
    last = list(steps(release))[-1]
    return f"{last.words}, {last.at}"
