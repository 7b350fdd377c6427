"""The public pages as a release: what is planned and what people told us, beside the national waiting times."""

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, Report
from clearway.site.publishing.kinds.kind import ReleaseKind
from clearway.store.folder import StoreFolder


def make(store: StoreFolder, asked: Asked, report: Report) -> Made:
    """Draft the part of the public pages that is ours, and show it on the page of the whole alliance."""
    from clearway.site.publishing.public.making import made_public

    del store
    return made_public(asked, report)


PUBLIC = ReleaseKind(
    key="public",
    title="Public pages",
    about="What is planned and what people told us, in plain words, beside the published national waiting times.",
    make=make,
    audiences=(Audience.PUBLIC,),
    formats=("html", "txt"),
    is_of_a_month=False,
    writes_text=True,
)
