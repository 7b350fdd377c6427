"""One page of a publication, or one slide: the sentence that the figures support, its chart, its table, its ask."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from clearway.publications.charts import Chart
from clearway.publications.tables import Column
from clearway.stats.spc import Assurance, Variation

Basis = Literal["published", "computed"]


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon in a cell, with the words that say the same: print in black and white loses nothing."""

    icon: Variation | Assurance
    words: str


PageCell = str | int | float | Decimal | date | Sign | None
"""What a cell may hold. None is "not shown", never nought."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """The table of a page: columns that know what they hold, and few enough rows to be read.

    The first `leading` rows are set apart (one's own trust before the others). `empty` is said where there is no row.
    A table longer than a page goes on over the next one with its headings.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[PageCell, ...], ...]
    empty: str = "Nothing to show."
    leading: int = 0

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"{self.caption}: a row of {len(wrong)} cells under {len(self.columns)} columns.")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something on a page comes from, and as at which day (None where it is not known)."""

    words: str
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the figures of a page are: of which month, published or computed, and whether they may still change.

    A page whose figures have a time of their own (a yearly measure) says in `own_period` which; its `month` is empty.
    """

    basis: Basis
    month: str
    is_provisional: bool = False
    is_synthetic: bool = False
    own_period: str = ""

    @property
    def words(self) -> str:
        """What stands beside the figures: "published, provisional"."""
        kind = "computed from records" if self.basis == "computed" else "published"
        marks = (
            (self.is_provisional, "provisional"),
            (self.is_synthetic, "synthetic data"),
            (bool(self.own_period), self.own_period),
        )
        return ", ".join([kind, *(words for holds, words in marks if holds)])


@dataclass(frozen=True, slots=True)
class Page:
    """One idea. `sentence` is all that the page claims; `ask` is the decision asked for, empty for none.

    `figures` is None for a page without figures of the store (a plan, notes). `notes` are for readers of the page;
    `sources` stand at its foot, and on a slide in its notes.
    """

    heading: str
    sentence: str = ""
    chart: Chart | None = None
    table: PageTable | None = None
    ask: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: Standing | None = None
    part: str = ""
    """The part of the publication that the page is in ("Waiting times"), shown small above its heading."""
