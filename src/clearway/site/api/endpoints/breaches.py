"""The people of one month who were not within a standard, each under a pseudonym, scoped as the page is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils import timezone

from clearway.measures.answer import exact
from clearway.measures.thresholds import STANDARD_KEYS
from clearway.pathways.breaches import CLOCKS, ORDERS, Order
from clearway.publications.tables import Cell, Kind
from clearway.site.api.described.endpoint import Ask, Endpoint, Parameter
from clearway.site.api.described.kinds import A_LABEL, A_MONTH, OneOf, Shaped
from clearway.site.api.described.shapes import a_page_of, count, day, listed, month, number, text, thing, whole
from clearway.site.api.paging import PAGES, check_page, paged
from clearway.site.api.provenance import PROVENANCE, SYNTHETIC, provenance
from clearway.site.demo_store import is_demo
from clearway.site.tracking import services
from clearway.site.tracking.asked import Asked
from clearway.site.tracking.permissions import purpose_of
from clearway.site.tracking.presenters.breach_table import BreachTable

STANDARDS = ("62", *(one for one in CLOCKS if one != "62"))
A_TRUST = Shaped(r"^[A-Z0-9]{3,9}$", "the code of a trust, three to nine capital letters and digits")

ROW = thing(
    {
        "pathway": text("The pathway under its pseudonym, the same as in the pages."),
        "href": text("Its page: why it is a breach, rule by rule."),
        "standard": text("The standard.", values=STANDARDS),
        "month": month("The month in which it counts."),
        "days": number("Days waited, after adjustment."),
        "limit": whole("The limit in days."),
        "over": number("Days beyond it; nought or less where the dates cannot be right."),
        "excused_days": number("Days taken off."),
        "cancer_type": text("The cancer type.", or_null=True),
        "route": text("The route or stage.", or_null=True),
        "investigating_trust": text("The trust that investigated, where two answer for it.", or_null=True),
        "investigating_share": count("The part of the breach that it answers for.", or_null=True),
        "trust": text("The trust that treated or told."),
        "trust_share": count("The part of the breach that it answers for."),
        "longest_step": text("The longest step of the way.", or_null=True),
        "longest_step_days": number("How long that took.", or_null=True),
        "reason_recorded": text("The reason for the delay that the trust recorded.", or_null=True),
        "first_day_to_act": day("The first day on which somebody could have acted.", or_null=True),
        "flags": listed(text("A mark; `/findings` says what it means."), "Marks on the record."),
        "release": text("How settled the file is."),
        "file": text("The file that the record came in; see `provenance.sources`."),
    }
)
SHAPE = a_page_of(
    ROW,
    {
        "standard": text("The standard.", values=STANDARDS),
        "month": text("The month; empty when no record is held."),
        "counted": whole("People counted that month whom you may see."),
        "within": whole("Of these, people within the standard."),
        "purpose": text("For what you may use this."),
        "snapshot": text("The state of the figures."),
        "synthetic": SYNTHETIC,
        "provenance": PROVENANCE,
    },
)


def answer(ask: Ask) -> Mapping[str, Any]:
    """A page of breaches. The look goes on the audit trail, as on the page."""
    asked = Asked(
        standard=ask.values["standard"],
        month=ask.said("month"),
        trust=ask.said("trust"),
        cancer_type=ask.said("cancer_type"),
        route=ask.said("route"),
        sort=cast(Order, ask.values["sort"]),
        per_page=ask.values["per_page"],
        page=ask.values["page"],
    )
    found = services.breaches(by=ask.by, asked=asked, request_id=ask.request_id)
    check_page(ask, found.found.found)
    table = BreachTable(found, ask.by, timezone.now()).folding("").table
    kinds = {column.key: column.kind for column in table.columns}
    drawn = [dict(zip(kinds, row, strict=True)) for row in table.rows]
    rows = [
        {
            **{key: _plain(cell, kinds[key]) for key, cell in row.items()},
            "href": f"/pathways/{row['pathway']}",
            "flags": str(row["flags"]).split(),
        }
        for row in drawn
    ]
    return {
        **paged(ask, rows, found.found.found),
        "standard": found.asked.standard,
        "month": found.asked.month,
        "counted": found.found.counted,
        "within": found.found.within,
        "purpose": purpose_of(ask.by),
        "snapshot": found.snapshot,
        "synthetic": is_demo(),
        "provenance": provenance(
            ask.by,
            files=(str(row["file"]) for row in drawn),
            standard_keys=filter(None, [STANDARD_KEYS.get(found.asked.standard)]),
            of_records=True,
        ),
    }


def _plain(cell: Cell, kind: Kind) -> Any:
    if isinstance(cell, date):
        return f"{cell:%Y-%m}" if kind is Kind.MONTH else cell.isoformat()
    return exact(cell) if isinstance(cell, Decimal) else cell


BREACHES = Endpoint(
    name="breaches",
    path="/breaches",
    title="Breaches",
    words="The people of one month who were not within a standard, each under a pseudonym: how long, where the days "
    "went, which trust answers. Nobody is named here, whatever your role.",
    needs="Roles that open pathways: a trust's own people, and the alliance's analysts for all of them.",
    shape=SHAPE,
    answer=answer,
    in_query=(
        Parameter("standard", OneOf(STANDARDS, "62"), "The standard.", "62"),
        Parameter("month", A_MONTH, "The month; the newest held when not said.", "2025-03"),
        Parameter("trust", A_TRUST, "Only breaches in which this trust has a part.", "RHQ"),
        Parameter("cancer_type", A_LABEL, "Only this cancer type, as rows name it.", ""),
        Parameter("route", A_LABEL, "Only this route or stage, as rows name it.", ""),
        Parameter("sort", OneOf(tuple(ORDERS), "longest"), "In which order.", "longest"),
        *PAGES,
    ),
    is_personal=True,
    example={"standard": "62", "trust": "RHQ", "per_page": "50"},
)
