"""`clearway publish …`: publications written into a folder, after disclosure control; drafts until released."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command, group
from clearway.cli.options import Json, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import use_store
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.publications.packs import Pack

group("publish", "Publications: made from one snapshot, for an audience, as drafts until two people release them.")

Month = Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month that it speaks of.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into; made if it is not there.")]


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
    _check(month, audience, trust)
    check_folder(out)
    use_store(store)
    from clearway.publications.disclosure import Audience
    from clearway.publications.packs import pack_files
    from clearway.site.performance import figures
    from clearway.site.performance.audience import showing_to
    from clearway.site.publishing.gathering import PackAsked, pack_now

    for_whom = Audience(audience or ("own_trust" if trust else "alliance"))
    asked = PackAsked(month=month, today=_today(), trust=trust or "", basis=basis)
    with shown_progress() as progress:
        progress("Gathering figures", 0, 1)
        with figures.reader().one_version(), showing_to(for_whom):
            pack = pack_now(asked)
        made = pack_files(pack, tell=progress)
    _tell(pack, write_files(out, pack.title, made), as_json=as_json)


def _check(month: str, audience: str | None, trust: str | None) -> None:
    """What can be wrong before the store is opened."""
    try:
        datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 (only whether it is a month)
    except ValueError:
        raise typer.BadParameter("Write the month as 2025-03.", param_hint="--month") from None
    if (audience == "own_trust") is not bool(trust) and audience is not None:
        words = "The version of one trust is for that trust: give --trust with own_trust, and only then."
        raise typer.BadParameter(words, param_hint="--audience")


def _today() -> date:
    from clearway.pipeline.manifest import LONDON

    return datetime.now(tz=LONDON).date()


def check_folder(out: Path) -> None:
    """Refused where a file lies in place of the folder to write into: said before anything is worked out."""
    if out.exists() and not out.is_dir():
        raise Refused(f"{out} is a file.", "Name a folder with --out.", code="OUT-IS-FILE")


def write_files(out: Path, title: str, made: Mapping[str, bytes]) -> dict[str, Path]:
    """Write files beside their names first, then under them, so that none is ever half there."""
    from clearway.publications.tables import file_name

    out.mkdir(parents=True, exist_ok=True)
    paths = {}
    for kind, content in made.items():
        paths[kind] = out / file_name(title, extension=kind)
        aside = paths[kind].with_suffix(f".{kind}.part")
        try:
            aside.write_bytes(content)
            aside.replace(paths[kind])
        finally:
            aside.unlink(missing_ok=True)
    return paths


def _tell(pack: "Pack", paths: Mapping[str, Path], *, as_json: bool) -> None:
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
