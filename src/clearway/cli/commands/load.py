"""`clearway load`: files into a store."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast
from zoneinfo import ZoneInfo

import typer

from clearway.cli.answers import Code, answer_json, end, say
from clearway.cli.app import command
from clearway.cli.given_profile import is_profile, profile_given, with_way_to_profile
from clearway.cli.loaded_words import tell, together, told_of
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import Progress, shown_progress
from clearway.cli.stores import DEFAULT_ALLIANCE, acting_person, use_or_make_store
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind

if TYPE_CHECKING:
    from clearway.intake.reading import Declared, Encoding
    from clearway.pipeline.load import Loaded
    from clearway.pipeline.manifest import Manifest
    from clearway.site.organisations.models import Membership

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of one submission, or published files.")]
Choice = Literal["provisional", "final"]


@command("load", example="clearway load march.csv --store my-store --organisation RFF --month 2025-03 --release final")
def load(
    files: Files,
    store: Store,
    source: Annotated[
        str,
        typer.Option("--source", metavar="NAME", help="What the file is, or a mapping profile; found out if left out."),
    ] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="CODE", help="Whose records they are; another's are refused.")
    ] = "",
    month: Annotated[
        str, typer.Option("--month", metavar="YYYY-MM", help="The month they report; another's are refused.")
    ] = "",
    release: Annotated[str, typer.Option("--release", help="provisional or final.")] = "",
    kind: Annotated[
        StoreKind, typer.Option("--kind", help="The kind of store to make where there is none.")
    ] = StoreKind.LIVE,
    alliance: Annotated[
        str, typer.Option("--alliance", metavar="CODE", help="The alliance of a store that is made.")
    ] = DEFAULT_ALLIANCE,
    date_format: Annotated[
        str, typer.Option("--date-format", help="How dates are written, such as DD/MM/YYYY.")
    ] = "YYYY-MM-DD",
    encoding: Annotated[str, typer.Option("--encoding", help="utf-8, utf-16 or cp1252.")] = "utf-8",
    separator: Annotated[str, typer.Option("--separator", help="What stands between the columns.")] = ",",
    force: Annotated[
        str,
        typer.Option(
            "--force", metavar="REASON", help="Load an older release after a newer one, or what would be held back."
        ),
    ] = "",
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Read files into the store: every row is accepted, or rejected with its reason.

    Files of records given together are one submission; each published file is a submission of its own. A folder
    without a store becomes a live one. Ends with 1 when rows were rejected, or when a file is held back because it is
    unlike those that its sender sent before.
    """
    _check(files, month, release, encoding)
    folder = use_or_make_store(store, kind=kind, alliance=alliance)
    by = acting_person(run_as)
    declared = replace(
        _declared(source, by),
        organisation=organisation.strip().upper(),
        month=month,
        release=cast("Choice | None", release or None),
        date_format=date_format,
        encoding=cast("Encoding", encoding),
        separator=separator.encode().decode("unicode_escape") if separator.startswith("\\") else separator,
    )
    told, snapshot = _received(files, folder, declared, force, by)
    _tell_all(told, snapshot, as_json)
    if any(one["rejected"] or one["state"] == "held" for one in told):
        raise end(Code.FOUND_PROBLEMS)


def _tell_all(told: list[dict[str, Any]], snapshot: str, as_json: bool) -> None:
    if as_json:
        answer_json({**together(told), "snapshot": snapshot})
        return
    for one in told:
        tell(one)
    say(f"Figures are at snapshot {snapshot}.")


def _declared(source: str, by: "Membership") -> "Declared":
    """What a source says of files by its name alone: a layout, or a mapping profile that somebody made."""
    from clearway.intake.reading import Declared

    profile = profile_given(source, by) if is_profile(source) else None
    today = datetime.now(tz=ZoneInfo("Europe/London")).date()
    return Declared(source="" if profile else source, profile=profile, today=today)


def _received(
    files: Sequence[Path], folder: StoreFolder, declared: "Declared", force: str, by: "Membership"
) -> tuple[list[dict[str, Any]], str]:
    """What is to be told of each file once it is in the store, and the snapshot at which the figures are then."""
    from clearway.pipeline.publish import publish
    from clearway.site.sending.antivirus import refuse_infected
    from clearway.site.submissions.manifest import OperationalManifest
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    manifest = OperationalManifest(by)
    with shown_progress() as progress:
        refuse_infected(files, by=by)
        loaded = _loaded(files, folder, manifest, declared, force, progress)
        published = publish(
            store=folder,
            manifest=manifest,
            rules=load_rule_book(),
            organisations=organisations_in(folder.policies),
            progress=progress,
        )
    return [told_of(folder, one) for one in loaded], published.snapshot


def _check(files: Sequence[Path], month: str, release: str, encoding: str) -> None:
    """`BadParameter` for words that no load can begin with."""
    for path in files:
        if not path.is_file():
            raise typer.BadParameter(f"There is no file {path}.", param_hint="FILE")
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise typer.BadParameter("Write the month as 2025-03.", param_hint="--month")
    if release not in ("", "provisional", "final"):
        raise typer.BadParameter("A release is provisional or final.", param_hint="--release")
    if encoding not in ("utf-8", "utf-16", "cp1252"):
        raise typer.BadParameter("An encoding is utf-8, utf-16 or cp1252.", param_hint="--encoding")


def _loaded(
    files: Sequence[Path],
    store: StoreFolder,
    manifest: "Manifest",
    declared: "Declared",
    force: str,
    progress: Progress,
) -> Sequence["Loaded"]:
    """The files in the store; one in an unknown layout is tried with the profile remembered for its organisation."""
    from clearway.pipeline.load import load as load_files
    from clearway.site.mapping.services import profile_for
    from clearway.site.sending.layout import UNKNOWN_LAYOUT

    attempt = partial(load_files, files, store=store, manifest=manifest, force_reason=force, progress=progress)
    try:
        return attempt(declared=declared)
    except Refused as refusal:
        if refusal.code not in UNKNOWN_LAYOUT or declared.profile:
            raise
        remembered = None if declared.source else profile_for(declared.organisation)
        if remembered is None:
            raise with_way_to_profile(refusal) from refusal
        say(f"Read with the profile {remembered.name} that is remembered for {declared.organisation}.")
        return attempt(declared=replace(declared, profile=remembered))
