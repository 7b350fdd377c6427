"""The pages of figures: ambitions, each standard over time and by trust, and what changed for real."""

from collections.abc import Iterator, Sequence
from datetime import date

from clearway.measures.comparison import Line, Peer
from clearway.measures.comparison.sentences import IMPROVING, WORSENING, of_history, of_peers
from clearway.measures.comparison.told import BENCHMARK_NAMES
from clearway.measures.months import first_day, month_of
from clearway.measures.values import MeasureValue
from clearway.publications.charts import Goal, IntervalDots, PlacePoint
from clearway.publications.measure_line import line_picture, values_on
from clearway.publications.packs.board.figures import AmbitionTold, BoardFigures, ChangeTold, Named, StandardTold
from clearway.publications.packs.board.words import (
    change_of,
    change_sign,
    interval,
    number,
    origin,
    period,
    reach_of,
    short_name,
    standing,
    value_said,
)
from clearway.publications.packs.page import Page, PageCell, PageTable, Source
from clearway.publications.packs.said import month_said
from clearway.publications.tables import Column, Kind

AMBITIONS, WAITS, CHANGES = "Ambitions", "Waiting times", "What changed"
MONTHS_SHOWN = 6
MOST_CHANGES = 24
NEUTRAL = "The Board does not performance-manage: a difference is a question to ask, not a judgement."
LIMITS_MEAN = (
    "Dashed lines are the limits within which the line moves by chance alone (three sigma); the solid line is its mean."
)


def ambitions_page(figures: BoardFigures) -> Page:
    """The first page: every ambition with its value, its target and the two icons."""
    lines = [one.line for one in figures.ambitions if one.line and one.line.latest.value is not None]
    here = sum(one.line is not None and one.whose != "England" for one in figures.ambitions)
    count = len(figures.ambitions)
    better, worse = (sum(line.variation in kinds for line in lines) for kinds in (IMPROVING, WORSENING))
    sentence = (
        f"{here} of the {count} ambitions can be measured for {figures.asked.alliance.name}. Of the {len(lines)} lines "
        f"shown, {_are(better)} improving and {_are(worse)} getting worse by more than chance gives."
    )
    columns = (
        Column("ambition", "Ambition"),
        Column("now", "Now"),
        Column("target", "Target"),
        Column("change", "What the line does"),
        Column("assurance", "Will it reach the target?"),
        Column("figures", "Figures of"),
    )
    rows = tuple(_ambition(one) for one in figures.ambitions)
    notes = ("A target is met for certain only where the limits of the line lie beyond it.",)
    return Page(
        "Ten ambitions at a glance",
        sentence,
        table=PageTable("", columns, rows),
        notes=notes,
        sources=sources_of([line.latest for line in lines]),
        part=AMBITIONS,
    )


def _are(count: int) -> str:
    return "1 is" if count == 1 else f"{count or 'none'} are"


def _ambition(told: AmbitionTold) -> tuple[PageCell, ...]:
    line, measure = told.line, told.measure
    if line is None:
        return (told.row.heading, "not held", "", "", "", "see the last page")
    value = line.latest
    limits, where = interval(value, measure), "England" if told.whose == "England" else "here"
    now = number(value.value, measure) or "not shown"
    return (
        told.row.heading,
        f"{now} ({limits})" if limits else now,
        _target(line, told),
        change_of(line),
        reach_of(line),
        f"{where}, {period(value.period_start, value.period_end)}, {origin(value)}",
    )


def _target(line: Line, told: AmbitionTold) -> str:
    if line.target is None:
        return ""
    mark = f" ({line.target_mark})" if line.target_mark else ""
    return f"{number(line.target, told.measure)}{mark}"


