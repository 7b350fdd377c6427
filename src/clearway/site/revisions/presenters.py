"""Comparisons in words and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from clearway.measures.revisions import Cause, Change, Revised, Revision, Telling
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.performance.presenters.choices import Choice, Kept, Option
from clearway.site.performance.presenters.figure import first_of
from clearway.site.performance.presenters.notes import LICENCE, OWN_RECORDS, mark
from clearway.site.performance.standards_shown import STANDARDS
from clearway.site.revisions.asked import DETAILS, AskedRevision
from clearway.site.revisions.services import Versions
from clearway.site.submissions.models import Submission
from clearway.site.tables import ShownTable

CHANGES = {
    Change.SAME: "the same",
    Change.CHANGED: "changed",
    Change.APPEARED: "only in the later one",
    Change.GONE: "only in the earlier one",
}
CAUSES = {
    Cause.NOTHING: "Neither the records that count nor the rules have changed.",
    Cause.RECORDS: "Other records count now; the rules for this month are the same.",
    Cause.RULES: "The same records count; a rule became known, or changed, since then.",
    Cause.BOTH: "Other records count now, and a rule became known or changed: what follows is the two together.",
}
BASES = {"published": "Published releases", "computed": "Computed from records"}
SIDES = {"trusts": "trusts", "residents": "commissioners (residents)"}
DETAIL_WORDS = {"": "organisation alone", "cancer_type": "cancer type", "route": "route", "stage": "stage"}
DEFINITION = (
    "Each organisation's figure in the earlier and in the later telling. Nothing was overwritten: both stay askable."
)


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """One comparison as it reads. `sentence` is empty when there are no two tellings; `trouble` then says why."""

    title: str
    month: str
    mark: str
    sentence: str
    whole: str
    cause: str
    before: str
    after: str
    trouble: str
    standards: tuple[Option, ...]
    bases: tuple[Option, ...]
    sides: tuple[Option, ...]
    details: tuple[Option, ...]
    choices: tuple[Choice, ...]
    kept: tuple[Kept, ...]
    table: ShownTable | None


def revision_page(asked: AskedRevision, found: Revision | None) -> RevisionPage:
    """The page of one comparison."""
    standard = STANDARDS[asked.standard]
    return RevisionPage(
        title=f"{standard.heading}: what was revised",
        month=words.month(asked.month),
        mark=mark(asked.basis, []),
        sentence=_sentence(found) if found else "",
        whole=_whole(found) if found else "",
        cause=CAUSES[found.cause] if found and found.cause else "",
        before=_telling(found.before) if found else "",
        after=_telling(found.after) if found else "",
        trouble="" if found else f"There are no two tellings of {words.month(asked.month)} to compare.",
        standards=_options(asked, "standard", {key: one.heading for key, one in STANDARDS.items()}),
        bases=_options(asked, "basis", BASES),
        sides=_options(asked, "side", SIDES) if asked.basis == "published" else (),
        details=_options(asked, "by", {key: DETAIL_WORDS[key] for key in DETAILS[asked.standard]}),
        choices=(
            (Choice("as_known_on", "Compare now with what was known on", value=asked.as_known_on, is_day=True),)
            if asked.basis == "computed"
            else ()
        ),
        kept=tuple(
            Kept(name, value)
            for name, value in (("standard", asked.standard), ("basis", asked.basis), ("by", asked.by))
            if value
        ),
        table=_table(asked, found) if found else None,
    )


def _options(asked: AskedRevision, name: str, said: dict[str, str]) -> tuple[Option, ...]:
    return tuple(
        Option(label, value, asked.address(**{name: value}), getattr(asked, name) == value)
        for value, label in said.items()
    )


def _sentence(found: Revision) -> str:
    if not found.differing:
        return f"None of {found.compared} organisations differs."
    parts = [f"{found.how_many(Change.CHANGED)} changed ({found.totals_differing} in their total)"]
    parts += [
        f"{found.how_many(change)} {CHANGES[change]}"
        for change in (Change.APPEARED, Change.GONE)
        if found.how_many(change)
    ]
    return f"{found.organisations_differing} of {found.compared} organisations differ: {', '.join(parts)}."


def _whole(found: Revision) -> str:
    row = found.whole
    if row.before is None or row.after is None:
        return ""
    return (
        f"{row.name}: {words.count(row.before.within)} of {words.count(row.before.total)} "
        f"({words.percent(row.before.rate)}) became {words.count(row.after.within)} of {words.count(row.after.total)} "
        f"({words.percent(row.after.rate)}): {_signed(row.total_by)} people, {_signed(row.breaches_by)} over the limit."
    )


def _signed(value: Decimal) -> str:
    return f"+{words.count(value)}" if value > 0 else words.count(value).replace("-", "−")


def _telling(one: Telling) -> str:
    when = f", here since {words.day(one.known_on)}" if one.release and one.known_on else ""
    if one.release:
        return f"{one.name} ({one.release}{when})"
    return (
        f"as known on {words.day(one.known_on)}, snapshot {one.name}" if one.known_on else f"now, snapshot {one.name}"
    )


def _table(asked: AskedRevision, found: Revision) -> ShownTable:
    detail = (Column("detail", DETAIL_WORDS[asked.by].capitalize()),) if any(row.detail for row in found.rows) else ()
    columns = (
        Column("code", "Code"),
        Column("organisation", "Organisation"),
        *detail,
        Column("change", "What became of it"),
        Column("total_before", "Total before", Kind.COUNT),
        Column("total_after", "Total after", Kind.COUNT),
        Column("within_before", "Within before", Kind.COUNT),
        Column("within_after", "Within after", Kind.COUNT),
        Column("share_before", "Share before", Kind.SHARE),
        Column("share_after", "Share after", Kind.SHARE),
        Column("breaches_by", "Change in people over", Kind.COUNT),
    )
    rows = tuple(_row(row, with_detail=bool(detail)) for row in found.differing)
    notes = Notes(
        definition=DEFINITION,
        source=f"Earlier: {_telling(found.before)}. Later: {_telling(found.after)}",
        as_at=words.month(asked.month),
        snapshot=found.after.name,
        licence=LICENCE if asked.basis == "published" else OWN_RECORDS,
        mark=mark(asked.basis, []),
    )
    title = f"{STANDARDS[asked.standard].heading}, {words.month(asked.month)}: figures that differ"
    links = {
        (number, 1): reverse("performance:place", args=[asked.standard, row.code]) + f"?month={asked.month}"
        for number, row in enumerate(found.differing)
        if asked.side == "trusts" and row.code.isalnum() and 3 <= len(row.code) <= 9
    }
    return ShownTable("revisions", Table(title, columns, rows, notes), "No figure differs.", links)


def _row(row: Revised, *, with_detail: bool) -> tuple[str | Decimal | float | None, ...]:
    before, after = row.before, row.after
    return (
        row.code,
        row.name,
        *((row.detail,) if with_detail else ()),
        CHANGES[row.change],
        before.total if before else None,
        after.total if after else None,
        before.within if before else None,
        after.within if after else None,
        before.rate if before else None,
        after.rate if after else None,
        row.breaches_by,
    )


def months_table(months: Sequence[tuple[str, str, str]]) -> ShownTable:
    """The months that more than one published file prints."""
    columns = (
        Column("month", "Month", Kind.MONTH),
        Column("standard", "Standard"),
        Column("side", "Counted for"),
    )
    rows = tuple((first_of(month), _heading(standard), SIDES[side]) for month, standard, side in months)
    links = {
        (number, 0): AskedRevision(month).address(standard=standard, side=side)
        for number, (month, standard, side) in enumerate(months)
        if standard in STANDARDS
    }
    notes = Notes(
        definition="Months whose published figures are held in more than one release.",
        source="Files received here",
        as_at=f"{len(months)} comparisons",
        snapshot="",
        licence=LICENCE,
    )
    title = "Months with more than one release"
    return ShownTable("months", Table(title, columns, rows, notes), "Every month is held in one release alone.", links)


def _heading(standard: str) -> str:
    return STANDARDS[standard].heading if standard in STANDARDS else standard


def files_table(files: Sequence[Submission]) -> ShownTable:
    """The files of records that took the place of others."""
    columns = (
        Column("file", "File"),
        Column("organisation", "Organisation"),
        Column("version", "Version", Kind.COUNT),
        Column("received", "Received", Kind.DATE),
        Column("replaced", "In place of"),
    )
    rows = tuple(
        (
            one.file_name,
            one.organisation_code,
            one.version,
            one.received_at.date(),
            one.supersedes.file_name if one.supersedes else "",
        )
        for one in files
    )
    links = {(number, 0): reverse("revisions:versions", args=[one.pk]) for number, one in enumerate(files)}
    notes = Notes(
        definition="Files of records sent again for the same organisation and months.",
        source="Files received here",
        as_at=f"{len(files)} files",
        snapshot="",
        licence=OWN_RECORDS,
    )
    title = "Files of records that replaced others"
    return ShownTable("files", Table(title, columns, rows, notes), "No file of records has replaced another.", links)


def versions_tables(found: Versions) -> tuple[ShownTable, ...]:
    """What changed by column, and what it does to each standard."""
    notes = Notes(
        definition="Two versions of one sender's records, both assessed under the rules of now. Counts alone.",
        source=f"{found.earlier.file_name} (version {found.earlier.version}) and "
        f"{found.later.file_name} (version {found.later.version})",
        as_at=f"received {words.day(found.later.received_at)}",
        snapshot="",
        licence=OWN_RECORDS,
    )
    by_column = Table(
        "Records in which a column changed",
        (Column("column", "Column"), Column("records", "Records", Kind.COUNT)),
        tuple(found.difference.changed_by_column),
        notes,
    )
    effects = Table(
        "What each version counts",
        (
            Column("standard", "Standard"),
            Column("month", "Month", Kind.MONTH),
            Column("counted_before", "Counted before", Kind.COUNT),
            Column("counted_after", "Counted after", Kind.COUNT),
            Column("within_before", "Within before", Kind.COUNT),
            Column("within_after", "Within after", Kind.COUNT),
        ),
        tuple(
            (
                one.standard,
                first_of(one.month),
                one.counted_before,
                one.counted_after,
                one.within_before,
                one.within_after,
            )
            for one in found.difference.effects
            if not one.is_same
        ),
        notes,
    )
    return (
        ShownTable("columns", by_column, "No record that stands in both versions differs in any column."),
        ShownTable("effects", effects, "The new version changes no figure of any standard."),
    )
