"""One row of a Fingertips download, its words understood."""

from dataclasses import dataclass

from clearway.intake.indicators.cells import Area
from clearway.intake.indicators.fingertips_groups import Groups


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whose value it is, of which group and period, its numbers as printed, and why one is missing or weak."""

    number: int
    indicator: str
    area: Area
    sex: str
    age: str
    groups: Groups
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    flag: str

    @property
    def key(self) -> tuple[object, ...]:
        """What makes the row one value."""
        return (self.indicator, self.area.kind, self.area.code, self.sex, self.age, self.groups, self.period)
