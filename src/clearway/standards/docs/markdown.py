"""Small pieces of Markdown that the pages share."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from clearway.standards.dated import DatedValue, Source, Value

WRITTEN = "<!-- Written by `python -m clearway.standards.docs` from the rule files. Change those, not this page. -->"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; empty when there are no rows."""
    lines = [_row(cells) for cells in rows]
    if not lines:
        return ""
    return "\n".join([_row(headings), "|" + "---|" * len(headings), *lines])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def page(title: str, *blocks: str) -> str:
    """A whole page with one blank line between its blocks."""
    return "\n\n".join([WRITTEN, f"# {title}", *(block for block in blocks if block)]) + "\n"


def day(held: date | None, missing: str = "unknown") -> str:
    """A date as YYYY-MM-DD, or the word that stands for none."""
    return held.isoformat() if held else missing


def value(held: Value | None) -> str:
    """A value as a person reads it."""
    if held is None:
        return "none"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, tuple):
        return ", ".join(held) or "none"
    return str(held)


def share(dated: DatedValue) -> str:
    """A threshold as a percentage, or none."""
    return percent(dated.value if isinstance(dated.value, Decimal) else None)


def percent(held: Decimal | None) -> str:
    """0.85 as 85%, or none."""
    return "none" if held is None else f"{(held * 100).normalize():f}%"


def source(held: Source) -> str:
    """A source in one line, with links to what was read."""
    tags = ", ".join(f"[{tag}](index.md#{tag.lower()})" for tag in held.evidence)
    read = f" (evidence: {tags})" if tags else ""
    return f"{held.document}, {held.version}; {held.paragraph}{read}"


PICKED = {
    "date_first_seen": "the day first seen",
    "fds_end_date": "the day told",
    "treatment_start_date": "the day treatment started",
    "crtp_start": "the day of referral",
    "report_date": "the report date",
    "none": "no date: it holds always",
}
"""The date that picks a value, in words."""
