"""`clearway load`: files into a store."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast
from zoneinfo import ZoneInfo

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command
from clearway.cli.given_profile import is_profile, profile_given, with_way_to_profile
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import DEFAULT_ALLIANCE, acting_person, use_or_make_store
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind

if TYPE_CHECKING:
    from clearway.pipeline.load import Loaded

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
    for path in files:
        if not path.is_file():
            raise typer.BadParameter(f"There is no file {path}.", param_hint="FILE")
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise typer.BadParameter("Write the month as 2025-03.", param_hint="--month")
    if release not in ("", "provisional", "final"):
        raise typer.BadParameter("A release is provisional or final.", param_hint="--release")
    if encoding not in ("utf-8", "utf-16", "cp1252"):
        raise typer.BadParameter("An encoding is utf-8, utf-16 or cp1252.", param_hint="--encoding")
    folder = use_or_make_store(store, kind=kind, alliance=alliance)
    from clearway.intake.reading import Declared, Encoding
    from clearway.pipeline.load import load as load_files
    from clearway.pipeline.publish import publish
    from clearway.site.mapping.services import profile_for
    from clearway.site.sending.antivirus import refuse_infected
    from clearway.site.sending.layout import UNKNOWN_LAYOUT
    from clearway.site.submissions.manifest import OperationalManifest
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    by = acting_person(run_as)
    manifest = OperationalManifest(by)
    profile = profile_given(source, by) if is_profile(source) else None
    declared = Declared(
        source="" if profile else source,
        profile=profile,
        organisation=organisation.strip().upper(),
        month=month,
        release=cast("Choice | None", release or None),
        date_format=date_format,
        encoding=cast("Encoding", encoding),
        separator=separator.encode().decode("unicode_escape") if separator.startswith("\\") else separator,
        today=datetime.now(tz=ZoneInfo("Europe/London")).date(),
    )
    with shown_progress() as progress:
        refuse_infected(files, by=by)
        attempt = partial(load_files, files, store=folder, manifest=manifest, force_reason=force, progress=progress)
        try:
            loaded = attempt(declared=declared)
        except Refused as refusal:
            remembered = None if source else profile_for(declared.organisation)
            if refusal.code not in UNKNOWN_LAYOUT or declared.profile:
                raise
            if remembered is None:
                raise with_way_to_profile(refusal) from refusal
            say(f"Read with the profile {remembered.name} that is remembered for {declared.organisation}.")
            loaded = attempt(declared=replace(declared, profile=remembered))
        published = publish(
            store=folder,
            manifest=manifest,
            rules=load_rule_book(),
            organisations=organisations_in(folder.policies),
            progress=progress,
        )
    told = [{**one.as_json(), "mending": _mending(folder, one)} for one in loaded]
    if as_json:
        answer_json({**_together(told), "snapshot": published.snapshot})
    else:
        for one in told:
            _tell(one)
        say(f"Figures are at snapshot {published.snapshot}.")
    if any(one["rejected"] or one["state"] == "held" for one in told):
        raise end(Code.FOUND_PROBLEMS)


def _mending(store: StoreFolder, loaded: "Loaded") -> dict[str, int] | None:
    """What the load changed of what its sender has to mend; None for figures, and for what changed nothing."""
    from dataclasses import asdict

    from clearway.pipeline.quality.ledger import mending_of

    one = loaded.submission
    if loaded.is_duplicate or one.state != "live" or one.data_set != "waiting_time_records":
        return None
    return asdict(mending_of(store, one))


def _together(told: list[dict[str, Any]]) -> dict[str, Any]:
    """One submission as it is; several with their sums, and each under `submissions`."""
    if len(told) == 1:
        return told[0]
    return {
        **told[-1],
        "accepted": sum(one["accepted"] for one in told),
        "rejected": sum(one["rejected"] for one in told),
        "findings": [finding for one in told for finding in one["findings"]],
        "submissions": told,
    }


def _tell(one: dict[str, Any]) -> None:
    if one["duplicate_of"]:
        answer(
            f"{one['file_name']}: these bytes are here already, as submission {one['duplicate_of']}. Nothing was done."
        )
        _tell_held(one)
        return
    whose = " ".join(filter(None, (one["organisation"], _months(one))))
    answer(
        f"{one['file_name']}: submission {one['submission']}, version {one['version']} ({one['release']})"
        f"{' of ' + whose if whose else ''}"
    )
    answer(f"  {one['accepted']:,} rows accepted, {one['rejected']:,} rejected")
    if mending := one["mending"]:
        from clearway.pipeline.quality.ledger import Mending

        answer(f"  to mend in your register: {Mending(**mending).words}")
    if one["overlaps"]:
        answer(
            f"  overlaps {', '.join(one['overlaps'])}: a record that several hold counts once, as it was known last."
        )
        answer("  To put a corrected file in the place of an earlier one, load both with the same --month.")
    for finding in one["findings"]:
        answer(f"  {finding['count']:,} × {finding['id']} ({finding['kind']}): {finding['message']} {finding['mend']}")
    _tell_held(one)


def _tell_held(one: dict[str, Any]) -> None:
    if one["state"] == "held":
        answer("  HELD BACK: it is unlike what this sender sent before, and counts nothing until somebody decides.")
        answer(f'  If it is right: clearway submissions accept {one["submission"]} --because "…" --store DIR')
        answer(f'  If it is wrong: clearway submissions withdraw {one["submission"]} --because "…" --store DIR')


def _months(one: dict[str, Any]) -> str:
    first, last = one["first_month"], one["last_month"]
    return first if first == last else f"{first} to {last}"
