"""The comparison as pages: one sentence, the numbers that differ, and what could explain each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from clearway.measures.reconciliation import Difference, Reconciliation
from clearway.measures.reconciliation.answer import Cause
from clearway.measures.reconciliation.candidates import Candidate, RecordRef
from clearway.measures.reconciliation.cells import Pair, people
from clearway.measures.reconciliation.kinds import Certainty
from clearway.publications.reconciliation import cause_table, difference_table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.performance.presenters.choices import Choice, Option
from clearway.site.reconciliation.asked import Asked
from clearway.site.reconciliation.services import CausesShown, Compared
from clearway.site.standards import books
from clearway.site.tables import ShownTable
from clearway.site.tracking.presenters.breach_table import short_link

STANDARDS = {"28": "Told within 28 days", "31": "Treated within 31 days", "62": "Treated within 62 days"}
LEVELS = {"all": "Everybody", "route": "By route or stage", "cancer_type": "By cancer type", "modality": "By treatment"}
ILLUSTRATIVE = (
    "This is an illustration: these records are of made-up people, and the published figures beside them are real. "
    "The differences show how the comparison works. They say nothing of any trust."
)
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """What the page of a month shows."""

    heading: str
    caption: str
    illustrative: str
    choices: tuple[Choice, ...]
    summary: str
    origin: str
    trouble: str
    table: FoldingTable | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordShown:
    """One record: its short number, and its address where the reader may open it."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class CauseShown:
    """One cause as a person reads it."""

    number: int
    heading: str
    certainty: str
    is_sure: bool
    words: str
    effect: str
    rule: str
    rule_href: str
    records: tuple[RecordShown, ...]
    hidden: int
    also: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CausesPage:
    """What the page of one number shows."""

    heading: str
    caption: str
    illustrative: str
    sentence: str
    back: str
    causes: tuple[CauseShown, ...]
    table: ShownTable
    no_pathways: str


def differences_page(compared: Compared) -> DifferencesPage:
    """The page of one standard, month and trust."""
    asked, found = compared.asked, compared.found
    name = books.organisations().name(asked.trust) if asked.trust else ""
    caption = ", ".join(filter(None, (name, words.month(asked.month))))
    return DifferencesPage(
        heading="Our figures beside the published ones",
        caption=caption,
        illustrative=ILLUSTRATIVE if found and found.illustrative else "",
        choices=_choices(compared),
        summary=_summary(found) if found else "",
        origin=_origin(found) if found else "",
        trouble=f"{compared.trouble.reason} {compared.trouble.mend}" if compared.trouble else "",
        table=_table(found, asked) if found else None,
        notes=found.notes if found else (),
    )


def causes_page(shown: CausesShown) -> CausesPage:
    """The page of one number that differs."""
    asked, found = shown.compared.asked, shown.compared.found
    if found is None:
        raise AssertionError("causes are shown of a comparison alone")
    name = found.names.get(asked.trust, asked.trust)
    one = shown.difference
    table = cause_table(found, shown.causes) if shown.sees_pathways else cause_table(found, _nameless(shown.causes))
    return CausesPage(
        heading=f"{STANDARDS[asked.standard]}: {_place(one)}",
        caption=f"{name}, {words.month(asked.month)}",
        illustrative=ILLUSTRATIVE if found.illustrative else "",
        sentence=(
            f"Computed here: {_counts(one.computed)}. Published: {_counts(one.published)}. {_difference(one.pair)}."
        ),
        back=reverse("reconciliation:differences") + asked.query(),
        causes=tuple(_cause(cause, one, shown) for cause in sorted(shown.causes, key=lambda cause: _order(cause, one))),
        table=ShownTable("causes", table, "No cause was found."),
        no_pathways="" if shown.sees_pathways else "Your role opens no single pathway: records are counted, not named.",
    )


def _choices(compared: Compared) -> tuple[Choice, ...]:
    asked = compared.asked
    months = compared.months if asked.month in compared.months else (*compared.months, asked.month)
    known = books.organisations()
    trusts = compared.trusts if asked.trust in compared.trusts else (*compared.trusts, asked.trust)
    return (
        Choice(
            "month",
            "Month",
            tuple(Option(words.month(one), one, is_chosen=one == asked.month) for one in reversed(months) if one),
        ),
        Choice(
            "standard",
            "Standard",
            tuple(Option(title, key, is_chosen=key == asked.standard) for key, title in STANDARDS.items()),
        ),
        Choice(
            "trust",
            "Trust",
            tuple(Option(known.name(one), one, is_chosen=one == asked.trust) for one in trusts if one),
        ),
    )


