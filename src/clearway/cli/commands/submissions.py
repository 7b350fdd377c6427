"""`clearway submissions`: what has been loaded, and deciding on what is held back."""

from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import acting_person, use_store
from clearway.store.folder import StoreFolder

ACCEPT, WITHDRAW, EXPORT = "accept", "withdraw", "export"

Action = Annotated[
    str, typer.Argument(metavar="[accept|withdraw|export", help="Decide on a file that is held back, or take one out.")
]
Which = Annotated[str, typer.Argument(metavar="ID]", help="The submission.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where `export` writes the file as received.")]
Because = Annotated[str, typer.Option("--because", metavar="REASON", help="Why; it is kept with your name.")]


@command("submissions", example="clearway submissions --store my-store")
def submissions(
    store: Store,
    action: Action = "",
    submission_id: Which = "",
    because: Because = "",
    out: Out = None,
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """What has been loaded, by whom and when, in which version, and which of it counts now.

    A file unlike those that its sender sent before is held back and counts nothing. `accept ID --because REASON` says
    that it is right and publishes it; `withdraw ID --because REASON` that it is wrong: it is kept and never counts.
    `export ID --out FILE` writes the very bytes that were received. Records of people that somebody else loaded need
    --because and a second person: the first time it asks, and once they have agreed, the same command writes the file.
    """
    if action not in ("", ACCEPT, WITHDRAW, EXPORT) or bool(action) != bool(submission_id):
        raise typer.BadParameter("Say `accept ID`, `withdraw ID` or `export ID`.", param_hint="ACTION")
    if (action == EXPORT) != bool(out):
        raise typer.BadParameter("`export ID` needs --out FILE, and nothing else does.", param_hint="--out")
    folder = use_store(store)
    if out:
        export(folder, submission_id, out.absolute(), because, run_as, as_json=as_json)
    elif action:
        decide(folder, action, submission_id, because, run_as, as_json=as_json)
    else:
        show(as_json=as_json)


def export(
    store: StoreFolder, submission_id: str, out: Path, because: str, run_as: str | None, *, as_json: bool
) -> None:
    """Write a file as it was received, the same bytes; several files of one submission go into a new folder."""
    from clearway.records.findings import Refused
    from clearway.site.retention.exporting import export_originals
    from clearway.site.submissions.models import Submission

    by = acting_person(run_as)
    found = Submission.objects.for_membership(by).filter(pk=submission_id).first()
    if found is None:
        raise Refused(
            f"No submission that you may see is called {submission_id}.",
            "`clearway submissions` lists them.",
            code="SUBMISSION_UNKNOWN",
        )
    written = export_originals(by=by, submission=found, out=out, store=store, reason=because)
    if as_json:
        answer_json({"submission": found.pk, "sha256": found.sha256, "files": written.files, "note": written.note})
        return
    for path in written.files:
        answer(f"{path}: as received, SHA-256 {found.sha256}" if len(written.files) == 1 else f"{path}: as received")
    if written.note:
        answer(f"{written.note}: who took it, when and what for. Keep it with the file.")


def decide(
    store: StoreFolder, action: str, submission_id: str, because: str, run_as: str | None, *, as_json: bool
) -> None:
    """Decide on a file that is held back, and publish what counts then."""
    from clearway.pipeline.publish import publish
    from clearway.records.findings import Refused
    from clearway.site.submissions.manifest import OperationalManifest
    from clearway.site.submissions.models import Submission
    from clearway.site.submissions.services import accept_held, plain, withdraw_held
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    by = acting_person(run_as)
    change = accept_held if action == ACCEPT else withdraw_held
    try:
        held = change(by=by, submission_id=submission_id, reason=because)
    except Submission.DoesNotExist as missing:
        raise Refused(
            f"No submission that you may decide on is called {submission_id}.",
            "`clearway submissions` lists them.",
            code="SUBMISSION_UNKNOWN",
        ) from missing
    snapshot = ""
    if action == ACCEPT:
        with shown_progress() as progress:
            snapshot = publish(
                store=store,
                manifest=OperationalManifest(by),
                rules=load_rule_book(),
                organisations=organisations_in(store.policies),
                progress=progress,
            ).snapshot
    if as_json:
        answer_json({"submission": _plain(plain(held)), "snapshot": snapshot or None})
        return
    counts = "counts from now on" if action == ACCEPT else "is kept and will not count"
    answer(f"{held.file_name}, version {held.version}, {counts}.")
    if snapshot:
        say(f"Figures are at snapshot {snapshot}.")


def show(*, as_json: bool) -> None:
    """List everything that was received."""
    from clearway.pipeline.manifest import Submission
    from clearway.site.submissions.services import all_submissions

    held = all_submissions()
    if as_json:
        answer_json({"submissions": [_plain(one) for one in held]})
        return
    if not held:
        answer("Nothing has been loaded yet. Start with: clearway load FILE --store DIR")

    def months(one: Submission) -> str:
        return one.first_month if one.first_month == one.last_month else f"{one.first_month} to {one.last_month}"

    for one in held:
        answer(f"{one.id}  {one.state}")
        whose = " ".join(filter(None, (one.organisation_code, months(one))))
        answer(f"  {one.file_name}, {one.source}, {whose}, {one.release}, version {one.version}")
        answer(
            f"  {one.accepted:,} accepted, {one.rejected:,} rejected; {one.loaded_by}, {one.received_at:%Y-%m-%d %H:%M}"
        )
        if one.supersedes:
            answer(f"  in place of {one.supersedes}")
        if one.forced_reason:
            answer(f"  forced: {one.forced_reason}")
        if one.decision_reason:
            answer(f"  decided: {one.decision_reason}")
        if one.state == "held":
            answer(f'  waits for you: clearway submissions accept {one.id} --because "…", or withdraw')


def _plain(one: object) -> dict[str, object]:
    from dataclasses import asdict

    from clearway.pipeline.manifest import Submission

    if not isinstance(one, Submission):
        raise TypeError("a submission is expected")
    moments = {name: getattr(one, name) for name in ("received_at", "live_from", "purged_at")}
    plain = {name: moment.isoformat(timespec="seconds") if moment else None for name, moment in moments.items()}
    return {**asdict(one), **plain}
