"""The highlight report on a page: the plan of a quarter by workstream, as it stands today."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clearway.planning.spans import DAY, NotASpan, Quarter
from clearway.publications.packs import Page
from clearway.publications.packs.said import source_said, texts_of
from clearway.publications.tables import Notes, Table
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.permissions import check_may_read
from clearway.site.publishing.highlights import highlight_now, usual_quarter
from clearway.site.requests import SignedInRequest

QUARTERS = 6


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of the report as the screen draws it."""

    key: str
    page: Page
    sources: tuple[str, ...]
    table: FoldingTable | None


@require_safe
def highlight(request: SignedInRequest) -> HttpResponse:
    """The report of a quarter, by default the usual one."""
    check_may_read(request.membership)
    today = timezone.localdate()
    usual = usual_quarter(today)
    try:
        quarter = Quarter.read(request.GET.get("quarter", str(usual)))
    except NotASpan as wrong:
        raise Http404 from wrong
    try:
        pack = highlight_now(f"{quarter.last_day:%Y-%m}", today)
    except Refused as refusal:
        return render(request, "publishing/highlight.jinja", {"quarter": quarter, "refusal": refusal, "pages": []})
    mark = "Synthetic data" if pack.is_synthetic else ""
    pages = [_shown(number, page, pack.snapshot.id, mark) for number, page in enumerate(pack.pages, start=1)]
    context = {"pack": pack, "pages": pages, "quarter": quarter, "quarters": _around(quarter, usual), "refusal": None}
    tables = [one.table for one in pages if one.table]
    file = wanted_file(request, *tables, name="clearway-highlight")
    return file or render(request, "publishing/highlight.jinja", context)


def _around(chosen: Quarter, usual: Quarter) -> list[str]:
    """The quarters to choose from: the last ones that are over, the one that runs, and the one shown."""
    found = [Quarter.of(usual.last_day + DAY), usual]
    while len(found) < QUARTERS:
        found.append(Quarter.of(found[-1].first_day - DAY))
    return [str(one) for one in sorted({chosen, *found}, reverse=True)]


def _shown(number: int, page: Page, snapshot: str, mark: str) -> ShownPage:
    key, sources = f"page-{number}", tuple(source_said(one) for one in page.sources)
    if page.table is None or not page.table.rows:
        return ShownPage(key, page, sources, None)
    texts = texts_of(page.table)
    notes = Notes(
        page.sentence, "; ".join(sources) or "The groups of the alliance", "", snapshot, "The plan's own", mark
    )
    table = Table(
        f"{page.table.caption}: {page.heading}", page.table.columns, tuple(tuple(row) for row in texts), notes
    )
    rows = tuple(tuple(FoldingCell(cell) for cell in row) for row in texts)
    headings = tuple(one.heading for one in page.table.columns)
    return ShownPage(key, page, sources, FoldingTable(key, table, headings, rows, page.table.empty))
