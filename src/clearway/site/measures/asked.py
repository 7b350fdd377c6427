"""What a page of a measure was asked for, read from its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from clearway.measures.comparison import Against, ChartKind
from clearway.measures.values import AREA_TYPES
from clearway.records.findings import Refused

LONGEST = 100
FIELDS = ("level", "area", "group", "chart", "against")
CHARTS = tuple(one.value for one in ChartKind)
AGAINST = tuple(one.value for one in Against)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The state of a measure's page. Empty text means "not said": the store's alliance, or what is held.

    `group` is a part (a cancer site, a sex) where nobody gives a value of everybody. `chart` is a `ChartKind`; where a
    line cannot have it, it is drawn as usual and the page says so. `against` is an `Against`, likewise.
    """

    level: str = ""
    area: str = ""
    group: str = ""
    chart: str = ""
    against: str = ""

    def query(self) -> str:
        """The query string of the view, with its question mark; only what was said is in it."""
        said = {name: getattr(self, name) for name in FIELDS if getattr(self, name)}
        return f"?{urlencode(said)}" if said else ""


def read(parameters: Mapping[str, str]) -> View:
    """The view that an address asks for. Refused for a kind of area or chart that nobody knows, and for long text.

    Parameters of no name known here change nothing.
    """
    held = {name: parameters.get(name, "").strip() for name in FIELDS}
    for name, text in held.items():
        if len(text) > LONGEST:
            raise Refused(f"The {name} in the address is too long.", "Choose one in the form.", code="ASKED_TOO_LONG")
    if held["level"] and held["level"] not in AREA_TYPES:
        known = ", ".join(AREA_TYPES)
        raise Refused("There is no such kind of area.", f"Choose one in the form ({known}).", code="AREA_TYPE_UNKNOWN")
    if held["chart"] and held["chart"] not in CHARTS:
        words = f"There is no chart named {held['chart']!r}."
        raise Refused(words, f"Choose one on the page ({', '.join(CHARTS)}).", code="CHART_UNKNOWN")
    if held["against"] and held["against"] not in AGAINST:
        words = f"Places are not held against {held['against']!r}."
        raise Refused(words, f"Choose on the page ({', '.join(AGAINST)}).", code="AGAINST_UNKNOWN")
    return View(**held)
