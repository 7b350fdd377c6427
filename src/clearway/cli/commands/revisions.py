"""`clearway revisions`: what changed from one telling of a month to the next."""

from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    from clearway.measures.question import Side
    from clearway.measures.revisions import Revised, Revision
    from clearway.store.folder import StoreFolder

MOST_LINES = 20


@command("revisions", example="clearway revisions --store my-store --month 2025-03 --standard 62")
def revisions(
    store: Store,
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month to compare.")] = "",
    standard: Annotated[str, typer.Option("--standard", help="28, 31 or 62; all three if left out.")] = "",
    basis: Annotated[str, typer.Option("--basis", help="published (releases) or computed (snapshots).")] = "published",
    side: Annotated[str, typer.Option("--side", help="Published: trusts or residents.")] = "trusts",
    by: Annotated[str, typer.Option("--by", help="Tell apart by cancer_type, route or stage too.")] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Computed: compare with what was known on this day.")
    ] = "",
    submission: Annotated[
        str, typer.Option("--submission", metavar="ID", help="Compare a file of records with the one it replaced.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Who changed and by how much: two releases of published figures, two snapshots, or two versions of records.

    The figure of every release stays askable: this compares them, and overwrites none.
    """
    folder = use_store(store)
    if submission:
        _versions(folder, submission, as_json=as_json)
        return
    _refuse_wrong_use(month, basis, side, by)
    from clearway.measures.question import STANDARDS

    wanted = tuple(standard.split(",")) if standard else STANDARDS
    if basis == "published":
        found = _published(folder, month, wanted, cast("Side", side), by)
    else:
        found = _computed(folder, month, wanted, by, since)
    if as_json:
        answer_json({"revisions": [one.as_json() for one in found]})
        return
    for one in found:
        _tell(one)
    if not found:
        answer(f"There are no two tellings of {month} to compare.")


def _refuse_wrong_use(month: str, basis: str, side: str, by: str) -> None:
    from clearway.measures.question import MONTH
    from clearway.measures.revised_figures import DETAILS

    if not MONTH.match(month):
        raise typer.BadParameter("Write the month as 2025-03.", param_hint="--month")
    for value, allowed, hint in (
        (basis, ("published", "computed"), "--basis"),
        (side, ("trusts", "residents"), "--side"),
        (by, tuple(DETAILS), "--by"),
    ):
        if value not in allowed:
            raise typer.BadParameter(f"Choose among {', '.join(filter(None, allowed))}.", param_hint=hint)


def _published(
    folder: "StoreFolder", month: str, standards: tuple[str, ...], side: "Side", by: str
) -> "list[Revision]":
    from clearway.measures.revised_figures import published_revision
    from clearway.store.analytical import Reader

    with Reader(folder.analytical).open() as figures:
        found = [published_revision(figures, month=month, standard=one, side=side, by=by) for one in standards]
    return [one for one in found if one]


def _computed(folder: "StoreFolder", month: str, standards: tuple[str, ...], by: str, since: str) -> "list[Revision]":
    from clearway.cli.figures_to_ask import kept, known_in
    from clearway.measures.position import snapshot_of
    from clearway.measures.revised_figures import computed_revision
    from clearway.measures.revisions import Telling, cause_of
    from clearway.standards import load_rule_book
    from clearway.store.analytical import Reader, open_read_only

    rules = load_rule_book()
    known = known_in(folder, rules, _day(since) or _before_the_last_load(folder))
    cause = cause_of(records_differ=known.records_differ, rules_differ=known.rules_differ)
    with Reader(folder.analytical).open() as now, closing(open_read_only(kept(folder, rules, known))) as then:
        tellings = (Telling(known.snapshot, "", known.day), Telling(snapshot_of(now), "", None))
        found = [
            computed_revision(then, now, month=month, standard=one, tellings=tellings, cause=cause, by=by)
            for one in standards
        ]
    return [one for one in found if one]


def _before_the_last_load(folder: "StoreFolder") -> date:
    """The day before the newest file of records came."""
    from clearway.pipeline.manifest import WAITING_TIME_RECORDS, live
    from clearway.records.findings import Refused
    from clearway.site.submissions.services import all_submissions

    records = [one for one in live(all_submissions()) if one.data_set == WAITING_TIME_RECORDS]
    if not records:
        raise Refused(
            "No records are held.", "Load a file of records, or compare published figures.", code="NO_RECORDS"
        )
    return max(one.counted_on for one in records) - timedelta(days=1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("Write the day as 2025-03-31.", param_hint="--since") from None


def _versions(folder: "StoreFolder", submission_id: str, *, as_json: bool) -> None:
    from clearway.pipeline.record_versions import version_before, version_difference
    from clearway.records.findings import Refused
    from clearway.site.submissions.services import all_submissions
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    received = all_submissions()
    later = next((one for one in received if one.id == submission_id), None)
    earlier = version_before(later, received) if later else None
    if later is None or earlier is None:
        raise Refused(
            f"{submission_id} took the place of no file that is still kept.",
            "clearway submissions lists which file replaced which.",
            code="NO_EARLIER_VERSION",
        )
    found = version_difference(
        folder, earlier, later, rules=load_rule_book(), organisations=organisations_in(folder.policies)
    )
    if as_json:
        answer_json(found.as_json())
        return
    answer(f"{later.file_name}, version {later.version}, against {earlier.file_name}, version {earlier.version}:")
    answer(f"  {found.added:,} added, {found.gone:,} gone, {found.changed:,} changed, {found.same:,} the same")
    for column, times in found.changed_by_column:
        answer(f"  {column}: changed in {times:,}")
    for one in found.effects:
        if not one.is_same:
            answer(
                f"  {one.month}  {one.standard:>3}: {one.counted_before:,} counted, now {one.counted_after:,}; "
                f"{one.within_before:,} within, now {one.within_after:,}"
            )


def _tell(one: "Revision") -> None:
    answer(f"{one.month}  {one.standard:>3}  [{one.side}]: {one.before.name or 'then'} → {one.after.name}")
    answer(
        f"  {one.organisations_differing} of {one.compared} organisations differ "
        f"({one.totals_differing} in their total); {_words(one.whole)}"
    )
    if one.cause:
        say(f"  Because of: {one.cause}.")
    for row in one.differing[:MOST_LINES]:
        answer(f"  {_words(row)}")
    if len(one.differing) > MOST_LINES:
        say(f"  and {len(one.differing) - MOST_LINES} more; --json gives every one.")


def _words(row: "Revised") -> str:
    def said(which: Literal["before", "after"]) -> str:
        count = getattr(row, which)
        return f"{count.within:,f} of {count.total:,f}" if count else "none"

    name = ", ".join(filter(None, (row.name, row.detail)))
    return f"{name}: {said('before')} → {said('after')} ({row.change})"
