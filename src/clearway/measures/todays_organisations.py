"""Earlier figures under the organisations of today: which code each leads to, and where that one stands.

Figures are kept as at their date and never rewritten. A question may ask for them under today's organisations; then
the codes are led on at question time by the table made here, which depends on nothing but the reference and the day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import duckdb
import pyarrow as pa

from clearway.measures.months import first_day
from clearway.standards.organisations import ENGLAND, Organisations

TABLE = "todays_place"
"""The name under which the table is known while a question is answered."""

HELD = (
    "SELECT kind, code, max(month), list(DISTINCT (alliance, icb, region)) FROM places GROUP BY kind, code ORDER BY ALL"
)

SCHEMA = pa.schema(
    [pa.field(name, pa.string(), nullable=False) for name in ("kind", "code", "today", "alliance", "icb", "region")]
)
"""`kind` and `code` as in the table of places; `today` is the code that holds its patients today."""


@dataclass(frozen=True, slots=True)
class TodaysPlace:
    """Where the patients of one code of the store are today. `has_moved` says that a month of it stood elsewhere."""

    kind: str
    code: str
    today: str
    alliance: str
    icb: str
    region: str
    has_moved: bool


@dataclass(eq=False)
class TodaysOrganisations:
    """The reference as on one day, applied to whatever codes a store holds. Made once, asked many times."""

    organisations: Organisations
    today: date
    _of_snapshot: dict[str, tuple[TodaysPlace, ...]] = field(default_factory=dict)

    def places(self, figures: duckdb.DuckDBPyConnection) -> "TodaysPlaces":
        """Today's place of every code that an analytical store holds."""
        snapshot = str(figures.execute("SELECT list(value ORDER BY name) FROM about").fetchall())
        if snapshot not in self._of_snapshot:
            self._of_snapshot.clear()
            self._of_snapshot[snapshot] = tuple(self._place(*row) for row in figures.execute(HELD).fetchall())
        return TodaysPlaces(self, self._of_snapshot[snapshot])

    def _place(self, kind: str, code: str, month: str, stood: list[tuple[str, str, str]]) -> TodaysPlace:
        known, grouped_on = self.organisations, max(self.today, self.organisations.alliances_from)
        if code == ENGLAND:
            return TodaysPlace(kind, code, code, code, code, code, has_moved=False)
        today = known.today_code(code, first_day(month), self.today)
        if kind == "provider":
            place = (
                known.alliance_of_provider(today, grouped_on).alliance,
                known.icb_of_provider(today, self.today),
                known.region_of_provider(today, self.today),
            )
        else:
            place = (
                known.alliance_of_commissioner(today, grouped_on).alliance,
                known.icb_of_commissioner(today, self.today),
                known.region_of_commissioner(today),
            )
        return TodaysPlace(kind, code, today, *place, has_moved=any(tuple(one) != place for one in stood))

    def name(self, code: str) -> str:
        """The name of an organisation today."""
        return self.organisations.name(code, self.today)

    def merged_words(self, codes: tuple[str, ...]) -> str:
        """`with North Middlesex University Hospital NHS Trust until December 2024`, for codes that were merged."""
        said = []
        for code in codes:
            steps = self.organisations.successors(code, self.today)
            if steps:
                last = steps[0].applies_from - timedelta(days=1)
                said.append(f"{self.organisations.name(code, last)} until {last:%B %Y}")
        return f"with {' and '.join(said)}" if said else ""


@dataclass(frozen=True)
class TodaysPlaces:
    """Today's places of one store's codes."""

    reference: TodaysOrganisations
    rows: tuple[TodaysPlace, ...]

    @cached_property
    def table(self) -> pa.Table:
        """The rows for a join on kind and code."""
        return pa.Table.from_pylist([{name: getattr(row, name) for name in SCHEMA.names} for row in self.rows], SCHEMA)

    @cached_property
    def merged(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For each kind and code of today that holds the patients of other codes: those codes and its own."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self.rows:
            if row.today != row.code:
                found[row.kind, row.today] |= {row.code, row.today}
        return {key: tuple(sorted(codes)) for key, codes in found.items()}

    def codes_of(self, kind: str, today: str) -> tuple[str, ...]:
        """The codes whose figures a code of today sums: its own when it has no forerunner in the store."""
        return self.merged.get((kind, today), (today,))

    def codes_within(self, kind: str, area: str, code: str) -> tuple[str, ...]:
        """The codes of a kind whose patients are today in an alliance, ICB or region."""
        return tuple(row.code for row in self.rows if row.kind == kind and getattr(row, area) == code)

    def stay_where_they_stood(self, kind: str) -> bool:
        """Whether every code of a kind stood, in each month, where it stands today: then sums over areas agree."""
        return not any(row.has_moved for row in self.rows if row.kind == kind)

    @contextmanager
    def joined(self, figures: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """While the block runs, the store knows the table under the name `todays_place`."""
        figures.register(TABLE, self.table)
        try:
            yield
        finally:
            figures.unregister(TABLE)
