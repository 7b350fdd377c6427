"""The icons of variation and assurance: a shape, a letter and words each, so that no meaning hangs on a colour."""

from html import escape

from clearway.publications.charts import palette
from clearway.stats.spc import Assurance, Variation

SIZE = 48

COLOURS = {
    Variation.COMMON_CAUSE: palette.COMMON,
    Variation.IMPROVEMENT_HIGH: palette.IMPROVEMENT,
    Variation.IMPROVEMENT_LOW: palette.IMPROVEMENT,
    Variation.CONCERN_HIGH: palette.CONCERN,
    Variation.CONCERN_LOW: palette.CONCERN,
    Variation.NEITHER_HIGH: palette.NEITHER,
    Variation.NEITHER_LOW: palette.NEITHER,
    Variation.NOT_KNOWN: palette.COMMON,
    Assurance.PASSES: palette.IMPROVEMENT,
    Assurance.FAILS: palette.CONCERN,
    Assurance.HIT_OR_MISS: palette.COMMON,
    Assurance.NONE: palette.COMMON,
}
LETTERS = {
    Variation.IMPROVEMENT_HIGH: "H",
    Variation.IMPROVEMENT_LOW: "L",
    Variation.CONCERN_HIGH: "H",
    Variation.CONCERN_LOW: "L",
    Variation.NEITHER_HIGH: "H",
    Variation.NEITHER_LOW: "L",
    Variation.NOT_KNOWN: "–",
    Assurance.PASSES: "P",
    Assurance.FAILS: "F",
    Assurance.HIT_OR_MISS: "?",
}

LEVEL = ((9, 29), (16, 21), (23, 28), (30, 20), (38, 26))
RISING = ((10, 34), (17, 31), (23, 33), (30, 25), (36, 17))
FALLING = ((10, 14), (17, 17), (23, 15), (30, 23), (36, 31))
WAVE = "M8 27q4-9 8 0t8 0t8 0t8 0"
CONCERNS = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)
"""Their newest points are solid, as on the chart; those of improvement are hollow."""


def variation_icon(variation: Variation | str, size: int = SIZE) -> str:
    """An SVG of what a series is doing: level dots for common cause, rising or falling ones with H or L else.

    Improvement has a thin ring and hollow dots, concern a thick ring and solid ones, neither a square frame. Its text
    alternative is the words of the variation.
    """
    kind = Variation(variation)
    colour = COLOURS[kind]
    is_neither = kind in (Variation.NEITHER_HIGH, Variation.NEITHER_LOW)
    frame = _square(colour) if is_neither else _ring(colour, width=5 if kind in CONCERNS else 2.5)
    if kind is Variation.NOT_KNOWN:
        return _svg(kind.words, size, _ring(colour, "3 3") + _letter(LETTERS[kind], 24, 30, colour))
    if kind is Variation.COMMON_CAUSE:
        return _svg(kind.words, size, frame + _dots(LEVEL, colour, special=0))
    is_high = LETTERS[kind] == "H"
    dots = _dots(RISING if is_high else FALLING, colour, special=2, is_solid=kind in CONCERNS)
    letter = _letter(LETTERS[kind], 17, 24 if is_high else 38, colour)
    return _svg(kind.words, size, frame + dots + letter)


def assurance_icon(assurance: Assurance | str, size: int = SIZE) -> str:
    """An SVG of whether a target will be met: the process as a wave, the target as a dashed line clear of it or in it.

    P, F or a question mark says the same; without a target the frame is empty. Its text alternative is the words.
    """
    kind = Assurance(assurance)
    colour = COLOURS[kind]
    if kind is Assurance.NONE:
        return _svg(kind.words, size, _ring(colour, "3 3"))
    wave = f'<path d="{WAVE}" fill="none" stroke="{palette.OUTLINE}" stroke-width="2"/>'
    height = {Assurance.PASSES: 37, Assurance.FAILS: 18, Assurance.HIT_OR_MISS: 27}[kind]
    target = (
        f'<line x1="9" x2="39" y1="{height}" y2="{height}" stroke="{colour}" stroke-width="3" stroke-dasharray="5 2"/>'
    )
    at = {Assurance.PASSES: 17, Assurance.FAILS: 43, Assurance.HIT_OR_MISS: 18}[kind]
    return _svg(kind.words, size, _ring(colour) + wave + target + _letter(LETTERS[kind], 24, at, colour, 13))


def _svg(words: str, size: int, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="clearway-icon" viewBox="0 0 {SIZE} {SIZE}" '
        f'width="{size}" height="{size}" role="img" aria-label="{escape(words)}">{inner}</svg>'
    )


def _ring(colour: str, dash: str = "", width: float = 3) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    fill = palette.BACKGROUND
    return f'<circle cx="24" cy="24" r="21" fill="{fill}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _square(colour: str) -> str:
    fill = palette.BACKGROUND
    return f'<rect x="2" y="2" width="44" height="44" fill="{fill}" stroke="{colour}" stroke-width="3"/>'


def _dots(places: tuple[tuple[int, int], ...], colour: str, *, special: int, is_solid: bool = False) -> str:
    """A line through five dots; the last `special` ones are larger, in colour, solid or hollow."""
    path = "M" + "L".join(f"{x} {y}" for x, y in places)
    line = f'<path d="{path}" fill="none" stroke="{palette.COMMON}" stroke-width="1.5"/>'
    plain = "".join(
        f'<circle cx="{x}" cy="{y}" r="2.5" fill="{palette.COMMON}"/>' for x, y in places[: len(places) - special]
    )
    fill = colour if is_solid else palette.BACKGROUND
    special_dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="3.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
        for x, y in places[len(places) - special :]
    )
    return line + plain + special_dots


def _letter(letter: str, x: int, y: int, colour: str, size: int = 17) -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" font-family="Arial, sans-serif" font-size="{size}" font-weight="bold" '
        f'text-anchor="middle">{letter}</text>'
    )
