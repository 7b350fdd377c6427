"""How classes look on a map: a fill, a texture and a letter each, so that no class is told by its colour alone."""

from dataclasses import dataclass
from enum import StrEnum

from clearway.publications.charts import palette

SEQUENCE = ("#eef4fb", "#c5d9ef", "#8fb5dd", "#4a84c0", "#0b4488")
"""From little to much, light to dark: each step is seen in black and white too."""

BETTER, ALIKE, WORSE, TOO_FEW = "#2a6db0", "#dfe4e8", "#b8520a", "#ffffff"
GROUND = "#f4f5f6"
SEA = palette.BACKGROUND
BORDER, HALO = palette.OUTLINE, "#ffffff"
HATCH = "#6b7a86"
WORDS = palette.TEXT


class Texture(StrEnum):
    """What is drawn over a fill."""

    NONE = "none"
    DOTS = "dots"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    HATCHED = "hatched"
    SPARSE = "sparse"


@dataclass(frozen=True, slots=True)
class Shade:
    """A fill with its texture."""

    fill: str
    texture: Texture = Texture.NONE

    @property
    def is_dark(self) -> bool:
        """Whether white stands out from the fill."""
        return palette.contrast(self.fill, HALO) >= 3

    @property
    def ink(self) -> str:
        """The colour of the texture: what stands out from the fill, quietly."""
        return HALO if self.is_dark else HATCH


NO_VALUE = Shade("#ffffff", Texture.HATCHED)

COMPARED = {
    "better": Shade(BETTER, Texture.DOTS),
    "alike": Shade(ALIKE),
    "worse": Shade(WORSE, Texture.RISING),
    "too few": Shade(TOO_FEW, Texture.SPARSE),
}
"""Shades for places compared with another: blue and orange, as on the charts of change, each with a texture."""

_TEXTURES = (Texture.NONE, Texture.DOTS, Texture.RISING, Texture.FALLING, Texture.CROSSED)
_SPREAD = {1: (2,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def sequence(count: int) -> tuple[Shade, ...]:
    """Shades for one to five ordered classes, from little to much. Raises ValueError for another number."""
    if count not in _SPREAD:
        raise ValueError(f"A map shows one to five classes, not {count}.")
    return tuple(Shade(SEQUENCE[place], _TEXTURES[place]) for place in _SPREAD[count])


def pattern(name: str, shade: Shade) -> str:
    """An SVG pattern of the shade under an id."""
    fill, ink = shade.fill, shade.ink
    lines = {
        Texture.NONE: "",
        Texture.DOTS: f'<circle cx="2" cy="2" r=".8" fill="{ink}"/>',
        Texture.SPARSE: f'<circle cx="3.5" cy="3.5" r="1" fill="{ink}"/>',
        Texture.RISING: f'<path d="M-1 1l2-2M0 7L7 0M6 8l2-2" stroke="{ink}" stroke-width=".7"/>',
        Texture.FALLING: f'<path d="M-1 4l2 2M0 0l5 5M4-1l2 2" stroke="{ink}" stroke-width=".7"/>',
        Texture.CROSSED: f'<path d="M0 0l6 6M6 0l-6 6" stroke="{ink}" stroke-width=".7"/>',
        Texture.HATCHED: f'<path d="M-1 1l2-2M0 6L6 0M5 7l2-2" stroke="{ink}" stroke-width="1"/>',
    }[shade.texture]
    size = {Texture.DOTS: 5, Texture.FALLING: 5, Texture.RISING: 7, Texture.SPARSE: 7}.get(shade.texture, 6)
    return (
        f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
        f'<rect width="{size}" height="{size}" fill="{fill}"/>{lines}</pattern>'
    )