def own_page(figures: BoardFigures, trust: Named) -> Page:
    """The first page of the version for one trust: its three standards beside those of the alliance and of England."""
    headings, name = _headings(figures), short_name(trust.name)
    lines = [one.own for one in figures.standards if one.own and one.own.latest.value is not None]
    better, worse = (sum(line.variation in kinds for line in lines) for kinds in (IMPROVING, WORSENING))
    sentence = (
        f"Of its {len(lines)} lines of waiting times {_are(better)} improving and {_are(worse)} getting worse by more "
        f"than chance gives."
        if lines
        else f"No {figures.asked.basis} figure of {name} is held."
    )
    columns = (
        Column("standard", "Standard"),
        Column("own", name, Kind.SHARE),
        Column("interval", "95% interval"),
        Column("alliance", "Alliance", Kind.SHARE),
        Column("england", "England", Kind.SHARE),
        Column("change", "What its line does"),
        Column("assurance", "Will it reach the target?"),
    )
    month = figures.asked.month
    rows = tuple(_own(one, headings.get(one.measure.id, one.measure.name), month) for one in figures.standards)
    alliance = figures.standards[0].alliance.latest
    return Page(
        f"{name} at a glance",
        sentence,
        table=PageTable(month_said(month), columns, rows),
        notes=(NEUTRAL,),
        sources=sources_of([line.latest for line in lines] or [alliance]),
        figures=standing(alliance, month),
        part=WAITS,
    )


def _own(told: StandardTold, heading: str, month: str) -> tuple[PageCell, ...]:
    line, measure, england = told.own, told.measure, told.trusts.benchmark
    beside = (told.alliance.latest.value, england.value if england else None)
    if line is None or month_of(line.latest.period_end) != month:
        return (heading, None, "", *beside, "not held for this month", "")
    return (heading, line.latest.value, interval(line.latest, measure), *beside, change_of(line), reach_of(line))


def _headings(figures: BoardFigures) -> dict[str, str]:
    """The short heading of each measure of the first page."""
    return {one.row.measure: one.row.heading for one in figures.ambitions}


def standard_pages(figures: BoardFigures) -> Iterator[Page]:
    """Each standard twice: over time, and by trust. For one trust its own line stands first."""
    headings = _headings(figures)
    for told in figures.standards:
        heading = headings.get(told.measure.id, told.measure.name)
        if figures.asked.trust is not None:
            yield _over_time(figures, told, told.own, heading, figures.asked.trust)
        yield _over_time(figures, told, told.alliance, heading, figures.asked.alliance)
        yield _by_trust(figures, told, heading)


def _over_time(figures: BoardFigures, told: StandardTold, line: Line | None, heading: str, whose: Named) -> Page:
    measure, month = told.measure, figures.asked.month
    title = f"{heading}: {short_name(whose.name)}"
    if line is None or month_of(line.latest.period_end) != month:
        words = f"No {figures.asked.basis} figure of {whose.name} is held for {month_said(month)}."
        return Page(title, words, part=WAITS)
    value = line.latest
    history = "" if value.value is None else f" {of_history(line, measure)}"
    sentence = f"{month_said(month)}: {value_said(value, measure)}.{history}"
    columns = (
        Column("month", "Month", Kind.MONTH),
        Column("share", "Within", Kind.SHARE),
        Column("interval", "95% interval"),
        Column("within", "People within", Kind.COUNT),
        Column("people", "People", Kind.COUNT),
        Column("release", "Figures"),
    )
    rows = tuple(
        (
            first_day(month_of(one.period_end)), one.value, interval(one, measure), one.numerator, one.denominator,
            one.release,
        )
        for one in reversed(values_on(line)[-MONTHS_SHOWN:])
    )  # fmt: skip
    return Page(
        title,
        sentence,
        chart=line_picture(line, measure, sentence),
        table=PageTable(f"The newest {len(rows)} months", columns, rows),
        notes=(LIMITS_MEAN,),
        sources=sources_of([value]),
        figures=standing(value, month),
        part=WAITS,
    )


