"""One public page as data, and as plain text that reads well aloud."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clearway.publications.public_page.waits import WaitSaid


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that is planned, in plain words: who leads it, by when, and how it stands."""

    words: str
    who: str
    when: str
    standing: str


@dataclass(frozen=True, slots=True)
class Done:
    """What people told us, what we did, and the day from which that holds."""

    told: str
    did: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """What everybody may read about one area.

    `whose` says whose waits are told, where they are not the area's own. `waits` come from published national figures;
    `opening`, `planned` and `done` from a release that a second person approved, or are empty.
    """

    code: str
    name: str
    whose: str
    month: str
    is_provisional: bool
    waits: tuple[WaitSaid, ...]
    waits_source: str
    opening: str = ""
    planned: tuple[Planned, ...] = ()
    done: tuple[Done, ...] = ()
    approved_source: str = ""
    mark: str = ""


def words_of(page: PublicPage) -> str:
    """The running text of a page, sentence by sentence: what a reading age is measured on."""
    return "\n\n".join(line for line in _lines(page) if line and not line.startswith("Source"))


def plain_text(page: PublicPage) -> str:
    """The page as plain text for a mail or to be read aloud. It ends in a newline."""
    return "\n\n".join(filter(None, _lines(page))) + "\n"


def _lines(page: PublicPage) -> Iterator[str]:
    yield f"Cancer care in {page.name}."
    yield page.mark
    yield page.opening
    if page.waits:
        yield f"How long people wait, in {page.month}."
        yield page.whose
    for wait in page.waits:
        yield f"{wait.heading}."
        yield from _sentences(wait)
    yield f"Source: {page.waits_source}" if page.waits else ""
    if page.done:
        yield "What you told us, and what we did."
        yield from (f"You told us: {one.told} We did: {one.did}" for one in page.done)
    if page.planned:
        yield "What is planned."
        yield from (_planned(one) for one in page.planned)
    yield f"Source: {page.approved_source}" if page.done or page.planned else ""


def _sentences(wait: WaitSaid) -> Sequence[str]:
    return (wait.promise, wait.here, wait.england, wait.standard, wait.typical)


def _planned(one: Planned) -> str:
    told = ". ".join(filter(None, (one.words.rstrip("."), one.who, one.when, one.standing)))
    return f"{told}."
