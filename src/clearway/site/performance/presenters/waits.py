"""A standard for an alliance or a trust: where is it lost?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.measures.answer import Position, PositionRow
from clearway.measures.question import DETAILS_OF, Question, where
from clearway.publications.charts import Drawing
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.places import Place
from clearway.site.performance.presenters import charts
from clearway.site.performance.presenters.choices import (
    Choice,
    Crumb,
    Kept,
    Option,
    alliance_choice,
    kept,
    month_choice,
    not_held_words,
)
from clearway.site.performance.presenters.figure import (
    Figure,
    ambition,
    figure,
    interval,
    is_too_few,
    month_before,
    months_back,
    origin,
)
from clearway.site.performance.presenters.history import ThresholdLine, threshold_lines
from clearway.site.performance.presenters.notes import as_at, mark
from clearway.site.performance.presenters.tables import CUT_HEADINGS, PageTable, by_cut, by_month, label_of, ordered
from clearway.site.performance.standards_shown import STANDARDS, StandardShown

BASES = {"published": "Published figures", "computed": "Computed from records"}
SIDE_WORDS = {"trusts": "Sum of its trusts", "residents": "Count of its residents"}
DRAWN_CUTS = ("provider", "commissioner", "cancer_type")
"""Worth a chart: many values to compare. Three or four routes are read from their table."""
ORDERS = {"breaches": "most people over first", "share": "lowest share first", "name": "by name"}


@dataclass(frozen=True, slots=True)
class Section:
    """One way of telling a standard apart: a chart when there is one, and its table."""

    heading: str
    drawing: Drawing | None
    table: PageTable


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
    trouble: str
    headline: Figure
    ambition: str
    england: str
    other_releases: tuple[str, ...]
    worst: tuple[str, ...]
    filters: tuple[Option, ...]
    standards: tuple[Option, ...]
    bases: tuple[Option, ...]
    sides: tuple[Option, ...]
    orders: tuple[Option, ...]
    choices: tuple[Choice, ...]
    kept: tuple[Kept, ...]
    line: Drawing | None
    months: PageTable
    sections: tuple[Section, ...]
    thresholds: tuple[ThresholdLine, ...]
    definition: str
    plain: str
    notes: tuple[str, ...]
    few_href: str

    @property
    def tables(self) -> tuple[PageTable, ...]:
        """The tables that can be downloaded."""
        return (self.months, *(section.table for section in self.sections))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: a standard, a place, a month, and everything else that was asked."""

    standard: StandardShown
    place: Place
    month: str
    asked: Asked

    @property
    def place_cut(self) -> str:
        """The cut by which the place is kept."""
        return "alliance" if self.place.is_alliance else "provider"

    def question(self, by: Sequence[str], first_month: str, **kept_by: str) -> Question:
        """A question about this place with the filters of the page. Refused when no figures can answer it."""
        asked = self.asked
        filters = {
            self.place_cut: self.place.code,
            "cancer_type": asked.cancer_type or None,
            self.standard.routes: asked.route or None,
            "modality": asked.modality or None,
            **kept_by,
        }
        return Question(
            basis=asked.basis,
            standards=(self.standard.key,),
            by=tuple(by),
            where=where(**filters),
            first_month=first_month,
            last_month=self.month,
            side=asked.side if self.place.is_alliance else None,
        )

    def address(self, standard: str = "", trust: str = "", **changes: object) -> str:
        """The address of this page with something changed."""
        key = standard or self.standard.key
        code = trust or ("" if self.place.is_alliance else self.place.code)
        page = reverse("performance:place", args=[key, code]) if code else reverse("performance:standard", args=[key])
        return page + self.asked.but(**changes).query()