def _by_trust(figures: BoardFigures, told: StandardTold, heading: str) -> Page:
    measure, asked = told.measure, figures.asked
    lines = [one for one in told.trusts.lines if month_of(one.latest.period_end) == asked.month]
    own = asked.trust.code if asked.trust else ""
    lines.sort(key=lambda one: (one.area != own, one.area_name))
    peers, against = told.trusts.peers, BENCHMARK_NAMES[asked.basis]
    labels = {one.value.area: one for one in peers.peers} if peers else {}
    beside = [(told.alliance.area_name, told.alliance.latest)]
    beside += [(against.capitalize(), told.trusts.benchmark)] if told.trusts.benchmark else []
    said = (
        of_peers(peers, "trusts", "months") if peers else f"Trusts are not compared: {against} has no figure to show."
    )
    columns = (
        Column("trust", "Trust"),
        Column("share", "Within", Kind.SHARE),
        Column("interval", "95% interval"),
        Column("people", "People", Kind.COUNT),
        Column("against", f"Against {against}"),
        Column("change", "What its line does"),
    )
    rows = (
        *(_trust(one, told, labels.get(one.area)) for one in lines),
        *((name, one.value, interval(one, measure), one.denominator, "", "") for name, one in beside),
    )
    points = tuple(
        PlacePoint(name, one.value, one.lower, one.upper)
        for name, one in [*((short_name(line.area_name), line.latest) for line in lines), *beside]
    )
    target = told.alliance.target
    goals = () if target is None else (Goal(f"Standard {target:.0%}", target),)
    title = f"{heading}, by trust"
    return Page(
        title,
        said,
        chart=IntervalDots(title, said, points, goals),
        table=PageTable(month_said(asked.month), columns, rows, leading=1 if lines and lines[0].area == own else 0),
        notes=(NEUTRAL, "A filled mark reaches the standard, a hollow one does not; whiskers are 95% intervals."),
        sources=sources_of([told.alliance.latest]),
        figures=standing(told.alliance.latest, asked.month),
        part=WAITS,
    )


def _trust(line: Line, told: StandardTold, peer: Peer | None) -> tuple[PageCell, ...]:
    value = line.latest
    return (
        short_name(line.area_name), value.value, interval(value, told.measure), value.denominator,
        peer.label if peer else "", change_of(line),
    )  # fmt: skip


def changes_page(figures: BoardFigures, since: date | None, since_words: str) -> Page:
    """New special causes, the worst first; "nothing beyond chance" is a good answer."""
    found = figures.changes
    columns = (
        Column("measure", "Measure"),
        Column("area", "Where"),
        Column("before", "Before"),
        Column("now", "Now"),
        Column("said", "What can be said"),
        Column("origin", "Figures"),
    )
    rows = tuple(_change(one) for one in found[:MOST_CHANGES])
    more = (f"{len(found) - MOST_CHANGES} more stand in the gallery of changes.",) if len(found) > MOST_CHANGES else ()
    about = f" Told of figures that arrived since {since_words}." if since else ""
    return Page(
        "What changed for real",
        _changes_said(found, figures.looked_at) + about,
        table=PageTable("", columns, rows, empty="Nothing beyond chance."),
        notes=(
            *more,
            "A change is told where the newest point of a line is a special cause and the one before was not.",
        ),
        sources=sources_of([one.glance.latest for one in found]),
        part=CHANGES,
    )


def _change(told: ChangeTold) -> tuple[PageCell, ...]:
    before, now = told.glance.before, told.glance.latest
    return (
        told.measure.name, short_name(told.glance.area_name), _with_period(before, told), _with_period(now, told),
        change_sign(told.glance.variation),
        origin(now),
    )  # fmt: skip


def _with_period(value: MeasureValue | None, told: ChangeTold) -> str:
    if value is None:
        return ""
    return f"{number(value.value, told.measure)}, {period(value.period_start, value.period_end)}"


def _changes_said(found: Sequence[ChangeTold], looked_at: int) -> str:
    if not looked_at:
        return "No line that is held is long enough to tell a change from chance."
    lines = "1 line was" if looked_at == 1 else f"{looked_at:,} lines were"
    if not found:
        return f"{lines} looked at; none changed since the period before by more than chance gives."
    worse = sum(one.glance.variation in WORSENING for one in found)
    better = sum(one.glance.variation in IMPROVING for one in found)
    return (
        f"{lines} looked at; {len(found)} changed since the period before by more than chance gives: {worse} for the "
        f"worse, {better} for the better, {len(found) - worse - better} neither."
    )


def sources_of(values: Sequence[MeasureValue]) -> tuple[Source, ...]:
    """The publishers of some values, each with the day on which its newest file arrived."""
    newest: dict[str, date | None] = {}
    for one in values:
        held = newest.get(one.publisher)
        newest[one.publisher] = max(filter(None, (held, one.as_at)), default=None)
    return tuple(Source(f"{publisher} (as received here)", day) for publisher, day in newest.items() if publisher)
