"""Places on a picture for a timeline: a wide one with flags above the line, a narrow one that runs downwards.

Coordinates are in the picture's own units; the templates only write them out. Labels never overlap: on the wide picture
each flag flies to the right of its pole, and of two that would meet the left one flies higher; on the narrow one labels
are pushed down.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clearway.site.tracking.presenters.timeline import Mark, Stretch, Timeline, short_trust

Place = Callable[[float], float]
"""From a place on the line, in days, to one on the picture."""

LETTER = 7.9
"""The width of a letter of the labels, on average; generous, so that labels rather stand apart than touch."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place: `x`, `y` is where they begin, `pole` the x of what they belong to, `lines` what they say."""

    x: float
    y: float
    pole_x: float
    pole_y: float
    lines: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The shape of an event. `kind` picks the shape."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the line: a rectangle, its words, and where they stand; no words where there is no room."""

    x: float
    y: float
    width: float
    height: float
    words: str
    text_x: float
    kind: str


@dataclass(frozen=True, slots=True)
class TickShown:
    """A small mark with a number."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A timeline with places. `axis` is (x1, y1, x2, y2)."""

    width: float
    height: float
    axis: tuple[float, float, float, float]
    signs: tuple[Sign, ...]
    flags: tuple[Label, ...]
    limits: tuple[Label, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[TickShown, ...]
    bracket: Bar | None


WIDE, LEFT, RIGHT = 960.0, 24.0, 196.0
LANE, SIGN = 42.0, 8.0


def wide(line: Timeline) -> Picture:
    """The picture for a desk or a printed page: left to right, flags above, limits and holders below."""
    scale = (WIDE - LEFT - RIGHT) / line.length

    def x_of(at: float) -> float:
        return round(LEFT + at * scale, 1)

    said = [(x_of(mark.at), _mark_lines(mark)) for mark in line.marks]
    lanes = _lanes(said)
    axis_y = 10 + (max(lanes) + 1) * LANE + 18
    stacked = _stacked([x for x, _ in said])
    flags = tuple(
        Label(x + 7, axis_y - 26 - lane * LANE - 16, x, axis_y, lines, mark.kind)
        for mark, (x, lines), lane in zip(line.marks, said, lanes, strict=True)
    )
    signs = tuple(
        Sign(mark.kind, x, axis_y - height * 18) for mark, (x, _), height in zip(line.marks, said, stacked, strict=True)
    )
    below = sorted(_below(line), key=lambda one: one[0])
    below_lanes = _lanes([(x_of(at), (said,)) for at, said, _ in below])
    below_y = axis_y + 52
    limits = tuple(
        Label(x_of(at) + 6, below_y + lane * 22, x_of(at), axis_y, (said,), kind)
        for (at, said, kind), lane in zip(below, below_lanes, strict=True)
    )
    y = below_y + (max(below_lanes) + 1) * 22
    bars = [_bar(part, x_of, axis_y - 9, 18, "pause") for part in line.pauses]
    if line.over:
        bars.insert(0, _bar(line.over, x_of, axis_y - 9, 18, "over"))
    bars += [_holder(part, x_of, y, is_last=part is line.holders[-1]) for part in line.holders]
    y += 38 if line.holders else 4
    bracket = None
    if line.longest:
        part = line.longest
        centre = (x_of(part.begins) + x_of(part.ends)) / 2
        half = len(part.words) * LETTER / 2
        text_x = min(max(centre, LEFT + half), WIDE - half)
        bracket = Bar(
            x_of(part.begins), y, x_of(part.ends) - x_of(part.begins), 8, part.words, round(text_x, 1), "longest"
        )
        y += 34
    ticks = tuple(TickShown(x_of(tick.at), axis_y, str(tick.day)) for tick in line.ticks)
    axis = (LEFT, axis_y, x_of(line.length), axis_y)
    return Picture(WIDE, round(y + 4, 1), axis, signs, flags, limits, tuple(bars), ticks, bracket)


NARROW, AXIS_X, LABEL_X, TOP = 340.0, 52.0, 84.0, 18.0
LINE_HEIGHT, GAP = 18.0, 8.0


def narrow(line: Timeline) -> Picture:
    """The picture for a telephone: from top to bottom, everything said on the right of the line."""
    scale = min(max(520 / line.length, 1.5), 8.0)

    def y_of(at: float) -> float:
        return round(TOP + at * scale, 1)

    said: list[tuple[float, str, tuple[str, ...]]] = [
        (y_of(mark.at), mark.kind, (*_mark_lines(mark), *([short_trust(mark.trust)] if mark.trust else [])))
        for mark in line.marks
    ]
    said += [(y_of(at), kind, (words,)) for at, words, kind in _below(line) if kind != "pause"]
    said += [((y_of(part.begins) + y_of(part.ends)) / 2, "pause", (part.words,)) for part in line.pauses]
    if line.longest:
        part = line.longest
        middle = (y_of(part.begins) + y_of(part.ends)) / 2
        said.append((middle, "longest", _wrapped(part.words, int((NARROW - LABEL_X) / LETTER))))
    labels = _pushed_down(sorted(said, key=lambda one: one[0]))
    stacked = _stacked([y_of(mark.at) for mark in line.marks])
    signs = tuple(
        Sign(mark.kind, AXIS_X - height * 18, y_of(mark.at)) for mark, height in zip(line.marks, stacked, strict=True)
    )
    bars = [
        Bar(AXIS_X - 9, y_of(part.begins), 18, y_of(part.ends) - y_of(part.begins), "", 0, "pause")
        for part in line.pauses
    ]
    if line.over:
        begins, ends = y_of(line.over.begins), y_of(line.over.ends)
        bars.insert(0, Bar(AXIS_X - 9, begins, 18, ends - begins, "", 0, "over"))
    bracket = None
    if line.longest:
        begins, ends = y_of(line.longest.begins), y_of(line.longest.ends)
        bracket = Bar(AXIS_X + 14, begins, 6, ends - begins, "", 0, "longest")
    end = y_of(line.length)
    bottom = max([end, *(label.y + len(label.lines) * LINE_HEIGHT for label in labels)])
    ticks = tuple(TickShown(AXIS_X, y_of(tick.at), str(tick.day)) for tick in line.ticks)
    return Picture(
        width=NARROW,
        height=round(bottom + 12, 1),
        axis=(AXIS_X, TOP, AXIS_X, end),
        signs=signs,
        flags=tuple(label for label in labels if label.kind not in ("limit", "hand-over")),
        limits=tuple(label for label in labels if label.kind in ("limit", "hand-over")),
        bars=tuple(bars),
        ticks=ticks,
        bracket=bracket,
    )


def _mark_lines(mark: Mark) -> tuple[str, ...]:
    return (mark.words, f"day {mark.day}, {mark.on.day} {mark.on:%b}")


def _below(line: Timeline) -> list[tuple[float, str, str]]:
    """What is said below the line: place, words, kind. How far over stands with the limit that it is over."""
    over = f", {line.over.words}" if line.over else ""
    said: list[tuple[float, str, str]] = [
        (one.at, one.words + (over if one.kind == "limit" else ""), one.kind) for one in line.lines
    ]
    return said + [((part.begins + part.ends) / 2, part.words, "pause") for part in line.pauses]


def _bar(part: Stretch, x_of: Place, y: float, height: float, kind: str) -> Bar:
    x, end = x_of(part.begins), x_of(part.ends)
    return Bar(x, y, round(end - x, 1), height, "", 0, kind)


def _holder(part: Stretch, x_of: Place, y: float, *, is_last: bool) -> Bar:
    """A stretch with the trust's name inside; the last may say it on its right, another too short says nothing."""
    x, end = x_of(part.begins), x_of(part.ends)
    needed = len(part.words) * LETTER + 6
    if needed <= end - x:
        return Bar(x, y, round(end - x, 1), 26, part.words, round((x + end) / 2, 1), "holder")
    outside = round(end + 6 + needed / 2, 1)
    return Bar(x, y, round(end - x, 1), 26, part.words if is_last else "", outside if is_last else 0, "holder")


def _lanes(said: Sequence[tuple[float, Sequence[str]]]) -> list[int]:
    """The lane of each flag, lowest 0: from the right, the lowest in which its words end before the next begin."""
    taken: list[float] = []
    lanes = [0] * len(said)
    for place in range(len(said) - 1, -1, -1):
        x, lines = said[place]
        end = x + 7 + max(map(len, lines)) * LETTER + 6
        lane = next((number for number, begins in enumerate(taken) if end <= begins), len(taken))
        if lane == len(taken):
            taken.append(x)
        taken[: lane + 1] = [min(x, begins) for begins in taken[: lane + 1]]
        lanes[place] = lane
    return lanes


def _stacked(places: Iterable[float]) -> list[int]:
    """How many signs stand below each one: events of nearly the same day are stacked instead of hidden."""
    heights: list[int] = []
    before: list[float] = []
    for place in places:
        heights.append(sum(1 for other in before if abs(other - place) < 2 * SIGN))
        before.append(place)
    return heights


def _pushed_down(said: Sequence[tuple[float, str, tuple[str, ...]]]) -> list[Label]:
    labels: list[Label] = []
    free = 0.0
    for at, kind, lines in said:
        y = max(at - 4, free)
        labels.append(Label(LABEL_X, round(y + 4, 1), AXIS_X, at, lines, kind))
        free = y + len(lines) * LINE_HEIGHT + GAP
    return labels


def _wrapped(text: str, letters: int) -> tuple[str, ...]:
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > letters:
            lines.append(word)
        else:
            lines[-1] = joined
    return tuple(lines)
