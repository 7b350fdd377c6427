"""A document cut into passages: headings, paragraphs, items of lists and rows of tables, each with what leads to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from clearway.planning.documents.tables import any_of, form

LONGEST_HEADING = 90
LONGEST_LEAD = 300
FULL_LINE = 55
"""A line shorter than this was ended on purpose, not because the page was full."""
MEANINGS = ("action", "owner", "date", "target", "recommendations", "status")
Span = tuple[int, int]


class Standing(Enum):
    """What the heading or lead above a passage says of it: commitments follow, context follows, or neither."""

    PROMISED = "promised"
    PLAIN = "plain"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: characters `start` to `end` of its text.

    `kind` is heading, paragraph, item or row. `lead` are the words that lead to it (a sentence ending in a colon),
    `standing` what its heading or lead says of it. A row has `cells`: meaning to characters.
    """

    kind: str
    start: int
    end: int
    lead: str = ""
    standing: Standing = Standing.PLAIN
    is_marked: bool = False
    cells: tuple[tuple[str, Span], ...] = ()


def passages(text: str) -> Iterator[Passage]:
    """The passages of a text in their order, with their leads."""
    return _with_leads(text, _cut(text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _cut(text: str) -> Iterator[Passage]:
    """Passages without their leads: lines joined until an empty line, an item, a row or a marked line begins."""
    open_at: Passage | None = None
    columns: tuple[tuple[str, Span], ...] = ()
    is_tabbed = False
    for start, line in _lines(text):
        end = start + len(line.rstrip())
        stripped = line.strip()
        if not stripped or not any(letter.isalnum() for letter in stripped):
            if open_at:
                yield open_at
            open_at = None
            columns = columns if is_tabbed else ()
            continue
        heads = _column_meanings(line)
        if heads or (columns and (("\t" in line) == is_tabbed)):
            if open_at:
                yield open_at
            open_at = None
            if heads:
                columns, is_tabbed = heads, "\t" in line
            else:
                yield Passage("row", start, end, cells=_cells(line, start, columns, is_tabbed))
            continue
        columns = ()
        is_item = form("layout", "bullet").match(line) is not None
        is_marked = form("layout", "marker").match(line) is not None
        first = start + len(line) - len(line.lstrip())
        if is_item or is_marked or "\t" in line or open_at is None or _ends_item(text, open_at, line):
            if open_at:
                yield open_at
            open_at = Passage("item" if is_item else "paragraph", first, end, is_marked=is_marked)
        else:
            open_at = replace(open_at, end=end)
    if open_at:
        yield open_at


def _ends_item(text: str, open_at: Passage, line: str) -> bool:
    """Whether a line begins a paragraph below an item: a capital at the margin, after a line that was not full."""
    begins = max(open_at.start, text.rfind("\n", open_at.start, open_at.end) + 1)
    return open_at.kind == "item" and line[:1].isupper() and open_at.end - begins < FULL_LINE


def _column_meanings(line: str) -> tuple[tuple[str, Span], ...]:
    """The meaning and place of each column when a line is the heading of a table of actions; empty otherwise.

    A heading names what is done and one thing more at least, and each of its cells is short.
    """
    cells = list(_split(line, "\t" in line))
    if len(cells) < 2 or any(end - start > 60 for start, end in cells):
        return ()
    meanings = []
    taken = set()
    for start, end in cells:
        words = line[start:end]
        fits = (one for one in MEANINGS if one not in taken and form("tables", one).search(words))
        meaning = next(fits, "other")
        taken.add(meaning)
        meanings.append((meaning, (start, end)))
    if "recommendations" in taken and "action" not in taken:
        return ()
    return tuple(meanings) if "action" in taken and len(taken - {"other", "action"}) >= 1 else ()


def _split(line: str, is_tabbed: bool) -> Iterator[Span]:
    """The cells of a line: parted by tabs, or by two blanks and more."""
    at = 0
    for gap in re.finditer("\t" if is_tabbed else " {2,}", line):
        if is_tabbed or gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if at < len(line.rstrip()) or is_tabbed:
        yield at, len(line.rstrip())


def _cells(
    line: str, start: int, columns: tuple[tuple[str, Span], ...], is_tabbed: bool
) -> tuple[tuple[str, Span], ...]:
    """The cells of a row: by number where tabs part them, else by where the heading of each column begins."""
    if is_tabbed:
        spans = list(_split(line, is_tabbed=True))
        found = list(zip((meaning for meaning, _ in columns), spans, strict=False))
    else:
        begins = [at for _, (at, _) in columns]
        ends = [*begins[1:], len(line)]
        found = [(meaning, (at, to)) for (meaning, _), at, to in zip(columns, begins, ends, strict=True)]
    return tuple((meaning, (start + at, start + to)) for meaning, (at, to) in found if line[at:to].strip())


@dataclass(frozen=True, slots=True)
class Lead:
    """Words that lead to what follows, what they say of it, and how far the line that holds them is indented."""

    words: str = ""
    standing: Standing = Standing.PLAIN
    indent: int = -1


def _with_leads(text: str, cut: Iterator[Passage]) -> Iterator[Passage]:
    """Each passage with the words that lead to it and what these say of it.

    An item that ends in a colon leads only the items further in than itself.
    """
    leads = [Lead()]
    for passage in cut:
        words = " ".join(text[passage.start : passage.end].split())
        if passage.kind == "row":
            yield passage
            continue
        if _is_heading(passage, words):
            leads = [Lead("", _standing(words, before=leads[0].standing))]
            yield replace(passage, kind="heading")
            continue
        is_item = passage.kind == "item"
        indent = passage.start - text.rfind("\n", 0, passage.start) - 1 if is_item else -1
        leads = [leads[0], *(lead for lead in leads[1:] if lead.indent < indent)]
        if form("headings", "forbid").search(leads[-1].words):
            continue
        yield replace(passage, lead=leads[-1].words, standing=leads[-1].standing)
        if words.endswith(":"):
            last = re.split(r"(?<=[.!?])\s+(?=[A-Z])", words)[-1][-LONGEST_LEAD:]
            lead = Lead(last, _standing(last, before=leads[-1].standing), indent)
            leads = [*leads, lead] if is_item else [lead]
        elif not is_item and not passage.is_marked:
            leads = [Lead("", leads[0].standing)]


def _standing(words: str, *, before: Standing) -> Standing:
    """What a heading or lead says of what follows; one that says nothing of it leaves what was said before."""
    if any_of("headings", "deny").search(words):
        return Standing.CONTEXT
    if any_of("headings", "promise").search(words):
        return Standing.PROMISED
    return before


def _is_heading(passage: Passage, words: str) -> bool:
    plain = re.sub(form("layout", "part_breaks"), " ", words).strip()
    is_short = len(plain) <= LONGEST_HEADING and passage.kind == "paragraph" and not passage.is_marked
    return is_short and "\t" not in words and (not plain.endswith((".", ";", ",", ":")) or not plain)
