"""Two areas side by side: a proper test of their difference, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import Line, glance_of
from clearway.measures.comparison.two_areas import Difference, difference_of, of_two
from clearway.measures.values import MeasureValue
from clearway.publications.tables import Column, Kind, Table
from clearway.site.measures import figures, words
from clearway.site.measures.permissions import Sight
from clearway.site.performance import figures as position
from clearway.site.performance.places import home_alliance
from clearway.site.performance.presenters.choices import Choice, Option
from clearway.site.places.areas import AREA_TYPES, LEVELS_OF_PAGES, code_of_values, parts_of, reference
from clearway.site.places.asked import Asked
from clearway.site.places.cells import Cell, cell, measure_href
from clearway.site.places.neighbours import alike
from clearway.site.places.presenters.notes import notes
from clearway.site.places.presenters.summary import page_of
from clearway.site.places.told import Told, told, whole_lines
from clearway.site.tables import ShownTable

KINDS = ("provider", "district", "icb", "sub_icb", "alliance")
"""Kinds of area that can be compared, in the order in which one is chosen when none was."""

FIRST_MEASURE = "CWT-62D"
COLUMNS_FIXED = (Column("period_start", "From", Kind.DATE), Column("period_end", "To", Kind.DATE))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    code: str
    name: str
    href: str
    cell: Cell
    people: str


@dataclass(frozen=True, slots=True)
class ContrastPage:
    """The page. Without `sides` it says in `trouble` why there is nothing to compare."""

    measure: Measure
    measure_href: str
    trouble: str
    kinds: tuple[Option, ...]
    choices: tuple[Choice, ...]
    sides: tuple[Side, ...]
    said: str
    label: str
    difference: str
    chance: str
    method: str
    note: str
    period: str
    table: ShownTable | None

    @property
    def tables(self) -> tuple[ShownTable, ...]:
        """What can be downloaded."""
        return (self.table,) if self.table else ()


def contrast(asked: Asked, sight: Sight, today: date) -> ContrastPage:
    """Two areas as asked; where none was named, two of the store's alliance."""
    measure = figures.catalogue()[asked.measure or FIRST_MEASURE]
    kind = _kind(asked, measure)
    held = told(measure, kind, sight) if kind else None
    if held is None or len(held.lines) < 2:
        return _nothing(measure, asked, held, kind)
    first, second = _chosen(asked, held, today)
    lines = whole_lines(measure, kind, (first, second), sight)
    one, two = lines[first], lines[second]
    newest, other = newest_of_both(one, two)
    found = difference_of(newest, other, measure)
    return ContrastPage(
        measure=measure,
        measure_href=measure_href(measure, kind, first),
        trouble="",
        kinds=_kinds(measure, kind),
        choices=_choices(measure, held, first, second),
        sides=(_side(one, newest, measure, kind), _side(two, other, measure, kind)),
        said=of_two(newest, other, found, measure),
        label=found.label,
        difference=difference_words(found, measure),
        chance=chance_words(found),
        method=found.method,
        note=found.note,
        period=words.period(newest.period_start, newest.period_end),
        table=_history(one, two, measure),
    )


def newest_of_both(one: Line, two: Line) -> tuple[MeasureValue, MeasureValue]:
    """The values of the newest period that both hold; where there is none, the newest of each."""
    held = {point.period_end: point.value for point in two.points if point.value is not None}
    for point in reversed(one.points):
        if point.value is not None and (other := held.get(point.period_end)):
            return point.value, other
    return one.latest, two.latest


def difference_words(found: Difference, measure: Measure) -> str:
    """The difference with its limits: `−5.5 (−9.8 to −1.2) percentage points`."""
    if found.value is None or found.lower is None or found.upper is None:
        return ""
    scale = measure.unit.shown
    shown = [words.signed(number * scale) for number in (found.value, found.lower, found.upper)]
    unit = "percentage points" if measure.unit.key == "percent" else measure.unit.title
    return f"{shown[0]} {unit} ({found.level:.0%} limits {shown[1]} to {shown[2]})"


def chance_words(found: Difference) -> str:
    """How often chance alone would give a difference as large; empty where it was not worked out."""
    if found.chance is None:
        return ""
    if found.chance < 0.001:
        return "less than once in a thousand"
    return f"{found.chance * 100:.1f} times in a hundred"


def _side(line: Line, value: MeasureValue, measure: Measure, kind: str) -> Side:
    shown = cell(glance_of(line, measure), measure, kind, value=value)
    return Side(line.area, line.area_name, page_of(line.area, kind), shown, words.people(value))


