"""`clearway agreements …`: sharing agreements, without which no identifiable record enters a live store."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command, group
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.stores import acting_person, use_store
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.site.agreements.models import SharingAgreement

group("agreements", "Sharing agreements: who may send identifiable records to the alliance, and until when.")

HELD = "What was loaded under it stays here until its retention period is over or somebody purges it."


@command("agreements list", example="clearway agreements list --store my-store")
def list_agreements(store: Store, as_json: Json = False) -> None:
    """Every agreement with its parties, what it covers, until when, and whether it holds today."""
    use_store(store)
    from django.utils import timezone

    from clearway.site.agreements.models import SharingAgreement

    today = timezone.localdate()
    held = [_plain(one, today) for one in SharingAgreement.unscoped.prefetch_related("parties")]
    if as_json:
        answer_json({"agreements": held})
        return
    if not held:
        answer("No sharing agreement is recorded. Identifiable records are refused until there is one.")
    for one in held:
        answer(f"{one['agreement']}  {one['state']}  {one['title']}")
        covered = f"{', '.join(one['data_sets'])} ({', '.join(one['uses'])})"
        answer(f"  {', '.join(one['parties'])}: {covered}, {one['from']} to {one['until']}")
        answer(f"  for {one['purpose']}; ask {one['owner']}")
        if one["ended_reason"]:
            answer(f"  ended from {one['ended_on']}: {one['ended_reason']}")


@command(
    "agreements add",
    example="clearway agreements add --title 'Waits 2026' --purpose 'planning' --legal-basis 'see document' "
    "--party RFF --party E56000025 --from 2026-04-01 --until 2029-03-31 --owner 'IG lead' --store my-store",
)
def add(
    title: Annotated[str, typer.Option("--title", help="What the agreement is called.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What the records are shared for.")],
    legal_basis: Annotated[str, typer.Option("--legal-basis", help="What allows it, as the agreement says.")],
    party: Annotated[list[str], typer.Option("--party", metavar="CODE", help="A party; CODE=Name for one not known.")],
    first_day: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day on which it holds.")],
    last_day: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day on which it holds.")],
    owner: Annotated[str, typer.Option("--owner", help="Whom to ask about it.")],
    store: Store,
    data_set: Annotated[
        list[str] | None, typer.Option("--data-set", help="What it covers; waiting_time_records if left out.")
    ] = None,
    use: Annotated[
        list[str] | None,
        typer.Option("--use", help="What it lets be done: counting (if left out), direct_care, named_oversight."),
    ] = None,
    review_by: Annotated[str, typer.Option("--review-by", metavar="YYYY-MM-DD", help="When to look at it again.")] = "",
    document: Annotated[str, typer.Option("--document", help="Where the signed document is kept.")] = "",
    notes: Annotated[str, typer.Option("--notes", help="What else a reader should know.")] = "",
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Record a sharing agreement that organisations have made. It is never edited: end it, and record a new one."""
    dates = {
        name: _day(text, option)
        for name, text, option in (
            ("starts_on", first_day, "--from"),
            ("until", last_day, "--until"),
            ("review_by", review_by, "--review-by"),
        )
        if text
    }
    use_store(store)
    from django.utils import timezone

    from clearway.site.agreements.services import Terms, record_agreement

    terms = Terms(
        title=title,
        purpose=purpose,
        legal_basis=legal_basis,
        parties=party,
        data_sets=data_set or ["waiting_time_records"],
        uses=use or ["counting"],
        owner=owner,
        document=document,
        notes=notes,
        **dates,
    )
    made = record_agreement(by=acting_person(run_as), terms=terms)
    if as_json:
        answer_json(_plain(made, timezone.localdate()))
    else:
        answer(f"Recorded {made}: it holds from {made.starts_on} to {made.until}.")


@command(
    "agreements end", example="clearway agreements end 3 --from 2026-10-01 --reason 'trust withdrew' --store my-store"
)
def end_early(
    agreement: Annotated[int, typer.Argument(metavar="AGREEMENT", help="Its number.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with it and in the audit trail.")],
    store: Store,
    first_day: Annotated[
        str, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day without it; today if left out.")
    ] = "",
    run_as: RunAs = None,
) -> None:
    """End an agreement early: from that day nothing new is loaded under it."""
    on = _day(first_day, "--from") if first_day else None
    use_store(store)
    from django.utils import timezone

    from clearway.site.agreements.models import SharingAgreement
    from clearway.site.agreements.services import end_agreement

    found = SharingAgreement.unscoped.filter(pk=agreement).first()
    if found is None:
        raise Refused(
            f"There is no agreement {agreement}.", "See `clearway agreements list`.", code="AGREEMENT-UNKNOWN"
        )
    ended = end_agreement(by=acting_person(run_as), agreement=found, on=on or timezone.localdate(), reason=reason)
    answer(f"Ended {ended}: nothing new is loaded under it from {ended.ended_on}. {HELD}")


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("Write the day as 2026-04-01.", param_hint=option) from error


def _plain(one: "SharingAgreement", today: date) -> dict[str, Any]:
    return {
        "agreement": one.pk,
        "title": one.title,
        "state": one.state(today),
        "purpose": one.purpose,
        "legal_basis": one.legal_basis,
        "parties": sorted(party.code for party in one.parties.all()),
        "data_sets": one.data_sets,
        "uses": one.uses,
        "from": one.starts_on,
        "until": one.until,
        "owner": one.owner,
        "review_by": one.review_by,
        "document": one.document,
        "notes": one.notes,
        "ended_on": one.ended_on,
        "ended_reason": one.ended_reason,
    }
