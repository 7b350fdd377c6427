"""Making the release of the public pages, and writing public pages as files."""

from dataclasses import asdict
from typing import Any

from django.template.loader import render_to_string

from clearway.publications.public_page import PublicPage, plain_text, words_of
from clearway.publications.reading_age import reading_age
from clearway.publications.releases import Asked, Made, MadeFile, Report, Standing
from clearway.publications.tables import file_name
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.publishing.public.areas import public_areas
from clearway.site.publishing.public.page import put_together
from clearway.site.publishing.public.planned import OPENING, Drafted, drafted
from clearway.site.publishing.public.waits import AreaWaits, waits_of

PAGES = 3


def made_public(asked: Asked, report: Report) -> Made:
    """The release: what it holds, and the page of the whole alliance as files to look at."""
    area = next(iter(public_areas()), None)
    if area is None:
        raise Refused("This store knows no alliance.", "Make a store for one first.", code="PUBLIC-NO-AREA")
    held = drafted(asked.text, asked.today)
    report(1, PAGES, "steps")
    waits = waits_of(area)
    report(2, PAGES, "steps")
    shown = shown_of(held)
    page = put_together(area, waits, shown, held.source)
    files = files_of(page)
    report(3, PAGES, "steps")
    return Made(files, standing_of(waits, page, held), held.text, shown | {"reading": reading_age(words_of(page)).said})


def shown_of(held: Drafted) -> dict[str, Any]:
    """What the pages show of a draft, as plain JSON."""
    return {
        "opening": held.text[OPENING],
        "planned": [asdict(one) for one in held.planned],
        "done": [asdict(one) for one in held.done],
        "source": held.source[:1].upper() + held.source[1:],
    }


def files_of(page: PublicPage) -> tuple[MadeFile, ...]:
    """A page as a file of its own, which needs nothing else, and as plain text."""
    html = render_to_string("publishing/public_file.jinja", {"page": page})
    return (
        MadeFile(file_name("cancer care in", page.name, extension="html"), html.strip().encode()),
        MadeFile(file_name("cancer care in", page.name, extension="txt"), plain_text(page).encode()),
    )


def standing_of(waits: AreaWaits, page: PublicPage, held: Drafted) -> Standing:
    """What the release says of itself."""
    return Standing(
        snapshots=frozenset({waits.snapshot} if waits.said else set()),
        months=frozenset({waits.month} if waits.said else set()),
        releases=waits.releases,
        figures=waits.figures,
        policies=(waits.policy,) if waits.said else (),
        is_synthetic=held.is_made_up,
        is_marked=bool(page.mark) or not is_demo(),
        without_source=("How long people wait",) if waits.said and not page.waits_source else (),
        plan_findings=held.findings,
    )
