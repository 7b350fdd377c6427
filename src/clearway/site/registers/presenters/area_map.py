"""How many entries each district has, as a map and its table: where a register has a field of places."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from clearway.publications.charts import Drawing
from clearway.publications.maps import Choropleth, by_breaks
from clearway.site.performance.places import home_alliance
from clearway.site.places.areas import parts_of, reference
from clearway.site.registers.presenters.files import notes
from clearway.site.registers.schema import Schema
from clearway.site.tables import ShownTable
from clearway.standards.places import Level

MOST_CLASSES = 4


def counts_map(schema: Schema, counts: Mapping[str, int], on: date) -> tuple[Drawing | None, ShownTable]:
    """The districts of the alliance by how many entries name them; the table has every place that an entry names.

    No picture where none of the districts has borders.
    """
    known, home = reference(), home_alliance()
    districts = {part.code: counts.get(part.code, 0) for part in parts_of(home, "districts")}
    others = {code: count for code, count in counts.items() if code not in districts}
    values: dict[str, float | None] = {code: float(count) for code, count in (districts | others).items()}
    breaks = _breaks(max(districts.values(), default=0))
    areas, classes = by_breaks(
        values,
        breaks,
        names={code: known.name(code) for code in values},
        words={code: f"{int(value or 0):,}" for code, value in values.items()},
        class_words=_words(breaks),
        hrefs={code: f"/registers/{schema.key}?{schema.geography}={code}" for code in values}
        if schema.field(schema.geography).is_filter
        else {},
    )
    without = [known.name(code) for code, count in districts.items() if not count]
    chart = Choropleth(
        title=f"{schema.title} by district",
        sentence=_sentence(len(districts), without),
        level=Level.DISTRICT,
        on=on,
        areas=areas,
        classes=classes,
        value_heading="Entries",
        view=home,
        places=known,
    )
    try:
        drawn = chart.draw()
    except ValueError:
        drawn = None
    table = chart.table(notes(schema, on, f"{sum(counts.values())} entries"))
    return drawn, ShownTable("districts", table, "No entry names a place yet.")


def _breaks(most: int) -> tuple[float, ...]:
    """Breaks at whole numbers: none, a few, and up to the most."""
    if most <= MOST_CLASSES - 1:
        return tuple(number - 0.5 for number in range(1, most + 1)) or (0.5,)
    return (0.5, *(most * part / 3 + 0.5 for part in (1, 2)))


def _words(breaks: tuple[float, ...]) -> tuple[str, ...]:
    firsts = [0, *(int(one + 0.999) for one in breaks)]
    said = [
        str(first) if following == first + 1 else f"{first} to {following - 1}" for first, following in pairwise(firsts)
    ]
    return (*said, f"{firsts[-1]} and more")


def _sentence(districts: int, without: list[str]) -> str:
    if not without:
        return "Every district has an entry."
    if len(without) == districts:
        return "No entry names a district yet."
    return f"No entry names {', '.join(without[:-1])}{' or ' if len(without) > 1 else ''}{without[-1]}."
