"""Hand-overs in words and tables: shares of few people are left unsaid on the page, the file has every figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from clearway.measures.months import last_day
from clearway.measures.transfer_pairs import TransferPair
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters import charts
from clearway.site.performance.presenters.choices import Choice, month_choice
from clearway.site.performance.presenters.figure import FEWEST, TOO_FEW
from clearway.site.performance.presenters.notes import OWN_RECORDS, SMALL, mark
from clearway.site.performance.presenters.tables import PageTable
from clearway.site.tables import ShownCell
from clearway.site.transfers.asked import MONTHS, Period
from clearway.standards.shared_pathways import SharedPathway

DEFINITION = (
    "Treated 62-day pathways that an investigating and a treating trust share, by who handed over to whom. Days are "
    "after adjustment; phases are known only where a usable hand-over date was sent. Nobody untreated is counted."
)
COUNTS = (
    Column("pathways", "Pathways", Kind.COUNT),
    Column("dated", "With a usable date", Kind.COUNT),
    Column("median_handover", "Median day of hand-over", Kind.DAYS),
    Column("handed_over_in_time", "Handed over in time", Kind.COUNT),
    Column("share_handed_over_in_time", "Share handed over in time", Kind.SHARE),
    Column("median_treatment", "Median days to treatment after it", Kind.DAYS),
    Column("treated_in_time", "Treated in time after it", Kind.COUNT),
    Column("share_treated_in_time", "Share treated in time after it", Kind.SHARE),
    Column("breaches", "Over 62 days", Kind.COUNT),
    Column("breaches_receiving_late", "Over: treated late (scenario 4)", Kind.COUNT),
    Column("breaches_referring_late", "Over: handed over late (scenario 5)", Kind.COUNT),
    Column("breaches_both_late", "Over: both late (scenario 6)", Kind.COUNT),
    Column("breaches_undated", "Over: no usable date", Kind.COUNT),
    Column("breaches_sent", "Breaches of the referring trust", Kind.COUNT),
    Column("breaches_received", "Breaches of the receiving trust", Kind.COUNT),
)


@dataclass(frozen=True, slots=True)
class TransfersPage:
    """The pairs of a period."""

    period: str
    mark: str
    trouble: str
    sentence: str
    handover_day: str
    treat_days: str
    choices: tuple[Choice, ...]
    table: PageTable
    pathways: tuple[SharedPathway, ...]


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair."""

    referring: str
    receiving: str
    period: str
    mark: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...]
    table: PageTable
    breaches_href: str
    back_href: str


def transfers_page(pairs: Sequence[TransferPair], period: Period, pathways: tuple[SharedPathway, ...]) -> TransfersPage:
    """The page of every pair."""
    handover, treat = _limits(period)
    people = sum(one.pathways for one in pairs)
    over = sum(one.breaches for one in pairs)
    return TransfersPage(
        period=_period_words(period),
        mark=mark("computed", []),
        trouble="" if pairs else "No treated 62-day pathway was shared between two trusts in these months.",
        sentence=(
            f"{words.count(people)} treated pathways were shared between {len(pairs)} pairs of trusts; "
            f"{words.count(over)} took longer than 62 days."
        ),
        handover_day=handover,
        treat_days=treat,
        choices=(_choice(period),),
        table=_table("pairs", "Hand-overs from trust to trust", pairs, period, by_cancer_type=False),
        pathways=pathways,
    )


def pair_page(whole: TransferPair, by_cancer: Sequence[TransferPair], period: Period, *, with_people: bool) -> PairPage:
    """The page of one pair."""
    handover, treat = _limits(period)
    name = figures.organisations().name
    query = {"standard": "62", "month": period.last, "trust": whole.receiving}
    return PairPage(
        referring=name(whole.referring),
        receiving=name(whole.receiving),
        period=_period_words(period),
        mark=mark("computed", []),
        lines=_lines(whole, handover, treat),
        choices=(_choice(period),),
        table=_table("cancer-types", "By cancer type", by_cancer, period, by_cancer_type=True),
        breaches_href=f"{reverse('tracking:breaches')}?{urlencode(query)}" if with_people else "",
        back_href=reverse("transfers:transfers") + period.query(),
    )


def _choice(period: Period) -> Choice:
    return replace(month_choice(period.held, period.last), label=f"{MONTHS} months up to")


def _limits(period: Period) -> tuple[str, str]:
    on = last_day(period.last)
    return str(figures.rules().value("handover_day", on)), str(figures.rules().value("treat_days", on))


