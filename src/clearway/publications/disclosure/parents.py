"""Which sums a place is in: a trust in its alliance's, a commissioner in its alliance's and its board's."""

from collections import defaultdict
from collections.abc import Callable, Collection

import duckdb

from clearway.measures.months import year_of
from clearway.publications.disclosure.figures import Place

YEAR = "year "
"""What a financial year is marked by among periods: 2011-12 is a month too."""

WINDOW = "window"
"""The newest months together, whichever they are: there a place is in the sums that it always was in."""

MONTH = len("2025-03")
COUNTED = {"provider": "trusts", "commissioner": "residents"}
Parentage = Callable[[Place, str], Collection[Place]]


def parentage(figures: duckdb.DuckDBPyConnection) -> Parentage:
    """The places whose sums a place is in, by the months of a store (or a day in one); in a year those of all.

    A place is written with its side: `provider trusts`, `icb residents`.
    """
    found: dict[tuple[Place, str], set[Place]] = {}
    in_years: dict[tuple[Place, str], list[set[Place]]] = defaultdict(list)
    rows = figures.execute("SELECT kind, code, month, alliance, icb FROM places").fetchall()
    for kind, code, month, alliance, icb in rows:
        side = COUNTED.get(kind)
        if side is None:
            continue
        above = {Place(f"alliance {side}", str(alliance))}
        if kind == "commissioner":
            above.add(Place("icb residents", str(icb)))
        place = Place(f"{kind} {side}", str(code))
        found[place, str(month)] = above
        in_years[place, f"{YEAR}{year_of(str(month))}"].append(above)
    for key, several in in_years.items():
        found[key] = set.intersection(*several)
    always: dict[Place, set[Place]] = {}
    for (place, _), above in found.items():
        always[place] = always.get(place, above) & above

    def parents(place: Place, period: str) -> Collection[Place]:
        month = period[:MONTH] if period[MONTH:].startswith("-") else period
        return sorted(found.get((place, month), always.get(place, set()) if period == WINDOW else set()))

    return parents
