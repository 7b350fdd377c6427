"""The newsletter as a release: drafted from data, its words a person's, a second person's to approve."""

from collections.abc import Sequence

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Report
from clearway.site.publishing.kinds.kind import ReleaseKind
from clearway.store.folder import StoreFolder


def make(store: StoreFolder, asked: Asked, report: Report) -> Made:
    """Draft an issue."""
    from clearway.site.publishing.newsletter.making import made_newsletter

    del store
    return made_newsletter(asked, report)


def write(kept: str, approval: str) -> Sequence[MadeFile]:
    """The same issue once more, no longer a draft."""
    from clearway.publications.packs import pack_from_json
    from clearway.site.publishing.newsletter.making import files_of

    return files_of(pack_from_json(kept).approved(approval))


NEWSLETTER = ReleaseKind(
    key="newsletter",
    title="Newsletter",
    about="What changed, what is coming up and how to take part, for everybody. It is written, never sent by itself.",
    make=make,
    write=write,
    audiences=(Audience.PUBLIC,),
    formats=("html", "txt", "pdf"),
    writes_text=True,
)
