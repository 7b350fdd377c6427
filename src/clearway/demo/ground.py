"""What every made-up record of a demo stands on: its trusts, its months, what they must look like, who lives where."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from clearway.demo.arrays import Day, Floats, Ints, Random, Text, rounded
from clearway.demo.assumptions import assumed
from clearway.demo.commissioners import commissioner_shares, shares_of_country
from clearway.demo.fault_catalogue import Put, put_in
from clearway.demo.marginals import Marginals, ParentTrust, fit_marginals
from clearway.demo.mergers import Merger, mergers_between
from clearway.demo.months import first_date, month_label, month_number, month_of_day
from clearway.demo.printed import PrintedFigures, read_printed
from clearway.demo.published import packed_figures
from clearway.demo.rows import Rows
from clearway.demo.transfers import TransferRates, transfer_rates, transfer_rates_in_circles
from clearway.standards.organisations import UNKNOWN, Organisations

DEFAULT_SEED = 20_251_001
FIRST_WEDNESDAY_FROM = 20
"""Left to itself, a demo is seen on a Wednesday late in the month after the last published one: part of that month has
happened and part is booked."""

RESIZING = 7
"""Which further stream rounds the counts of a larger or smaller country."""

NATIONAL = "England"
"""The one circle in which every trust lies, and what a seed of the whole country is mixed with."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to make: one alliance, or every trust of England when `of_england`; months `first_month` to that of `today`,
    seen on the day `today`. The alliance of a national demo is whose store it is for: the records do not depend on it.
    """

    alliance: str
    first_month: str
    today: date
    seed: int = DEFAULT_SEED
    of_england: bool = False

    @property
    def last_month(self) -> str:
        """The month in which the records are seen."""
        return f"{self.today:%Y-%m}"

    @property
    def years(self) -> float:
        """How long the records run."""
        return (month_number(self.last_month) - month_number(self.first_month) + 1) / 12

    def seed_sequence(self, *more: int) -> np.random.SeedSequence:
        """Where the random streams of this scope begin; `more` begins others."""
        place = NATIONAL if self.of_england else self.alliance
        return np.random.SeedSequence([self.seed, *place.encode("ascii"), *more])


class Streams:
    """Independent random streams, one a step, so that a change in one step leaves the others as they were."""

    def __init__(self, seeds: np.random.SeedSequence) -> None:
        self._seeds = seeds

    def __call__(self) -> Random:
        """The next stream."""
        return np.random.Generator(np.random.PCG64(self._seeds.spawn(1)[0]))


def scope_of(
    published: pa.Table,
    *,
    alliance: str,
    years: int = 2,
    today: date | None = None,
    seed: int,
    of_england: bool = False,
) -> Scope:
    """The scope that ends on a day, by default late in the month after the last one published for providers."""
    if years < 1:
        raise ValueError(f"{years} years: a demo covers at least one")
    day = today or _after(read_last_month(published))
    return Scope(alliance, month_label(month_of_day(day) - 12 * years + 1), day, seed, of_england)


def read_last_month(published: pa.Table) -> str:
    """The last month for which provider figures are published."""
    provider = pa.compute.equal(published["basis"], "provider")
    return str(pa.compute.max(published.filter(provider)["month"]).as_py())


def _after(month: str) -> date:
    day = first_date(month_number(month) + 1).replace(day=FIRST_WEDNESDAY_FROM)
    return day + timedelta(days=(2 - day.weekday()) % 7)


@dataclass(frozen=True)
class Ground:
    """What the records of a scope are made from. Commissioner shares and areas go by the nodes of `rates`.

    `area` says whose numbers a node's people get: their alliance as a small whole number, -1 outside any.
    """

    scope: Scope
    marginals: Marginals
    rates: TransferRates
    mergers: tuple[Merger, ...]
    commissioners: tuple[str, ...]
    shares: Floats
    area: Ints
    parent_trust: ParentTrust
    faults: Mapping[str, float] = field(default_factory=dict)
    """Faults of records that were asked for, with their shares."""

    @property
    def trusts(self) -> tuple[str, ...]:
        """Who sends records."""
        return self.marginals.trusts

    @property
    def today(self) -> Day:
        """The day on which the records are seen."""
        return np.datetime64(self.scope.today, "D")

    @property
    def begun(self) -> Day:
        """The day on which the records begin."""
        return np.datetime64(self.scope.first_month, "D")

    def issuers(self, rows: Rows) -> Text:
        """Who gives out each record's pathway identifier: the trust the person lives near."""
        return np.asarray(np.array(self.rates.nodes)[rows["home"]])


