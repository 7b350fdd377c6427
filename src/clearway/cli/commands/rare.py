"""`clearway rare`: breaches so rare that a share of each month says nothing, charted by what lies between them."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.commands.measures import measure_named
from clearway.cli.figures_to_ask import figures_to_ask
from clearway.cli.options import Audience, Json, Store
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    from clearway.publications.rare_event_series import RareEventSeries

Between = Literal["g", "t"]


@command("rare", example="clearway rare CWT-31D --store my-store --level provider --area RFR --chart g")
def rare(
    measure: Annotated[str, typer.Argument(metavar="ID", help="The id of a measure, such as CWT-31D.")],
    store: Store,
    area: Annotated[str, typer.Option("--area", metavar="CODE", help="Whose breaches.")],
    level: Annotated[str, typer.Option("--level", help="The kind of area: provider, alliance, icb …")] = "provider",
    chart: Annotated[
        Between, typer.Option("--chart", help="g: pathways between one breach and the next; t: days between them.")
    ] = "g",
    audience: Audience = "own_trust",
    as_json: Json = False,
) -> None:
    """What lies between rare breaches of a waiting-time measure, from loaded records, with limits and special causes.

    Each row is one person's breach: for whoever may see the records. Refused for an audience from whom small numbers
    are hidden, where breaches are not rare (one pathway in ten or more), and where there are fewer than six.
    """
    folder = use_store(store)
    from clearway.cli.audience import for_whom, policies_for
    from clearway.measures.rare_events import rare_events_of
    from clearway.publications.rare_event_series import check_shown_whole, rare_event_series
    from clearway.site.annotations import own
    from clearway.standards import load_rule_book

    found = measure_named(measure, own.catalogue())
    with figures_to_ask(folder, load_rule_book(), None, "duckdb", "", None, is_at_hand=False) as figures:
        check_shown_whole(policies_for(audience, figures, folder)(()))
        events = rare_events_of(figures, found, level, area)
    series = rare_event_series(found, events, chart)
    if as_json:
        answer_json({**series.as_json(), "audience": audience})
        return
    print_series(series)
    say(for_whom(audience))


def print_series(found: "RareEventSeries") -> None:
    """A row for each breach but the first, and what the chart supports, for a person at a terminal."""
    events, measure = found.events, found.measure
    synthetic = ", synthetic" if events.is_synthetic else ""
    answer(f"{measure.id} {measure.name}, {events.area} (computed from loaded records{synthetic})")
    for row in found.series.rows():
        cause = "" if row["special_cause"] == "common" else f"  {row['special_cause'].replace('_', ' ')}"
        answer(f"  {row['date']}  {row['value']:,.0f}{cause}")
    say(found.said)
    say(found.series.settings)
