"""The single cases of a month: what is booked, and who has a decision to treat without a booking."""

from collections.abc import Sequence

from django.urls import reverse

from clearway.clocks import NotCounted
from clearway.pathways.running_week import BookedCase, RunningWeek, WaitingPathway
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.performance import figures

MOST_SHOWN = 50
"""Rows on the page; the download has every one."""

ROUTES = {
    "USC": "Urgent suspected cancer",
    "UPGRADE": "Consultant upgrade",
    "SCREENING": "Screening",
    "BREAST_SYMPTOMATIC": "Breast symptomatic",
}


def booked_cases(week: RunningWeek, about: Notes) -> FoldingTable:
    """Every treatment booked in the month, the longest wait first."""
    columns = (
        Column("pathway", "Pathway"),
        Column("suspected", "Suspected at referral"),
        Column("route", "Route"),
        Column("trust", "Held by"),
        Column("booked_for", "Booked for", Kind.DATE),
        Column("days_then", "Days by then", Kind.DAYS),
        Column("last_day_in_time", "Last day in time", Kind.DATE),
        Column("outcome", "If kept"),
    )
    cases = week.landing.cases
    rows = tuple(
        (
            case.pathway.link,
            case.pathway.suspected,
            ROUTES.get(case.pathway.route, case.pathway.route),
            trust_name(case.pathway.trust),
            case.pathway.booked,
            case.pathway.booked_days,
            case.pathway.target,
            _outcome(case),
        )
        for case in cases
    )
    shown = tuple(
        (
            *_who(case.pathway),
            FoldingCell(words.day(case.pathway.booked), (f"day {words.count(case.pathway.booked_days)}",)),
            FoldingCell(words.day(case.pathway.target), (_late_words(case.pathway),)),
            FoldingCell(_outcome(case)),
        )
        for case in cases[:MOST_SHOWN]
    )
    title = f"Treatments booked for the rest of {words.month(week.landing.month)}, longest wait first{_first(cases)}"
    headings = ("Pathway", "Held by", "Booked for", "Last day in time", "If the booking is kept")
    return FoldingTable(
        "cases", Table(title, columns, rows, about), headings, shown, "No treatment is booked in this month."
    )


def unbooked_cases(week: RunningWeek, about: Notes) -> FoldingTable:
    """Everyone with a decision to treat and no booking whose last day in time lies in the month or before it."""
    columns = (
        Column("pathway", "Pathway"),
        Column("suspected", "Suspected at referral"),
        Column("route", "Route"),
        Column("trust", "Held by"),
        Column("days_so_far", "Days so far", Kind.DAYS),
        Column("last_day_in_time", "Last day in time", Kind.DATE),
    )
    people = week.landing.could_breach
    rows = tuple(
        (one.link, one.suspected, ROUTES.get(one.route, one.route), trust_name(one.trust), one.days, one.target)
        for one in people
    )
    shown = tuple(
        (*_who(one), FoldingCell(f"day {words.count(one.days)}"), FoldingCell(words.day(one.target)))
        for one in people[:MOST_SHOWN]
    )
    month = words.month(week.landing.month)
    title = f"Decision to treat, no booking, last day in time by the end of {month}{_first(people)}"
    headings = ("Pathway", "Held by", "So far", "Last day in time")
    return FoldingTable(
        "unbooked", Table(title, columns, rows, about), headings, shown, "Everyone with a decision has a booking."
    )


def _first(people: Sequence[object]) -> str:
    return (
        f" (the first {MOST_SHOWN} of {words.count(len(people))}; the download has all)"
        if len(people) > MOST_SHOWN
        else ""
    )


def _who(one: WaitingPathway) -> Sequence[FoldingCell]:
    details = (one.suspected or "suspicion not recorded", ROUTES.get(one.route, one.route))
    return (
        FoldingCell(one.link[:8], details, reverse("tracking:pathway", args=[one.link])),
        FoldingCell(trust_name(one.trust)),
    )


def _late_words(one: WaitingPathway) -> str:
    if one.booked is None or not one.is_booked_late:
        return ""
    return f"{words.count((one.booked - one.target).days)} days late"


def _outcome(case: BookedCase) -> str:
    if isinstance(case.outcome, NotCounted):
        return f"will not count: {_reason(case.outcome.reason)}"
    return "counts, in time" if case.is_within else "counts, late"


def _reason(code: str) -> str:
    held = figures.rules().code_lists["exclusion_reason"].codes
    label = next((one.code.label for one in held if one.code.code == code), code)
    return label[:1].lower() + label[1:].rstrip(".")


def trust_name(code: str) -> str:
    """The name of a trust; a pathway without one says so."""
    return figures.organisations().name(code) if code else "not recorded"
