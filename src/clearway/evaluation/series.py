"""A measure month by month, as evaluation needs it: no month skipped, missing ones missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.measures.months import months_between
from clearway.records.findings import Refused
from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.interrupted import Kind, values_and_sizes


@dataclass(frozen=True, eq=False, slots=True)
class MonthlySeries:
    """A measure of one place: a number a month, without gaps between the first month (`YYYY-MM`) and the last.

    `values` are people within, events, or the measure itself, as `kind` says; `of` the people or the time at risk of a
    share or a count. `shown` are the values as people read them (a share as a fraction, a count over its `of`), and
    `size` the weight behind each. `is_share` says that differences are percentage points; `unit` names another unit.
    """

    name: str
    months: tuple[str, ...]
    values: Floats
    of: Floats | None
    kind: Kind
    is_share: bool
    unit: str = ""

    @property
    def shown(self) -> Floats:
        """The values as people read them; missing where a month is missing or cannot be."""
        return values_and_sizes(self.values, self.of, self.kind)[0]

    @property
    def size(self) -> Floats:
        """People or time behind each value (1 for a plain measure); 0 where nobody is."""
        return values_and_sizes(self.values, self.of, self.kind)[1]

    def between(self, first: str, last: str) -> "MonthlySeries":
        """The same series over exactly these months, with missing values where it has none."""
        months = months_between(first, last)
        place = {month: at for at, month in enumerate(self.months)}
        at = [place.get(month) for month in months]

        def picked(numbers: Floats) -> Floats:
            return np.array([np.nan if one is None else numbers[one] for one in at])

        of = None if self.of is None else picked(self.of)
        return MonthlySeries(self.name, months, picked(self.values), of, self.kind, self.is_share, self.unit)


def monthly_series(
    name: str,
    months: Sequence[str],
    values: Numbers,
    *,
    of: Numbers | None = None,
    kind: Kind | str = Kind.MEASURE,
    is_share: bool | None = None,
    unit: str = "",
) -> MonthlySeries:
    """A series from months in any order, gaps between them becoming missing months.

    `is_share` may say that a plain measure is a fraction of people (its `of` not being known). `Refused` when a month
    stands twice, when there is none, and when numbers and months are not as many.
    """
    numbers = floats(values)
    people = None if of is None else np.broadcast_to(floats(of), numbers.shape)
    if numbers.ndim != 1 or len(months) != numbers.size or not months:
        words = f"{name or 'The series'} has {len(months)} months and {numbers.size} values."
        raise Refused(words, "Give one value for each month.", code="NOT_A_SERIES")
    twice = sorted({month for month in months if list(months).count(month) > 1})
    if twice:
        raise Refused(
            f"{name or 'The series'} has {twice[0]} twice.", "Give the rows of one series alone.", code="MONTH_TWICE"
        )
    order = np.argsort(np.array(months))
    given = MonthlySeries(
        name,
        tuple(months[at] for at in order),
        numbers[order],
        None if people is None else people[order],
        Kind(kind),
        Kind(kind) is Kind.SHARE if is_share is None else is_share,
        unit,
    )
    return given.between(given.months[0], given.months[-1])