def lay_ground(draw: Streams, scope: Scope, published: pa.Table, organisations: Organisations) -> Ground:
    """Read the published figures for a scope. Raises `ValueError` when they hold none of the alliance's trusts."""
    printed = read_printed(published)
    last = month_number(scope.last_month) + 1 + int(assumed("bookings")["months_ahead"])
    months = np.arange(month_number(scope.first_month), last)
    trusts = printed.organisations if scope.of_england else _trusts(scope, printed, months, organisations)
    marginals = fit_marginals(draw(), printed, months, trusts, organisations.parent_trust)
    rates = _rates(scope, printed, trusts, organisations)
    codes, shares = _who_lives_where(scope, rates.nodes, published, organisations)
    return Ground(
        scope,
        marginals,
        rates,
        mergers_between(months, trusts, organisations.parent_trust),
        codes,
        shares,
        _areas(rates.nodes, scope.today, organisations),
        organisations.parent_trust,
    )


def ground_of_records(
    scope: Scope, organisations: Organisations, referrals_a_year: int | None, faults: Mapping[str, float]
) -> Ground:
    """The ground of records that are written without a store, in another size and with other faults if asked.

    What reading the published figures took is given back before the records are made.
    """
    ground = lay_ground(Streams(scope.seed_sequence()), scope, packed_figures(), organisations)
    pa.default_memory_pool().release_unused()
    if referrals_a_year:
        ground = resized(Streams(scope.seed_sequence(RESIZING))(), ground, referrals_a_year)
    return replace(ground, faults=put_in(faults, Put.RECORD))


def resized(rng: Random, ground: Ground, referrals_a_year: int) -> Ground:
    """The same with so many people referred a year, in the published proportions."""
    uncounted = assumed("volumes")["uncounted"]
    told = ground.marginals.told.sum() / len(ground.marginals.months) * 12
    factor = referrals_a_year / (told * (1 + uncounted["excluded"] + uncounted["closed"]))
    held = ground.marginals
    return replace(
        ground,
        marginals=replace(
            held,
            told=rounded(rng, held.told * factor, together=4),
            treated=rounded(rng, held.treated * factor, together=4),
            decided=rounded(rng, held.decided * factor, together=4),
        ),
        rates=replace(ground.rates, rate=ground.rates.rate * factor),
    )


def _rates(scope: Scope, printed: PrintedFigures, trusts: Sequence[str], organisations: Organisations) -> TransferRates:
    if not scope.of_england:
        return transfer_rates(printed, trusts, _neighbour(scope, trusts, organisations))
    circles = (
        lambda code: organisations.alliance_of_provider(code, scope.today).alliance,
        lambda code: organisations.region_of_provider(code, scope.today),
        lambda code: NATIONAL,
    )
    return transfer_rates_in_circles(printed, trusts, circles)


def _who_lives_where(
    scope: Scope, nodes: Sequence[str], published: pa.Table, organisations: Organisations
) -> tuple[tuple[str, ...], Floats]:
    day = max(scope.today, organisations.icbs_from)
    if scope.of_england:
        return shares_of_country(nodes, day, published, organisations)
    return commissioner_shares(nodes, scope.alliance, day, published, organisations)


def _areas(nodes: Sequence[str], on: date, organisations: Organisations) -> Ints:
    day = max(on, organisations.alliances_from)
    known = [one.code for one in organisations.alliances(day)]
    places = {code: place for place, code in enumerate(known)}
    return np.array([places.get(organisations.alliance_of_provider(node, day).alliance, -1) for node in nodes])


def _trusts(scope: Scope, printed: PrintedFigures, months: Ints, organisations: Organisations) -> tuple[str, ...]:
    """Trusts of the alliance in any of the months that have published figures, merged ones too.

    Before the first list of alliances its trusts are those of that list.
    """
    days = {max(first_date(int(month)), organisations.alliances_from) for month in months}
    placed = {code for day in days for code in organisations.providers_of_alliance(scope.alliance, day)}
    trusts = tuple(sorted(placed & set(printed.organisations)))
    if not trusts:
        raise ValueError(f"The published figures hold no trust of alliance {scope.alliance}.")
    return trusts


def _neighbour(scope: Scope, trusts: Sequence[str], organisations: Organisations) -> Callable[[str], bool]:
    """Whether a trust outside the alliance may take part in transfers: an NHS trust of the alliance's region."""
    day = scope.today
    regions = Counter(organisations.region_of_provider(code, day) for code in trusts)
    region = regions.most_common(1)[0][0]

    def is_neighbour(code: str) -> bool:
        provider = organisations.provider(code, day)
        return provider.region == region != UNKNOWN and provider.is_open(day)

    return is_neighbour
