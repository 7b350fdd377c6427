"""The newest value of an area: with its limits, people, age, source, and everything that it is held against."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clearway.measures.catalogue import Measure, Verification
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.measures.comparison import Glance, Line, peers_of
from clearway.measures.comparison.against import alliance_of
from clearway.measures.comparison.sentences import out_of_a_hundred
from clearway.measures.months import month_of
from clearway.measures.targets import TargetHeld, TargetsOn, target_on
from clearway.measures.values import Asked, MeasureValue
from clearway.publications.charts import assurance_icon, variation_icon
from clearway.publications.charts.icons import SIZE
from clearway.publications.measure_values import SYNTHETIC
from clearway.site import words
from clearway.site.measures import figures
from clearway.site.measures.presenters.fact import Fact
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import interval, number, origin, people, period, told
from clearway.site.performance.figures import organisations, rules

NOBODY_TELLS = "Not told: see what is missing"
TARGET_KINDS = {"standard": "Standard", "milestone": "National milestone", "trajectory": "Agreed trajectory"}


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon with its words beside it."""

    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class Now:
    """The newest value. `plain` says it in public words, `mark` warns of synthetic figures."""

    area: str
    value: str
    plain: str
    interval: str
    people: str
    period: str
    mark: str
    icons: tuple[Icon, ...]
    facts: tuple[Fact, ...]
    targets: tuple[Fact, ...]


def now_of(subject: Subject) -> Now:
    """The newest value of the subject's area."""
    measure, value = subject.measure, subject.line.latest
    held = interval(value, measure)
    level = f"{value.level:.0%} limits {held}" if held else "no limits: its source gives none, nor the counts for them"
    return Now(
        area=named(subject.line.area_name, subject.line.group),
        value=told(value, measure),
        plain=out_of_a_hundred(value, measure) if measure.unit.key == "percent" else "",
        interval=level,
        people=people(value),
        period=period(value.period_start, value.period_end),
        mark=SYNTHETIC if value.is_synthetic else "",
        icons=icons_of(subject.line),
        facts=tuple(facts_of(value)),
        targets=tuple(targets_of(subject)),
    )


def icons_of(line: Line | Glance, size: int = SIZE) -> tuple[Icon, ...]:
    """What a line does, and whether it will meet its target."""
    return (
        Icon(variation_icon(line.variation, size), line.variation.words),
        Icon(assurance_icon(line.assurance, size), line.assurance.words),
    )


def named(area: str, group: str) -> str:
    """An area with the part that is looked at."""
    return f"{area}: {group}" if group else area


def facts_of(value: MeasureValue) -> Iterator[Fact]:
    """Source, age and method of a value."""
    yield Fact("Basis", origin(value).capitalize())
    yield Fact("Source", value.publisher, value.source_files[:3])
    ended = f"tells of time until {words.day(value.period_end)}"
    yield Fact("Received here", words.day(value.as_at) or "not known", (ended,))
    yield Fact("Method of the limits", f"{value.method}, at {value.level:.0%}" if value.method else "none")
    yield from _sure(value)
    if value.note:
        yield Fact("Note", value.note)


def _sure(value: MeasureValue) -> Iterator[Fact]:
    """How much of a value is known, and whether it may still change; more of both stands further down the page."""
    shadow = value.shadow
    if shadow is None:
        return
    bounds = (shadow.said_of_bounds,) if shadow.said_of_bounds else ()
    yield Fact("How much is known", shadow.said or NOBODY_TELLS, bounds, "#shadow")
    if shadow.late:
        yield Fact("May still change", shadow.late.words, tag="provisional" if shadow.late.is_provisional else "")


def targets_of(subject: Subject) -> Iterator[Fact]:
    """The targets of the newest period, all kinds side by side, each with how it is known."""
    measure, value = subject.measure, subject.line.latest
    month = month_of(value.period_end)
    held = target_on(measure, subject.area, month, rules=rules(), agreed=figures.trajectories())
    held = held.beside_a_part() if subject.line.group else held
    for one in (*held.standards, *held.milestones):
        yield _target(one, measure, value)
    yield _trajectory(held, measure, value)
    if not held.standards:
        yield Fact(TARGET_KINDS["standard"], "None holds for this period.")
    if not held.milestones:
        yield Fact(TARGET_KINDS["milestone"], "None was set that is still to come in this period.")


