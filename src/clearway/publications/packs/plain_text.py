"""Pages of a publication as plain text in Markdown, for a mail or another document."""

from collections.abc import Iterator, Sequence

from clearway.publications.packs.page import Page, PageTable
from clearway.publications.packs.said import source_said, texts_of
from clearway.publications.tables.safe_text import printable

MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def as_markdown(title: str, pages: Sequence[Page]) -> str:
    """The pages under one title: a heading each, its sentence, its table, what is asked, notes and sources."""
    lines = [f"# {_words(title)}", ""]
    for page in pages:
        lines += [*_page(page), ""]
    return "\n".join(lines).rstrip() + "\n"


def _page(page: Page) -> Iterator[str]:
    yield f"## {_words(page.heading)}"
    for words in (page.sentence, f"Figures: {page.figures.words}." if page.figures else ""):
        if words:
            yield ""
            yield _words(words)
    if page.table is not None:
        yield ""
        yield from _table(page.table)
    if page.ask:
        yield ""
        yield f"**Decision asked for:** {_words(page.ask)}"
    if page.notes or page.sources:
        yield ""
    yield from (f"- {_words(note)}" for note in page.notes)
    yield from (f"- Source: {_words(source_said(source))}" for source in page.sources)


def _table(table: PageTable) -> Iterator[str]:
    if not table.rows:
        yield _words(table.empty)
        return
    yield _row([column.heading for column in table.columns])
    yield _row(["---"] * len(table.columns))
    for texts in texts_of(table):
        yield _row([_words(text) for text in texts])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _words(text: str) -> str:
    """Words that are never read as markup, on one line."""
    return " ".join(printable(text).split()).translate(MARKUP)
