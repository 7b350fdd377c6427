"""`clearway demo`: a store to look at, with real published figures and made-up people."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.records.findings import Refused

MOST_YEARS = 10


class Scale(StrEnum):
    """How much of the country the made-up people are from."""

    ALLIANCE = "alliance"
    ENGLAND = "england"


@command("demo", example="clearway demo --store demo-store --alliance E56000027")
def demo(
    store: Store,
    alliance: Annotated[
        str, typer.Option("--alliance", metavar="CODE", help="The alliance, by its ONS code.")
    ] = "E56000025",
    scale: Annotated[Scale, typer.Option("--scale", help="Whose people are made up.")] = Scale.ALLIANCE,
    years: Annotated[int, typer.Option("--years", min=1, max=MOST_YEARS, help="Years of made-up records.")] = 2,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Another seed makes other people.")] = None,
    as_json: Json = False,
) -> None:
    """Write a demo store: real published figures of England, and made-up people of one alliance, labelled so."""
    from clearway.cli.demo_store import new_demo

    if scale is Scale.ENGLAND:
        raise Refused(
            "A store serves one alliance, and the 999 range of NHS numbers that made-up people may have holds some "
            "909,000; England refers 3.3 million people a year.",
            "Make one store for each alliance: clearway demo --store DIR --alliance CODE",
            code="DEMO-SCALE",
        )
    today = datetime.now(tz=ZoneInfo("Europe/London")).date()
    filled = new_demo(store, today=today, alliance=alliance, years=years, seed=seed)
    scope = filled.scope
    if as_json:
        answer_json(
            {
                "store": store,
                "alliance": scope.alliance,
                "first_month": scope.first_month,
                "seen_on": scope.today,
                "seed": scope.seed,
                "published_files": filled.published_files,
                "records": filled.records,
            }
        )
        return
    answer(
        f"{store} holds {filled.published_files} published files and {filled.records:,} synthetic records of "
        f"{scope.alliance}, {scope.first_month} to {scope.last_month}, as seen on {scope.today:%d %B %Y}.\n"
        f"Look at it: clearway run --store {store}"
    )
