"""Submissions as lists and pages: what was received, what is wrong with it and how to mend it, how settled it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.intake.indicators.readers import publisher_of as reader_publisher
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.records.findings import FindingKind
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.submissions.models import PUBLISHED, DataSet, Submission, SubmissionState
from clearway.site.tables import ShownTable
from clearway.standards.organisations import Organisations
from clearway.store.folder import StoreFolder, StoreKind

SYNTHETIC = "SYNTHETIC: records of made-up people. Nobody in them exists."
OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
NATIONAL = "NHS England"
NAMED_INSIDE = "named in the file"
OWN = "Records that organisations of the alliance hand in. Share them only as your agreements allow."
KINDS = {
    FindingKind.STRUCTURAL: ("Shape", "The file is not built as expected."),
    FindingKind.LOGICAL: ("In itself", "A value cannot be right, or contradicts another."),
    FindingKind.ANALYTICAL: (
        "Unlike before",
        "Right in itself, but unlike what this place usually sends.",
    ),
}
STATE_TAGS = {SubmissionState.LIVE: "", SubmissionState.SUPERSEDED: "replaced"}


@dataclass(frozen=True, slots=True)
class FindingShown:
    """Findings of one id together."""

    id: str
    kind: str
    count: int
    message: str
    mend: str
    first_row: int | None


@dataclass(frozen=True, slots=True)
class SubmissionShown:
    """One submission as its page shows it."""

    id: str
    file_name: str
    kind: str
    organisation: str
    months: str
    release: str
    version: int
    state: str
    received: str
    loaded_by: str
    accepted: int
    rejected: int
    read: int
    sha256: str
    publisher: str
    licence: str
    mark: str
    forced_reason: str
    counts_now: bool
    is_provisional: bool
    is_waiting: bool
    decision_reason: str
    purged: str

    @property
    def is_purged(self) -> bool:
        """Whether its content was removed for good."""
        return bool(self.purged)


class SubmissionPresenter:
    """Makes pages of submissions, with names of organisations and the mark of the store."""

    def __init__(self, organisations: Organisations, store: StoreFolder | None) -> None:
        self._organisations = organisations
        self._is_demo = store is not None and store.kind is StoreKind.DEMO

    def shown(self, submission: Submission) -> SubmissionShown:
        """One submission in words."""
        publisher = publisher_of(submission)
        return SubmissionShown(
            id=submission.pk,
            file_name=submission.file_name,
            kind=submission.get_data_set_display(),
            organisation=self.organisation(submission),
            months=months(submission),
            release=submission.get_release_display(),
            version=submission.version,
            state=submission.get_state_display(),
            received=words.moment(submission.received_at),
            loaded_by=submission.loaded_by,
            accepted=submission.accepted,
            rejected=submission.rejected,
            read=submission.accepted + submission.rejected,
            sha256=submission.sha256,
            publisher=publisher or self.organisation(submission),
            licence=licence([submission]),
            mark=self.mark(submission),
            forced_reason=submission.forced_reason,
            counts_now=submission.state == SubmissionState.LIVE,
            is_provisional=submission.release == "provisional",
            is_waiting=submission.state == SubmissionState.HELD,
            decision_reason=submission.decision_reason,
            purged=words.day(submission.purged_at),
        )

    def organisation(self, submission: Submission) -> str:
        """Whose file it is, by name; files of many organisations say so."""
        code = submission.organisation_code
        return f"{self._organisations.name(code)} ({code})" if code else "several organisations"

    def mark(self, submission: Submission) -> str:
        """What must be read first about the file."""
        is_records = submission.data_set == DataSet.WAITING_TIME_RECORDS
        return SYNTHETIC if self._is_demo and is_records else ""

    def listed(self, held: Sequence[Submission], *, key: str, title: str, empty: str) -> FoldingTable:
        """Submissions as a list that leads to the page of each."""
        return FoldingTable(
            key=key,
            table=self._table(held, title),
            headings=("File", "Months", "From", "Release", "Rows", "Received"),
            rows=tuple(self._row(one) for one in held),
            empty=empty,
        )

    def findings(self, submission: Submission) -> ShownTable:
        """What is wrong with a file, by kind: what, how often, the first row, how to mend it."""
        found = list(findings(submission))
        columns = (
            Column("id", "Finding"),
            Column("kind", "Kind"),
            Column("count", "How often", Kind.COUNT),
            Column("message", "What"),
            Column("mend", "How to mend it"),
            Column("first_row", "First row", Kind.COUNT),
        )
        rows = tuple((one.id, one.kind, one.count, one.message, one.mend, one.first_row) for one in found)
        table = Table(f"Findings in {submission.file_name}", columns, rows, self._notes([submission]))
        return ShownTable("findings", table, "Nothing was found wrong with this file.")

    def rejected(self, submission: Submission, rows: Iterable[tuple[int, int, str, str]]) -> ShownTable:
        """The rejected rows by number, to be found again in the file that was sent."""
        columns = (
            Column("file", "File", Kind.COUNT),
            Column("row", "Row", Kind.COUNT),
            Column("reasons", "Reasons"),
            Column("columns", "Columns"),
        )
        table = Table(f"Rejected rows of {submission.file_name}", columns, tuple(rows), self._notes([submission]))
        return ShownTable("rejected", table, "No row was rejected.")

    def _row(self, one: Submission) -> tuple[FoldingCell, ...]:
        told = sum(finding["count"] for finding in one.findings)
        said = f"{told:,} findings" if told else ""
        return (
            FoldingCell(
                one.file_name,
                (),
                reverse("submissions:submission", args=[one.pk]),
                STATE_TAGS.get(SubmissionState(one.state), one.get_state_display().lower()),
            ),
            FoldingCell(months(one) or "none told"),
            FoldingCell(self.organisation(one)),
            FoldingCell(one.get_release_display(), (f"version {one.version}",)),
            FoldingCell(f"{one.accepted:,} accepted", (f"{one.rejected:,} rejected", said)),
            FoldingCell(words.day(one.received_at), (f"by {one.loaded_by}",)),
        )

    def _table(self, held: Sequence[Submission], title: str) -> Table:
        columns = (
            Column("submission", "Submission"),
            Column("file_name", "File"),
            Column("data_set", "What it holds"),
            Column("organisation_code", "Organisation code"),
            Column("organisation", "Organisation"),
            Column("first_month", "First month"),
            Column("last_month", "Last month"),
            Column("release", "Release"),
            Column("version", "Version", Kind.COUNT),
            Column("state", "State"),
            Column("accepted", "Rows accepted", Kind.COUNT),
            Column("rejected", "Rows rejected", Kind.COUNT),
            Column("findings", "Findings", Kind.COUNT),
            Column("received_at", "Received"),
            Column("loaded_by", "Loaded by"),
            Column("supersedes", "Replaces"),
            Column("sha256", "SHA-256"),
        )
        rows = tuple(
            (
                one.pk, one.file_name, one.data_set, one.organisation_code, self.organisation(one), one.first_month,
                one.last_month, one.release, one.version, one.state, one.accepted, one.rejected,
                sum(finding["count"] for finding in one.findings), one.received_at.isoformat(timespec="seconds"),
                one.loaded_by, one.supersedes_id, one.sha256,
            )
            for one in held
        )  # fmt: skip
        return Table(title, columns, rows, self._notes(held))

    def _notes(self, held: Sequence[Submission]) -> Notes:
        newest = max((one.received_at for one in held), default=None)
        return Notes(
            definition="Files as received. One of them counts for each source, organisation, months and release.",
            source="Clearway's own manifest of what was received",
            as_at=f"Newest file received {words.moment(newest)}" if newest else "No file has been received",
            snapshot=", ".join(one.pk for one in held) if len(held) == 1 else f"{len(held)} submissions",
            licence=licence(held),
            mark=next((mark for one in held if (mark := self.mark(one))), ""),
        )


def publisher_of(submission: Submission) -> str:
    """Whose a published file is; empty for records."""
    if submission.data_set == DataSet.OBSERVATIONS:
        return reader_publisher(submission.source) or NAMED_INSIDE
    return NATIONAL if submission.data_set == DataSet.PUBLISHED_FIGURES else ""


def licence(held: Sequence[Submission]) -> str:
    """Under which licence files may be shown: the publishers' when all of them are published, else as agreed."""
    if not all(one.data_set in PUBLISHED for one in held):
        return OWN
    publishers = sorted({publisher_of(one) for one in held})
    return f"{OGL} Publisher: {', '.join(publishers)}." if publishers else OGL


def findings(submission: Submission) -> Iterator[FindingShown]:
    """The findings of a submission: shape first, then what is wrong in itself, then what is unlike before."""
    order = list(KINDS)
    for finding in sorted(submission.findings, key=lambda one: (order.index(FindingKind(one["kind"])), -one["count"])):
        kind, _ = KINDS[FindingKind(finding["kind"])]
        yield FindingShown(
            finding["id"], kind, finding["count"], finding["message"], finding["mend"], finding["first_row"]
        )


def findings_by_kind(submission: Submission) -> list[tuple[str, str, list[FindingShown]]]:
    """Each kind of finding that the file has: its name, what that means, its findings."""
    shown = list(findings(submission))
    return [(name, about, own) for name, about in KINDS.values() if (own := [one for one in shown if one.kind == name])]


def months(submission: Submission) -> str:
    """`March 2025`, or `January 2025 to March 2025`; empty when the file tells no month."""
    first, last = words.month(submission.first_month), words.month(submission.last_month)
    return first if first == last else f"{first} to {last}"
