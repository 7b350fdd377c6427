"""The colours of charts, measured. Everything that carries meaning stands out 3 to 1 from white, and from nothing else
alone: a second sign (shape, dash, place, word) says the same, so that print in black and white loses nothing.
"""

BACKGROUND = "#ffffff"
TEXT = "#212b32"
QUIET_TEXT = "#4c6272"
LINE = "#005eb8"
BAND = "#d9e6f4"
BAND_EDGE = "#6f8fb3"
STANDARD = "#b3261e"
AMBITION = "#6b3fa0"
WITHIN = "#7fa6d6"
BEYOND = "#003087"
OUTLINE = "#212b32"
GRID = "#e3e7ea"
HIGH = "#6b3fa0"
LOW = "#9c4a00"
IMPROVEMENT = "#005eb8"
CONCERN = "#b55a00"
NEITHER = "#490092"
COMMON = "#4c6272"

TEXT_COLOURS = (TEXT, QUIET_TEXT, LINE, STANDARD, AMBITION, HIGH, LOW)
"""Colours in which words are set: 4.5 to 1 at least."""

MARK_COLOURS = (LINE, BAND_EDGE, STANDARD, AMBITION, BEYOND, OUTLINE, HIGH, LOW, IMPROVEMENT, CONCERN, NEITHER, COMMON)
"""Colours of marks that carry meaning: 3 to 1 at least. Fills (`BAND`, `WITHIN`) always have an edge of these."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (`#rrggbb`), from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
