"""The page of one measure: its newest value, line, places, groups, shadow, definition and values to take away."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.telling import behind
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.measures.comparison import NOT_PLACES
from clearway.measures.values import Asked
from clearway.publications.charts import Drawing
from clearway.publications.measure_judgement import with_judgement
from clearway.publications.measure_values import values_table
from clearway.publications.tables import Table
from clearway.site.measures import figures
from clearway.site.measures.noted import Beside as BesideChart
from clearway.site.measures.presenters.area_map import map_of
from clearway.site.measures.presenters.definition import Definition, definition_of, thresholds_of
from clearway.site.measures.presenters.fact import Fact
from clearway.site.measures.presenters.gradient import GradientShown, gradient_shown
from clearway.site.measures.presenters.groups import GroupsShown, groups_of
from clearway.site.measures.presenters.line import LineShown, line_of
from clearway.site.measures.presenters.now import Beside, Now, beside_of, facts_of, now_of
from clearway.site.measures.presenters.peers import PeersShown, peers_of, values_compared
from clearway.site.measures.presenters.shadow import shadow_of
from clearway.site.measures.subject import Subject, home_codes
from clearway.site.measures.words import interval, level_words, period, told
from clearway.site.performance.presenters.choices import Choice, Kept, Option
from clearway.site.performance.presenters.history import ThresholdLine
from clearway.site.tables import ShownTable


@dataclass(frozen=True, slots=True)
class Nearby:
    """Something like the measure, apart from it: what it is, its newest value, and its caveat."""

    heading: str
    caveat: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, eq=False, slots=True)
class AllValues:
    """Every value of the kind of area, with all that it must be shown with: a table made when it is asked for."""

    subject: Subject
    snapshot: str
    key: str = "values"

    @property
    def table(self) -> Table:
        """The table to take away: limits of lines beside the values, labels and steadier values beside the newest."""
        subject, told = self.subject, self.subject.told
        table = values_table(told.measure, told.values, snapshot=self.snapshot)
        return with_judgement(
            table, told.values, lines=subject.lines, peers=subject.peers, against=subject.against, england=told.peers
        )

    @property
    def words(self) -> str:
        """How many values there are, of what."""
        kind = level_words(self.subject.level)
        return (
            f"{len(self.subject.told.values):,} values ({kind}), each with numerator, limits, method, source and age."
        )


@dataclass(frozen=True, eq=False, slots=True)
class MeasurePage:
    """The page of a measure. All parts from `now` on are None or empty where the store holds no value of it."""

    id: str
    name: str
    domain: str
    definition: Definition
    thresholds: tuple[ThresholdLine, ...]
    needs: str
    nearby: Nearby | None
    level_choice: tuple[Choice, ...] = ()
    area_choices: tuple[Choice, ...] = ()
    kept: tuple[Kept, ...] = ()
    kept_always: tuple[Kept, ...] = ()
    now: Now | None = None
    beside: tuple[Beside, ...] = ()
    line: LineShown | None = None
    peers: PeersShown | None = None
    area_map: tuple[Drawing, str] | None = None
    groups: tuple[GroupsShown, ...] = ()
    gradient: GradientShown | None = None
    shadow: tuple[Fact, ...] = ()
    values: AllValues | None = None

    @property
    def size(self) -> int:
        """How much of the memory for answers a page takes, in rows of its tables and a hundred for its pictures."""
        shown = (one for one in self.tables if isinstance(one, ShownTable))
        return 100 + sum(len(one.table.rows) for one in shown)

    @property
    def tables(self) -> tuple[ShownTable | AllValues, ...]:
        """Every table of the page."""
        held: list[ShownTable | AllValues | None] = [
            self.line.table if self.line else None,
            self.peers.table if self.peers else None,
            self.peers.steadier.table if self.peers and self.peers.steadier else None,
            self.values,
        ]
        held += [one.table for one in self.groups]
        held += [self.gradient.table if self.gradient else None]
        return tuple(one for one in held if one is not None)


def bare_page(measure: Measure, today: date) -> MeasurePage:
    """The page of a measure without values: its definition and what is needed."""
    definition = definition_of(measure, figures.catalogue(), today)
    return MeasurePage(
        id=measure.id,
        name=measure.name,
        domain=vocabulary().domains[measure.domain],
        definition=definition,
        thresholds=thresholds_of(definition),
        needs=needs_of(measure),
        nearby=nearby_of(measure),
    )


def needs_of(measure: Measure) -> str:
    """What is needed before values can be shown."""
    if measure.needs:
        return measure.needs
    places = "; ".join(f"{behind(place).file} ({behind(place).publisher})" for place in measure.found_in)
    return f"None of its files is loaded into this store: {places}." if places else "No file is known that tells it."


def nearby_of(measure: Measure) -> Nearby | None:
    """The newest value of something like the measure; None where none is named or held."""
    for level in figures.held_levels(measure, is_nearest=True):
        home = home_codes(level)
        found = figures.nearest(measure.id, Asked(area_type=level, bases=("published",)))
        newest = figures.newest_of(found.values)
        value = next((one for one in newest if one.area in home), newest[0] if newest else None)
        if value is not None and found.place is not None:
            when = period(value.period_start, value.period_end)
            said = told(value, measure)
            limits = interval(value, measure)
            held = Fact(f"{value.area_name}, {when}", said, (f"95% limits {limits}",) if limits else ())
            return Nearby("Something like it, and not it", found.place.caveat, (held, *facts_of(value)))
    return None


def measure_page(subject: Subject, beside: BesideChart, today: date) -> MeasurePage:
    """The page of a measure with values."""
    bare = bare_page(subject.measure, today)
    compared = values_compared(subject)
    peers = peers_of(subject)
    return MeasurePage(
        id=bare.id,
        name=bare.name,
        domain=bare.domain,
        definition=bare.definition,
        thresholds=bare.thresholds,
        needs=subject.measure.needs,
        nearby=bare.nearby,
        level_choice=level_choice(subject),
        area_choices=area_choices(subject),
        kept=(Kept("level", subject.level), *kept_of(subject)),
        kept_always=kept_of(subject),
        now=now_of(subject),
        beside=beside_of(subject),
        line=line_of(subject, beside),
        peers=peers,
        area_map=map_of(subject, compared) if peers else None,
        groups=groups_of(subject),
        gradient=gradient_shown(subject),
        shadow=shadow_of(subject),
        values=AllValues(subject, figures.snapshot()),
    )


def level_choice(subject: Subject) -> tuple[Choice, ...]:
    """The form of kinds of area: by itself, because an area belongs to one kind."""
    options = tuple(Option(level_words(one), one, is_chosen=one == subject.level) for one in subject.levels)
    return (Choice("level", "Kind of area", options),)


def kept_of(subject: Subject) -> tuple[Kept, ...]:
    """What was chosen besides the area, for forms that ask for a kind of area or an area alone."""
    held = {"chart": subject.asked.chart, "against": subject.asked.against}
    return tuple(Kept(name, value) for name, value in held.items() if value)


def area_choices(subject: Subject) -> tuple[Choice, ...]:
    """The form of areas, those of the store's alliance first; and of parts where nobody gives a value of everybody."""
    home = home_codes(subject.level)
    areas = {line.area: line.area_name for line in subject.told.lines}
    ordered = sorted(areas, key=lambda code: (code in NOT_PLACES, code not in home, areas[code]))
    groups = list(dict.fromkeys(line.group for line in subject.told.lines if line.group))
    held = (
        Choice("area", "Area", tuple(Option(areas[one], one, is_chosen=one == subject.area) for one in ordered)),
        Choice("group", "Part", tuple(Option(one, one, is_chosen=one == subject.line.group) for one in groups)),
    )
    return tuple(one for one in held if len(one.options) > 1)


def measure_href(measure_id: str, query: str = "") -> str:
    """The address of a measure's page."""
    return reverse("measures:measure", args=[measure_id]) + query