def waits_page(subject: Subject) -> WaitsPage:
    """The page for a subject."""
    asked, standard, month = subject.asked, subject.standard, subject.month
    held = figures.months_held(asked.basis, standard.key, asked.side if subject.place.is_alliance else "trusts")
    line = figures.ask(
        subject.question((subject.place_cut,), months_back(month, asked.months)), with_other_releases=True
    )
    now = next((row for row in line.rows if row.period == month), None)
    sections = tuple(_sections(subject))
    aim = ambition(now.standard_key, month) if now else None
    return WaitsPage(
        standard=standard,
        place=subject.place,
        title=_title(subject),
        crumbs=_crumbs(subject),
        month=words.month(month),
        settled=origin(asked.basis, now.release) if now else "",
        mark=mark(asked.basis, line.rows),
        trouble=not_held_words(held, month),
        headline=figure(now, asked.basis),
        ambition=f"{aim.words}{f' – {aim.trust}' if aim.trust else ''}" if aim else "",
        england=_england(subject),
        other_releases=_other_releases(now),
        worst=_worst(subject),
        filters=_filters(subject),
        standards=_options(subject, "standard", {key: shown.heading for key, shown in STANDARDS.items()}, standard.key),
        bases=_options(subject, "basis", BASES, asked.basis),
        sides=_options(subject, "side", SIDE_WORDS, asked.side) if subject.place.is_alliance else (),
        orders=_options(subject, "order", ORDERS, asked.order),
        choices=_choices(subject, held),
        kept=kept(asked, "month", *(("alliance",) if subject.place.is_alliance else ())),
        line=charts.line(f"{standard.heading}, {subject.place.name}, month by month", line.rows),
        months=by_month(
            "months", f"{standard.heading}, {subject.place.name}: {as_at(line.rows)}", line, line.rows, standard
        ),
        sections=sections,
        thresholds=threshold_lines(standard.card),
        definition=reverse("performance:measure", args=[standard.card]),
        plain=_plain(standard),
        notes=line.notes,
        few_href=reverse("performance:measure", args=["too-few-to-say"]),
    )


def cut_names(subject: Subject) -> list[str]:
    """The cuts of the page: places within an alliance first, then what the filters do not hold fast already."""
    asked = subject.asked
    fixed = {
        "cancer_type": asked.cancer_type,
        subject.standard.routes: asked.route,
        "modality": asked.modality,
    }
    details = [cut for cut in ("cancer_type", subject.standard.routes, "modality") if not fixed.get(cut)]
    known = [cut for cut in details if cut in DETAILS_OF[subject.standard.key]]
    if not subject.place.is_alliance:
        return known
    return [("provider" if asked.side == "trusts" else "commissioner"), *known]


def _sections(subject: Subject) -> list[Section]:
    found = []
    for cut in cut_names(subject):
        try:
            answer = figures.ask(subject.question((cut,), month_before(subject.month)))
        except Refused:
            continue  # no publication tells these apart together; the cut is left out, and its filter can be taken off
        found.append(_section(subject, cut, answer))
    return found


def _section(subject: Subject, cut: str, answer: Position) -> Section:
    now = [row for row in answer.rows if row.period == subject.month]
    before = {row.cut[cut]: row for row in answer.rows if row.period != subject.month}
    heading = _cut_heading(subject.standard, cut)
    caption = f"{subject.standard.heading}, {subject.place.name}, {words.month(subject.month)}: {heading.lower()}"
    table = by_cut(
        f"by-{cut.replace('_', '-')}",
        caption,
        answer,
        ordered(now, cut, subject.asked.order),
        subject.standard,
        cut,
        before=before,
        before_words=words.month(month_before(subject.month)),
        href=_row_href(subject, cut),
        empty="Nobody was counted here. Take off a filter, or choose another month.",
    )
    title = f"Share {subject.standard.within}, {heading.lower()}"
    return Section(heading, charts.dots(title, now, cut) if cut in DRAWN_CUTS else None, table)


def _cut_heading(standard: StandardShown, cut: str) -> str:
    if cut == standard.routes:
        return standard.route_heading
    return f"By {CUT_HEADINGS[cut].lower()}"


def _row_href(subject: Subject, cut: str) -> Callable[[PositionRow], str]:
    if cut == "provider":
        return lambda row: subject.address(trust=row.cut["provider"], side="trusts")
    if cut == "commissioner":
        return lambda row: ""
    name = "route" if cut == subject.standard.routes else cut
    return lambda row: subject.address(**{name: row.cut[cut]})


def _title(subject: Subject) -> str:
    apart = [subject.asked.cancer_type, subject.asked.route, subject.asked.modality]
    return ": ".join([subject.standard.heading, *filter(None, apart)])


