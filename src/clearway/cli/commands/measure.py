"""`clearway measure`: the values of one measure, compared fairly."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.commands.measures import Local, catalogue_with, measure_named
from clearway.cli.figures_to_ask import figures_to_ask, known_in
from clearway.cli.options import Audience, Json, Store
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    from clearway.measures.catalogue import Measure
    from clearway.measures.comparison import Line, Peer
    from clearway.measures.values import Asked, Ground, MeasureValue
    from clearway.publications.measure_answer import MeasureAnswer
    from clearway.store.folder import StoreFolder

PLACE = "place"
MONTH_DAYS = 32
MOST_LINES = 12
UNREMARKABLE = ("common_cause", "not_known")
"""What is said of an area comes last, and may be left out, where its line shows no change."""

Chart = Literal["xmr", "p", "p-prime", "u"]
Benchmark = Literal["england", "alliance", "neighbours"]
PLACES = ("icb", "sub_icb", "district")
"""What `place` may stand for, the first with values."""


@command("measure", example="clearway measure CWT-62D --store my-store --level provider --area RHQ")
def one_measure(
    measure: Annotated[str, typer.Argument(metavar="ID", help="The id of a measure, such as CWT-62D.")],
    store: Store,
    level: Annotated[
        str,
        typer.Option(
            "--level", help="england, region, alliance, icb, sub_icb, district, provider, practice … or place."
        ),
    ] = "england",
    area: Annotated[
        list[str] | None, typer.Option("--area", metavar="CODE", help="Only this; may be repeated.")
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", help="Told apart by age, sex, ethnicity, deprivation, category, cancer_type, route …"),
    ] = "",
    chart: Annotated[
        Chart, typer.Option("--chart", help="How limits are made: xmr; where counts are held also p, p-prime, u.")
    ] = "xmr",
    against: Annotated[
        Benchmark,
        typer.Option("--against", help="What the newest period is held against; but for england, needs one --area."),
    ] = "england",
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="The first month.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM", help="The last month.")] = "",
    known_on: Annotated[
        str, typer.Option("--as-known-on", metavar="DATE", help="As it was known at the end of a day.")
    ] = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the values to a CSV file too.")
    ] = None,
    local: Local = None,
    audience: Audience = "own_trust",
    as_json: Json = False,
) -> None:
    """The values of one measure with limits, source and age; what changed, and how areas stand against England.

    Without `--by` each area's line is read by statistical process control, and the newest period of the areas is held
    against England, the alliance or the statistical neighbours of one: better, worse, no different, or too few to say.
    Where most areas are small, a steadier value, drawn towards what all have in common, stands beside their own.
    With `--by` the groups stand side by side. Give the audience before computed values are passed on: what would give
    few people away is then hidden.
    """
    folder = use_store(store)
    from clearway.site.annotations import own

    found = measure_named(measure, catalogue_with(local) if local else own.catalogue())
    levels = PLACES if level == PLACE else (level,)
    day, asked = _day(known_on), [_asked(one, tuple(area or ()), by, first, last) for one in levels]
    _check_against(against, area or ())
    told = _first_answer(folder, found, asked, day, (chart, against), audience)
    if csv:
        _write(told, csv)
    if as_json:
        answer_json({**told.as_json(), "as_known_on": known_on or None, "audience": audience})
    elif not told.values:
        say(f"{found.id} {found.name}: this store holds no values of this kind {_at(level, by)}.")
        say(f"What is needed: {told.needs}")
    else:
        _print(told, audience)


def _check_against(against: str, areas: Sequence[str]) -> None:
    """`BadParameter` where it cannot be told whose alliance or neighbours are meant."""
    if against != "england" and len(areas) != 1:
        raise typer.BadParameter(f"Name with one --area whose {against} is meant.", param_hint="--against")


def _print(told: "MeasureAnswer", audience: str) -> None:
    from clearway.cli.audience import for_whom

    print_answer(told)
    if any(one.basis == "computed" for one in told.values):
        say(for_whom(audience))


def _first_answer(
    folder: "StoreFolder",
    measure: "Measure",
    asked: Sequence["Asked"],
    day: date | None,
    manner: tuple[str, str],
    audience: str,
) -> "MeasureAnswer":
    """The answer to the first question that has values, else to the last; of a day, as it was known at its end.

    `manner` is how lines are charted and what places are held against.
    """
    from clearway.measures.comparison import Against, ChartKind
    from clearway.publications.manner import Manner
    from clearway.publications.measure_answer import measure_answer
    from clearway.site.measures.noted import noted_of
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    wanted, organisations = Manner(ChartKind(manner[0]), Against(manner[1])), organisations_in(folder.policies)
    rules, noted = load_rule_book(), noted_of(measure)
    known = known_in(folder, rules, day) if day else None
    with figures_to_ask(folder, rules, day, "duckdb", "", known, is_at_hand=False) as figures:
        ground = _shown_to(audience, _ground(figures, rules.as_known_on(day) if day else rules, folder), folder)
        answers = (
            measure_answer(
                ground,
                measure,
                one,
                rebased_at=noted.rebased_at,
                explained_at=noted.explained_at,
                manner=wanted,
                organisations=organisations,
            )
            for one in asked
        )
        for told in answers:
            if told.values:
                break
    return told


def _ground(figures: Any, rules: Any, folder: Any) -> "Ground":
    from clearway.clocks import ClockRules
    from clearway.measures.values import Ground
    from clearway.pipeline.waiting import counting_waiting
    from clearway.standards.organisations import organisations_in

    return Ground(figures, rules, counting_waiting(ClockRules(rules, organisations_in(folder.policies))))


def _shown_to(audience: str, ground: "Ground", folder: "StoreFolder") -> "Ground":
    """The same ground, of whose computed values an audience is shown what the policy says."""
    from clearway.cli.audience import policies_for
    from clearway.publications.disclosure import ValueTables, in_memory

    return replace(ground, shown=ValueTables(ground, policies_for(audience, ground.figures, folder), in_memory()).shown)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("Write the day as 2025-03-31.", param_hint="--as-known-on") from None


def _asked(level: str, areas: tuple[str, ...], by: str, first: str, last: str) -> "Asked":
    from clearway.measures.months import first_day, last_day
    from clearway.measures.values import Asked

    try:
        start, end = first_day(first) if first else None, last_day(last) if last else None
    except ValueError:
        raise typer.BadParameter("Write months as 2025-03.", param_hint="--from, --to") from None
    return Asked(area_type=level, areas=areas, by=by, first=start, last=end)


def _at(level: str, by: str) -> str:
    words = " or ".join(PLACES) if level == PLACE else level
    return f"at level {words}{f' by {by}' if by else ''}"


def _write(told: "MeasureAnswer", path: Path) -> None:
    from clearway.publications.measure_judgement import with_judgement
    from clearway.publications.measure_values import values_table
    from clearway.publications.tables import comma_separated

    table = values_table(told.measure, told.values, snapshot=told.snapshot)
    table = with_judgement(table, told.values, lines=told.lines, peers=told.peers, against=told.against)
    path.write_bytes(comma_separated(table))
    say(f"Wrote {len(told.values):,} values to {path}.")


def print_answer(told: "MeasureAnswer") -> None:
    """The newest value of each area, its targets, and what may be said of them, for a person at a terminal."""
    measure = told.measure
    answer(f"{measure.id} {measure.name} ({measure.unit.title})")
    newest = {(one.area, tuple(one.group.items())): one for one in told.values}
    code, name = (max(map(len, (getattr(one, part) for one in newest.values()))) for part in ("area", "area_name"))
    compared = {(one.value.area, one.value.period_end): one for one in told.peers.peers} if told.peers else {}
    for one in newest.values():
        words = _newest(one, measure, compared.get((one.area, one.period_end)))
        answer(f"  {one.area:<{code}}  {one.area_name:<{name}}  {words}")
    for words in target_lines(told):
        answer(words)
    for words in shadow_lines(list(newest.values())):
        say(words)
    for line in sorted(told.lines, key=lambda line: line.variation.value in UNREMARKABLE)[:MOST_LINES]:
        say(told.said_of(line) + limits_words(line, measure))
    if len(told.lines) > MOST_LINES:
        say(f"{len(told.lines) - MOST_LINES:,} more areas: add --json for what is said of each.")
    if told.said_of_peers:
        say(told.said_of_peers)
    for words in steadier_lines(told):
        say(words)


def limits_words(line: "Line", measure: "Measure") -> str:
    """The newest limits of a line that is not drawn as usual, and how they were made; empty for single values."""
    from clearway.measures.comparison.charting import advice
    from clearway.measures.comparison.sentences import shown

    limits = line.limits(len(line.points) - 1)
    if line.chart_kind == "xmr" or limits is None:
        return ""
    lower, _, upper = limits
    why = advice(line, measure).why
    return f" Limits now {shown(lower, measure)} to {shown(upper, measure)} (chart {line.chart.method}). {why}".rstrip()


def steadier_lines(told: "MeasureAnswer") -> list[str]:
    """What a steadier value is, where there are any."""
    from clearway.measures.comparison.sentences import shown

    held = told.peers.shrinkage if told.peers else None
    if held is None:
        return []
    if held.common is None or held.people is None:
        return [f"No steadier values: {held.note}."]
    return [
        f"Steadier: drawn towards what all have in common, {shown(held.common, told.measure)}, which counts like "
        f"{held.people:,.0f} people ({held.method}). It labels nobody and is no ranking."
    ]


def shadow_lines(newest: Sequence["MeasureValue"]) -> list[str]:
    """What is missing from the newest values: the reasons of one area, else once what nobody tells and what changes."""
    shadows = [one.shadow for one in newest if one.shadow]
    lines: list[str] = []
    if len(newest) == 1 and shadows:
        (shadow,) = shadows
        lines += shadow.lines_lacking
        if shadow.undated:
            lines.append(f"Without a day that says which period: {shadow.undated:,}")
        if shadow.rejected:
            lines.append(f"Rows rejected in the files behind it: {shadow.rejected:,} of {shadow.read or 0:,}")
    lines += dict.fromkeys(one.untold for one in shadows if one.untold)
    late = dict.fromkeys(one.late for one in shadows if one.late)
    lines += [f"May change: {one.words}{' (provisional: from memory)' if one.is_provisional else ''}" for one in late]
    return lines


def target_lines(told: "MeasureAnswer") -> list[str]:
    """The three kinds of target in the newest month, one line each: national ones once, agreed ones for each area."""
    from clearway.measures.comparison.sentences import shown

    measure, months = told.measure, [one.month for one in told.targets]
    national = next((one for one in told.targets if one.month == max(months)), None)
    lines = []
    for kind, held in (
        (("Standard", national.held.standards), ("Milestone", national.held.milestones)) if national else ()
    ):
        for one in held:
            words = [shown(float(one.value), measure) if one.value is not None else "no figure"]
            words += [f"by {one.by_words}"] if one.by_words else []
            words += [one.label] if one.label and one.label != measure.name else []
            words += [] if one.compares else ["of another definition"]
            lines.append(f"  {kind}: {', '.join(words)}{' (provisional target)' if one.is_provisional else ''}")
    for area in told.targets:
        if agreed := area.held.trajectory:
            value = shown(float(agreed.value), measure)
            lines.append(f"  Agreed trajectory of {area.area_name}, {area.month}: {value}")
    return lines


def _newest(value: "MeasureValue", measure: "Measure", peer: "Peer | None") -> str:
    """The newest value of an area in words: group, period, value with limits, label, steadier value, basis.

    `peer` is what was said of it where its period is the one that was compared.
    """
    from clearway.measures.comparison.sentences import shown

    if value.value is None:
        told = value.note or "no value"
    else:
        told = shown(value.value, measure)
        if value.lower is not None and value.upper is not None:
            told += f" ({shown(value.lower, measure)} to {shown(value.upper, measure)})"
    known = f"{value.shadow.said} {value.shadow.said_of_bounds}".strip() if value.shadow else ""
    marks = ("synthetic" if value.is_synthetic else "", "provisional" if value.release == "provisional" else "")
    drawn = ""
    if peer and peer.shrunken:
        own, lower, upper = (shown(one, measure) for one in peer.shrunken)
        drawn = f"steadier {own} ({lower} to {upper})"
    label = peer.label if peer else ""
    said = (*value.group.values(), f"{_period(value)}: {told}", label, drawn, value.basis, *marks, known)
    return " · ".join(filter(None, said))


def _period(value: "MeasureValue") -> str:
    """A day, a month, a year, or the years from which to which."""
    start, end = value.period_start, value.period_end
    if start == end:
        return f"{end:%-d %b %Y}"
    if (end - start).days < MONTH_DAYS:
        return f"{end:%b %Y}"
    if (start.month, end.month) == (1, 12):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y} to {end:%Y}"
    return f"{start:%b %Y} to {end:%b %Y}"
