"""A standard for an alliance or a trust: where is it lost?"""

from collections.abc import Sequence
from dataclasses import dataclass

from clearway.measures.answer import PositionRow
from clearway.measures.catalogue import load_catalogue
from clearway.publications.charts import Annotation, Drawing
from clearway.site import words
from clearway.site.annotations.reading import marks_of
from clearway.site.performance import figures
from clearway.site.performance.definitions import MEASURE_OF, definition_href
from clearway.site.performance.known import known_words
from clearway.site.performance.places import Place
from clearway.site.performance.presenters import charts
from clearway.site.performance.presenters.adding_up import not_adding_up
from clearway.site.performance.presenters.adjusted import AdjustmentsShown, adjustments
from clearway.site.performance.presenters.bands import bands_section
from clearway.site.performance.presenters.beside import england, former, main_row, other_releases, published_here
from clearway.site.performance.presenters.choices import (
    GROUPINGS,
    Choice,
    Crumb,
    Kept,
    Option,
    kept,
    not_held_words,
)
from clearway.site.performance.presenters.figure import Figure, ambition, figure, months_back, origin
from clearway.site.performance.presenters.former import FormerShown, former_shown, headings_beside, plain_words
from clearway.site.performance.presenters.history import ThresholdLine, threshold_lines
from clearway.site.performance.presenters.notes import as_at, mark
from clearway.site.performance.presenters.sections import Section, also_serving, sections_of, worst
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.tables import PageTable, by_month
from clearway.site.performance.presenters.trail import crumbs, filters, nobody_words, options, page_choices, title
from clearway.site.performance.standards_shown import StandardShown

BASES = {"published": "Published figures", "computed": "Computed from records"}


SIDE_WORDS = {"trusts": "Sum of its trusts", "residents": "Count of its residents"}


MEMBERS = {"own": "those that it sums", "also": "with those that also serve it"}


ORDERS = {"breaches": "most people over first", "share": "lowest share first", "name": "by name"}


@dataclass(frozen=True, slots=True)
class WaitsPage:
    """The page of a standard for one place."""

    standard: StandardShown
    place: Place
    title: str
    crumbs: tuple[Crumb, ...]
    month: str
    settled: str
    mark: str
    has_figures: bool
    trouble: str
    headline: Figure
    ambition: str
    beside: tuple[str, ...]
    other_releases: tuple[str, ...]
    worst: tuple[str, ...]
    filters: tuple[Option, ...]
    standards: tuple[Option, ...]
    bases: tuple[Option, ...]
    sides: tuple[Option, ...]
    orders: tuple[Option, ...]
    former: FormerShown
    groupings: tuple[Option, ...]
    members: tuple[Option, ...]
    known: str
    merged: str
    choices: tuple[Choice, ...]
    kept: tuple[Kept, ...]
    line: Drawing | None
    months: PageTable
    sections: tuple[Section, ...]
    bands: Section | None
    adjustments: AdjustmentsShown | None
    thresholds: tuple[ThresholdLine, ...]
    definition: str
    plain: str
    notes: tuple[str, ...]
    few_href: str

    @property
    def tables(self) -> tuple[PageTable, ...]:
        """The tables that can be downloaded."""
        adjusted = (self.adjustments.table,) if self.adjustments else ()
        sections = (*((self.bands,) if self.bands else ()), *self.sections)
        return (self.months, *(section.table for section in sections), *adjusted)


def waits_page(subject: Subject, noted: Sequence[Annotation] = ()) -> WaitsPage:
    """The page for a subject; `noted` stands on its line."""
    asked, standard, month = subject.asked, subject.standard, subject.month
    held = figures.months_held(asked.basis, standard.key, asked.side if subject.place.is_alliance else "trusts")
    first = held[0] if standard.is_former and held else months_back(month, asked.months)
    line = figures.ask(subject.question((subject.place_cut,), first), with_other_releases=True)
    now = main_row(standard, [row for row in line.rows if row.period == month])
    same = [row for row in line.rows if now is None or row.standard_key == now.standard_key]
    key = now.standard_key if now else standard.keys[0]
    sections = tuple(sections_of(subject, key))
    aim = ambition(now.standard_key, month) if now else None
    return WaitsPage(
        standard=standard,
        place=subject.place,
        title=title(subject),
        crumbs=crumbs(subject),
        month=words.month(month),
        settled=origin(asked.basis, now.release) if now else "",
        mark=mark(asked.basis, [now] if now else []),
        has_figures=now is not None,
        trouble=not_held_words(held, month) or ("" if now else nobody_words(subject)),
        headline=figure(now, asked.basis),
        ambition=f"{aim.words}{f' – {aim.trust}' if aim.trust else ''}" if aim else "",
        beside=tuple(
            filter(
                None,
                (
                    published_here(subject),
                    england(subject),
                    *not_adding_up(subject, now),
                    *former(line.rows, now, month),
                ),
            )
        ),
        other_releases=other_releases(now),
        worst=worst(subject, key),
        filters=filters(subject),
        standards=options(subject, "standard", headings_beside(standard), standard.key),
        bases=() if standard.is_former else options(subject, "basis", BASES, asked.basis),
        former=former_shown(subject, held),
        sides=options(subject, "side", SIDE_WORDS, asked.side) if subject.place.is_alliance else (),
        orders=options(subject, "order", ORDERS, asked.order),
        groupings=options(subject, "organisations", GROUPINGS, asked.organisations),
        members=options(subject, "members", MEMBERS, asked.members) if also_serving(subject) else (),
        known=known_words(),
        merged=_merged(line.rows),
        choices=page_choices(subject, held),
        kept=kept(asked, "month", "as_known_on", *(("alliance",) if subject.place.is_alliance else ())),
        line=charts.line(f"{standard.heading}, {subject.place.name}, month by month", same, noted),
        months=by_month("months", f"{standard.heading}, {subject.place.name}: {as_at(same)}", line, same, standard),
        sections=sections,
        bands=bands_section(subject, line, now),
        adjustments=adjustments(subject, line, key),
        thresholds=threshold_lines(standard.card, standard.keys if standard.is_former else ()),
        definition=definition_href(standard.card),
        plain=plain_words(standard),
        notes=line.notes,
        few_href=definition_href("too-few-to-say"),
    )


def noted_of(subject: Subject) -> list[Annotation]:
    """What people noted of the measure behind a standard, here or everywhere: it stands on this line too."""
    name = "" if subject.standard.is_former else MEASURE_OF.get(subject.standard.card, "")
    if not name:
        return []
    return [Annotation(one.at, one.words) for one in marks_of(load_catalogue()[name], subject.place.code)]


def _merged(rows: Sequence[PositionRow]) -> str:
    """Which organisations the months of a page sum as one; empty when there are none."""
    latest = max((row for row in rows if row.formerly), key=lambda row: (len(row.formerly), row.period), default=None)
    return "" if latest is None else next((name for cut, name in latest.names.items() if cut == "provider"), "")
