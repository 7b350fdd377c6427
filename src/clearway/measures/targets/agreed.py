"""Agreed trajectories: each sheet a version, the newest one known on the day asked about holds, none is overwritten."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from clearway.measures.catalogue import Catalogue, Measure
from clearway.records.findings import Finding, FindingKind

LONDON = ZoneInfo("Europe/London")
SHARE = "agreed_share"
"""The series of agreed shares; all others are agreed numbers."""

HELD = """
    SELECT
        split_part(one.indicator, '.', 1) AS series,
        split_part(one.indicator, '.', 2) AS measure,
        one.area_code AS organisation,
        strftime(one.period_start, '%Y-%m') AS month,
        one.value,
        epoch_us(source.received_at) AS received,
        source.id AS submission,
        one.source_file,
        one.place_in_file
    FROM observations AS one
    INNER JOIN submissions AS source ON source.id = one.submission_id
    WHERE starts_with(one.indicator, 'agreed_')
    ORDER BY source.received_at, source.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTarget:
    """What an organisation agreed for one month. `value` as kept: a share between 0 and 1, else a number.

    `version` counts the sheets that spoke of this measure, organisation and month, from 1; `submission` and
    `place_in_file` say where it stands.
    """

    measure: str
    organisation: str
    month: str
    value: Decimal
    is_share: bool
    received_at: datetime
    submission: str
    source_file: str = ""
    place_in_file: str = ""
    version: int = 1


class Trajectories:
    """All agreed targets that are known, by measure, organisation and month."""

    def __init__(self, targets: Iterable[AgreedTarget] = ()) -> None:
        held: dict[tuple[str, str, str], list[AgreedTarget]] = defaultdict(list)
        for one in sorted(targets, key=lambda one: (one.received_at, one.submission)):
            versions = held[one.measure, one.organisation, one.month]
            versions.append(replace(one, version=len(versions) + 1))
        self._held = dict(held)

    def versions(self, measure: Measure, organisation: str, month: str) -> tuple[AgreedTarget, ...]:
        """Every version of one month, the oldest first. A value in another unit than the measure's is left out."""
        held = self._held.get((measure.id, organisation, month), ())
        return tuple(one for one in held if one.is_share == counts_shares(measure))

    def agreed(
        self, measure: Measure, organisation: str, month: str, *, as_known_on: date | None = None
    ) -> AgreedTarget | None:
        """The newest agreed target for a month, or the newest known by the end of a day; None for none."""
        known = [one for one in self.versions(measure, organisation, month) if is_known(one, as_known_on)]
        return known[-1] if known else None

    def path(self, measure: Measure, organisation: str, *, as_known_on: date | None = None) -> tuple[AgreedTarget, ...]:
        """The agreed trajectory of an organisation, month by month."""
        months = sorted(month for (name, code, month) in self._held if (name, code) == (measure.id, organisation))
        found = (self.agreed(measure, organisation, month, as_known_on=as_known_on) for month in months)
        return tuple(one for one in found if one)

    def __len__(self) -> int:
        """How many months are agreed, whatever their versions."""
        return len(self._held)


def counts_shares(measure: Measure) -> bool:
    """Whether values of the measure are kept as shares."""
    return measure.unit.shown == 100


def is_known(target: AgreedTarget, day: date | None) -> bool:
    """Whether a target had been received by the end of a day in London; without a day everything is known."""
    return day is None or target.received_at.astimezone(LONDON).date() <= day


def trajectories_held(figures: duckdb.DuckDBPyConnection) -> Trajectories:
    """Every agreed target that an analytical store holds, all versions."""
    names = ("series", "measure", "organisation", "month", "value", "received", "submission", "file", "place")
    rows = (dict(zip(names, row, strict=True)) for row in figures.execute(HELD).fetchall())
    return Trajectories(
        AgreedTarget(
            measure=row["measure"],
            organisation=row["organisation"],
            month=row["month"],
            value=exact(row["value"]),
            is_share=row["series"] == SHARE,
            received_at=datetime.fromtimestamp(row["received"] / 1_000_000, tz=UTC),
            submission=row["submission"],
            source_file=row["file"],
            place_in_file=row["place"],
        )
        for row in rows
    )


def exact(value: float) -> Decimal:
    """A value as it was written: 0.725, not the number of the machine nearest to it."""
    return Decimal(repr(value)).normalize()


def judged(observations: pa.Table, catalogue: Catalogue) -> list[Finding]:
    """What is wrong with a sheet against the catalogue: measures nobody knows, and targets in another unit.

    Such rows are kept as sent and hold nothing.
    """
    unknown: dict[str, int] = defaultdict(int)
    other_unit: dict[str, int] = defaultdict(int)
    for indicator in observations["indicator"].to_pylist():
        series, _, name = indicator.partition(".")
        measure = catalogue.measures.get(name)
        if measure is None:
            unknown[name] += 1
        elif (series == SHARE) != counts_shares(measure):
            other_unit[name] += 1
    found = [
        Finding(
            "TRAJECTORY_MEASURE_UNKNOWN", FindingKind.LOGICAL, f"No measure is called {name}.",
            "Use an id that `clearway measures` lists.", column="Measure", count=count,
        )
        for name, count in unknown.items()
    ]  # fmt: skip
    return found + [
        Finding(
            "TRAJECTORY_OTHER_UNIT", FindingKind.LOGICAL,
            f"{name} is measured in {catalogue[name].unit.title}; the targets are not.",
            "Put them under the heading that fits: a share under Target (%), anything else under Target (number).",
            column="Target", count=count,
        )
        for name, count in other_unit.items()
    ]  # fmt: skip
