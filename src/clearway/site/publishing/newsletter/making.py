"""Making an issue of the newsletter: as a web page, as a PDF, and as plain text for a mail."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from clearway.publications.disclosure import Audience
from clearway.publications.packs import Pack, PackKind, Page, PageTable, Snapshot, Source, pack_as_json, pack_files
from clearway.publications.packs import Standing as OfPage
from clearway.publications.reading_age import reading_age
from clearway.publications.releases import Asked, Made, MadeFile, Report, Standing
from clearway.publications.releases.made import PROVISIONAL
from clearway.publications.tables import Column, file_name
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.performance import figures
from clearway.site.publishing.newsletter.sections import OPENING, Issue, drafted, in_order
from clearway.site.publishing.public.areas import public_areas
from clearway.site.publishing.public.waits import AreaWaits, waits_of
from clearway.site.words import month

STEPS = 3
MARK = "This is a demonstration. The waiting times are real and published; the plan and the events are made up."
FIGURES_IN = frozenset({"How long people wait", "What changed"})
Sections = Sequence[tuple[str, tuple[str, ...]]]


def made_newsletter(asked: Asked, report: Report) -> Made:
    """An issue about the whole alliance. Refused where the figures of its month are not held."""
    area = next(iter(public_areas()), None)
    if area is None:
        raise Refused("This store knows no alliance.", "Make a store for one first.", code="PUBLIC-NO-AREA")
    waits = waits_of(area, asked.month)
    if not waits.said:
        raise Refused(f"No published figures of {month(asked.month)} are held.", "Choose another month.", code="MONTH")
    report(1, STEPS, "steps")
    text = drafted(Issue(area.name, waits, asked.today), asked.text)
    report(2, STEPS, "steps")
    title = f"Newsletter, {month(asked.month)}"
    pack = pack_of(title, area.name, waits, in_order(text))
    files = files_of(pack)
    report(3, STEPS, "steps")
    reading = reading_age("\n\n".join(text.values())).said
    return Made(files, standing_of(waits, text), text, {"reading": reading}, pack_as_json(pack))


def files_of(pack: Pack) -> tuple[MadeFile, ...]:
    """The issue as a web page that needs nothing else, as plain text for a mail, and as PDF by the common writer."""
    sections = sections_of(pack)
    source = next((one.words for page in pack.pages for one in page.sources), "")
    marks = tuple(filter(None, (pack.approval if pack.is_draft else "", MARK if pack.is_demo else "")))
    context = {"pack": pack, "sections": sections, "source": source, "marks": marks, "opening": OPENING}
    html = render_to_string("publishing/newsletter_file.jinja", context)
    parts = [pack.title, *marks, *(_plain(*one) for one in sections), f"Source of waiting times: {source}"]
    written = {
        "html": html.strip().encode(),
        "txt": ("\n\n".join(filter(None, parts)) + "\n").encode(),
        "pdf": pack_files(pack, ["pdf"], board=figures.drawing_board())["pdf"],
    }
    return tuple(MadeFile(file_name(pack.title, extension=kind), content) for kind, content in written.items())


def sections_of(pack: Pack) -> Sections:
    """The sections of an issue as heading and lines: a row without a heading belongs to the section above it."""
    page = pack.pages[0]
    found: dict[str, list[str]] = {OPENING: [page.sentence]} if page.sentence else {}
    heading = OPENING
    for about, line in page.table.rows if page.table else ():
        heading = str(about) or heading
        found.setdefault(heading, []).append(str(line))
    return [(name, tuple(lines)) for name, lines in found.items()]


def pack_of(title: str, area: str, waits: AreaWaits, sections: Sections) -> Pack:
    """The issue as a publication of one page: a row for each thing that it tells."""
    standing = OfPage("published", waits.month, is_provisional=PROVISIONAL in waits.releases)
    opening = " ".join(line for heading, lines in sections if heading == OPENING for line in lines)
    rows = tuple(
        (heading if first == 0 else "", line)
        for heading, lines in sections
        if heading != OPENING
        for first, line in enumerate(lines)
    )
    page = Page(
        f"Cancer care in {area}",
        opening,
        table=PageTable("", (Column("about", "About"), Column("news", "News")), rows),
        figures=standing,
        sources=(Source(f"{waits.source}, {month(waits.month)}"),),
    )
    return Pack(
        PackKind.NEWSLETTER,
        title,
        "What changed, what is coming up, and how to take part",
        f"{area} Cancer Alliance",
        Snapshot(waits.snapshot, "", "", waits.month, Audience.PUBLIC),
        (page,),
        licence="Contains public sector information licensed under the Open Government Licence v3.0.",
        is_demo=is_demo(),
    )


def standing_of(waits: AreaWaits, text: Mapping[str, str]) -> Standing:
    """What the issue says of itself."""
    return Standing(
        snapshots=frozenset({waits.snapshot}),
        months=frozenset({waits.month}),
        releases=waits.releases,
        figures=waits.figures if any(text.get(one) for one in FIGURES_IN) else 0,
        policies=(waits.policy,),
        is_synthetic=is_demo(),
        is_marked=True,
    )


def _plain(heading: str, lines: Sequence[str]) -> str:
    if heading == OPENING:
        return "\n".join(lines)
    told = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    return f"{heading.upper()}\n{told}"
