"""Which kind of area and which area of it a page shows: as asked, or the most telling that is held."""

from collections.abc import Hashable
from dataclasses import dataclass

from django.utils import timezone

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import (
    NOT_PLACES,
    Against,
    ChartKind,
    Circle,
    Compared,
    Line,
    MeasureTold,
    PeerSet,
    charted,
    circle_of,
    compared_in,
)
from clearway.measures.values import MeasureValue
from clearway.records.findings import Refused
from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.noted import Noted, noted_of
from clearway.site.measures.permissions import Sight
from clearway.site.measures.words import level_words
from clearway.site.performance.figures import organisations
from clearway.site.performance.places import home_alliance
from clearway.site.standards import books
from clearway.standards.places import Level

FIRST_LEVELS = ("alliance", "england")
"""The kinds of area that a page opens with, where they are held."""


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """What a page is about: the measure at one kind of area, and the line of the area that is looked at.

    `line` has the limits of the chart that was asked for, where it can have them. `asked` is the view of the address.
    `compared` is there where places were asked to be held against something other than England.
    """

    measure: Measure
    levels: tuple[str, ...]
    level: str
    told: MeasureTold
    line: Line
    sight: Sight
    noted: Noted
    asked: View
    compared: Compared | None

    @property
    def key(self) -> Hashable:
        """What a page of it depends on besides the figures."""
        return (
            self.measure,
            self.level,
            self.area,
            self.line.group,
            self.sight,
            self.noted.key,
            self.asked.chart,
            self.asked.against,
        )

    @property
    def peers(self) -> PeerSet | None:
        """How places stand against what was asked for, else against England; None where nothing can be said."""
        return self.compared.peers if self.compared and self.compared.peers else self.told.peers

    @property
    def against(self) -> Against:
        """What `peers` are held against."""
        return self.compared.circle.against if self.compared and self.compared.peers else Against.ENGLAND

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all areas, that of the page's own with the chart that was asked for."""
        own = self.line
        return tuple(own if (one.area, one.group) == (own.area, own.group) else one for one in self.told.lines)

    @property
    def period_values(self) -> list[MeasureValue]:
        """The values of all places in the period that is compared: England's, or without England the newest."""
        return _period_values(self.told, self.line)

    @property
    def area(self) -> str:
        """The code of the area."""
        return self.line.area

    def view(self, **changes: str) -> View:
        """The view of this page with something changed."""
        now = {"level": self.level, "area": self.area, "group": self.line.group}
        now |= {"chart": self.asked.chart, "against": self.asked.against}
        return View(**(now | changes))


def home_codes(level: str) -> frozenset[str]:
    """The codes of the areas of a kind that belong to the store's alliance today."""
    alliance, today = home_alliance(), timezone.localdate()
    if level == "alliance":
        return frozenset((alliance,))
    if level == "provider":
        return frozenset(organisations().providers_of_alliance(alliance, today))
    if level not in set(Level):
        return frozenset()
    places = books.places()
    return frozenset(
        code
        for part in places.within(alliance, Level(level), today)
        for code in (part.code, *filter(None, (_ods(part.code),)))
    )


def subject_of(measure: Measure, view: View, sight: Sight) -> Subject | None:
    """What a view of a measure shows; None where the store holds no value that may be seen.

    Refused, naming what there is, for a kind of area or an area without values.
    """
    levels = figures.held_levels(measure)
    if view.level:
        if view.level not in levels and levels:
            words = f"No values of {measure.id} are held by {level_words(view.level).lower()}."
            known = ", ".join(level_words(one).lower() for one in levels)
            raise Refused(words, f"Choose among: {known}.", code="LEVEL_NOT_HELD")
        return _at(measure, levels, view.level, view, sight) if levels else None
    ordered = sorted(levels, key=lambda one: (one not in FIRST_LEVELS, one == "england", levels.index(one)))
    return next(filter(None, (_at(measure, levels, level, view, sight) for level in ordered)), None)


def _at(measure: Measure, levels: tuple[str, ...], level: str, view: View, sight: Sight) -> Subject | None:
    noted = noted_of(measure)
    told = figures.told(measure.id, level, sight=sight, noted=noted)
    if not told.lines:
        if view.level:
            words = f"No values of {measure.id} are held by {level_words(level).lower()}, or none that you may see."
            raise Refused(words, "Choose another kind of area.", code="LEVEL_NOT_HELD")
        return None
    kind = ChartKind(view.chart or ChartKind.XMR)
    line = charted(_line(told, level, view), measure, kind, explained_at=noted.explained_at)
    return Subject(measure, levels, level, told, line, sight, noted, view, _compared(told, line, view))


def circle_for(told: MeasureTold, line: Line, against: Against) -> Circle:
    """The circle of an area among the areas of its kind, as things stood in its newest period."""
    codes = {one.area for one in told.lines}
    return circle_of(against, told.area_type, line.area, line.latest.period_end, codes, organisations())


def _compared(told: MeasureTold, line: Line, view: View) -> Compared | None:
    """The circle that was asked for with its labels; None against England, and where groups are told apart."""
    against = Against(view.against or Against.ENGLAND)
    if against is Against.ENGLAND or line.group or told.area_type == "england":
        return None
    return compared_in(circle_for(told, line, against), _period_values(told, line), told.measure)


def _period_values(told: MeasureTold, line: Line) -> list[MeasureValue]:
    end = told.benchmark.period_end if told.benchmark else told.newest
    return [
        point.value
        for one in told.lines
        if one.group == line.group
        for point in one.points
        if point.period_end == end and point.value is not None
    ]


def _line(told: MeasureTold, level: str, view: View) -> Line:
    """The line of the area asked for, else of the store's own alliance, else the first that has a newest value."""
    lines = [one for one in told.lines if not view.group or one.group == view.group]
    if view.area:
        lines = [one for one in lines if one.area == view.area]
        if not lines:
            words = f"No value of {told.measure.id} is held for the area {view.area!r}."
            raise Refused(words, "Choose an area in the form.", code="AREA_NOT_HELD")
        return lines[0]
    if not lines:
        words = f"No value of {told.measure.id} is held for {view.group!r}."
        raise Refused(words, "Choose one in the form.", code="GROUP_NOT_HELD")
    home = home_codes(level)
    real = [one for one in lines if one.area not in NOT_PLACES] or lines
    last = told.newest
    newest = [one for one in real if one.latest.period_end == last] or real
    return next((one for one in newest if one.area in home), newest[0])


def _ods(code: str) -> str:
    found = books.places().find(code)
    return found.ods_code if found else ""
