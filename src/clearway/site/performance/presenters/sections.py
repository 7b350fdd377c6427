"""A standard told apart: by place, cancer type, route and kind of treatment, and where it is worst."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from clearway.measures.answer import Position, PositionRow
from clearway.measures.months import first_day
from clearway.publications.charts import Drawing
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters import charts
from clearway.site.performance.presenters.figure import interval, is_too_few, month_before
from clearway.site.performance.presenters.subject import Subject, cut_names
from clearway.site.performance.presenters.tables import CUT_HEADINGS, PageTable, by_cut, label_of, ordered
from clearway.site.performance.standards_shown import StandardShown

DRAWN_CUTS = ("provider", "commissioner", "cancer_type")
"""Worth a chart: many values to compare. Three or four routes are read from their table."""


@dataclass(frozen=True, slots=True)
class Section:
    """One way of telling a standard apart: a chart when there is one, and its table."""

    heading: str
    drawing: Drawing | None
    table: PageTable


def sections_of(subject: Subject, key: str) -> list[Section]:
    """The sections of a page, for one standard of the rule book."""
    found = []
    for cut in cut_names(subject):
        try:
            answer = figures.ask(subject.question((cut,), month_before(subject.month)))
        except Refused:
            continue  # no publication tells these apart together; the cut is left out, and its filter can be taken off
        section = _section(subject, cut, answer, key)
        if section.table.rows or not subject.standard.is_former:
            found.append(section)  # tables of the past differ in what they tell apart; what none prints is left out
        if cut == "provider" and subject.asked.members == "also" and (served := _also_section(subject, key)):
            found.append(served)
    return found


def also_serving(subject: Subject) -> tuple[str, ...]:
    """The trusts that serve an alliance without counting in its sum; none where residents are counted."""
    if not subject.place.is_alliance or subject.asked.side != "trusts":
        return ()
    known = figures.organisations()
    on = max(first_day(subject.month), known.alliances_from)
    return tuple(row.organisation for row in known.also_serving(subject.place.code, on))


def _also_section(subject: Subject, key: str) -> Section | None:
    """The whole figures of the trusts that also serve an alliance: each counts in the sum of another one."""
    if not (codes := also_serving(subject)):
        return None
    question = subject.question(("provider",), month_before(subject.month))
    kept = {cut: values for cut, values in question.where.items() if cut != "alliance"}
    try:
        answer = figures.ask(replace(question, where={**kept, "provider": codes}, side=None))
    except Refused:
        return None
    section = _section(subject, "provider", answer, key)
    table = replace(section.table, key="also-serving", table=replace(section.table.table, title=_also_title(subject)))
    return Section("Trusts that also serve this alliance, not in its sum", None, table)


def _also_title(subject: Subject) -> str:
    return (
        f"{subject.standard.heading}, {words.month(subject.month)}: trusts a tenth or more of whose admitted patients "
        f"live in {subject.place.name}. All their patients are shown; they count in the sum of another alliance."
    )


def _section(subject: Subject, cut: str, answer: Position, key: str) -> Section:
    same = [row for row in answer.rows if row.standard_key == key]
    now = [row for row in same if row.period == subject.month]
    before = {row.cut[cut]: row for row in same if row.period != subject.month}
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
        before_words=_before_words(subject.month, before.values()),
        href=_row_href(subject, cut),
        empty="Nobody was counted here. Take off a filter, or choose another month.",
    )
    title = f"Share {subject.standard.within}, {heading.lower()}"
    return Section(heading, charts.dots(title, now, cut) if cut in DRAWN_CUTS else None, table)


def _before_words(month: str, before: Iterable[PositionRow]) -> str:
    said = words.month(month_before(month))
    return f"{said} (provisional)" if any(row.release == "provisional" for row in before) else said


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


def worst(subject: Subject, key: str) -> tuple[str, ...]:
    """Which cancer type has most people over the limit, and which the lowest share: the answer in one line each."""
    if subject.asked.cancer_type:
        return ()
    try:
        rows = [
            row
            for row in figures.ask(subject.question(("cancer_type",), month_before(subject.month))).rows
            if row.period == subject.month and row.standard_key == key
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
