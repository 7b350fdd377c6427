"""`clearway audit`: what a digest kept elsewhere says of the audit trail."""

import json
from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import Code, answer, answer_json, end
from clearway.cli.app import command, group
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store
from clearway.records.findings import Refused

group("audit", "Digests of the audit trail, to be kept outside the database.")

CHANGED = "Keep this store as it is, and tell whoever answers for it."


@command("audit digest", example="clearway audit digest --store my-store --day 2026-11-22 --out 2026-11-22.json")
def digest(
    store: Store,
    day: Annotated[str, typer.Option("--day", metavar="YYYY-MM-DD", help="Which day.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="A new file; else it is printed.")] = None,
) -> None:
    """Write the digest of a day: how far the trail had come. It holds no names and no records."""
    use_store(store)
    from django.utils import timezone

    from clearway.site.audit.asked import read_day
    from clearway.site.audit.digests import digest_of

    told = digest_of(read_day(day), timezone.now())
    if out is None:
        answer_json(told)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(json.dumps(told, indent=1))
    except FileExistsError as error:
        raise Refused(f"{out} is there already.", "Name a new file.", code="DIGEST-FILE") from error
    answer(f"{out}: {told['events']:,} events of {told['day']}. Keep it where nobody can change it with the database.")


@command("audit check", example="clearway audit check 2026-11-22.json --store my-store")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A digest that was kept elsewhere.")],
    store: Store,
    as_json: Json = False,
) -> None:
    """Hold a digest that was kept elsewhere against the database. Ends with 1 when they differ.

    What lies between the hashes of a digest is proved by the chain: run `clearway verify` as well.
    """
    use_store(store)
    from clearway.site.audit.digests import digest_problems, read_digest

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file} cannot be read.", "Name a digest that was kept.", code="DIGEST-FILE") from error
    held = read_digest(text)
    problems = [
        {"where": f"audit event {one.sequence}", "problem": one.problem, "mend": CHANGED}
        for one in digest_problems(held)
    ]
    if as_json:
        answer_json({"day": held["day"], "events": held["events"], "problems": problems})
    for problem in problems if not as_json else ():
        answer(f"{problem['where']}: {problem['problem']}. {problem['mend']}")
    if not problems and not as_json:
        answer(f"The trail is what the digest of {held['day']} says: {held['events']:,} events.")
    if problems:
        raise end(Code.FOUND_PROBLEMS)
