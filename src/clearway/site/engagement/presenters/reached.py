"""Who has been asked and who has not, by characteristic, audience and place; stakeholders on a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.planning.engagement.reach import Reached, Row, gaps, reach
from clearway.planning.engagement.reference import TRUST_WORDS, characteristic_titles, reference
from clearway.publications.tables import Column, Kind, Table
from clearway.site.engagement.choices import districts, place_name
from clearway.site.engagement.models import (
    Activity,
    ActivityState,
    Audience,
    AudienceKind,
    Consultation,
    ConsultationState,
    Level,
)
from clearway.site.engagement.presenters.notes import notes
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.tables import ShownTable

MANNERS = {
    (True, True): "Work closely with them",
    (True, False): "Keep them content",
    (False, True): "Keep them informed",
    (False, False): "Keep an eye on them",
}
"""What the usual map of interest and influence advises, by high influence and high interest."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Reach in the living planner, by what it is counted by."""

    characteristics: tuple[Row, ...]
    audiences: tuple[Row, ...]
    places: tuple[Row, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Whom nobody asked yet, in words; whom nothing is planned for first."""
        found = [*gaps(self.audiences), *gaps(self.places)]
        ordered = sorted(found, key=lambda one: one.planned > 0)
        return tuple(f"{one.title}{': something is planned' if one.planned else ''}" for one in ordered)


def reach_now() -> Reach:
    """Who has been asked, from the activities and consultations of today."""
    rows = Activity.objects.filter(history="").exclude(state=ActivityState.CANCELLED).prefetch_related("audiences")
    held = list(rows)
    asked = list(
        Consultation.objects.exclude(state=ConsultationState.WITHDRAWN)
        .exclude(state="draft")
        .prefetch_related("audiences")
    )
    people = {str(one.pk): one.name for one in Audience.objects.filter(ended_on=None, kind=AudienceKind.PEOPLE)}

    def counted(keys_of: str) -> list[Reached]:
        found = [Reached(one.state == ActivityState.DONE, _keys(one, keys_of), one.people) for one in held]
        return found + [Reached(True, _keys(one, keys_of), one.responses) for one in asked]

    return Reach(
        characteristics=reach(characteristic_titles(), counted("characteristics")),
        audiences=reach(people, counted("audiences")),
        places=reach(dict(districts()), counted("place")),
    )


def _keys(one: Activity | Consultation, keys_of: str) -> frozenset[str]:
    if keys_of == "place":
        return frozenset({one.place} if one.place else ())
    if keys_of == "characteristics":
        return frozenset(one.characteristics)
    return frozenset(str(each.pk) for each in one.audiences.all())


def reach_table(rows: Sequence[Row], *, key: str, heading: str, title: str, empty: str, today: date) -> ShownTable:
    """Reach as a table: gaps are said in words."""
    columns = (
        Column("of", heading),
        Column("done", "Held", Kind.COUNT),
        Column("planned", "Planned", Kind.COUNT),
        Column("people", "People reached", Kind.COUNT),
        Column("uncounted", "Not counted", Kind.COUNT),
        Column("said", "Asked?"),
    )
    told = tuple((one.title, one.done, one.planned, one.people, one.uncounted, one.said) for one in rows)
    definition = (
        "Activities and consultations by whom they are for. Somebody who came to two is counted twice. Once an "
        "activity was held, what it reached is what was recorded then. Not counted are those held of which nobody said "
        "how many people came."
    )
    return ShownTable(key, Table(title, columns, told, notes(definition, today, rows=len(rows))), empty)


def act_table(today: date) -> ShownTable:
    """The protected characteristics with how sure each is."""
    columns = (Column("of", "Characteristic"), Column("trust", "How we know"))
    told = tuple((one.title, TRUST_WORDS[one.trust]) for one in reference().characteristics)
    shipped = reference()
    table = Table("Protected characteristics", columns, told, notes("", today, rows=len(told), source=shipped.source))
    return ShownTable("act", table, "")


def audiences_list(
    rows: Sequence[Audience], *, key: str, title: str, empty: str, today: date, may_keep: bool
) -> FoldingTable:
    """Audiences with where they stand on the map."""
    columns = (
        Column("name", "Who"),
        Column("kind", "What it is"),
        Column("interest", "Interest"),
        Column("influence", "Influence"),
        Column("manner", "How to work with them"),
        Column("contact", "Whom to turn to"),
        Column("reached_by", "How they are best reached"),
        Column("place", "Place"),
        Column("characteristics", "Stands for"),
        Column("source", "Source"),
    )
    titles = characteristic_titles()
    told = tuple(
        (
            one.name, one.get_kind_display(), _level(one.interest), _level(one.influence), manner(one), one.contact,
            one.reached_by, place_name(one.place) if one.place else "",
            "; ".join(titles.get(code, code) for code in one.characteristics), one.source,
        )
        for one in rows
    )  # fmt: skip
    definition = "Organisations and groups of people that the alliance informs, asks and works with. Never one person."
    shown = tuple(
        (
            FoldingCell(
                one.name,
                (one.get_kind_display(), "; ".join(titles.get(code, code) for code in one.characteristics)),
                reverse("engagement:audience", args=[one.pk]) if may_keep else "",
            ),
            FoldingCell(manner(one) or "not placed yet", (_placed(one),)),
            FoldingCell(one.reached_by or "not said yet", (one.contact,)),
        )
        for one in rows
    )
    table = Table(title, columns, told, notes(definition, today, rows=len(rows)))
    return FoldingTable(key, table, ("Who", "How to work with them", "How they are reached"), shown, empty)


@dataclass(frozen=True, slots=True)
class MapRow:
    """One row of the map: a level of influence, and who stands there by interest, low to high."""

    title: str
    cells: tuple[tuple[str, ...], ...]


def stakeholder_map(rows: Sequence[Audience]) -> tuple[MapRow, ...]:
    """Audiences by influence (rows, high first) and interest (columns, low first); empty where nobody is placed."""
    if not any(one.interest and one.influence for one in rows):
        return ()
    return tuple(
        MapRow(
            f"{Level(level).label} influence",
            tuple(
                tuple(one.name for one in rows if one.influence == level and one.interest == interest)
                for interest in sorted(Level.values)
            ),
        )
        for level in sorted(Level.values, reverse=True)
    )


def manner(one: Audience) -> str:
    """What the map advises for an audience; empty until it is placed."""
    if one.interest is None or one.influence is None:
        return ""
    return MANNERS[one.influence >= Level.MEDIUM, one.interest >= Level.MEDIUM]


def _placed(one: Audience) -> str:
    if one.interest is None or one.influence is None:
        return ""
    return f"{_level(one.interest).lower()} interest, {_level(one.influence).lower()} influence"


def _level(value: int | None) -> str:
    return Level(value).label if value else ""
