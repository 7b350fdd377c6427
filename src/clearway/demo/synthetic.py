"""The synthetic records of one alliance: made-up people whose waits follow the published figures of its trusts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from clearway.demo.arrays import Ints, Random
from clearway.demo.assumptions import assumed
from clearway.demo.commissioners import commissioner_shares
from clearway.demo.extracts import Extract, extracts
from clearway.demo.faults import put_faults
from clearway.demo.first_seen import put_first_seen
from clearway.demo.later_treatments import later_rows
from clearway.demo.marginals import Marginals, fit_marginals
from clearway.demo.mergers import mergers_between, put_former_codes, put_successor_codes
from clearway.demo.months import first_date, month_label, month_number, month_of_day
from clearway.demo.pathways import first_treatments
from clearway.demo.people import put_people
from clearway.demo.printed import PrintedFigures, read_printed
from clearway.demo.reasons import put_delay_reasons, put_pause_reasons
from clearway.demo.referrals import left_over, referral_rows, told_of_cancer
from clearway.demo.rows import Rows, stacked
from clearway.demo.transfers import TransferRates, transfer_rates
from clearway.demo.treated import treated_rows
from clearway.demo.waiting import as_seen_on, from_day
from clearway.standards.organisations import UNKNOWN, Organisations

DEFAULT_SEED = 20_251_001
FIRST_WEDNESDAY_FROM = 20
"""Left to itself, a demo is seen on a Wednesday late in the month after the last published one: part of that month has
happened and part is booked."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to make: one alliance, months `first_month` to that of `today`, seen on the day `today`."""

    alliance: str
    first_month: str
    today: date
    seed: int = DEFAULT_SEED

    @property
    def last_month(self) -> str:
        """The month in which the records are seen."""
        return f"{self.today:%Y-%m}"


def scope_of(published: pa.Table, *, alliance: str, years: int = 2, today: date | None = None, seed: int) -> Scope:
    """The scope that ends on a day, by default late in the month after the last one published for providers."""
    if years < 1:
        raise ValueError(f"{years} years: a demo covers at least one")
    day = today or _after(read_last_month(published))
    return Scope(alliance, month_label(month_of_day(day) - 12 * years + 1), day, seed)


def read_last_month(published: pa.Table) -> str:
    """The last month for which provider figures are published."""
    provider = pa.compute.equal(published["basis"], "provider")
    return str(pa.compute.max(published.filter(provider)["month"]).as_py())


def _after(month: str) -> date:
    day = first_date(month_number(month) + 1).replace(day=FIRST_WEDNESDAY_FROM)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def synthetic_extracts(scope: Scope, published: pa.Table, organisations: Organisations) -> tuple[Extract, ...]:
    """One extract for each trust of the alliance. The same scope and figures give the same bytes.

    Raises `ValueError` when the figures hold none of the alliance's trusts.
    """
    draw = Streams(scope)
    printed = read_printed(published)
    months = np.arange(
        month_number(scope.first_month), month_number(scope.last_month) + 1 + assumed("bookings")["months_ahead"]
    )
    trusts = _trusts(scope, printed, months, organisations)
    marginals = fit_marginals(draw(), printed, months, trusts, organisations.parent_trust)
    rates = transfer_rates(printed, trusts, _neighbour(scope, trusts, organisations))
    rows = _rows(draw, marginals, rates, organisations)
    today = np.datetime64(scope.today, "D")
    rows = as_seen_on(draw(), rows, today)
    from_day(rows, np.datetime64(scope.first_month, "D"))
    _put_people(draw(), rows, scope, published, rates, organisations)
    put_pause_reasons(draw(), rows)
    put_delay_reasons(draw(), rows, today)
    put_faults(draw(), rows, today)
    return extracts(rows, trusts, organisations.parent_trust, scope.today)


class Streams:
    """Independent random streams, one a step, so that a change in one step leaves the others as they were."""

    def __init__(self, scope: Scope) -> None:
        self._seeds = np.random.SeedSequence([scope.seed, *scope.alliance.encode("ascii")])

    def __call__(self) -> Random:
        """The next stream."""
        return np.random.Generator(np.random.PCG64(self._seeds.spawn(1)[0]))


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


def _neighbour(scope: Scope, trusts: tuple[str, ...], organisations: Organisations) -> Callable[[str], bool]:
    """Whether a trust outside the alliance may take part in transfers: an NHS trust of the alliance's region."""
    day = scope.today
    regions = Counter(organisations.region_of_provider(code, day) for code in trusts)
    region = regions.most_common(1)[0][0]

    def is_neighbour(code: str) -> bool:
        provider = organisations.provider(code, day)
        return provider.region == region != UNKNOWN and provider.is_open(day)

    return is_neighbour


def _rows(draw: Streams, marginals: Marginals, rates: TransferRates, organisations: Organisations) -> Rows:
    """Everybody: treated first, told without treatment, and treated again, over all months and beyond."""
    mergers = mergers_between(marginals.months, marginals.trusts, organisations.parent_trust)
    treated = treated_rows(draw(), marginals, rates, first_treatments(draw(), marginals, rates))
    put_former_codes(draw(), treated, mergers)
    people = left_over(draw(), marginals.told, told_of_cancer(treated, marginals))
    referred = referral_rows(draw(), marginals, people, first_person=len(treated))
    rows = stacked([treated, referred])
    put_first_seen(draw(), rows, marginals)
    put_successor_codes(rows, mergers)
    later = later_rows(draw(), marginals, len(rows), treated)
    return stacked([rows, later])


def _put_people(
    rng: Random, rows: Rows, scope: Scope, published: pa.Table, rates: TransferRates, organisations: Organisations
) -> None:
    """Whose records these are, and under which identifiers."""
    day = max(scope.today, organisations.icbs_from)
    codes, shares = commissioner_shares(rates.nodes, scope.alliance, day, published, organisations)
    put_people(rng, rows, codes, shares)
    _put_identifiers(rows, rates)


def _put_identifiers(rows: Rows, rates: TransferRates) -> None:
    """A pathway identifier that nobody takes for a real one, given out by the trust the person lives near."""
    distinct, number = np.unique(rows["pathway"], return_inverse=True)
    names = np.char.add("SYN", np.char.zfill(np.arange(1, len(distinct) + 1).astype("U9"), 9))
    rows["pathway_id"] = names[number]
    rows["pathway_issuer"] = np.array(rates.nodes)[rows["home"]]
