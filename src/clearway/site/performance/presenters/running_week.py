"""The running week in words: bands, what is new, and where the month will land, case by case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearway.pathways.open_pathways import Status
from clearway.pathways.running_week import BANDS, RunningWeek
from clearway.publications.charts import Band, Drawing, WaitBands
from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.folding import FoldingTable
from clearway.site.performance import figures
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.presenters.notes import OWN_RECORDS, SYNTHETIC
from clearway.site.performance.presenters.week_cases import booked_cases, trust_name, unbooked_cases
from clearway.site.performance.presenters.week_summary import landing_words, waiting_words
from clearway.site.tables import ShownTable

LIMIT = 62


@dataclass(frozen=True, slots=True)
class Number:
    """One count with its words."""

    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class RunningWeekPage:
    """The page. `cases` and `unbooked` are None for those who are not shown single cases."""

    day: str
    day_value: str
    newest: str
    whose: str
    mark: str
    hindsight: str
    numbers: tuple[Number, ...]
    drawing: Drawing
    bands: ShownTable
    trusts: ShownTable
    landing: tuple[str, ...]
    landing_trusts: ShownTable
    cases: FoldingTable | None
    unbooked: FoldingTable | None
    definition: str

    @property
    def tables(self) -> tuple[ShownTable | FoldingTable, ...]:
        """The tables that can be downloaded."""
        cases = [one for one in (self.cases, self.unbooked) if one is not None]
        return (self.bands, self.trusts, self.landing_trusts, *cases)


def running_week_page(
    week: RunningWeek, snapshot: str, newest: date, whose: str, *, with_cases: bool
) -> RunningWeekPage:
    """The page of one day, for the people whose pathways `whose` names."""
    about = _notes(week, snapshot)
    return RunningWeekPage(
        day=words.day(week.day),
        day_value=week.day.isoformat(),
        newest=newest.isoformat(),
        whose=whose,
        mark=about.mark,
        hindsight=HINDSIGHT if week.is_hindsight else "",
        numbers=_numbers(week),
        drawing=figures.drawing_board().draw(_chart(week, whose)),
        bands=_bands(week, about),
        trusts=_trusts(week, about),
        landing=landing_words(week),
        landing_trusts=_landing_trusts(week, about),
        cases=booked_cases(week, about) if with_cases else None,
        unbooked=unbooked_cases(week, about) if with_cases else None,
        definition=definition_href("running-week"),
    )


HINDSIGHT = (
    "This day lies before the newest records. Who was waiting is known; what was booked on that day is not, "
    "so no bookings are shown."
)


def _numbers(week: RunningWeek) -> tuple[Number, ...]:
    lost = {status: sum(one.status is status for one in week.lost) for status in (Status.UNTOLD, Status.UNDIAGNOSED)}
    counts = (
        (len(week.waiting), "waiting on a 62-day pathway"),
        (len(week.band(63, None)), "of them over 62 days"),
        (len(week.band(105, None)), "of them over 104 days"),
        (week.untold_over_28, "waiting over 28 days to be told"),
        (week.new_referrals, "urgent referrals in the last seven days"),
        (lost[Status.UNTOLD], "with no cancer found, and not told"),
        (lost[Status.UNDIAGNOSED], "treated, with no diagnosis entered"),
    )
    return tuple(Number(words.count(count), said) for count, said in counts)


def band_words(first: int, last: int | None) -> str:
    """A band in words."""
    return f"over {first - 1} days" if last is None else f"{first} to {last} days"


def _chart(week: RunningWeek, whose: str) -> WaitBands:
    bands = tuple(Band(band_words(*band), Decimal(len(week.band(*band))), band[0] > LIMIT) for band in BANDS)
    return WaitBands(f"Waiting on {words.day(week.day)}, {whose}", waiting_words(week), bands)


def _bands(week: RunningWeek, about: Notes) -> ShownTable:
    columns = (
        Column("band", "Days waited so far"),
        Column("waiting", "Waiting", Kind.COUNT),
        Column("with_decision", "With a decision to treat", Kind.COUNT),
        Column("without_decision", "Without one", Kind.COUNT),
    )
    rows = tuple(
        (
            band_words(*band),
            len(week.band(*band)),
            len(week.band(*band, has_decision=True)),
            len(week.band(*band, has_decision=False)),
        )
        for band in BANDS
    )
    table = Table(f"People waiting on a 62-day pathway, {words.day(week.day)}", columns, rows, about)
    return ShownTable("bands", table, "Nobody is waiting.")


def _trusts(week: RunningWeek, about: Notes) -> ShownTable:
    columns = (
        Column("trust_code", "Code"),
        Column("trust", "Trust that holds the pathway now"),
        *(Column(f"waited_{first}", band_words(first, last), Kind.COUNT) for first, last in BANDS),
    )
    rows: list[tuple[Cell, ...]] = []
    for code in sorted({one.trust for one in week.waiting}, key=trust_name):
        mine = [sum(one.trust == code for one in week.band(*band)) for band in BANDS]
        rows.append((code, trust_name(code), *mine))
    table = Table(f"Who holds the pathways, {words.day(week.day)}", columns, tuple(rows), about)
    return ShownTable("trusts", table, "Nobody is waiting.")


def _landing_trusts(week: RunningWeek, about: Notes) -> ShownTable:
    columns = (
        Column("trust_code", "Code"),
        Column("trust", "Trust"),
        Column("treated", "Treated so far", Kind.COUNT),
        Column("treated_within", "Within 62 days", Kind.COUNT),
        Column("booked", "Booked", Kind.COUNT),
        Column("booked_within", "Booked within 62 days", Kind.COUNT),
        Column("lands_at", "Lands at", Kind.SHARE),
    )
    rows = []
    for one in sorted(week.landing.trusts, key=lambda one: trust_name(one.trust)):
        total, within = one.treated + one.booked, one.treated_within + one.booked_within
        lands = float(within / total) if total else None
        rows.append(
            (one.trust, trust_name(one.trust), one.treated, one.treated_within, one.booked, one.booked_within, lands)
        )
    title = f"Where {words.month(week.landing.month)} will land for each trust, in shares of people"
    return ShownTable(
        "landing", Table(title, columns, tuple(rows), about), "Nobody is treated or booked in this month."
    )


def _notes(week: RunningWeek, snapshot: str) -> Notes:
    return Notes(
        definition=cards()["running-week"].plain,
        source=f"Computed by Clearway from {'synthetic ' if is_demo() else ''}records",
        as_at=f"As things stood on {words.day(week.day)}",
        snapshot=snapshot,
        licence=OWN_RECORDS,
        mark=SYNTHETIC if is_demo() else "",
        remarks=(("Pathways", "A pathway is named by a pseudonym that only this store can trace back."),),
    )
