"""One row of a CancerData file as read, and whose count stands in it."""

from typing import NamedTuple

from clearway.intake.indicators.cells import Area

Counted = tuple[int, str, str, str, str]
"""Year, sex, age group, code of the place and site: whose count it is."""


class RateRow(NamedTuple):
    """One row of the file as read."""

    number: int
    year: int
    sex: str
    age: str
    area: Area
    site: str
    people: float
    kind: str
    rate: float | None
    lower: float | None
    upper: float | None
    flag: str

    @property
    def counted(self) -> Counted:
        """Whose count this is: its year, sex, age group, place and site."""
        return self.year, self.sex, self.age, self.area.code, self.site
