"""Answers page by page: at most 500 rows at once, with links from page to page."""

from collections.abc import Sequence
from typing import Any

from clearway.records.findings import Refused
from clearway.site.api.described.endpoint import Ask, Parameter
from clearway.site.api.described.kinds import Whole

MOST_ROWS, USUAL_ROWS, LAST_PAGE = 500, 100, 10_000
PAGES = (
    Parameter("page", Whole(1, LAST_PAGE, 1), "Which page; the first is 1.", "1"),
    Parameter("per_page", Whole(1, MOST_ROWS, USUAL_ROWS), f"Rows a page, at most {MOST_ROWS}.", "100"),
)


def page_of(ask: Ask, rows: Sequence[Any]) -> Sequence[Any]:
    """The rows of the page asked for. Refused, naming the last page, when it lies beyond that."""
    check_page(ask, len(rows))
    first = (ask.values["page"] - 1) * ask.values["per_page"]
    return rows[first : first + ask.values["per_page"]]


def check_page(ask: Ask, found: int) -> None:
    """Refuse a page beyond the last."""
    if ask.values["page"] > (last := last_page(found, ask.values["per_page"])):
        pages = "There is one page" if last == 1 else f"There are {last:,} pages"
        raise Refused(f"{pages} of this.", f"Ask for a page from 1 to {last:,}.", code="PAGE-BEYOND")


def last_page(found: int, per_page: int) -> int:
    """The number of the last page; an answer without rows has one page."""
    return max(1, -(-found // per_page))


def paged(ask: Ask, rows: Sequence[Any], found: int) -> dict[str, Any]:
    """The part of an answer that tells where on which page one is."""
    page, last = ask.values["page"], last_page(found, ask.values["per_page"])
    return {
        "rows": list(rows),
        "found": found,
        "page": page,
        "per_page": ask.values["per_page"],
        "links": {
            "self": _address(ask, page),
            "next": _address(ask, page + 1) if page < last else None,
            "previous": _address(ask, page - 1) if page > 1 else None,
        },
    }


def _address(ask: Ask, page: int) -> str:
    query = ask.query.copy()
    query["page"] = str(page)
    return f"{ask.path}?{query.urlencode()}"
