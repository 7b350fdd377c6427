"""All alliances side by side, each counted in one way at a time."""

from dataclasses import dataclass

from django.urls import reverse

from clearway.measures.answer import Position
from clearway.measures.months import first_day
from clearway.measures.question import Question
from clearway.publications.charts import Drawing
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.known import known_words
from clearway.site.performance.places import alliances, home_alliance
from clearway.site.performance.presenters import charts
from clearway.site.performance.presenters.choices import (
    Choice,
    Kept,
    Option,
    grouping_options,
    kept,
    known_choice,
    month_choice,
    newest_month,
    not_held_words,
)
from clearway.site.performance.presenters.grid import Grid, GridCell, GridRow, crossed, standard_cell
from clearway.site.performance.presenters.notes import as_at
from clearway.site.performance.presenters.tables import file_table
from clearway.site.performance.presenters.waits import SIDE_WORDS
from clearway.site.performance.standards_shown import STANDARDS, StandardShown


@dataclass(frozen=True, slots=True)
class AlliancesPage:
    """The page: one chart of one standard, one grid of all three."""

    standard: StandardShown
    month: str
    settled: str
    trouble: str
    sides: tuple[Option, ...]
    groupings: tuple[Option, ...]
    known: str
    standards: tuple[Option, ...]
    choices: tuple[Choice, ...]
    kept: tuple[Kept, ...]
    drawing: Drawing | None
    grid: Grid
    side_words: str
    notes: tuple[str, ...]


def alliances_page(asked: Asked) -> AlliancesPage:
    """The page as asked: published figures of one month."""
    month = asked.month or newest_month("published")
    standard = STANDARDS[asked.standard or "62"]
    side = asked.side
    places = alliances(first_day(month))
    codes = tuple(place.code for place in places)
    answer = figures.ask(
        Question(
            basis="published",
            by=("alliance",),
            where={"alliance": codes},
            first_month=month,
            last_month=month,
            side=side,
            organisations=asked.organisations,
        )
    )
    shown = [row for row in answer.rows if row.standard == standard.key]
    held = figures.months_held("published", "62", side)
    page = reverse("performance:alliances")
    return AlliancesPage(
        standard=standard,
        month=words.month(month),
        settled=as_at(answer.rows),
        trouble=not_held_words(held, month),
        sides=tuple(
            Option(said, key, page + asked.but(side=key).query(), key == side) for key, said in SIDE_WORDS.items()
        ),
        standards=tuple(
            Option(one.heading, key, page + asked.but(standard=key).query(), key == standard.key)
            for key, one in STANDARDS.items()
        ),
        groupings=grouping_options(page, asked),
        known=known_words(),
        choices=(month_choice(held, month), known_choice(asked)),
        kept=kept(asked, "month", "as_known_on"),
        drawing=charts.dots(f"{standard.heading}, {words.month(month)}, by alliance", shown, "alliance"),
        grid=_grid(answer, asked, month),
        side_words=SIDE_WORDS[side].lower(),
        notes=answer.notes,
    )


def _grid(answer: Position, asked: Asked, month: str) -> Grid:
    found = crossed(answer.rows, lambda row: row.cut["alliance"], lambda row: row.standard)
    names = {row.cut["alliance"]: row.names["alliance"] for row in answer.rows}
    lines = []
    for code in sorted(names, key=lambda one: names[one]):
        mine = Asked(
            alliance=code,
            month=asked.month,
            side=asked.side,
            organisations=asked.organisations,
            as_known_on=asked.as_known_on,
        )
        cells = (
            standard_cell(
                found.get((code, key)), reverse("performance:standard", args=[key]) + mine.query(), with_interval=True
            )
            for key in STANDARDS
        )
        own = ("this store's alliance",) if code == home_alliance() else ()
        label = GridCell(names[code], own, reverse("performance:overview") + mine.but(side="trusts").query())
        lines.append(GridRow(label, tuple(cells)))
    columns = tuple(GridCell(shown.heading, (), definition_href(shown.card)) for shown in STANDARDS.values())
    title = f"The alliances against the three standards, {words.month(month)}: {SIDE_WORDS[asked.side].lower()}"
    table = file_table(title, answer, "62-day", ["alliance"], list(answer.rows))
    return Grid("alliances", table, "Cancer Alliance", columns, tuple(lines), "No alliance has figures for this month.")


def _page(key: str, asked: Asked) -> str:
    return reverse("performance:standard", args=[key]) + asked.query()