def _period_words(period: Period) -> str:
    return f"{words.month(period.first)} to {words.month(period.last)}"


def _lines(whole: TransferPair, handover: str, treat: str) -> tuple[str, ...]:
    lines = [f"{words.count(whole.pathways)} pathways, {words.count(whole.breaches)} of them over 62 days."]
    if whole.dated >= FEWEST:
        lines += [
            f"Handed over by day {handover}: {words.percent(whole.share_by_handover_day)} of the {whole.dated} with a "
            f"usable date; half by day {words.count(whole.median_handover)}.",
            f"Treated within {treat} days of it: {words.percent(whole.share_treated_in_time)}; half within "
            f"{words.count(whole.median_treatment)} days.",
        ]
    else:
        lines.append(f"Too few with a usable hand-over date ({whole.dated}) to say how timely they were.")
    by = whole.breach_of
    lines.append(
        f"Of the breaches {by[5]} were handed over late and treated in time (the referring trust's), {by[4]} handed "
        f"over in time and treated late (the receiving trust's), {by[6]} both late (half each), {by[0]} without a "
        "usable date (half each)."
    )
    return tuple(lines)


def _table(key: str, title: str, pairs: Sequence[TransferPair], period: Period, *, by_cancer_type: bool) -> PageTable:
    name = figures.organisations().name
    first = (Column("cancer_type", "Cancer type"),) if by_cancer_type else ()
    columns = (
        Column("referring_code", "Referring code"),
        Column("referring", "Referring trust"),
        Column("receiving_code", "Receiving code"),
        Column("receiving", "Receiving trust"),
        *first,
        *COUNTS,
    )
    rows = tuple(
        (
            one.referring,
            name(one.referring),
            one.receiving,
            name(one.receiving),
            *((one.cancer_type or "not said",) if by_cancer_type else ()),
            *_counts(one),
        )
        for one in pairs
    )
    notes = Notes(
        definition=DEFINITION,
        source="Computed by Clearway from the records of this store",
        as_at=_period_words(period),
        snapshot="",
        licence=OWN_RECORDS,
        mark=mark("computed", []),
        remarks=(SMALL,),
    )
    heading = f"{title}, {_period_words(period)}"
    headings = (
        *((ShownCell("Cancer type", False),) if by_cancer_type else (ShownCell("From", False), ShownCell("To", False))),
        ShownCell("Pathways", True),
        ShownCell("Handed over in time", True),
        ShownCell("Median day", True),
        ShownCell("Treated in time after it", True),
        ShownCell("Over 62 days", True),
        ShownCell("Breaches of the referring trust", True),
        ShownCell("Breaches of the receiving trust", True),
    )
    shown = tuple(_shown(one, period, by_cancer_type=by_cancer_type) for one in pairs)
    return PageTable(key, Table(heading, columns, rows, notes), headings, shown, "No pathway was shared.")


def _counts(one: TransferPair) -> tuple[int | float | Decimal | None, ...]:
    return (
        one.pathways,
        one.dated,
        one.median_handover,
        one.by_handover_day,
        one.share_by_handover_day,
        one.median_treatment,
        one.treated_in_time,
        one.share_treated_in_time,
        one.breaches,
        one.breach_of[4],
        one.breach_of[5],
        one.breach_of[6],
        one.breach_of[0],
        one.breaches_sent,
        one.breaches_received,
    )


def _shown(one: TransferPair, period: Period, *, by_cancer_type: bool) -> tuple[ShownCell, ...]:
    name = figures.organisations().name
    few = one.dated < FEWEST
    if by_cancer_type:
        head: tuple[ShownCell, ...] = (ShownCell(one.cancer_type or "not said", False),)
    else:
        href = reverse("transfers:pair", args=[one.referring, one.receiving]) + period.query()
        sent, received = (charts.short_label(name(code)) for code in (one.referring, one.receiving))
        head = (ShownCell(sent, False, href), ShownCell(received, False))
    return (
        *head,
        ShownCell(words.count(one.pathways), True),
        ShownCell(TOO_FEW if few else words.percent(one.share_by_handover_day), True),
        ShownCell("" if few else words.count(one.median_handover), True),
        ShownCell(TOO_FEW if few else words.percent(one.share_treated_in_time), True),
        ShownCell(words.count(one.breaches), True),
        ShownCell(words.count(one.breaches_sent), True),
        ShownCell(words.count(one.breaches_received), True),
    )
