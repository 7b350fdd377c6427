"""From a chart as data to a picture: Vega-Lite to SVG by vl-convert, kept under the hash of what was drawn."""

import hashlib
import json
import logging
import os
import re
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

from clearway.publications.charts.chart import Chart, Spec, Width

log = logging.getLogger("clearway.publications")

RENDERER = f"vl-convert {version('vl-convert-python')}, drawing 1"
"""What draws, and the version of this module's own touches: part of every hash."""

MOST_IN_MEMORY = 256
MOST_ON_DISK = 4_000
NOTICE = "The chart could not be drawn. The table has the same figures."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready for a page: an SVG for each width, or none and a notice that the table must stand alone."""

    title: str
    sentence: str
    wide: str
    narrow: str
    notice: str = ""


class DrawingBoard:
    """Draws charts once. Pictures are kept in memory and, when a folder is given, on disk for the other workers."""

    def __init__(self, folder: Path | None = None, render: Callable[[Spec], str] | None = None) -> None:
        self._folder = folder
        self._render = render or _vega_lite
        self._held: OrderedDict[str, str] = OrderedDict()

    def draw(self, chart: Chart) -> Drawing:
        """The chart in both widths. A renderer that fails costs the picture, never the page: the drawing says so."""
        try:
            pictures = [self._picture(chart, width) for width in (Width.WIDE, Width.NARROW)]
        except Exception as failure:
            log.warning("a chart could not be drawn: %s", type(failure).__name__)
            return Drawing(chart.title, chart.sentence, "", "", NOTICE)
        return Drawing(chart.title, chart.sentence, *pictures)

    def picture_or_none(self, chart: Chart, width: Width) -> str | None:
        """The SVG of a chart in one width, for a page that has only one; None where it could not be drawn."""
        try:
            return self._picture(chart, width)
        except Exception as failure:
            log.warning("a chart could not be drawn: %s", type(failure).__name__)
            return None

    def _picture(self, chart: Chart, width: Width) -> str:
        spec = chart.spec(width)
        name = fingerprint(chart, spec)
        found = self._held.get(name) or self._read(name)
        if found is None:
            found = finished(self._render(spec), chart, name)
            self._write(name, found)
        self._held[name] = found
        self._held.move_to_end(name)
        if len(self._held) > MOST_IN_MEMORY:
            self._held.popitem(last=False)
        return found

    def _read(self, name: str) -> str | None:
        if self._folder is None:
            return None
        try:
            return (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        except OSError:
            return None

    def _write(self, name: str, picture: str) -> None:
        """Keep a picture on disk. The folder is a convenience: when it is full or away, the picture is drawn again."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(picture)
            Path(temporary).replace(self._folder / f"{name}.svg")
            self._forget_oldest()
        except OSError as failure:
            log.warning("a chart could not be kept: %s", type(failure).__name__)

    def _forget_oldest(self) -> None:
        kept = list(self._folder.glob("*.svg")) if self._folder else []
        if len(kept) > MOST_ON_DISK:
            by_age = sorted(kept, key=lambda path: path.stat().st_mtime)
            for path in by_age[: MOST_ON_DISK // 4]:
                path.unlink(missing_ok=True)


def fingerprint(chart: Chart, spec: Spec) -> str:
    """The name of a picture: the hash of everything that can be seen or heard in it, and of what draws it."""
    seen = json.dumps([RENDERER, chart.title, chart.sentence, spec], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def finished(svg: str, chart: Chart, name: str) -> str:
    """The SVG with one name and one description in place of the renderer's own marks, and free to shrink."""
    size = re.search(r'width="(\d+)" height="(\d+)" viewBox="[^"]+"', svg)
    if size is None:
        raise ValueError("The renderer returned something that is not an SVG with a size.")
    inner = svg[svg.index(">", size.end()) + 1 : svg.rindex("</svg>")]
    inner = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", inner)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="clearway-chart__picture" {size.group(0)} role="img" '
        f'aria-labelledby="t{name} d{name}"><title id="t{name}">{escape(chart.title)}</title>'
        f'<desc id="d{name}">{escape(chart.sentence)}</desc>'
    )
    return f"{start}{inner}</svg>"


def _vega_lite(spec: Spec) -> str:
    import vl_convert  # 200 MB and half a second: only when something is drawn

    return str(vl_convert.vegalite_to_svg(spec))