def _kind(asked: Asked, measure: Measure) -> str:
    """The kind of area: that of the first area named, else the first of which the measure is held."""
    for code in filter(None, (asked.a, asked.b)):
        found = reference().find(code)
        if found and found.level in LEVELS_OF_PAGES:
            return found.level.value
        if position.organisations().provider(code).is_known:
            return "provider"
        raise Http404
    return next((kind for kind in KINDS if kind in figures.held_levels(measure)), "")


def _chosen(asked: Asked, held: Told, today: date) -> tuple[str, str]:
    """The two codes. Http404 for a code without a value; the second defaults to the nearest in kind."""
    own = [code for code in _own(held.area_type) if code in held.lines] or list(held.lines)
    first, second = (_code(one) for one in (asked.a, asked.b))
    first = first or next(code for code in (*own, *held.lines) if code != second)
    if not second:
        near = alike(first, today, 5).nearest_codes if held.area_type != "provider" else ()
        second = next(code for code in (*map(_code, near), *own, *held.lines) if code in held.lines and code != first)
    for code in (first, second):
        if code not in held.lines:
            raise Http404
    return first, second


def _own(kind: str) -> Sequence[str]:
    word = next((word for word, one in AREA_TYPES.items() if one == kind), "")
    return [part.code for part in parts_of(home_alliance(), word)] if word else [home_alliance()]


def _code(code: str) -> str:
    found = reference().find(code) if code else None
    return code_of_values(found) if found else code


def _choices(measure: Measure, held: Told, first: str, second: str) -> tuple[Choice, ...]:
    names = sorted(((line.area_name, code) for code, line in held.lines.items()), key=lambda one: one[0].lower())
    measures = [one for one in figures.catalogue() if set(KINDS) & set(figures.held_levels(one))]
    return (
        Choice(
            "measure",
            "Measure",
            tuple(Option(one.name, one.id, is_chosen=one.id == measure.id) for one in measures),
        ),
        Choice("a", "First", tuple(Option(name, code, is_chosen=code == first) for name, code in names)),
        Choice("b", "Second", tuple(Option(name, code, is_chosen=code == second) for name, code in names)),
    )


def _kinds(measure: Measure, chosen: str) -> tuple[Option, ...]:
    """The kinds of area of which the measure is held, each with its first area of the store's alliance."""
    held = [kind for kind in KINDS if kind in figures.held_levels(measure)]
    first = {kind: next(iter(_own(kind)), "") for kind in held}
    return tuple(
        Option(
            words.level_words(kind),
            href=reverse("places:compare") + Asked(measure=measure.id, a=first[kind]).query(),
            is_chosen=kind == chosen,
        )
        for kind in held
        if first[kind]
    )


def _history(one: Line, two: Line, measure: Measure) -> ShownTable:
    """Every period of both, side by side."""
    held: dict[tuple[date, date], list[MeasureValue | None]] = {}
    for place, line in enumerate((one, two)):
        for point in line.points:
            if point.value is not None:
                held.setdefault((point.value.period_start, point.value.period_end), [None, None])[place] = point.value
    columns = (
        *COLUMNS_FIXED,
        *(
            Column(f"{side}_{part}", f"{line.area_name}: {heading}" if part == "value" else heading)
            for side, line in (("first", one), ("second", two))
            for part, heading in (("value", measure.unit.title), ("limits", "95% limits"))
        ),
    )
    rows = tuple(
        (*key, *_shown(held[key][0], measure), *_shown(held[key][1], measure)) for key in sorted(held, reverse=True)
    )
    values = [value for pair in held.values() for value in pair if value]
    remark = ("No test", "Only the newest period that both hold is tested; the rest is shown for its course.")
    title = f"{measure.name}: {one.area_name} and {two.area_name} over time"
    return ShownTable("history", Table(title, columns, rows, notes(measure.name, values, [remark])), "No values.")


def _shown(value: MeasureValue | None, measure: Measure) -> tuple[str, str]:
    return (words.number(value.value, measure), words.interval(value, measure)) if value else ("", "")


def _nothing(measure: Measure, asked: Asked, held: Told | None, kind: str) -> ContrastPage:
    known = [one for one in KINDS if one in figures.held_levels(measure)]
    named = ", ".join(words.several(one) for one in known)
    if not kind or not known:
        trouble = f"This store holds no values of {measure.name} by place or trust, so there is nothing to compare."
    else:
        trouble = f"{measure.name} has no values by {words.level_words(kind).lower()} that you may see"
        trouble += f"; it is held by {named}." if kind not in known else "."
    choices = _choices(measure, held or Told(measure, kind, "", {}), asked.a, asked.b)[:1]
    kinds = _kinds(measure, kind)
    return ContrastPage(measure, measure_href(measure), trouble, kinds, choices, (), "", "", "", "", "", "", "", None)
