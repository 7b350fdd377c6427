"""What the measures say now that a deliverable should move: value, limits, age, and what they do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.records.findings import Refused
from clearway.site.measures import figures
from clearway.site.measures.noted import Noted, noted_of_each
from clearway.site.measures.permissions import Sight
from clearway.site.measures.presenters.catalogue import entry_of
from clearway.site.measures.presenters.now import Icon

NO_FIGURES = "no figures in this store yet"


@dataclass(frozen=True, slots=True)
class MeasureNow:
    """One measure as it stands. Without a value `missing` says why."""

    id: str
    name: str
    href: str
    value: str = ""
    interval: str = ""
    where: str = ""
    icons: tuple[Icon, ...] = ()
    missing: str = ""

    @property
    def words(self) -> str:
        """The whole in words, for a download."""
        told = f"{self.value} ({self.interval})" if self.interval else self.value
        return f"{self.id} {told}, {self.where}" if self.value else f"{self.id}: {self.missing}"


def measures_now(ids: Iterable[str], sight: Sight, today: date) -> Mapping[str, MeasureNow]:
    """The measures of some ids as somebody may see them; an id that the catalogue does not have says so."""
    wanted = dict.fromkeys(ids)
    known = {one: held for one in wanted if (held := figures.measure_of(one)) is not None}
    noted = noted_of_each(known.values())
    return {one: _now(one, known, noted, sight, today) for one in wanted}


def _now(one: str, known: Mapping[str, Measure], noted: Mapping[str, Noted], sight: Sight, today: date) -> MeasureNow:
    if one not in known:
        return MeasureNow(one, one, "", missing="not in the catalogue")
    try:
        entry = entry_of(known[one], sight, today, noted[one])
    except Refused:
        return MeasureNow(one, known[one].name, "", missing=NO_FIGURES)
    missing = "" if entry.value else entry.where or "not measured yet"
    return MeasureNow(one, entry.name, entry.href, entry.value, entry.interval, entry.where, entry.icons, missing)
