"""The position as an audience may see it: small figures left out, with what would give them away, and the rest rounded.

What is hidden is decided for whole tables at a time: every place with the sums that it is in, each month with its
financial year, each group with all groups. A question is answered out of those tables, so however figures are cut, two
answers never give away together what each of them hides. A cut that is in no table is not shown at all.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import duckdb

from clearway.measures.answer import Position, PositionRow
from clearway.measures.comparison.groups import HIDDEN_NOTE
from clearway.measures.months import months_between, year_of
from clearway.measures.position import position
from clearway.measures.question import PLACE_CUTS, Question, months_of_year
from clearway.publications.disclosure.figures import EVERYBODY, Figures, Key, Place, hidden_figures, with_empty_groups
from clearway.publications.disclosure.parents import YEAR, Parentage, parentage
from clearway.publications.disclosure.policy import Policy
from clearway.standards import RuleBook
from clearway.stats import wilson
from clearway.stats.disclosure import DisclosureRule

LEFT_OUT = "Left out: {count}, of so few people that somebody could be recognised, or be found by taking away."
RELEASED = ("alliance", "icb", "commissioner", "provider")
"""The kinds of place whose computed figures an audience under a rule is shown.

A store holds the records of an alliance and a few shares of its neighbours. What it sums up to for regions and England
is no figure of theirs, and would give the neighbours' few people away: with it, the alliance's own would have to go.
"""

BOTH_SIDES = (("alliance trusts", "alliance residents"),)
"""All trusts together treat whom all commissioners together answer for: the whole store, though it is not shown."""

NOT_RELEASED = "Computed sums for England and regions are not shown to this audience. Ask by alliance, ICB or provider."
TOO_FINE = "Not shown to this audience: told apart so finely that small groups could be found from other tables."

Kept = Callable[[Hashable, Callable[[], Any]], Any]
"""Remembers what was worked out for a key: `kept(key, make)`."""


def in_memory() -> Kept:
    """A memory of its own, for as long as it is held."""
    held: dict[Hashable, Any] = {}

    def kept(key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in held:
            held[key] = make()
        return held[key]

    return kept


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A figure that is left out: the standard, the period, and each cut with its value."""

    standard: str
    period: str
    cut: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON, named as in rows."""
        return {"standard": self.standard, "month": self.period, **self.cut, "note": HIDDEN_NOTE}


@dataclass(frozen=True, slots=True)
class ProtectedPosition:
    """A position without what is hidden, the list of that, and the policy that it was shown by."""

    position: Position
    policy: Policy
    hidden: tuple[HiddenFigure, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts read."""
        return {
            **self.position.as_json(),
            "audience": self.policy.audience.value,
            "small_numbers": self.policy.words,
            "hidden": [one.as_json() for one in self.hidden],
        }


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers of people of one table, the figures that are hidden, and those of which only long waits are."""

    people: Figures
    hidden: frozenset[Key] = frozenset()
    without_long: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class PositionTables:
    """The tables of one analytical store from which what is hidden is decided, under one rule.

    `kept` remembers each table; the store must not change under it.
    """

    figures: duckdb.DuckDBPyConnection
    rules: RuleBook
    rule: DisclosureRule
    kept: Kept = field(default_factory=lambda: in_memory())

    def shown(self, row: PositionRow) -> PositionRow | None:
        """A row of computed figures as it may be shown; None where it must not be.

        A group over a year is shown where it is shown in each month: what months hide, their sum could tell.
        """
        key, details = key_of(row), details_of(row.cut)
        if key is None or len(details) > 1:
            return None
        if details and key.period.startswith(YEAR):
            in_months = [(self.table(row, month), key._replace(period=month)) for month in row.months]
        else:
            table = self.table(row, key.period)
            if table.people.get(key) != _people(row):
                return None
            in_months = [(table, key)]
        if any(one in table.hidden for table, one in in_months):
            return None
        hides_long = any(one in table.without_long for table, one in in_months)
        return _rounded(replace(row, after_104=None) if hides_long else row, self.rule)

    def hides(self, standard: str, detail: str, key: Key) -> bool:
        """Whether a figure of a month is hidden under any of the standards that held; also one that no table holds."""
        tables = self._tables(standard, detail, key.period)
        return any(key in one.hidden for one in tables) or all(key not in one.people for one in tables)

    def table(self, row: PositionRow, period: str) -> Table:
        """The table in which a figure like a row, of a period, stands."""
        details = details_of(row.cut)
        return self._table(row.standard, row.standard_key, details[0] if details else "", period)

    def _table(self, standard: str, standard_key: str, detail: str, period: str) -> Table:
        return self._made(standard, detail, period).get(standard_key, Table({}))

    def _tables(self, standard: str, detail: str, period: str) -> list[Table]:
        return list(self._made(standard, detail, period).values())

    def _made(self, standard: str, detail: str, period: str) -> dict[str, Table]:
        block = period if detail else period.removeprefix(YEAR) if period.startswith(YEAR) else year_of(period)
        made: dict[str, Table] = self.kept(
            ("position", standard, detail, block, self.rule),
            lambda: self._in_month(standard, detail, block) if detail else self._in_year(standard, block),
        )
        return made

    def _in_year(self, standard: str, year: str) -> dict[str, Table]:
        """Places in each month of a financial year and in the year, without groups."""
        rows = [
            row for by_year in (False, True) for row in self._rows(standard, "", *months_of_year(year), by_year=by_year)
        ]
        periods = dict.fromkeys(months_between(*months_of_year(year)), f"{YEAR}{year}")
        parents = self.kept("parents", lambda: parentage(self.figures))
        return {key: _whole(of_key, self.rule, parents, periods) for key, of_key in _by_key(rows)}

    def _in_month(self, standard: str, detail: str, month: str) -> dict[str, Table]:
        """Groups of each place in a month, beside everybody of it, who are shown or hidden already."""
        rows = list(self._rows(standard, detail, month, month))
        parents = self.kept("parents", lambda: parentage(self.figures))
        return {
            key: _told_apart(of_key, self._table(standard, key, "", month), month, self.rule, parents)
            for key, of_key in _by_key(rows)
        }

    def _rows(
        self, standard: str, detail: str, first: str, last: str, *, by_year: bool = False
    ) -> Iterator[PositionRow]:
        for cut in RELEASED:
            asked = Question(
                basis="computed",
                standards=(standard,),
                first_month=first,
                last_month=last,
                by=(cut, detail) if detail else (cut,),
                by_year=by_year,
            )
            yield from position(self.figures, asked, self.rules).rows


def protected_position(
    found: Position, question: Question, policy: Policy, tables: PositionTables | None
) -> ProtectedPosition:
    """An answer as an audience may see it. `tables` is None where the policy hides nothing; published figures stand."""
    if tables is None or found.basis == "published":
        return ProtectedPosition(found, policy)
    shown, gone = [], []
    for row in found.rows:
        if seen := tables.shown(row):
            shown.append(seen)
        else:
            gone.append(HiddenFigure(row.standard, row.period, dict(row.cut)))
    is_too_fine = len(question.details) > 1 or len(set(question.places) - {"england"}) > 1
    hidden = tuple(gone) if is_too_fine else (*gone, *_of_nobody(found.rows, tables))
    if not hidden:
        return ProtectedPosition(replace(found, rows=shown), policy)
    is_whole = not set(question.places) & set(RELEASED)
    count = f"{len(hidden):,} {'figure' if len(hidden) == 1 else 'figures'}"
    note = NOT_RELEASED if is_whole else TOO_FINE if is_too_fine else LEFT_OUT.format(count=count)
    return ProtectedPosition(replace(found, rows=shown, notes=(*found.notes, note)), policy, hidden)


def key_of(row: PositionRow) -> Key | None:
    """The figure that a row is, in the tables; None for a row of no place that is released, or of two kinds at once."""
    places = [cut for cut in row.cut if cut in PLACE_CUTS and cut != "england"]
    if len(places) != 1 or places[0] not in RELEASED:
        return None
    details = details_of(row.cut)
    place = Place(f"{places[0]} {row.basis_of_place}", str(row.cut[places[0]]))
    period = row.period if row.period in row.months else f"{YEAR}{row.period}"
    return Key(place, period, str(row.cut[details[0]]) if details else EVERYBODY)


def details_of(cut: Mapping[str, str]) -> list[str]:
    """What a row is told apart by besides place."""
    return [name for name in cut if name not in PLACE_CUTS]


def _of_nobody(rows: Sequence[PositionRow], tables: PositionTables) -> Iterator[HiddenFigure]:
    """Hidden figures of nobody, which have no row, beside each place and period that a row is of."""
    told = {(row.standard_key, key_of(row)) for row in rows}
    for row in rows:
        key, details = key_of(row), details_of(row.cut)
        if key is None or not details or key.period.startswith(YEAR):
            continue
        for other in sorted(tables.table(row, key.period).hidden):
            is_new = other.group and (row.standard_key, other) not in told
            if is_new and (other.place, other.period) == (key.place, key.period):
                told.add((row.standard_key, other))
                yield HiddenFigure(row.standard, row.period, {**row.cut, details[0]: other.group})


def _by_key(rows: Sequence[PositionRow]) -> Iterator[tuple[str, list[PositionRow]]]:
    """Rows by the standard that held: figures of former and present ones are never added up."""
    for key in dict.fromkeys(row.standard_key for row in rows):
        yield key, [row for row in rows if row.standard_key == key]


def _whole(rows: Sequence[PositionRow], rule: DisclosureRule, parents: Parentage, periods: Mapping[str, str]) -> Table:
    people, long_waits = _keyed(rows, _people), _keyed(rows, _long_waits)
    hidden = hidden_figures(people, rule, parents, periods=periods, same=BOTH_SIDES)
    return Table(
        people, hidden, hidden_figures(long_waits, rule, parents, periods=periods, gone=hidden, same=BOTH_SIDES)
    )


def _told_apart(
    rows: Sequence[PositionRow], whole: Table, month: str, rule: DisclosureRule, parents: Parentage
) -> Table:
    everybody = {key: count for key, count in whole.people.items() if key.period == month}
    gone = [key for key in everybody if key in whole.hidden]
    known = [key for key in everybody if key not in whole.hidden]
    people = with_empty_groups({**_keyed(rows, _people), **everybody})
    hidden = hidden_figures(people, rule, parents, known=known, gone=gone, same=BOTH_SIDES)
    return Table(people, hidden, hidden_figures(_keyed(rows, _long_waits), rule, parents, gone=hidden, same=BOTH_SIDES))


def _keyed(
    rows: Sequence[PositionRow], count: Callable[[PositionRow], tuple[float, ...]]
) -> dict[Key, tuple[float, ...]]:
    return {key: parts for row in rows if (parts := count(row)) and (key := key_of(row))}


def _people(row: PositionRow) -> tuple[float, ...]:
    return float(row.within), float(row.breaches)


def _long_waits(row: PositionRow) -> tuple[float, ...]:
    return () if row.after_104 is None else (float(row.after_104), float(row.total - row.after_104))


def _rounded(row: PositionRow, rule: DisclosureRule) -> PositionRow:
    """A row with its counts rounded, and its share made of the rounded ones."""
    if rule.round_to == 1:
        return row
    total, within, breaches, after = (
        None if one is None else Decimal(int(rule.rounded(float(one))))
        for one in (row.total, row.within, row.breaches, row.after_104)
    )
    total, within = total or Decimal(0), min(within or Decimal(0), total or Decimal(0))
    lower, upper = wilson([within], [total])
    return replace(
        row,
        total=total,
        within=within,
        breaches=breaches or Decimal(0),
        rate=float(within / total) if total else None,
        lower=float(lower[0]) if total else None,
        upper=float(upper[0]) if total else None,
        pathways=None if row.pathways is None else int(rule.rounded(float(row.pathways))),
        after_104=after,
        short_of_target=None,
    )
