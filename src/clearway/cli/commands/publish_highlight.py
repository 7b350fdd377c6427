"""`clearway publish highlight`: the highlight report, a page for each workstream."""

from clearway.cli.app import command
from clearway.cli.commands.publish import tell_pack
from clearway.cli.options import Json, Store
from clearway.cli.progress import shown_progress
from clearway.cli.publication_files import Month, Out, check_asked, today, write_files
from clearway.cli.stores import use_store


@command("publish highlight", example="clearway publish highlight --store my-store --month 2025-06 --out reports")
def publish_highlight(store: Store, month: Month, out: Out, as_json: Json = False) -> None:
    """Write the highlight report for the quarter of a month as PDF, PowerPoint and Excel, as a draft.

    Each workstream has a page: what was promised, what is passed, what is late and why, what comes next, the money of
    the quarter, the risks. It is written from the rows of the plan alone; what no row says, the page says so.
    """
    check_asked(month, out)
    use_store(store)
    from clearway.publications.packs import pack_files
    from clearway.site.publishing.highlights import highlight_now

    pack = highlight_now(month, today())
    with shown_progress() as progress:
        made = pack_files(pack, tell=progress)
    tell_pack(pack, write_files(out, pack.title, made), as_json=as_json)