def _target(target: TargetHeld, measure: Measure, value: MeasureValue) -> Fact:
    told = [words_of(float(target.value), measure) if target.value is not None else "no figure"]
    told += [f"by {target.by_words}"] if target.by_words else []
    details = [
        _reached(float(target.value) if target.value is not None and target.compares else None, measure, value),
        "" if target.compares else "Shown, never held against the value.",
        target.note,
        f"{target.source} ({_standing(target.standing)})",
    ]
    label = TARGET_KINDS[target.kind.value]
    return Fact(
        f"{label}, {target.label}" if target.label else label,
        " ".join(told),
        tuple(filter(None, details)),
        tag="provisional" if target.is_provisional else "",
    )


def _trajectory(held: TargetsOn, measure: Measure, value: MeasureValue) -> Fact:
    agreed = held.trajectory
    if agreed is None:
        return Fact(TARGET_KINDS["trajectory"], "None is loaded for this area and period.")
    details = (
        _reached(float(agreed.value), measure, value),
        f"{agreed.source_file}, version {agreed.version}, received {words.day(agreed.received_at)}",
    )
    return Fact(TARGET_KINDS["trajectory"], words_of(float(agreed.value), measure), tuple(filter(None, details)))


def _standing(word: str) -> str:
    return vocabulary().verifications[word] if word in set(Verification) else word


def words_of(value: float, measure: Measure) -> str:
    """A target as it is read: `85%`, `8 days`; no needless zeros."""
    plain = number(value, measure).removesuffix("%")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain}%" if measure.unit.key == "percent" else f"{plain} {measure.unit.title}"


def _reached(target: float | None, measure: Measure, value: MeasureValue) -> str:
    """Whether the newest value reaches a target; empty where there is no good direction."""
    if target is None or value.value is None:
        return ""
    reached = {"higher": value.value >= target, "lower": value.value <= target}.get(measure.polarity.value)
    return "" if reached is None else "met" if reached else "not met"


@dataclass(frozen=True, slots=True)
class Beside:
    """What an area stands beside: England or its alliance, with the word for the difference."""

    name: str
    value: str
    interval: str
    people: str
    words: str


def beside_of(subject: Subject) -> tuple[Beside, ...]:
    """England and the area's alliance in the same period, and how the area differs from each."""
    value = subject.line.latest
    if subject.line.group:
        return ()
    found = [subject.told.benchmark if subject.level != "england" else None, _alliance(subject)]
    labels = {one.value.area: one.label for one in subject.told.peers.peers} if subject.told.peers else {}
    same = [one for one in found if one is not None and one.period_end == value.period_end]
    return tuple(
        _beside(one, value, subject.measure, labels.get(subject.area, "") if one is subject.told.benchmark else "")
        for one in same
    )


def _beside(benchmark: MeasureValue, value: MeasureValue, measure: Measure, label: str) -> Beside:
    """`label` is the word that all places considered together gave; where it is empty the two are compared alone."""
    said = label or "cannot be told"
    if not label and benchmark.value is not None and value.value is not None:
        compared = peers_of([value], measure, benchmark=benchmark.value, benchmark_name=benchmark.area_name).peers
        said = compared[0].label if compared else said
    return Beside(
        benchmark.area_name,
        told(benchmark, measure),
        interval(benchmark, measure),
        people(benchmark),
        f"here: {said}",
    )


def _alliance(subject: Subject) -> MeasureValue | None:
    """The value of the alliance in which an area lies, in the same period and of the same basis."""
    value = subject.line.latest
    code = alliance_of(subject.level, subject.area, value.period_end, organisations())
    if not code or "alliance" not in subject.levels:
        return None
    asked = Asked(area_type="alliance", areas=(code,), first=value.period_start, last=value.period_end)
    found = figures.values(subject.measure.id, replace(asked, bases=(value.basis,)), sight=subject.sight)
    return next((one for one in found.values if one.period_end == value.period_end), None)
