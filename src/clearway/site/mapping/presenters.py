"""What the pages of mapping profiles show: profiles in plain words, a proposal as a form, the effect on rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clearway.intake.profiles import ColumnMap, Profile
from clearway.intake.profiles.proposing import Certainty, CodeProposal, ColumnProposal, Proposal, code_proposals
from clearway.intake.profiles.sample import Sample
from clearway.intake.profiles.trial import Trial
from clearway.intake.profiles.value_shapes import stands_for_nothing
from clearway.intake.profiles.wording import labels
from clearway.intake.profiles.writing import SEPARATOR_NAMES
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.publications.tables import Column as TableColumn
from clearway.publications.tables import Notes, Table
from clearway.records.waiting_times import COLUMNS, IDENTIFYING
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.mapping.drafting import places_of
from clearway.site.mapping.models import MappingProfile

NOT_SHOWN = "(not shown: it names a person)"
KINDS = {column.name: column.kind for column in COLUMNS}
MEANINGS = {column.name: column.meaning for column in COLUMNS}
ALWAYS_MASKED = IDENTIFYING - {"nhs_number_status"}


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One of their values on the form: how often it stands in the sample, our codes to choose from, the chosen one."""

    theirs: str
    count: int
    ours: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the record on the form."""

    name: str
    meaning: str
    is_needed: bool
    is_date: bool
    place: int | None
    certainty: str
    reason: str
    examples: tuple[str, ...]
    dates: str
    codes: tuple[CodeRow, ...]
    code_choices: tuple[tuple[str, str], ...]


def column_rows(sample: Sample, draft: Profile, proposal: Proposal) -> list[ColumnRow]:
    """Every column of the record, the needed ones first within the order of the record."""
    places = places_of(sample, draft)
    proposed = {one.target: one for one in proposal.columns}
    rows = [_row(name, places.get(name), sample, draft.by_target.get(name), proposed[name]) for name in KINDS]
    return sorted(rows, key=lambda row: not (row.is_needed or row.place is not None))


def _row(name: str, place: int | None, sample: Sample, column: ColumnMap | None, proposed: ColumnProposal) -> ColumnRow:
    is_own = place is not None and sample.headings[place] != proposed.heading
    values = [] if place is None else [one for one in sample.values(place) if not stands_for_nothing(one)]
    examples = tuple(dict.fromkeys(values))[:3]
    return ColumnRow(
        name=name,
        meaning=MEANINGS[name],
        is_needed=name in REQUIRED,
        is_date=KINDS[name] == "date",
        place=place,
        certainty="chosen" if is_own else proposed.certainty.value if place is not None else "not found",
        reason="Your choice." if is_own else proposed.reason if place is not None else "",
        examples=(NOT_SHOWN,) if examples and name in ALWAYS_MASKED else examples,
        dates=column.dates if column else "",
        codes=tuple(_codes(name, values, column)) if column else (),
        code_choices=tuple(labels(name).items()),
    )


def _codes(name: str, values: list[str], column: ColumnMap) -> Iterator[CodeRow]:
    for one in code_proposals(name, values) if KINDS[name] == "code" else ():
        ours = column.codes.get(one.theirs, "")
        yield CodeRow(one.theirs, one.count, ours, one.reason if ours == one.ours else "")


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns of the record that are shown together; those that need no look are folded away."""

    key: str
    title: str
    words: str
    rows: tuple[ColumnRow, ...]
    is_folded: bool


def column_groups(rows: Iterable[ColumnRow]) -> list[ColumnGroup]:
    """The columns by what a person has to do about them: look at, nothing, nothing because the export lacks them."""
    sorted_out: dict[str, list[ColumnRow]] = {"check": [], "found": [], "spare": []}
    for row in rows:
        is_open = any(not code.ours for code in row.codes)
        if row.place is None:
            sorted_out["check" if row.is_needed else "spare"].append(row)
        else:
            needs_look = is_open or row.certainty == Certainty.UNSURE.value
            sorted_out["check" if needs_look else "found"].append(row)
    told = {
        "check": ("Please look at these", "Leave out what the export does not have: what needs it is not computed."),
        "found": ("Found", "Their headings and values say clearly what they are."),
        "spare": ("Not found, and not needed by a clock", "Choose a heading if the export has them after all."),
    }
    return [
        ColumnGroup(key, *told[key], tuple(held), is_folded=key != "check") for key, held in sorted_out.items() if held
    ]


