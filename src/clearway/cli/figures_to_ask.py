"""Which figures a question is put to: the current ones, those of an earlier day, or some built by another engine."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from clearway.cli.progress import shown_progress

if TYPE_CHECKING:
    import duckdb

    from clearway.measures.todays_organisations import TodaysOrganisations
    from clearway.pipeline.known_figures import KnownOn
    from clearway.standards import RuleBook
    from clearway.store.folder import StoreFolder


def known_in(folder: "StoreFolder", rules: "RuleBook", day: date) -> "KnownOn":
    """What was known in a store on a day."""
    from clearway.pipeline.known_figures import known_on
    from clearway.site.submissions.services import all_submissions
    from clearway.standards.organisations import organisations_in

    return known_on(
        day, store=folder, received=all_submissions(), rules=rules, organisations=organisations_in(folder.policies)
    )


def todays_organisations(folder: "StoreFolder") -> "TodaysOrganisations":
    """The organisations of today, in London."""
    from clearway.measures.todays_organisations import TodaysOrganisations
    from clearway.pipeline.manifest import LONDON
    from clearway.standards.organisations import organisations_in

    return TodaysOrganisations(organisations_in(folder.policies), datetime.now(tz=LONDON).date())


@contextmanager
def figures_to_ask(
    folder: "StoreFolder",
    rules: "RuleBook",
    day: date | None,
    engine: str,
    spark_url: str,
    known: "KnownOn | None",
    *,
    is_at_hand: bool,
) -> Iterator["duckdb.DuckDBPyConnection"]:
    """The current figures, those kept of an earlier day, or figures built aside for another engine."""
    from clearway.store.analytical import Reader, open_read_only

    if (day is None and engine == "duckdb") or is_at_hand:
        with Reader(folder.analytical).open() as figures:
            yield figures
        return
    if known:
        with closing(open_read_only(kept(folder, rules, known))) as figures:
            yield figures
        return
    from clearway.pipeline.build import BuildSettings
    from clearway.pipeline.manifest import live
    from clearway.pipeline.publish import as_known_on, built_aside
    from clearway.site.submissions.services import all_submissions
    from clearway.standards.organisations import organisations_in

    settings = BuildSettings(engine=cast("Literal['duckdb', 'spark']", engine), spark_url=spark_url or None)
    received = all_submissions()
    with shown_progress() as progress:
        built = (
            as_known_on(
                day, store=folder, received=received, rules=rules, organisations=organisations_in(folder.policies),
                settings=settings, progress=progress,
            )
            if day
            else built_aside(
                live(received), store=folder, rules=rules, organisations=organisations_in(folder.policies),
                settings=settings, progress=progress,
            )
        )  # fmt: skip
        with built as figures:
            yield figures


def kept(folder: "StoreFolder", rules: "RuleBook", known: "KnownOn") -> Path:
    """Figures of an earlier day, built when nobody asked for them since the last load."""
    from clearway.pipeline.known_figures import keep_known
    from clearway.site.submissions.services import all_submissions
    from clearway.standards.organisations import organisations_in

    with shown_progress() as progress:
        return keep_known(
            known,
            store=folder,
            received=all_submissions(),
            rules=rules,
            organisations=organisations_in(folder.policies),
            progress=progress,
        )
