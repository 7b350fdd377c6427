"""The highlight report as a release: a page for each workstream, written again once it is approved."""

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, Report, Standing
from clearway.site.publishing.kinds.kind import ReleaseKind
from clearway.site.publishing.kinds.packs import FORMATS, files_of, write
from clearway.store.folder import StoreFolder


def make(store: StoreFolder, asked: Asked, report: Report) -> Made:
    """Write the pages from the plan and the files of the draft. It holds no figure of the store."""
    from clearway.publications.packs import pack_as_json
    from clearway.site.publishing.highlights import highlight_now

    del store
    report(0, len(FORMATS) + 1, "files")
    pack = highlight_now(asked.month, asked.today)
    standing = Standing(is_synthetic=pack.is_synthetic, is_marked=pack.is_synthetic)
    return Made(files_of(pack, report), standing, kept=pack_as_json(pack))


HIGHLIGHT = ReleaseKind(
    key="highlight",
    title="Highlight report",
    about="A page for each workstream: promised, passed, late and why, next, money, risks, what the board is asked.",
    make=make,
    write=write,
    audiences=(Audience.ALLIANCE,),
    formats=FORMATS,
)
