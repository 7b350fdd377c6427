"""The plan's part of the version for a trust's board, as Markdown or JSON."""

from datetime import datetime
from typing import TYPE_CHECKING

from clearway.cli.answers import answer, answer_json

if TYPE_CHECKING:
    from clearway.planning.structure import Plan


def tell_trust_board(held: "Plan", version: int, trust: str | None, *, as_json: bool) -> None:
    """Print the plan as a trust's board reads it: what the trust owes first, then where all of it stands.

    Without a trust, the plan of the whole alliance. Refused for a code that is no trust of it.
    """
    from clearway.pipeline.manifest import LONDON
    from clearway.publications.packs.board import PlanAsked, plan_pages
    from clearway.publications.packs.plain_text import as_markdown
    from clearway.publications.packs.said import texts_of
    from clearway.site.publishing.gathering import trust_named

    today = datetime.now(tz=LONDON).date()
    named = trust_named(trust, today) if trust else None
    pages = list(plan_pages(PlanAsked(held, today, version, named)))
    if not as_json:
        answer(as_markdown(f"{held.meta.title}: {named.name if named else 'the whole alliance'}", pages).rstrip())
        return
    told = [
        {
            "heading": page.heading,
            "sentence": page.sentence,
            "rows": [
                {column.key: text for text, column in zip(texts, page.table.columns, strict=True)}
                for texts in texts_of(page.table)
            ]
            if page.table
            else [],
        }
        for page in pages
    ]
    answer_json({"plan": held.meta.id, "version": version, "day": today, "trust": trust, "pages": told})
