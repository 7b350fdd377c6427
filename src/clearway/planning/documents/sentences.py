"""A passage cut into sentences: at full stops, at what remains of lists, and where cells of a table ran together."""

import re
from collections.abc import Iterator
from functools import cache

from clearway.planning.documents.tables import compiled, form, table

Span = tuple[int, int]
RUN_TOGETHER_FROM = 400
"""A stretch this long with hardly a full stop is a table whose cells ran together."""
LOOKED_BACK = 80
SHORT_LEAD = 5
"""Words before a colon that are a label; more are a sentence that leads to the next."""
STOP = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|(?<=[.!?][\"”’)])\s+(?=[A-Z])")
ABBREVIATED = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|incl|etc|no|dr|prof|rec|recs|approx|vs|[A-Z])\.|\bvia\.)$", re.IGNORECASE
)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Where the sentences of the characters from `start` to `end` stand, without the blanks around them."""
    for part in _parts(text, start, end):
        for stop in _stops(text, *part):
            if text[slice(*stop)].strip():
                yield _trimmed(text, *stop)


def words_in(text: str, span: Span) -> str:
    """The words of a stretch on one line; a word broken at the end of a line is joined again."""
    raw = text[slice(*span)].replace("\u00ad\n", "").replace("\u00ad", "")
    return " ".join(re.sub(form("layout", "part_breaks"), " ", re.sub(r"(?<=\w)-\n(?=[a-z])", "-", raw)).split())


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """What tags, tabs and signs of lists part."""
    at = start
    for gap in re.finditer(rf"(?:{table('layout')['part_breaks']}|\t)+", text[start:end], re.IGNORECASE):
        if gap.group().strip("*") and not _is_inline(gap.group()):
            yield at, start + gap.start()
            at = start + gap.end()
    yield at, end


def _is_inline(tags: str) -> bool:
    """Whether only the weight of letters changes: words before and after belong to one sentence."""
    return re.fullmatch(r"(?:</?(?:span|b|strong|em)\b[^>]{0,200}>|\*\*)+", tags) is not None


def _stops(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    cuts = {
        gap.end()
        for gap in STOP.finditer(piece)
        if not ABBREVIATED.search(_before(piece, gap.start())) and not _is_label(piece, gap.start())
    }
    cuts |= {gap.end() for gap in form("layout", "numbered_item").finditer(piece)}
    leads = form("layout", "lead_within").finditer(piece)
    cuts |= {gap.end() for gap in leads if _before(piece, gap.start()).count(" ") > SHORT_LEAD}
    if len(piece) > RUN_TOGETHER_FROM:
        cuts |= set(_cell_starts(piece))
    at = 0
    for cut in sorted(cuts):
        yield start + at, start + cut
        at = cut
    yield start + at, end


def _before(piece: str, at: int) -> str:
    """The characters just before a place: looking back further would take a long text's square in time."""
    return piece[max(0, at - LOOKED_BACK) : at]


def _is_label(piece: str, at: int) -> bool:
    """Whether the full stop before `at` ends no sentence but the number of an item, such as "SA1." or "4."."""
    return re.search(r"(?:^|\s)(?:\d{1,2}|[A-Z]{1,3}\d{1,2})\.$", _before(piece, at)) is not None


def _cell_starts(piece: str) -> Iterator[int]:
    """Where a new cell begins in a table whose cells ran together."""
    for numbers in re.finditer(rf"{table('layout')['numbers_in_brackets']}\s+(?=[A-Z])", piece):
        yield numbers.end()
    for heading in form("layout", "cell_headings").finditer(piece):
        yield heading.start()
        yield heading.end()
    for opening in _openings().finditer(piece):
        yield opening.start()


@cache
def _openings() -> re.Pattern[str]:
    names = "|".join(table("layout")["cell_openings"])
    return re.compile(rf"(?<=[a-z\])0-9] )(?:{names})")


def _trimmed(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))


def without_label(words: str) -> str:
    """A sentence without the sign or number of its item."""
    bare = re.sub(form("layout", "bullet"), "", words, count=1)
    return compiled(table("layout")["label"]).sub("", bare, count=1)