def site_rows(sites: Iterable[CodeProposal], draft: Profile) -> list[CodeRow]:
    """Organisations that are not written as ODS codes, or as codes that nobody knows."""
    return [CodeRow(one.theirs, one.count, draft.organisations.codes.get(one.theirs, ""), one.reason) for one in sites]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One row before and after: heading, cell as sent, column, value as read."""

    row: int
    cells: tuple[tuple[str, str, str, str], ...]


def effect_rows(trial: Trial) -> list[EffectRow]:
    """The first accepted rows before and after; what names a person is not shown."""
    return [
        EffectRow(
            one.row,
            tuple(
                (trial.sent_as[name], NOT_SHOWN if name in ALWAYS_MASKED else before, name,
                 NOT_SHOWN if name in ALWAYS_MASKED else after)
                for name, (before, after) in one.cells.items()
                if after or not stands_for_nothing(before)
            ),
        )
        for one in trial.rows
    ]  # fmt: skip


def layout_words(profile: Profile) -> str:
    """The layout in a sentence."""
    if profile.layout.kind == "xlsx":
        sheet = f"sheet {profile.layout.sheet}" if profile.layout.sheet else "the sheet that has the headings"
        return f"An Excel workbook, {sheet}. Dates: {date_words(profile.dates)}."
    separator = SEPARATOR_NAMES[profile.layout.separator]
    return f"A text file, {profile.layout.encoding.upper()}, split by {separator}s. Dates: {date_words(profile.dates)}."


def date_words(name: str) -> str:
    """A date format in words."""
    return "date cells" if name == "Excel" else name


def columns_table(profile: Profile) -> FoldingTable:
    """Where each column comes from, in plain words."""
    table = Table(
        title="Where each column of the record comes from",
        columns=(
            TableColumn("column", "Column of the record"),
            TableColumn("comes_from", "Comes from"),
            TableColumn("values", "Its values"),
        ),
        rows=tuple((column.target, source_words(column), value_words(column, profile)) for column in profile.columns),
        notes=Notes(
            definition="How an export is read as waiting-time records",
            source=f"Mapping profile {profile.name}: {profile.trust.words}",
            as_at=f"Made by {profile.made_by}",
            snapshot=f"digest {profile.digest[:12]}",
            licence="Yours to share",
        ),
    )
    rows = tuple(tuple(FoldingCell(str(cell)) for cell in row) for row in table.rows)
    headings = tuple(column.heading for column in table.columns)
    return FoldingTable("columns", table, headings, rows, empty="The profile maps no column.")


def source_words(column: ColumnMap) -> str:
    """Where a column comes from."""
    if column.constant:
        return f"always {column.constant}"
    if column.joined:
        return f"{f' {column.joined_with} '.join(column.joined)}, joined"
    words = " or ".join(column.headings)
    return f"{words} (may be missing)" if column.optional else words


def value_words(column: ColumnMap, profile: Profile) -> str:
    """What is done with the values of a column."""
    said = []
    if KINDS[column.target] == "date":
        said.append(f"dates written {date_words(column.dates or profile.dates)}")
    if column.codes:
        shown = "; ".join(f"{theirs} → {ours or 'nothing'}" for theirs, ours in list(column.codes.items())[:40])
        said.append(f"{shown}. Others: {'kept as sent' if column.unmapped == 'as_sent' else 'row rejected'}")
    if column.pattern:
        said.append(f"the part that fits {column.pattern}")
    return ". ".join(said) or "as they are"


def versions_words(versions: Iterable[MappingProfile]) -> list[Mapping[str, object]]:
    """The versions of a saved profile, the newest first."""
    return [
        {"version": one.version, "by": one.saved_by, "at": one.saved_at, "digest": one.digest[:12]} for one in versions
    ]
