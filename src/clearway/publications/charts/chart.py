"""What every chart is until the last moment: a title, the sentence that the figures support, and a specification."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from clearway.publications.charts import palette

Spec = dict[str, Any]
"""A Vega-Lite specification as plain data."""


NAME_AXIS: Spec = {"title": None, "labelPadding": 6, "ticks": False, "domain": False}
"""The axis of charts with one row a place or band: its labels and nothing else."""


class Width(Enum):
    """The two widths a chart is drawn in: one for a desk or a printed page, one for a telephone."""

    WIDE = 720
    NARROW = 340


class Chart(Protocol):
    """A chart as data. `sentence` says in words what it shows, for those who cannot see it."""

    @property
    def title(self) -> str:
        """What is drawn, in a few words."""
        ...

    @property
    def sentence(self) -> str:
        """The sentence that the figures support."""
        ...

    def spec(self, width: Width) -> Spec:
        """The specification in one width."""
        ...


@dataclass(frozen=True, slots=True)
class Goal:
    """A share to reach, drawn as a line with its words on it: a standard, or an ambition of planning guidance."""

    words: str
    share: float
    is_ambition: bool = False

    @property
    def colour(self) -> str:
        """Standards and ambitions differ in colour and in dash."""
        return palette.AMBITION if self.is_ambition else palette.STANDARD

    @property
    def dash(self) -> list[int]:
        """Long dashes for a standard, dots for an ambition."""
        return [2, 3] if self.is_ambition else [8, 4]


def framed(width: Width, height: int, layers: list[Spec]) -> Spec:
    """Layers in the frame that all charts share: fixed size, plain font, quiet axes, no marks for screen readers.

    The whole picture has one name and one description; a hundred small ones would only be noise.
    """
    size = 14 if width is Width.WIDE else 13
    axis = {
        "labelFontSize": size,
        "labelColor": palette.TEXT,
        "titleColor": palette.TEXT,
        "gridColor": palette.GRID,
        "domainColor": palette.QUIET_TEXT,
        "tickColor": palette.QUIET_TEXT,
        "titleFontWeight": "normal",
        "titleFontSize": size,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width.value,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": palette.BACKGROUND,
        "padding": 4,
        "layer": layers,
        "config": {
            "aria": False,
            "font": "Arial, sans-serif",
            "view": {"stroke": None},
            "axis": axis,
            "text": {"fontSize": size, "color": palette.TEXT},
        },
    }


def share_domain(shares: list[float]) -> list[float]:
    """The stretch of the share axis that holds all shares with a little room, in whole tenths."""
    lowest, highest = min(shares, default=0.0), max(shares, default=1.0)
    return [max(int((lowest - 0.03) * 10) / 10, 0.0), min(-int(-(highest + 0.03) * 10) / 10 + 0.1, 1.0)]


class Limited(Protocol):
    """Anything with the limits of an interval, or none."""

    @property
    def lower(self) -> float | None:
        """The lower limit as a fraction."""
        ...

    @property
    def upper(self) -> float | None:
        """The upper limit as a fraction."""
        ...


def limits(points: Iterable[Limited]) -> list[float]:
    """Every limit that there is, for the axis to hold."""
    return [limit for point in points for limit in (point.lower, point.upper) if limit is not None]
