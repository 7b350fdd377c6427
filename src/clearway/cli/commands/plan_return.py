"""`clearway plan export --as return`: the rows of the plan as tidy tables, to be copied into anybody's form."""

from typing import TYPE_CHECKING

from clearway.cli.answers import answer, answer_json

if TYPE_CHECKING:
    from clearway.planning.structure import Plan


def tell_return(held: "Plan", version: int, *, as_json: bool) -> None:
    """Print the deliverables as CSV, one a row; as JSON with their milestones, money, concerns and activities."""
    from clearway.publications.plan_rows import KINDS, plan_table
    from clearway.publications.tables import comma_separated

    if as_json:
        rows = {name: [dict(one) for one in kind.rows(held)] for name, kind in KINDS.items()}
        answer_json({"plan": held.meta.id, "version": version, **rows})
        return
    answer(comma_separated(plan_table("deliverables", held, version)).decode("utf-8-sig").rstrip())
