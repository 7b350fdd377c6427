"""The plan as a board: a column for each state, in it the deliverables that stand so."""

from collections.abc import Mapping
from dataclasses import dataclass

from clearway.planning.structure import Deliverable
from clearway.publications.tables import Column, Table
from clearway.site.plan.models import Status
from clearway.site.plan.presenters.listing import Seen, notes_of, owner_words
from clearway.site.plan.presenters.notes import money_words
from clearway.site.plan.presenters.status import Tag, tag_of

NOT_SAID = "Nobody has said"


@dataclass(frozen=True, slots=True)
class Card:
    """One deliverable on the board. `concerns` counts the open ones."""

    code: str
    title: str
    href: str
    owner: str
    money: str
    concerns: int


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One state with its deliverables."""

    name: str
    tag: Tag | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The board on the page, and the table of it that is downloaded."""

    columns: tuple[BoardColumn, ...]
    table: Table
    key: str = "board"


def board(seen: Seen) -> Board:
    """The plan by state; what nobody has said stands first."""
    names: Mapping[str, str] = {"": NOT_SAID} | dict(Status.choices)
    columns = tuple(
        BoardColumn(
            name,
            tag_of(state),
            tuple(_card(seen, one) for one in seen.plan.deliverables if (one.status or "") == state),
        )
        for state, name in names.items()
    )
    told = tuple(
        (column.name, card.code, card.title, card.owner or None, card.money or None, card.concerns)
        for column in columns
        for card in column.cards
    )
    headings = ("State", "Id", "Deliverable", "Owner", "Money", "Open concerns")
    named = tuple(Column(one.lower().replace(" ", "_"), one) for one in headings)
    definition = "Deliverables by the state that was told last."
    table = Table(f"Board: {seen.plan.meta.title}", named, told, notes_of(seen, definition))
    return Board(tuple(one for one in columns if one.cards or one.tag), table)


def _card(seen: Seen, one: Deliverable) -> Card:
    concerns = sum(concern.closed_on is None for concern in one.concerns)
    return Card(one.id, one.title, seen.hrefs[one.id], owner_words(one), money_words(one), concerns)
