"""The roll-out grid: services down, providers across, how each stands and since when; and the history of a service."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from clearway.planning.rollout import STATUSES, RollOut, providers_of, reach
from clearway.publications.tables import Cell
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.models import RollOut as Row
from clearway.site.plan.models import RollOutChange
from clearway.site.plan.presenters.funding import money_table
from clearway.site.plan.presenters.listing import Seen

COLOURS = {"planned": "grey", "pilot": "yellow", "live": "green", "stopped": "red"}


@dataclass(frozen=True, slots=True)
class RollOutCell:
    """How a service stands at a provider; `href` is where that is said."""

    provider: str
    words: str
    colour: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class RollOutRow:
    """A service over all providers."""

    title: str
    href: str
    notes: tuple[str, ...]
    tag: str
    cells: tuple[RollOutCell, ...]
    add_href: str


@dataclass(frozen=True, slots=True)
class RollOutGrid:
    """The grid on the page, and the table of it that is downloaded."""

    providers: tuple[str, ...]
    rows: tuple[RollOutRow, ...]
    shown: FoldingTable


def roll_out_grid(seen: Seen) -> RollOutGrid:
    """The grid of a plan."""
    held = seen.plan.roll_outs
    providers = providers_of(held)
    numbers = dict(Row.objects.filter(plan_id=seen.number, is_withdrawn=False).values_list("code", "pk"))
    rows = tuple(_row(seen, one, numbers[one.id], providers) for one in held)
    told: list[tuple[Cell, ...]] = [
        (
            one.id,
            one.title,
            one.deliverable,
            place.provider,
            STATUSES[place.status],
            place.since,
            place.note,
            one.source,
        )
        for one in held
        for place in one.places
    ]
    columns = ("Id", "Service", "Deliverable", "Provider", "Status", "Since", "Note", "Source")
    note = "How each service stands at each provider. Live means business as usual, from the day that is told."
    caption = f"Roll-out: {seen.plan.meta.title}"
    return RollOutGrid(providers, rows, money_table(seen, "roll-out", caption, columns, (), told, note, "", columns))


def _row(seen: Seen, one: RollOut, number: int, providers: tuple[str, ...]) -> RollOutRow:
    say = reverse("plan:say_status", args=[number])
    return RollOutRow(
        title=one.title,
        href=reverse("plan:roll_out", args=[number]),
        notes=(
            *((f"Promised: {one.promised}",) if one.promised else ()),
            *((reach(one, providers),) if providers else ()),
        ),
        tag="provisional" if one.verified is False else "",
        cells=tuple(
            _cell(one, provider, say if seen.may_edit or provider in seen.own else "") for provider in providers
        ),
        add_href=say if seen.may_edit else "",
    )


def _cell(one: RollOut, provider: str, say: str) -> RollOutCell:
    place = one.at(provider)
    href = f"{say}?{urlencode({'provider': provider})}" if say else ""
    if place is None:
        return RollOutCell(provider, "", "", "", href)
    when = words.day(place.since) if place.since else ""
    since = "" if not when else f"by {when}" if place.status == "planned" else f"since {when}"
    note = "; ".join(filter(None, (since, place.note)))
    return RollOutCell(provider, STATUSES[place.status], COLOURS[place.status], note, href)


def history_table(seen: Seen, row: Row) -> FoldingTable:
    """Every change of how a service stands somewhere, the newest first."""
    changes = RollOutChange.objects.filter(place__roll_out=row).select_related("place")
    shown, told = [], []
    for one in changes:
        moved = f"{STATUSES[one.before]} to {STATUSES[one.after]}" if one.before else STATUSES[one.after]
        when = words.day(one.at.date())
        shown.append(
            (
                FoldingCell(one.place.provider),
                FoldingCell(moved, (f"since {words.day(one.since)}" if one.since else "", one.note)),
                FoldingCell(when, (f"{one.by_name}, {one.by_role}",)),
            )
        )
        told.append((one.place.provider, moved, one.since, one.note, when, one.by_name, one.by_role))
    headings = ("Provider", "What changed", "Told on")
    columns = ("Provider", "What changed", "Since", "Note", "Told on", "By", "Role")
    note = "Every change of how this service stands at a provider."
    return money_table(
        seen, "changes", "What changed, and when", headings, shown, told, note, "Nothing has changed yet.", columns
    )
