"""Inequality between people: age, sex, ethnic group, deprivation, and whether they differ by more than chance."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clearway.measures.comparison import GroupPanel, group_panel, pooled
from clearway.measures.comparison.groups import HIDDEN_NOTE
from clearway.measures.values import Asked, FoundIn, MeasureValue, group_shadow
from clearway.publications.tables import Column, Table
from clearway.records.deprivation_groups import deprivation_group
from clearway.site.measures import figures
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import PART_WORDS, interval, number, people, period
from clearway.site.tables import ShownTable

PEOPLE = ("age", "sex", "ethnicity")
DEPRIVATION = "deprivation"
PERIODS = {"weekly": 52, "monthly": 12, "quarterly": 4}
"""How many periods are added up: a year, so that groups have people enough."""


@dataclass(frozen=True, slots=True)
class GroupsShown:
    """The groups of one kind side by side. `table` is None, and the sentence says why, where nothing is held."""

    heading: str
    sentence: str
    table: ShownTable | None


def groups_of(subject: Subject) -> tuple[GroupsShown, ...]:
    """Each kind of group of people, held or not."""
    return (*(_of_kind(subject, by) for by in PEOPLE), *_by_deprivation(subject))


def _of_kind(subject: Subject, by: str) -> GroupsShown:
    heading = PART_WORDS[by]
    found = _found(subject, by)
    if found.values:
        return _groups(subject, by, by, heading, found)
    return GroupsShown(heading, f"Values by {heading.lower()} are not held for {subject.line.area_name}.", None)


def _by_deprivation(subject: Subject) -> Iterator[GroupsShown]:
    """Each published division into groups by itself, the most deprived group first; none where nothing is held.

    Groups of one division are never held against those of another: they are of other places, or of another index.
    """
    divisions: dict[str, list[tuple[int, MeasureValue]]] = {}
    found = _found(subject, DEPRIVATION)
    for one in found.values:
        group = deprivation_group(one.group[DEPRIVATION])
        basis, rank = (group.basis, group.rank) if group else ("", 0)
        divisions.setdefault(basis, []).append((rank, one))
    for place, (basis, ranked) in enumerate(divisions.items(), start=1):
        held = tuple(one for _, one in sorted(ranked, key=lambda pair: pair[0]))
        heading = PART_WORDS[DEPRIVATION] + (f": {basis}" if basis else "")
        table = DEPRIVATION if place == 1 else f"{DEPRIVATION}-{place}"
        yield _groups(subject, DEPRIVATION, table, heading, replace(found, values=held))


def _groups(subject: Subject, by: str, table: str, heading: str, found: FoundIn) -> GroupsShown:
    held = found.values
    panel = group_panel(held, rule=found.small)
    when = period(min(one.period_start for one in held), max(one.period_end for one in held))
    shadow = group_shadow(held, panel.values)
    said = (_sentence(panel, PART_WORDS[by]), shadow.said or shadow.untold if shadow else "")
    return GroupsShown(heading, " ".join(filter(None, said)), _table(subject, panel, by, table, when))


def _found(subject: Subject, by: str) -> FoundIn:
    """The groups of a year together where they are shares, else of the newest period."""
    asked = Asked(area_type=subject.level, areas=(subject.area,), by=by)
    found = figures.values(subject.measure.id, asked, sight=subject.sight)
    if not found.values:
        return found
    if subject.measure.unit.key == "percent":
        return replace(found, values=pooled(found.values, PERIODS.get(subject.measure.periodicity, 1)))
    return replace(found, values=figures.newest_of(found.values))


def _sentence(panel: GroupPanel, heading: str) -> str:
    if panel.chance is None:
        said = "Whether these groups differ cannot be tested: no counts are given, or of fewer than two groups."
    elif panel.differ:
        said = f"The groups differ by more than chance would make them{_chance(panel)}."
    else:
        said = f"No difference by {heading.lower()} can be told from chance{_chance(panel)}."
    hidden = " Some groups are hidden: so few people that somebody could be recognised."
    return said + hidden if panel.is_protected else said


def _chance(panel: GroupPanel) -> str:
    """The chance in brackets; nothing where groups are hidden, whose numbers could be tried until it came out."""
    if panel.is_protected or panel.chance is None:
        return ""
    told = "under 1 in 1,000" if panel.chance < 0.001 else f"{panel.chance:.1%}"
    return f" (like groups would differ this much with a chance of {told})"


def _table(subject: Subject, panel: GroupPanel, by: str, name: str, when: str) -> ShownTable:
    measure = subject.measure
    columns = (
        Column("group", PART_WORDS[by]),
        Column("value", "Value"),
        Column("interval", "95% limits"),
        Column("people", "People"),
    )
    rows = tuple(
        (
            one.group[by],
            "hidden" if one.note == HIDDEN_NOTE else number(one.value, measure) or one.note or "none",
            interval(one, measure),
            people(one),
        )
        for one in panel.values
    )
    title = f"{subject.line.area_name} by {PART_WORDS[by].lower()}, {when}"
    return ShownTable(name, Table(title, columns, rows, notes_of(measure, panel.values)), "Nobody.", missing="")
