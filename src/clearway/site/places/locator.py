"""Small maps: where a place lies, and the places of an alliance by their deprivation."""

from datetime import date
from functools import lru_cache

from clearway.publications.charts import Drawing
from clearway.publications.maps import Choropleth, MapArea, MapClass, by_breaks, sequence
from clearway.site.performance import figures
from clearway.site.places.areas import reference
from clearway.standards.organisations import Organisations
from clearway.standards.places import Area, Level, deprivation_of

BREAKS = (0.1, 0.2, 0.3, 0.4)
BREAK_WORDS = ("below 10%", "10% to 20%", "20% to 30%", "30% to 40%", "40% and more")


def locator(area: Area, today: date) -> Drawing | None:
    """Where a place lies among the others of its alliance; of an alliance, its districts. None without borders."""
    if area.level is Level.ALLIANCE:
        return districts_map(area.code, today)
    return _locator(figures.organisations(), area, today)


def districts_map(alliance: str, today: date) -> Drawing | None:
    """The districts of an alliance by the share of people in the most deprived fifth of neighbourhoods."""
    return _districts_map(figures.organisations(), alliance, today)


@lru_cache(maxsize=256)
def _locator(_known: Organisations, area: Area, today: date) -> Drawing | None:
    places = reference()
    if not area.is_current(today):
        return None
    above = places.best_fit(area.code, Level.ALLIANCE, today)
    inside = places.within(above.code, area.level, today) if above else ()
    others = [part for part in inside if part.code != area.code]
    shades = sequence(3)
    classes = [MapClass("This place", shades[2])]
    if others:
        classes.append(MapClass("Others of its alliance", shades[0]))
    areas = [MapArea(area.code, area.name, None, "this place", 0)]
    areas += [MapArea(one.code, one.name, None, "in the same alliance", 1, f"/places/{one.code}") for one in others]
    alliance = f" among the others of {above.name}" if above and others else ""
    return _drawn(
        Choropleth(
            title=f"Where {area.name} lies",
            sentence=f"{area.name}{alliance}.",
            level=area.level,
            on=today,
            areas=tuple(areas),
            classes=tuple(classes),
            value_heading="Place",
            view=above.code if above and area.code in {part.code for part in inside} else area.code,
            places=places,
        )
    )


@lru_cache(maxsize=64)
def _districts_map(_known: Organisations, alliance: str, today: date) -> Drawing | None:
    places = reference()
    codes = [part.code for part in places.within(alliance, Level.DISTRICT, today)]
    if not codes:
        return None
    shares = deprivation_of(codes, today, places).share_most_deprived_fifth
    values = {code: float(share) for code, share in zip(codes, shares, strict=True)}
    areas, classes = by_breaks(
        values,
        BREAKS,
        names={code: places.name(code) for code in codes},
        words={code: f"{share:.0%}" for code, share in values.items()},
        class_words=BREAK_WORDS,
        hrefs={code: f"/places/{code}" for code in codes},
    )
    low, high = min(values, key=lambda one: values[one]), max(values, key=lambda one: values[one])
    return _drawn(
        Choropleth(
            title=f"Deprivation of the districts of {places.name(alliance)}",
            sentence=(
                "Share of people in the most deprived fifth of neighbourhoods of England (index of 2019): lowest in "
                f"{places.name(low)} ({values[low]:.0%}), highest in {places.name(high)} ({values[high]:.0%})."
            ),
            level=Level.DISTRICT,
            on=today,
            areas=areas,
            classes=classes,
            value_heading="In the most deprived fifth",
            view=alliance,
            places=places,
        )
    )


def _drawn(chart: Choropleth) -> Drawing | None:
    try:
        return chart.draw()
    except ValueError:  # none of its areas has borders
        return None
