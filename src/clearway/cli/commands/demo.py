"""`clearway demo`: a store to look at, with real published figures and made-up people; or their records alone."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command
from clearway.cli.options import Json

MOST_YEARS = 10


class Scale(StrEnum):
    """How much of the country the made-up people are from."""

    ALLIANCE = "alliance"
    ENGLAND = "england"


class RecordForm(StrEnum):
    """How records stand in a file of their own."""

    ANALYTICAL = "analytical"
    CONTRACT = "contract"
    CSV = "csv"


@command("demo", example="clearway demo --store demo-store --alliance E56000027")
def demo(
    store: Annotated[Path | None, typer.Option("--store", metavar="DIR", help="The store folder to fill.")] = None,
    alliance: Annotated[
        str, typer.Option("--alliance", metavar="CODE", help="The alliance, by its ONS code.")
    ] = "E56000025",
    scale: Annotated[Scale, typer.Option("--scale", help="Whose people are made up.")] = Scale.ALLIANCE,
    years: Annotated[int, typer.Option("--years", min=1, max=MOST_YEARS, help="Years of made-up records.")] = 2,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Another seed makes other people.")] = None,
    records_only: Annotated[
        Path | None,
        typer.Option("--records-only", metavar="OUT", help="No store: the records alone, in OUT.parquet or a folder."),
    ] = None,
    referrals: Annotated[
        int | None, typer.Option("--referrals", min=1, metavar="N", help="With --records-only: referrals a year.")
    ] = None,
    form: Annotated[
        RecordForm, typer.Option("--form", help="With --records-only: as loaded, with identifiers, or a CSV a trust.")
    ] = RecordForm.ANALYTICAL,
    faults: Annotated[
        str, typer.Option("--faults", metavar="NAME[:RATE],…", help="With --records-only: faults put in; or all.")
    ] = "",
    truth: Annotated[
        Path | None, typer.Option("--truth", metavar="FILE", help="With --records-only: a list of the faults put in.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a demo store: real published figures of England, and made-up people of one alliance, labelled so.

    With --records-only, write the made-up records alone to Parquet, or as CSV with faults of many kinds.
    """
    today = datetime.now(tz=ZoneInfo("Europe/London")).date()
    if records_only is not None and store is None:
        from clearway.cli.demo_records import RecordsWanted, write_records

        wanted = RecordsWanted(
            alliance, scale is Scale.ENGLAND, years, seed, referrals, form.value, faults=faults, truth=truth
        )
        told = write_records(records_only, wanted, today=today)
        if as_json:
            answer_json(told)
        else:
            answer(
                f"{records_only} holds {told['records']:,} synthetic records, seen on {told['seen_on']:%d %B %Y}; "
                f"{told['faults']:,} faults were put in on purpose."
            )
        return
    if store is None or records_only is not None:
        raise typer.BadParameter("Name either a store (--store) or a place for the records alone (--records-only).")
    _fill(store, today, alliance=alliance, scale=scale, years=years, seed=seed, as_json=as_json)


def _fill(
    store: Path, today: date, *, alliance: str, scale: Scale, years: int, seed: int | None, as_json: bool
) -> None:
    from clearway.cli.demo_store import new_demo

    of_england = scale is Scale.ENGLAND
    filled = new_demo(store, today=today, alliance=alliance, years=years, seed=seed, of_england=of_england)
    scope = filled.scope
    if as_json:
        answer_json(
            {
                "store": store,
                "alliance": scope.alliance,
                "scale": scale,
                "first_month": scope.first_month,
                "seen_on": scope.today,
                "seed": scope.seed,
                "published_files": filled.published_files,
                "records": filled.records,
            }
        )
        return
    whose = f"all of England, kept for {scope.alliance}" if scope.of_england else scope.alliance
    answer(
        f"{store} holds {filled.published_files} published files and {filled.records:,} synthetic records of "
        f"{whose}, {scope.first_month} to {scope.last_month}, as seen on {scope.today:%d %B %Y}.\n"
        f"Look at it: clearway run --store {store}"
    )
