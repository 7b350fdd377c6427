"""The overview of an alliance: are we keeping our promises, and where are the long waits?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.measures.answer import Position, PositionRow
from clearway.measures.question import Question, Side, where
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.known import known_words
from clearway.site.performance.places import Place, alliance
from clearway.site.performance.presenters import charts
from clearway.site.performance.presenters.choices import (
    Choice,
    Kept,
    Option,
    alliance_choice,
    grouping_options,
    kept,
    known_choice,
    month_choice,
    newest_month,
    not_held_words,
)
from clearway.site.performance.presenters.figure import Figure, ambition, figure, months_back
from clearway.site.performance.presenters.grid import Grid, GridCell, GridRow, crossed, share_cell, standard_cell
from clearway.site.performance.presenters.notes import as_at
from clearway.site.performance.presenters.tables import file_table
from clearway.site.performance.standards_shown import STANDARDS, StandardShown

SPARKLINE_MONTHS = 24


@dataclass(frozen=True, slots=True)
class StandardCard:
    """One standard: the alliance as the sum of its trusts, and beside it as the count of its residents."""

    key: str
    heading: str
    counted: str
    href: str
    definition: str
    trusts: Figure
    residents: Figure
    residents_href: str
    ambition: str
    line: str
    line_words: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count in words, for trusts and for residents."""

    label: str
    trusts: str
    residents: str
    definition: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The page. `trouble` says that the month is not held."""

    place: Place
    month: str
    settled: str
    trouble: str
    known: str
    groupings: tuple[Option, ...]
    choices: tuple[Choice, ...]
    kept: tuple[Kept, ...]
    cards: tuple[StandardCard, ...]
    trusts: Grid
    waits: Grid
    counts: tuple[Count, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...]
    few_href: str

    @property
    def tables(self) -> tuple[Grid, ...]:
        """The tables that can be downloaded."""
        return (self.trusts, self.waits)


def overview(asked: Asked) -> Overview:
    """The overview as asked: published figures of one alliance up to one month."""
    month = asked.month or newest_month("published")
    place = alliance(asked.alliance, month)
    asked = asked.but(alliance=place.code, basis="published")
    held = figures.months_held("published", "62")
    series = _ask(asked, place, month, by=("alliance",), first_month=months_back(month, SPARKLINE_MONTHS))
    trusts = _ask(asked, place, month, by=("provider",), side="trusts")
    waits = _ask(asked, place, month, by=("provider", "cancer_type"), standards=("62",))
    seen = _ask(asked, place, month, by=("alliance",), standards=("usc_first_seen", "ubs_first_seen"))
    now = [row for row in series.rows if row.period == month]
    return Overview(
        place=place,
        month=words.month(month),
        settled=as_at(now),
        trouble=not_held_words(held, month),
        known=known_words(),
        groupings=grouping_options(reverse("performance:overview"), asked),
        choices=(month_choice(held, month), alliance_choice(month, place.code), known_choice(asked)),
        kept=kept(asked, "month", "alliance", "as_known_on"),
        cards=tuple(_card(shown, series.rows, month, asked) for shown in STANDARDS.values()),
        trusts=trusts_grid(trusts, asked, place),
        waits=waits_grid(waits, asked, place),
        counts=_counts(now, seen.rows, month),
        files=tuple(sorted({name for row in (*now, *trusts.rows, *seen.rows) for name in row.source_files})),
        notes=series.notes,
        few_href=definition_href("too-few-to-say"),
    )


def _ask(
    asked: Asked, place: Place, month: str, *, by: tuple[str, ...], first_month: str = "", **more: object
) -> Position:
    question = Question(
        basis="published",
        by=by,
        where=where(alliance=place.code),
        first_month=first_month or month,
        last_month=month,
        organisations=asked.organisations,
        **more,  # type: ignore[arg-type]
    )
    return figures.ask(question)


def _card(shown: StandardShown, rows: Sequence[PositionRow], month: str, asked: Asked) -> StandardCard:
    own = [row for row in rows if row.standard == shown.key]
    line = [row for row in own if row.basis_of_place == "trusts"]
    trusts = _only(line, month)
    residents = _only([row for row in own if row.basis_of_place == "residents"], month)
    aim = ambition(trusts.standard_key, month) if trusts else None
    page = reverse("performance:standard", args=[shown.key])
    return StandardCard(
        key=shown.key,
        heading=shown.heading,
        counted=shown.counted,
        href=page + asked.query(),
        definition=definition_href(shown.card),
        trusts=figure(trusts),
        residents=figure(residents),
        residents_href=page + asked.but(side="residents").query(),
        ambition=f"{aim.words}{f' – {aim.trust}' if aim.trust else ''}" if aim else "",
        line=charts.small_line(line),
        line_words=f"{len(line)} months" if line else "",
    )


def _only(rows: Sequence[PositionRow], month: str) -> PositionRow | None:
    return next((row for row in rows if row.period == month), None)


def trusts_grid(position: Position, asked: Asked, place: Place) -> Grid:
    """Each trust against each standard: share, people, how many short."""
    found = crossed(position.rows, lambda row: row.cut["provider"], lambda row: row.standard)
    names = {row.cut["provider"]: row.names["provider"] for row in position.rows}
    lines = []
    for code in sorted(names, key=lambda one: names[one]):
        cells = (
            standard_cell(found.get((code, key)), reverse("performance:place", args=[key, code]) + asked.query())
            for key in STANDARDS
        )
        href = reverse("performance:place", args=["62", code]) + asked.query()
        lines.append(GridRow(GridCell(charts.short_label(names[code]), (), href), tuple(cells)))
    columns = tuple(GridCell(shown.heading, (), definition_href(shown.card)) for shown in STANDARDS.values())
    title = f"Each trust against the three standards, {asked_month(position, asked)}"
    table = file_table(title, position, "62-day", ["provider"], list(position.rows))
    return Grid(
        "trusts", table, "Trust", columns, tuple(lines), f"No trust of {place.name} has figures for this month."
    )


def waits_grid(position: Position, asked: Asked, place: Place) -> Grid:
    """Where the long waits are: cancer types down, those with most people over day 62 first; trusts across."""
    found = crossed(position.rows, lambda row: row.cut["cancer_type"], lambda row: row.cut["provider"])
    names = {row.cut["provider"]: row.names["provider"] for row in position.rows}
    codes = sorted(names, key=lambda one: names[one])
    over: dict[str, float] = {}
    for row in position.rows:
        over[row.cut["cancer_type"]] = over.get(row.cut["cancer_type"], 0.0) + float(row.breaches)
    lines = []
    for cancer in sorted(over, key=lambda one: (-over[one], one)):
        mine = asked.but(cancer_type=cancer)
        cells = (
            share_cell(
                found.get((cancer, code)), "over", reverse("performance:place", args=["62", code]) + mine.query()
            )
            for code in codes
        )
        label = GridCell(cancer, (), reverse("performance:standard", args=["62"]) + mine.query())
        lines.append(GridRow(label, tuple(cells)))
    columns = tuple(
        GridCell(charts.short_label(names[code]), (), reverse("performance:place", args=["62", code]) + asked.query())
        for code in codes
    )
    title = f"Share treated within 62 days by cancer type and trust, {asked_month(position, asked)}"
    table = file_table(title, position, "62-day", ["provider", "cancer_type"], list(position.rows))
    return Grid("long-waits", table, "Cancer type", columns, tuple(lines), f"Nobody was counted in {place.name}.")


def asked_month(position: Position, asked: Asked) -> str:
    """The month that a position is about, in words."""
    months = sorted({row.period for row in position.rows})
    return words.month(months[-1] if months else asked.month)


def _counts(now: Sequence[PositionRow], seen: Sequence[PositionRow], month: str) -> tuple[Count, ...]:
    """What is counted without a standard: treated after day 104, referrals seen."""
    longest = {row.basis_of_place: words.count(row.after_104) for row in now if row.standard == "62"}
    counts = [_count("Treated after day 104", longest, "after-day-104")]
    for key, label in (
        ("usc_first_seen", "Seen after an urgent referral for suspected cancer"),
        ("ubs_first_seen", "Seen after a referral for breast symptoms, cancer not suspected"),
    ):
        people = {
            row.basis_of_place: f"{words.count(row.total)}, {words.count(row.within)} of them within 14 days"
            for row in seen
            if row.standard == key and row.period == month
        }
        counts.append(_count(label, people, "referrals-seen"))
    return tuple(counts)


def _count(label: str, by_side: Mapping[Side, str], card: str) -> Count:
    return Count(
        label,
        by_side.get("trusts") or "not held",
        by_side.get("residents") or "not held",
        definition_href(card),
    )
