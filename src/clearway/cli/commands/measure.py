"""`clearway measure`: the values of one measure, compared fairly."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.commands.measures import Local, catalogue_with
from clearway.cli.figures_to_ask import figures_to_ask
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    from clearway.measures.catalogue import Measure
    from clearway.measures.comparison import Line, MeasureTold, Peer
    from clearway.measures.values import Ground, MeasureValue

PLACE = "place"
MONTH_DAYS = 32
MOST_LINES = 12
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
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="The first month.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM", help="The last month.")] = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the values to a CSV file too.")
    ] = None,
    local: Local = None,
    as_json: Json = False,
) -> None:
    """The values of one measure with limits, source and age; what changed, and how areas stand against England.

    Without `--by` each area's line is read by statistical process control, and the newest period of the areas is held
    against England: better, worse, no different, or too few to say. With `--by` the groups stand side by side.
    """
    folder = use_store(store)
    from clearway.measures.comparison import told_of
    from clearway.measures.position import snapshot_of
    from clearway.measures.values import values_of
    from clearway.publications.measure_values import values_table
    from clearway.publications.tables import comma_separated
    from clearway.records.findings import Refused
    from clearway.standards import load_rule_book

    catalogue = catalogue_with(local)
    found = catalogue.measures.get(measure.strip().upper())
    if found is None:
        raise Refused(f"There is no measure {measure}.", "List them: clearway measures", code="MEASURE_UNKNOWN")
    rules = load_rule_book()
    with figures_to_ask(folder, rules, None, "duckdb", "", None, is_at_hand=True) as figures:
        ground = _ground(figures, rules, folder)
        for at in PLACES if level == PLACE else (level,):
            asked = _asked(at, tuple(area or ()), by, first, last)
            if not by:
                told = told_of(ground, found, asked)
                values, plain = told.values, _told_plain(told)
            else:
                values, plain = values_of(ground, found, asked).values, {}
            if values:
                break
        snapshot = snapshot_of(figures)
    rows = [one.as_json() for one in values]
    if csv:
        labels = {one["area"]: one["label"] for one in plain.get("peers", [])}
        csv.write_bytes(comma_separated(values_table(found, values, snapshot=snapshot, labels=labels)))
        say(f"Wrote {len(values):,} values to {csv}.")
    if as_json:
        answer_json(
            {"measure": found.id, "unit": found.unit.key, "level": at, "rows": rows, "snapshot": snapshot, **plain}
        )
        return
    if not rows:
        say(f"{found.id} {found.name}: this store holds no values {f'at level {level}' if level else ''}.")
        say(f"What is needed: {found.needs or 'a file that brings them; see clearway measures show ' + found.id}")
        return
    _print(found, values, plain, by)


def _ground(figures: Any, rules: Any, folder: Any) -> "Ground":
    from clearway.clocks import ClockRules
    from clearway.measures.values import Ground
    from clearway.pipeline.waiting import counting_waiting
    from clearway.standards.organisations import organisations_in

    return Ground(figures, rules, counting_waiting(ClockRules(rules, organisations_in(folder.policies))))


def _asked(level: str, areas: tuple[str, ...], by: str, first: str, last: str) -> Any:
    from clearway.measures.months import first_day, last_day
    from clearway.measures.values import Asked

    try:
        start, end = first_day(first) if first else None, last_day(last) if last else None
    except ValueError:
        raise typer.BadParameter("Write months as 2025-03.", param_hint="--from, --to") from None
    return Asked(area_type=level, areas=areas, by=by, first=start, last=end)


def _told_plain(told: "MeasureTold") -> dict[str, Any]:
    """What is said of lines and peers, as plain values."""
    from clearway.measures.comparison.sentences import of_history, of_peers

    peers = told.peers
    return {
        "lines": [_line_plain(line, of_history(line, told.measure)) for line in told.lines],
        "benchmark": None if told.benchmark is None else told.benchmark.as_json(),
        "peers": [_peer_plain(one) for one in peers.peers] if peers else [],
        "said": of_peers(peers) if peers else "",
    }


def _line_plain(line: "Line", said: str) -> dict[str, Any]:
    return {
        "area": line.area,
        "area_name": line.area_name,
        "variation": line.variation.value,
        "assurance": line.assurance.value,
        "target": line.target,
        "is_trial": line.is_trial,
        "said": said,
    }


def _peer_plain(peer: "Peer") -> dict[str, Any]:
    return {
        "area": peer.value.area,
        "area_name": peer.value.area_name,
        "label": peer.label,
        "chance": peer.chance,
        "more_periods": peer.more_periods,
        "note": peer.note,
    }


def _print(measure: "Measure", values: "tuple[MeasureValue, ...]", plain: dict[str, Any], by: str) -> None:
    answer(f"{measure.id} {measure.name} ({measure.unit.title})")
    labels = {one["area"]: one["label"] for one in plain.get("peers", [])}
    newest = {(one.area, tuple(one.group.items())): one for one in values}
    for one in newest.values():
        answer(_line(one, measure, by, labels.get(one.area, "")))
    for line in plain.get("lines", [])[:MOST_LINES]:
        say(line["said"])
    if plain.get("said"):
        say(plain["said"])


def _line(value: "MeasureValue", measure: "Measure", by: str, label: str) -> str:
    """The newest value of an area in one line."""
    from clearway.measures.comparison.sentences import shown

    told = value.note or "no value"
    if value.value is not None:
        told = shown(value.value, measure)
    if value.lower is not None and value.upper is not None:
        told += f" ({shown(value.lower, measure)} to {shown(value.upper, measure)})"
    start, end = value.period_start, value.period_end
    period = (
        f"{end:%b %Y}"
        if (end - start).days < MONTH_DAYS
        else f"{start:%Y}"
        if start.year == end.year
        else f"{start:%Y}-{end:%Y}"
    )
    parts = [value.group[by]] if by else []
    parts += [f"{period}: {told}", *filter(None, (label, value.basis, "synthetic" if value.is_synthetic else ""))]
    return f"  {value.area:<10} {value.area_name[:44]:<44} {' · '.join(parts)}"