def _summary(found: Reconciliation) -> str:
    if not found.differences:
        return f"All {found.cells:,} numbers agree with what was published."
    total = next((one for one in found.differences if one.level == "all"), None)
    whole = f" In all: {_counts(total.computed)} here, {_counts(total.published)} published." if total else ""
    sure = sum(one.certainty is Certainty.EXACT for one in found.causes)
    named = f" Of {len(found.causes):,} possible causes, {sure or 'none'} would close its own gap exactly."
    return f"{len(found.differences):,} of {found.cells:,} numbers differ from what was published.{whole}{named}"


def _origin(found: Reconciliation) -> str:
    files = ", ".join(f"{one.file_name} ({one.release})" for one in found.files)
    return f"Published figures: {files}. Computed figures: the records held here, snapshot {found.snapshot}."


def _table(found: Reconciliation, asked: Asked) -> FoldingTable:
    return FoldingTable(
        key="differences",
        table=difference_table(found),
        headings=("Number", "Computed", "Published", "Difference", "What could explain it"),
        rows=tuple(_row(one, found, asked) for one in found.differences),
        empty=f"All {found.cells:,} numbers agree with what was published.",
    )


def _row(one: Difference, found: Reconciliation, asked: Asked) -> tuple[FoldingCell, ...]:
    href = reverse("reconciliation:causes") + asked.query(level=one.level, label=one.label)
    causes = sorted((found.cause(number) for number in one.causes), key=lambda cause: _order(cause, one))
    kinds = [f"{cause.kind.heading}: {_sure(cause, one)}" for cause in causes[:MOST_NAMED]]
    more = f"and {len(causes) - MOST_NAMED} more" if len(causes) > MOST_NAMED else ""
    first, rest = (kinds[0], kinds[1:]) if kinds else ("Causes that cancel out here", [])
    level = "" if one.level == "all" else LEVELS[one.level]
    return (
        FoldingCell(_place(one), (level,), href),
        FoldingCell(words.count(people(one.computed.total)), (f"{words.count(people(one.computed.within))} within",)),
        FoldingCell(words.count(people(one.published.total)), (f"{words.count(people(one.published.within))} within",)),
        FoldingCell(
            _signed(one.pair.total), (f"{_signed(one.pair.within)} within", f"{_signed(one.pair.breaches)} beyond")
        ),
        FoldingCell(first, (*rest, more)),
    )


def _cause(cause: Cause, one: Difference, shown: CausesShown) -> CauseShown:
    records, hidden = _records(cause.records, shown)
    return CauseShown(
        number=cause.number,
        heading=cause.kind.heading,
        certainty=_sure(cause, one),
        is_sure=one.said_of(cause) is Certainty.EXACT,
        words=cause.words,
        effect=f"It would change this number by {_change(cause.at(one.cell))}.",
        rule=cause.rule,
        rule_href=reverse("standards:rule", args=[cause.rule]) if cause.rule else "",
        records=records,
        hidden=hidden + max(0, cause.found - len(cause.records)),
        also=tuple(_told(other) for other in cause.also),
        possible=tuple(_told(other) for other in cause.possible),
    )


def _records(records: Iterable[RecordRef], shown: CausesShown) -> tuple[tuple[RecordShown, ...], int]:
    """Records that the reader may open, rows of files, and how many others there are."""
    found, hidden = [], 0
    for record in records:
        if not record.link:
            found.append(RecordShown(f"{record.file_name}, row {record.row}"))
        elif record.link in shown.may_open:
            found.append(RecordShown(short_link(record.link), reverse("tracking:pathway", args=[record.link])))
        else:
            hidden += 1
    return tuple(found), hidden


def _nameless(causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    return tuple(replace(one, records=()) for one in causes)


def _told(one: Candidate) -> str:
    return f"{one.kind.heading}. {one.words}"


def _sure(cause: Cause, one: Difference) -> str:
    said = one.said_of(cause).words
    return said[0].lower() + said[1:]


def _order(cause: Cause, one: Difference) -> tuple[int, int]:
    """The surest cause of a number first, then the one that does most to it."""
    return list(Certainty).index(one.said_of(cause)), -cause.at(one.cell).size


def _place(one: Difference) -> str:
    return "Everybody" if one.level == "all" else one.label


def _counts(pair: Pair) -> str:
    return f"{words.count(people(pair.within))} within of {words.count(people(pair.total))}"


def _difference(pair: Pair) -> str:
    return f"Published less computed: {_change(pair)}"


def _change(pair: Pair) -> str:
    return f"{_signed(pair.within)} within and {_signed(pair.breaches)} beyond the standard"


def _signed(halves: int) -> str:
    return f"{'+' if halves > 0 else '−' if halves < 0 else ''}{words.count(people(abs(halves)))}"
