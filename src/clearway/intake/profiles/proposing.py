"""A profile proposed from a sample, each part with its reason and how certain it is. A person confirms it; nothing is
read with a proposal by itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from clearway.intake.profiles.profile import ColumnMap, Layout, Organisations, Profile, ProfileTrust
from clearway.intake.profiles.sample import Sample
from clearway.intake.profiles.value_shapes import agreement, date_evidence, stands_for_nothing
from clearway.intake.profiles.wording import code_for, labels, likeness
from clearway.intake.waiting_times.codes import ORGANISATION
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.records.column import Column
from clearway.records.waiting_times import COLUMNS
from clearway.standards.organisations import load_organisations

LEAST_LIKE = 0.5
MOST_EXAMPLES, MOST_CODES = 3, 60
SHAPED_LIKE_A_CODE = "it has the shape of an ODS code, and the organisation reference does not hold it"


class Certainty(StrEnum):
    """How sure a proposal is."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "please check"
    NONE = "not found"


@dataclass(frozen=True, slots=True)
class CodeProposal:
    """One of their values, how often it stands in the sample, which code it may mean (empty: you decide), and why."""

    theirs: str
    count: int
    ours: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column of the record: the heading proposed for it (empty: none), how sure, why, and what stands there.

    `dates` is the column's date format; empty when it is no date, or when its values leave two readings open
    (`is_open`): then a person must say which.
    """

    target: str
    heading: str
    certainty: Certainty
    reason: str
    examples: tuple[str, ...] = ()
    dates: str = ""
    is_open: bool = False
    codes: tuple[CodeProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything proposed for one sample. `dates` is empty when nothing in the file decides its date format."""

    sample: Sample
    columns: tuple[ColumnProposal, ...]
    dates: str
    dates_reason: str
    empty: tuple[str, ...]
    sites: tuple[CodeProposal, ...]
    unused: tuple[str, ...]

    @property
    def open_questions(self) -> tuple[str, ...]:
        """What a person must say before a file can be read with it."""
        asked = []
        if not self.dates:
            asked.append(f"How are dates written? {self.dates_reason}")
        for column in self.columns:
            if not column.heading and column.target in REQUIRED:
                asked.append(f"Which heading is {column.target}, or does the export not have it?")
            if missing := [one.theirs for one in column.codes if not one.ours]:
                asked.append(f"Which codes of {column.target} are {', '.join(missing[:8])}?")
        if missing := [one.theirs for one in self.sites if not one.ours]:
            asked.append(f"Which organisation codes have {', '.join(missing[:8])}?")
        return tuple(asked)

    def profile(self, profile_id: str, title: str, made_by: str = "proposed", made_for: str = "an export") -> Profile:
        """The proposal as a profile that a person can correct. Open questions stay open: absent columns are listed,
        values without a code are left out (their rows are rejected until somebody maps them)."""
        mapped = tuple(self._column(one) for one in self.columns if one.heading)
        have = {column.target for column in mapped}
        return Profile(
            id=profile_id,
            version=1,
            title=title,
            made_by=made_by,
            made_for=made_for,
            trust=ProfileTrust.LOCAL,
            layout=Layout(self.sample.kind, self.sample.encoding, self.sample.separator, self.sample.sheet),
            dates=self.dates or ("Excel" if self.sample.kind == "xlsx" else "YYYY-MM-DD"),
            columns=mapped,
            empty=frozenset(self.empty),
            organisations=Organisations({one.theirs: one.ours for one in self.sites if one.ours}, "as_sent"),
            absent=tuple(name for name in REQUIRED if name not in have and name != "record_id"),
            ignored=tuple(sorted(set(self.unused))),
        )

    def _column(self, one: ColumnProposal) -> ColumnMap:
        codes = {code.theirs: code.ours for code in one.codes if code.ours}
        own_dates = one.dates if one.dates and one.dates != self.dates else ""
        column = ColumnMap(one.target, headings=(one.heading,), dates=own_dates, optional=one.target not in REQUIRED)
        return replace(column, codes=codes) if codes else column


def propose(sample: Sample) -> Proposal:
    """A profile for a sample: headings by name and what stands below them, dates by evidence, codes by their words."""
    matches = matched_columns(sample)
    columns = tuple(column_proposal(sample, column, *matches.get(column.name, (None, 0.0, ""))) for column in COLUMNS)
    dates, why = date_format(columns, sample)
    settled = tuple(settle(one, dates) for one in columns)
    used = {place for place, _, _ in matches.values()}
    return Proposal(
        sample=sample,
        columns=settled,
        dates=dates,
        dates_reason=why,
        empty=empty_values(sample),
        sites=site_codes(sample, matches),
        unused=tuple(name for place, name in enumerate(sample.headings) if name and place not in used),
    )


