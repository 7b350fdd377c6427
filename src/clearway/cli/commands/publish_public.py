"""`clearway publish public` and `clearway publish newsletter`: what everybody may read, written into a folder."""

from typing import Annotated

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.progress import shown_progress
from clearway.cli.publication_files import Month, Out, check_asked, today, write_made
from clearway.cli.stores import use_store
from clearway.records.findings import Refused


@command("publish public", example="clearway publish public --store my-store --month 2025-03 --out pages")
def public(
    store: Store,
    month: Month,
    out: Out,
    place: Annotated[
        str | None, typer.Option("--place", metavar="CODE", help="One area alone: a trust, a board, a district.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the public page of each area as a web page and as plain text: waits from published figures.

    What is planned and what people told us stands there as the newest release that two people let out says it, or not
    at all. Refused for a month whose figures are not held, and for an area that has no page.
    """
    check_asked(month, out)
    use_store(store)
    from clearway.site.performance import figures
    from clearway.site.publishing.public.areas import public_areas
    from clearway.site.publishing.public.making import files_of
    from clearway.site.publishing.public.page import approved, put_together, source_of
    from clearway.site.publishing.public.waits import waits_of

    areas = [one for one in public_areas() if place in (None, one.code)]
    if not areas:
        held = ", ".join(f"{one.code} ({one.name})" for one in public_areas())
        raise Refused(f"No public page is about {place}.", f"Choose among {held}.", code="PUBLIC-PLACE")
    release, pages = approved(), []
    with shown_progress() as progress, figures.reader().one_version():
        for done, one in enumerate(areas):
            progress("Writing pages", done, len(areas))
            waits = waits_of(one, month)
            if not waits.said:
                continue
            page = put_together(one, waits, release.shown if release else {}, source_of(release))
            paths = write_made(out, files_of(page))
            pages.append({"place": one.code, "name": one.name, "snapshot": waits.snapshot, "files": paths})
    if not pages:
        raise Refused(f"No published figures of {month} are held.", "Ask for another month.", code="PUBLIC-MONTH")
    if as_json:
        answer_json({"month": month, "release": release.pk if release else None, "pages": pages})
        return
    for page_told in pages:
        for path in page_told["files"]:
            answer(path)
    plan = f"with release {release.pk}" if release else "without a plan: no release of the public pages is out"
    say(f"{len(pages)} public {'page' if len(pages) == 1 else 'pages'} of {month}, {plan}.")


@command("publish newsletter", example="clearway publish newsletter --store my-store --month 2025-03 --out drafts")
def newsletter(store: Store, month: Month, out: Out, as_json: Json = False) -> None:
    """Write the draft of a newsletter as a web page, plain text and PDF: it says that it is a draft, and is not sent.

    An issue that two people let out, with words that a person changed, is made on the pages of publications.
    """
    check_asked(month, out)
    use_store(store)
    from clearway.publications.disclosure import Audience
    from clearway.publications.releases import Asked, checked
    from clearway.site.performance import figures
    from clearway.site.performance.audience import showing_to
    from clearway.site.publishing.newsletter.making import made_newsletter

    asked = Asked(kind="newsletter", month=month, audience=Audience.PUBLIC, today=today())
    with shown_progress() as progress, figures.reader().one_version(), showing_to(Audience.PUBLIC):
        made = made_newsletter(asked, lambda done, total, _: progress("Writing the newsletter", done, total))
    paths = write_made(out, made.files)
    checks = checked(asked, made)
    if as_json:
        told = [{"key": one.key, "outcome": one.outcome.value, "said": one.said} for one in checks]
        answer_json({"month": month, "snapshot": sorted(made.standing.snapshots), "checks": told, "files": paths})
        return
    for path in paths:
        answer(path)
    say(f"The draft of a newsletter of {month}. {made.shown['reading']}")
