"""`clearway profiles …`: how a sender's own export is read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command, group
from clearway.cli.given_profile import profile_given
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.stores import acting_person, use_store

if TYPE_CHECKING:
    from clearway.intake.profiles import Profile
    from clearway.intake.profiles.proposing import Proposal

group("profiles", "Mapping profiles: how a sender's own export is read as waiting-time records.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="An export: CSV or Excel.", exists=True, dir_okay=False)]
Named = Annotated[str, typer.Argument(metavar="ID", help="A shipped profile, or the path of a YAML file.")]
MaybeStore = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="Also the profiles saved in a store.")]


@command("profiles list", example="clearway profiles list --store my-store")
def list_profiles(store: MaybeStore = None, run_as: RunAs = None, as_json: Json = False) -> None:
    """The shipped profiles, and with a store those saved there."""
    from clearway.intake.profiles import shipped_profiles

    rows = [_row(one.id, one, "shipped") for one in shipped_profiles().values()]
    if store:
        use_store(store)
        from clearway.site.mapping.models import MappingProfile
        from clearway.site.mapping.services import profile_of

        by = acting_person(run_as)
        newest: dict[str, MappingProfile] = {}
        for saved in MappingProfile.objects.for_membership(by).order_by("owner_code", "profile_id", "-version"):
            newest.setdefault(saved.address, saved)
        rows += [_row(name, profile_of(one), one.owner_code) for name, one in newest.items()]
    if as_json:
        answer_json({"profiles": rows})
        return
    for row in rows:
        answer(f"{row['profile']} (version {row['version']}, {row['owner']}): {row['title']}. {row['trust']}")


@command("profiles show", example="clearway profiles show tracker-words")
def show(profile: Named, as_json: Json = False) -> None:
    """What a profile says, in words."""
    found = profile_given(profile)
    if as_json:
        answer_json(_row(found.id, found, "shipped") | {"dates": found.dates, "layout": found.layout})
        return
    answer(f"{found.title} ({found.name}): {found.trust.words}. For: {found.made_for}.")
    answer(
        f"  {found.layout.kind}, dates {found.dates}"
        + (f", empty: {', '.join(sorted(found.empty))}" if found.empty else "")
    )
    for column in found.columns:
        source = " or ".join(column.headings) or " + ".join(column.joined) or f"always {column.constant}"
        answer(f"  {column.target}: {source}" + (f" ({len(column.codes)} codes mapped)" if column.codes else ""))
    if found.absent:
        answer(f"  The export does not have: {', '.join(found.absent)}")


@command("profiles export", example="clearway profiles export tracker-words > ours.yaml")
def export(profile: Named, store: MaybeStore = None, run_as: RunAs = None) -> None:
    """A profile as YAML: to change it, to share it, to keep it elsewhere."""
    from clearway.intake.profiles import written

    if store:
        use_store(store)
    answer(written(profile_given(profile, acting_person(run_as) if store else None)).rstrip())


@command("profiles propose", example="clearway profiles propose export.csv --out ours.yaml")
def propose_profile(
    file: File,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the proposal is written.")] = None,
    as_json: Json = False,
) -> None:
    """A profile proposed from the content of a file, each part with its reason. Confirm it before you use it.

    Ends with 1 when something is left for you to decide.
    """
    from clearway.intake.child import look_in_child
    from clearway.intake.profiles import written
    from clearway.intake.profiles.proposing import propose

    proposal = propose(look_in_child(file))
    text = written(proposal.profile("our-export", f"Export like {file.name}"))
    if out:
        out.write_text(text, encoding="utf-8")
        say(f"Written to {out}. Look through it, then try it: clearway profiles try {file} --profile {out}")
    if as_json:
        answer_json(_proposed(proposal) | {"yaml": text})
    else:
        _tell_proposal(proposal)
        if not out:
            answer(text.rstrip())
    if proposal.open_questions:
        raise end(Code.FOUND_PROBLEMS)


@command("profiles try", example="clearway profiles try export.csv --profile ours.yaml")
def try_profile(
    file: File,
    profile: Annotated[str, typer.Option("--profile", metavar="FILE-OR-ID", help="A YAML file or a shipped profile.")],
    as_json: Json = False,
) -> None:
    """What a profile makes of a file; nothing is loaded. Ends with 1 when rows would be rejected."""
    from clearway.intake.profiles.trial import try_out
    from clearway.records.waiting_times import IDENTIFYING

    trial = try_out(profile_given(profile), file)
    shown = [
        {name: pair for name, pair in one.cells.items() if name not in IDENTIFYING and name != "record_id"}
        for one in trial.rows
    ]
    if as_json:
        answer_json(
            {
                "accepted": trial.accepted,
                "rejected": trial.rejected,
                "findings": list(trial.findings),
                "rows": [{"row": one.row, "cells": cells} for one, cells in zip(trial.rows, shown, strict=True)],
            }
        )
    else:
        answer(f"{trial.accepted:,} rows would be accepted, {trial.rejected:,} rejected. Nothing was loaded.")
        for finding in trial.findings:
            answer(f"  {finding.count:,} × {finding.id}: {finding.message} {finding.mend}")
        for one, cells in list(zip(trial.rows, shown, strict=True))[:1]:
            answer(f"Row {one.row}, before → after (what names a person is left out):")
            for name, (before, after) in cells.items():
                answer(f"  {name}: {before or '(empty)'} → {after or '(nothing)'}")
    if trial.rejected:
        raise end(Code.FOUND_PROBLEMS)


@command("profiles add", example="clearway profiles add ours.yaml --store my-store --organisation RFF")
def add_profile(
    file: File,
    store: Store,
    organisation: Annotated[str, typer.Option("--organisation", metavar="CODE", help="Whose exports it reads.")],
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Save a profile for an organisation: a new version, and from now on its exports are read with it."""
    from clearway.intake.profiles import load_profile

    profile = load_profile(file)
    use_store(store)
    from clearway.site.mapping.services import save_profile

    saved = save_profile(by=acting_person(run_as), organisation_code=organisation.strip().upper(), profile=profile)
    if as_json:
        answer_json({"profile": saved.address, "version": saved.version, "digest": saved.digest})
    else:
        answer(f"Saved as {saved.address}, version {saved.version}. Files of {saved.owner_code} are read with it now.")


def _row(name: str, profile: "Profile", owner: str) -> dict[str, Any]:
    return {
        "profile": name,
        "version": profile.version,
        "owner": owner,
        "title": profile.title,
        "made_for": profile.made_for,
        "trust": profile.trust.words,
        "digest": profile.digest,
    }


def _proposed(proposal: "Proposal") -> dict[str, Any]:
    return {
        "dates": proposal.dates,
        "dates_reason": proposal.dates_reason,
        "open_questions": list(proposal.open_questions),
        "columns": [
            {"column": one.target, "heading": one.heading, "certainty": one.certainty.value, "reason": one.reason}
            for one in proposal.columns
        ],
        "unused": list(proposal.unused),
    }


def _tell_proposal(proposal: "Proposal") -> None:
    sample = proposal.sample
    say(f"{sample.file_name}: {sample.kind}, headings in row {sample.heading_row}. {' '.join(sample.why)}")
    say(f"Dates: {proposal.dates or 'not known'}. {proposal.dates_reason}")
    for one in proposal.columns:
        if one.heading:
            say(f"  {one.target} ← {one.heading} ({one.certainty.value}: {one.reason})")
    if proposal.unused:
        say(f"Not used: {', '.join(proposal.unused)}")
    for question in proposal.open_questions:
        say(f"You decide: {question}")
