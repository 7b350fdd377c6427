"""The page of published indicators: its own words, then the table of series. `python -m` this module writes it."""

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from clearway.intake.indicators.series import Series, series_table

PAGE = Path("docs/indicators-sources.md")
BEGINNING = "<!-- written by python -m clearway.intake.indicators.sources_page from here on -->\n"


def page(written: str) -> str:
    """The page as Markdown: its own words, and after them every series as the table has it now."""
    words, _, _ = written.partition(BEGINNING)
    return words + BEGINNING + "\n" + "\n".join(_publications(series_table().values()))


def _publications(series: Iterable[Series]) -> Iterable[str]:
    """A heading, the shared facts and a table for each publication, scores apart from what they score."""
    for (publication, publisher, is_score), group in groupby(
        series, key=lambda one: (one.publication, one.publisher, one.unit == "score")
    ):
        held = list(group)
        shared = _shared_caveats(held)
        yield f"### {publication}{', index scores' if is_score else ''}\n"
        yield f"{publisher}; {held[0].periodicity}; {held[0].licence}.\n"
        yield from (f"- {caveat}" for caveat in shared)
        yield "\n| series | title | unit | definition | what is divided by what, and what to beware of |"
        yield "|---|---|---|---|---|"
        yield from (_row(one, shared) for one in held)
        yield ""


def _shared_caveats(held: Sequence[Series]) -> tuple[str, ...]:
    """Caveats that hold of every series of a publication."""
    return tuple(caveat for caveat in held[0].caveats if all(caveat in one.caveats for one in held))


def _row(series: Series, shared: Sequence[str]) -> str:
    """One line of the table."""
    parts = [f"{series.numerator} / {series.denominator}" if series.denominator else series.numerator]
    parts += [caveat for caveat in series.caveats if caveat not in shared]
    words = ". ".join(part.rstrip(".") for part in parts if part)
    unit = series.unit.replace("_", " ")
    return f"| `{series.key}` | {series.title} | {unit} | {series.definition} | {words} |"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(page(target.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Wrote {target}.")