def matched_columns(sample: Sample) -> dict[str, tuple[int, float, str]]:
    """Column → place of its heading, how sure (0 to 1) and why: the surest pairs first, each heading used once."""
    pairs = []
    for place, heading in enumerate(sample.headings):
        values = sample.values(place)
        if not heading:
            continue
        for order, column in enumerate(COLUMNS):
            like, why = likeness(heading, column.name)
            if like >= LEAST_LIKE and (fit := agreement(values, column, are_cells=sample.kind == "xlsx")):
                pairs.append((like * (0.6 + 0.4 * fit), -order, place, column.name, why))
    found: dict[str, tuple[int, float, str]] = {}
    taken: set[int] = set()
    for score, _, place, name, why in sorted(pairs, reverse=True):
        if name not in found and place not in taken:
            found[name] = (place, score, why)
            taken.add(place)
    return found


def column_proposal(sample: Sample, column: Column, place: int | None, score: float, why: str) -> ColumnProposal:
    """What is proposed for one column of the record."""
    if place is None:
        return ColumnProposal(column.name, "", Certainty.NONE, "No heading is like it.")
    values = sample.values(place)
    filled = [value for value in values if not stands_for_nothing(value)]
    certainty = Certainty.SURE if score >= 0.85 else Certainty.LIKELY if score >= 0.65 else Certainty.UNSURE
    examples = tuple(dict.fromkeys(filled))[:MOST_EXAMPLES]
    one = ColumnProposal(column.name, sample.headings[place], certainty, f"{why[0].upper()}{why[1:]}.", examples)
    if column.kind == "date" and filled:
        evidence = date_evidence(filled, are_cells=sample.kind == "xlsx")
        if len(evidence.formats) == 1:
            decided = f" {evidence.decided_by} can be nothing else." if evidence.decided_by else ""
            return replace(
                one, dates=evidence.formats[0], reason=f"{one.reason} Dates are {evidence.formats[0]}.{decided}"
            )
        return replace(one, is_open=True)
    return replace(one, codes=code_proposals(column.name, filled)) if column.kind == "code" else one


def code_proposals(target: str, values: Sequence[str]) -> tuple[CodeProposal, ...]:
    """A code for each different value; none at all when every value is on the code list already."""
    counted = Counter(values)
    if not labels(target) or all(value in labels(target) for value in counted):
        return ()
    return tuple(
        CodeProposal(value, count, *code_for(target, value)) for value, count in counted.most_common(MOST_CODES)
    )


def date_format(columns: Sequence[ColumnProposal], sample: Sample) -> tuple[str, str]:
    """The file's date format and why; empty when no column decides it."""
    decided = Counter(one.dates for one in columns if one.dates)
    if decided:
        name, count = decided.most_common(1)[0]
        return name, f"{count} of its date columns can only be {name}."
    if any(one.is_open for one in columns):
        return "", "Cannot tell: every date of the sample reads both as DD/MM/YYYY and as MM/DD/YYYY."
    return ("Excel" if sample.kind == "xlsx" else "YYYY-MM-DD"), "The sample holds no dates."


def settle(one: ColumnProposal, dates: str) -> ColumnProposal:
    """A date column that leaves two readings open takes the format that other columns decide, and says so."""
    if one.is_open and dates:
        return replace(
            one,
            certainty=Certainty.UNSURE,
            reason=f"{one.reason} Its own dates read two ways; other columns decide {dates}.",
        )
    return one


def empty_values(sample: Sample) -> tuple[str, ...]:
    """Values that stand for nothing, wherever they stand in the sample."""
    found = {
        value for place in range(len(sample.headings)) for value in sample.values(place) if stands_for_nothing(value)
    }
    return tuple(sorted(found))


def site_codes(sample: Sample, matches: Mapping[str, tuple[int, float, str]]) -> tuple[CodeProposal, ...]:
    """Organisations that are not written as ODS codes, or as codes that the organisation reference does not hold:
    somebody has to say which they are."""
    kinds = {column.name: column.kind for column in COLUMNS}
    counted: Counter[str] = Counter()
    for name, (place, _, _) in matches.items():
        if kinds[name] == "organisation":
            counted.update(value for value in sample.values(place) if not stands_for_nothing(value))
    known = load_organisations().is_known
    proposed = []
    for value, count in counted.most_common():
        if not ORGANISATION.fullmatch(value):
            proposed.append(CodeProposal(value, count, "", ""))
        elif not known(value):
            proposed.append(CodeProposal(value, count, "", SHAPED_LIKE_A_CODE))
    return tuple(proposed[:MOST_CODES])