def _crumbs(subject: Subject) -> tuple[Crumb, ...]:
    asked, place = subject.asked, subject.place
    home = Asked(alliance=place.alliance, month=asked.month)
    trail = [Crumb("Overview", reverse("performance:overview") + home.query())]
    bare = {"cancer_type": "", "route": "", "modality": ""}
    standard = reverse("performance:standard", args=[subject.standard.key])
    trail.append(Crumb(subject.standard.heading, standard + asked.but(alliance=place.alliance, **bare).query()))
    if not place.is_alliance:
        trail.append(Crumb(place.name, subject.address(**bare)))
    if asked.cancer_type:
        trail.append(Crumb(asked.cancer_type, subject.address(route="", modality="")))
    for value in filter(None, (asked.route, asked.modality)):
        trail.append(Crumb(value))
    return tuple(trail)


def _filters(subject: Subject) -> tuple[Option, ...]:
    named = (("cancer_type", "Cancer type"), ("route", CUT_HEADINGS[subject.standard.routes]), ("modality", "Kind"))
    found = []
    for name, label in named:
        value = getattr(subject.asked, name)
        if value:
            found.append(Option(f"{label}: {value}", href=subject.address(**{name: ""})))
    return tuple(found)


def _options(subject: Subject, name: str, all_words: Mapping[str, str], chosen: str) -> tuple[Option, ...]:
    """The same page with another standard, basis, side or order. Another standard has routes of its own."""
    found = []
    for value, said in all_words.items():
        if name == "standard":
            href = subject.address(standard=value, cancer_type="", route="", modality="")
        else:
            href = subject.address(**{name: value})
        found.append(Option(said, value, href, value == chosen))
    return tuple(found)


def _choices(subject: Subject, held: Sequence[str]) -> tuple[Choice, ...]:
    months = month_choice(held, subject.month)
    if not subject.place.is_alliance or subject.asked.basis == "computed":
        return (months,)
    return (months, alliance_choice(subject.month, subject.place.code))


def _england(subject: Subject) -> str:
    """The same figure for England, published, to hold the place against."""
    asked = subject.asked
    details = {"cancer_type": asked.cancer_type, subject.standard.routes: asked.route, "modality": asked.modality}
    question = Question(
        basis="published",
        standards=(subject.standard.key,),
        by=("england",),
        where=where(**{name: value or None for name, value in details.items()}),
        first_month=subject.month,
        last_month=subject.month,
    )
    row = next(iter(figures.ask(question).rows), None)
    if row is None or row.rate is None:
        return ""
    said = f"England: {words.percent(row.rate)} ({interval(row)}), {words.count(row.total)} {subject.standard.counted}"
    return f"{said}, {origin('published', row.release).lower()}"


def _other_releases(row: PositionRow | None) -> tuple[str, ...]:
    """What other releases of the same figure say, each with its file."""
    others = row.other_releases if row else ()
    return tuple(
        f"{one.release.capitalize()} release: {words.percent(float(one.within / one.total) if one.total else None)}, "
        f"{words.count(one.within)} of {words.count(one.total)} ({one.source_file})"
        for one in others
    )


def _worst(subject: Subject) -> tuple[str, ...]:
    """Which cancer type has most people over the limit, and which the lowest share: the answer in one line each."""
    if subject.asked.cancer_type:
        return ()
    try:
        rows = [
            row
            for row in figures.ask(subject.question(("cancer_type",), month_before(subject.month))).rows
            if row.period == subject.month
        ]
    except Refused:
        return ()
    if not any(row.breaches for row in rows):
        return ()
    most = max(rows, key=lambda row: row.breaches)
    said = [
        f"Most people {subject.standard.over}: {label_of(most, 'cancer_type')}, "
        f"{words.count(most.breaches)} of {words.count(most.total)}."
    ]
    enough = [row for row in rows if row.rate is not None and not is_too_few(row)]
    if enough:
        low = min(enough, key=lambda row: row.rate or 0.0)
        said.append(
            f"Lowest share {subject.standard.within}: {label_of(low, 'cancer_type')}, {words.percent(low.rate)} "
            f"({interval(low)}), {words.count(low.total)} people."
        )
    return tuple(said)


def _plain(standard: StandardShown) -> str:
    from clearway.site.performance.cards import cards

    return cards()[standard.card].plain
