"""`clearway retention …` and `clearway purge`: until when files are kept, what is held back, and purging."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command, group
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import acting_person, use_store
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.site.submissions.models import Submission

group("retention", "Retention: until when files are kept, and what is held back from purging.")

Which = Annotated[str, typer.Argument(metavar="SUBMISSION", help="The submission, as `clearway submissions` names it.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the audit trail.")]
BACKUPS = "Backups made before still hold it: see that they are let go in their turn."


@command("retention list", example="clearway retention list --store my-store")
def list_retention(store: Store, as_json: Json = False) -> None:
    """Until when each file is kept, what is due to be purged, and what is held back."""
    folder = use_store(store)
    from django.utils import timezone

    from clearway.site.retention.periods import keepings, periods_of
    from clearway.site.submissions.models import Submission

    today = timezone.localdate()
    kept = keepings(list(Submission.unscoped.all()), periods_of(folder), today)
    if as_json:
        rows = [
            {
                "submission": one.submission.pk,
                "state": one.submission.state,
                "until": one.until,
                "is_due": one.is_due(today),
                "hold": one.hold.reason if one.hold else None,
            }
            for one in kept
        ]
        answer_json({"kept": rows})
        return
    if not kept:
        answer("Nothing is kept here.")
    for one in kept:
        until = f"kept until {one.until}" if one.until else "kept without end"
        due = "  DUE" if one.is_due(today) else ""
        held = f"; held back: {one.hold.reason}" if one.hold else ""
        answer(f"{one.submission.pk}  {until}{held}{due}")


@command(
    "retention hold",
    example="clearway retention hold records-rff-2025-03-1a2b --reason 'inquiry 2026/14' --store my-store",
)
def hold(submission: Which, reason: Reason, store: Store, run_as: RunAs = None) -> None:
    """Hold a file back from purging, whatever its period says."""
    use_store(store)
    from clearway.site.retention.services import place_hold

    place_hold(by=acting_person(run_as), submission=_found(submission), reason=reason)
    answer(f"{submission} is held back: it cannot be purged until the hold is released.")


@command(
    "retention release",
    example="clearway retention release records-rff-2025-03-1a2b --reason 'inquiry closed' --store my-store",
)
def release(submission: Which, reason: Reason, store: Store, run_as: RunAs = None) -> None:
    """Release the hold on a file: its own period applies again."""
    use_store(store)
    from clearway.site.retention.services import release_hold

    release_hold(by=acting_person(run_as), submission=_found(submission), reason=reason)
    answer(f"{submission} is no longer held back.")


@command("purge", example="clearway purge records-rff-2016-03-1a2b --because 'eight years are over' --store my-store")
def purge(
    submission: Which,
    because: Annotated[str, typer.Option("--because", help="Why; kept on the tombstone and in the audit trail.")],
    store: Store,
    is_confirmed: Annotated[bool, typer.Option("--yes", help="Do not ask for the submission's name again.")] = False,
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Remove the person-level content of a file for good. Checksums, counts and a tombstone stay."""
    folder = use_store(store)
    from clearway.site.retention.figures import publish_without_purged
    from clearway.site.retention.services import check_may_be_purged, purge_submission
    from clearway.site.submissions.manifest import OperationalManifest

    by, found = acting_person(run_as), _found(submission)
    check_may_be_purged(found)
    for line in _what_will_go(found, folder.path.name):
        say(line)
    if not is_confirmed:
        _ask_again(found.pk)
    stone = purge_submission(by=by, submission=found, because=because, store=folder)
    with shown_progress() as progress:
        snapshot = publish_without_purged(folder, OperationalManifest(by), progress)
    if as_json:
        answer_json({"purged": found.pk, "tombstone": _plain(stone), "snapshot": snapshot})
    else:
        answer(f"Purged {found.pk}. Its tombstone and {len(stone.checksums)} checksums stay. {BACKUPS}")
        answer(f"Figures are at snapshot {snapshot}: nothing in them comes from it any more.")


def _found(submission: str) -> "Submission":
    from clearway.site.submissions.models import Submission

    found = Submission.unscoped.filter(pk=submission).first()
    if found is None:
        raise Refused(f"There is no submission {submission}.", "See `clearway submissions`.", code="SUBMISSION-UNKNOWN")
    return found


def _what_will_go(found: "Submission", place: str) -> list[str]:
    from django.conf import settings
    from django.utils import timezone

    from clearway.site.retention.periods import keepings, periods_of

    today = timezone.localdate()
    (keeping,) = keepings([found], periods_of(settings.STORE), today)
    early = keeping.until is None or keeping.until >= today
    return [
        f"{found.pk} ({found.file_name}) in {place}: {found.accepted:,} accepted and {found.rejected:,} rejected rows.",
        "Will go for good: the file as received, every row, its identifiers, its findings row by row, what is to be "
        "mended, and the figures computed from it.",
        "Will stay: checksums, counts, the totals last published (small ones hidden), a tombstone, the audit trail.",
        *([f"Its retention period is not over: {keeping.until or 'it has no end'}."] if early else []),
        *(["It counts now; its months will have no computed figures from it."] if found.state == "live" else []),
    ]


def _ask_again(name: str) -> None:
    say(f"To go on, type its name: {name}")
    try:
        typed = input().strip()
    except EOFError:
        typed = ""
    if typed != name:
        raise Refused("The name was not typed; nothing was purged.", "Type it, or give --yes.", code="NOT-CONFIRMED")


def _plain(stone: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(stone)
