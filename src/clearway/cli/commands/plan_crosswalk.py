"""`clearway plan crosswalk`: which deliverables may answer what other strategies ask."""

from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store
from clearway.records.findings import Refused


@command("plan crosswalk", example="clearway plan crosswalk --strategy taskforce-2016 --store my-store")
def crosswalk(
    store: Store,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="ID", help="Which plan; the one brought last if left out.")
    ] = None,
    strategy: Annotated[
        str | None, typer.Option("--strategy", metavar="ID", help="One strategy alone; all that are known if left out.")
    ] = None,
    fewest: Annotated[float, typer.Option("--from", min=0, max=1, help="The lowest score to be shown.")] = 0.1,
    most: Annotated[int, typer.Option("--most", min=1, help="How many suggestions for each commitment.")] = 3,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the suggestions there.")] = None,
    as_json: Json = False,
) -> None:
    """Suggested matches between other strategies and the plan, each with its score and the words that made it.

    Nothing is linked: a person accepts or rejects each suggestion.
    """
    use_store(store)
    from clearway.planning.crosswalk.commitment import of_plan
    from clearway.planning.crosswalk.strategies import strategies
    from clearway.planning.crosswalk.suggestion import suggest
    from clearway.site.plan.reading import plan_named
    from clearway.site.plan.rows import plan_in_rows

    known = strategies()
    if strategy is not None and strategy not in known:
        words = f"There is no strategy {strategy}."
        raise Refused(words, f"Name one of {', '.join(known)}.", code="STRATEGY-UNKNOWN")
    row = plan_named(plan)
    asked = [one for name, ones in known.items() if strategy in (None, name) for one in ones]
    found = suggest(asked, of_plan(plan_in_rows(row)), fewest=fewest, most=most)
    if csv is not None:
        from clearway.publications.crosswalk import suggestion_table
        from clearway.publications.tables import comma_separated

        csv.write_bytes(comma_separated(suggestion_table(row.code, found)))
    if as_json:
        suggestions = [
            {
                "strategy": one.asked.strategy,
                "asked": one.asked.id,
                "answering": one.answering.id,
                "score": round(one.score, 3),
                "words": list(one.words),
            }
            for one in found
        ]
        answer_json({"plan": row.code, "version": row.version, "suggestions": suggestions})
        return
    for one in found:
        answer(f"{one.asked.strategy} {one.asked.id}: {one.asked.text}")
        answer(f"   {one.score:.2f}  {one.answering.id}: {one.answering.text} ({', '.join(one.words)})")
    say(f"{row.code}, version {row.version}: {len(found)} suggestions, accepted by nobody.")
