"""`clearway publish …`: publications written into a folder, after disclosure control; drafts until released."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command, group
from clearway.cli.options import Json, Store
from clearway.cli.progress import shown_progress
from clearway.cli.publication_files import Month, Out, check_asked, today, write_files
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    from clearway.publications.packs import Pack

group("publish", "Publications: made from one snapshot, for an audience, as drafts until two people release them.")


@command("publish board-pack", example="clearway publish board-pack --store my-store --month 2025-03 --out packs")
def board_pack(
    store: Store,
    month: Month,
    out: Out,
    audience: Annotated[
        Literal["alliance", "public", "own_trust"] | None,
        typer.Option("--audience", help="For whom; the alliance, or with --trust the board of that trust."),
    ] = None,
    trust: Annotated[
        str | None, typer.Option("--trust", metavar="CODE", help="The version for the board of one trust.")
    ] = None,
    basis: Annotated[
        Literal["published", "computed"], typer.Option("--basis", help="Which figures of the standards.")
    ] = "published",
    as_json: Json = False,
) -> None:
    """Write the pack for the board as PDF, PowerPoint and Excel: each page says that it is a draft, not approved.

    All figures are of one version of the store, named on every page. Refused where the month is not held, or where
    provisional and final figures would stand side by side. A pack that two people release is made on the pages of
    publications.
    """
    check_asked(month, out)
    _check_audience(audience, trust)
    use_store(store)
    from clearway.publications.disclosure import Audience
    from clearway.publications.packs import pack_files
    from clearway.site.performance import figures
    from clearway.site.performance.audience import showing_to
    from clearway.site.publishing.gathering import PackAsked, pack_now

    for_whom = Audience(audience or ("own_trust" if trust else "alliance"))
    asked = PackAsked(month=month, today=today(), trust=trust or "", basis=basis)
    with shown_progress() as progress:
        progress("Gathering figures", 0, 1)
        with figures.reader().one_version(), showing_to(for_whom):
            pack = pack_now(asked)
        made = pack_files(pack, tell=progress)
    tell_pack(pack, write_files(out, pack.title, made), as_json=as_json)


def _check_audience(audience: str | None, trust: str | None) -> None:
    if (audience == "own_trust") is not bool(trust) and audience is not None:
        words = "The version of one trust is for that trust: give --trust with own_trust, and only then."
        raise typer.BadParameter(words, param_hint="--audience")


def tell_pack(pack: "Pack", paths: Mapping[str, Path], *, as_json: bool) -> None:
    """Answer with the paths of a pack; for machines, with all that stands on it."""
    from clearway.publications.packs.said import marks

    if as_json:
        answer_json(
            {
                "kind": pack.kind,
                "title": pack.title,
                "month": pack.snapshot.month,
                "snapshot": pack.snapshot.id,
                "figures": pack.snapshot.figures,
                "audience": pack.snapshot.audience,
                "trust": pack.snapshot.trust or None,
                "approval": pack.approval,
                "provisional": pack.is_provisional,
                "synthetic": pack.is_synthetic,
                "pages": [page.heading for page in pack.pages],
                "charts": sum(page.chart is not None for page in pack.pages),
                "files": {kind: str(path) for kind, path in paths.items()},
            }
        )
        return
    for path in paths.values():
        answer(str(path))
    say(f"{pack.title}: {len(pack.pages)} pages, snapshot {pack.snapshot.id}. {', '.join(marks(pack))}.")
