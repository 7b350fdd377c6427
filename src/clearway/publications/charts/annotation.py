"""What people noted on a chart of time: a letter at the day on the line, and the words below the chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Any

from clearway.publications.charts import palette
from clearway.publications.charts.chart import Spec, Width

LINE_LENGTH = {Width.WIDE: 100, Width.NARROW: 44}
LINE_HEIGHT = 18


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened, or was decided, on a day: a campaign, a new definition, new limits and why."""

    day: date
    words: str


def marks(annotations: Sequence[Annotation], x: Spec) -> list[Spec]:
    """A thin line at the day of each note, with its letter at the top. The days stand in the field of `x`."""
    if not annotations:
        return []
    rows = [
        {x["field"]: note.day.isoformat(), "letter": letter}
        for letter, note in zip(ascii_uppercase, annotations, strict=False)
    ]
    rule = {"type": "rule", "color": palette.QUIET_TEXT, "strokeWidth": 1, "strokeDash": [1, 3]}
    letter = {"type": "text", "color": palette.TEXT, "fontWeight": "bold", "dy": 8, "dx": 6, "align": "left"}
    at_top = {"y": {"value": 0}}
    return [
        {"data": {"values": rows}, "mark": rule, "encoding": {"x": x}},
        {"data": {"values": rows}, "mark": letter, "encoding": {"x": x, **at_top, "text": {"field": "letter"}}},
    ]


def words_below(annotations: Sequence[Annotation], width: Width, *also: str) -> list[str]:
    """Each note behind its letter, then what else is to be said, in lines that fit the chart."""
    noted = [
        f"{letter} ({note.day.day} {note.day:%B %Y}): {note.words}"
        for letter, note in zip(ascii_uppercase, annotations, strict=False)
    ]
    return [line for words in (*noted, *also) for line in _folded(words, LINE_LENGTH[width])]


def below(lines: Sequence[str]) -> dict[str, Any]:
    """Lines of words at the foot of a chart."""
    return {
        "text": list(lines),
        "orient": "bottom",
        "anchor": "start",
        "fontSize": 13,
        "fontWeight": "normal",
        "color": palette.QUIET_TEXT,
        "lineHeight": LINE_HEIGHT,
        "offset": 10,
    }


def _folded(words: str, most: int) -> list[str]:
    """Words broken into lines of at most so many letters."""
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}" if lines[-1] or not word else word
    return lines
