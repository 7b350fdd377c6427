"""Reading commitments out of a document: every proposal beside its sentence, with the rule that made it.

A proposal is no commitment yet. `Verdict` is what a person makes of it: confirmed as it is, changed, or rejected.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clearway.planning.documents.commitment import Ground, action_words, denial_of, ground_of, split_at_commit
from clearway.planning.documents.dates import PrintedDate, dates_in
from clearway.planning.documents.document import DocumentText, Place
from clearway.planning.documents.owners import (
    owners_after,
    owners_at_start,
    owners_before,
    owners_in_cell,
    owners_named,
)
from clearway.planning.documents.passages import Passage, Standing, passages
from clearway.planning.documents.recommendations import prints_bare_numbers, recommendations_in
from clearway.planning.documents.sentences import Span, sentences, without_label, words_in
from clearway.planning.documents.tables import form
from clearway.planning.documents.targets import PrintedTarget, targets_in
from clearway.records.findings import Refused

LONGEST_SENTENCE = 3_000
"""Characters of a sentence that are looked at; a longer stretch is a text without full stops."""
MOST_PROPOSALS = 2_000
DASHED = re.compile(r"\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A commitment that a document seems to hold, for a person to confirm.

    `sentence` is the source on one line, `place` where it stands, `lead` the words that lead to it, `because` the rule
    that made it a proposal. A field that the sentence does not print is empty.
    """

    action: str
    owners: tuple[str, ...]
    dates: tuple[PrintedDate, ...]
    targets: tuple[PrintedTarget, ...]
    recommendations: tuple[int, ...]
    sentence: str
    lead: str
    place: Place
    because: str


class Answer(StrEnum):
    """What a person says to a proposal."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person made of a proposal. `wording` is the action as they would have it, for a changed one."""

    proposal: Proposal
    answer: Answer
    wording: str = ""


def read_commitments(document: DocumentText) -> tuple[Proposal, ...]:
    """The commitments that a document seems to hold, in its order. Raises Refused for more than any plan has."""
    bare = prints_bare_numbers(document.text)
    found: list[Proposal] = []
    for passage in passages(document.text):
        if passage.kind == "row":
            found += _of_row(document, passage, bare=bare)
        elif passage.kind != "heading":
            found += _of_passage(document, passage, bare=bare)
        if len(found) > MOST_PROPOSALS:
            words = f"More than {MOST_PROPOSALS:,} sentences of {document.name} read as commitments."
            raise Refused(words, "Send the chapters that hold the plan.", code="DOCUMENT_PROPOSALS")
    return tuple(found)


def _of_passage(document: DocumentText, passage: Passage, *, bare: bool) -> Iterator[Proposal]:
    """The proposals of a paragraph or an item of a list, sentence by sentence."""
    spans = list(sentences(document.text, passage.start, passage.end))
    is_cells = _is_cells(document.text, spans)
    for number, span in enumerate(spans):
        words = words_in(document.text, span)[:LONGEST_SENTENCE]
        if words.endswith(":") and passage.kind != "item":
            continue
        ground = ground_of(
            words,
            is_item=passage.kind == "item" or is_cells,
            is_first=number == 0,
            standing=Standing.PLAIN if is_cells else passage.standing,
            is_marked=passage.is_marked,
        )
        if ground is None and is_cells and recommendations_in(words, bare=bare) and not denial_of(words):
            ground = Ground("carries the number of a recommendation", task=words)
        if ground is not None:
            yield _proposal(document, span, words, passage, ground, bare=bare)


def _is_cells(text: str, spans: list[Span]) -> bool:
    """Whether a passage is no prose but the cells of a table: several, most of which end without a full stop."""
    unstopped = sum(not text[slice(*span)].rstrip().endswith((".", "!", "?", ":")) for span in spans)
    return len(spans) > 3 and unstopped * 2 > len(spans)


def _proposal(
    document: DocumentText, span: Span, words: str, passage: Passage, ground: Ground, *, bare: bool
) -> Proposal:
    plain = without_label(words)
    dates, targets = dates_in(plain), targets_in(plain)
    owners, task = _owners_and_task(words, ground, passage)
    return Proposal(
        action=action_words(task, dates),
        owners=owners,
        dates=dates,
        targets=targets,
        recommendations=recommendations_in(words, bare=bare),
        sentence=words,
        lead=passage.lead,
        place=document.place(*span),
        because=ground.rule,
    )


def _owners_and_task(words: str, ground: Ground, passage: Passage) -> tuple[tuple[str, ...], str]:
    """Who acts and what is to be done; a marked line may give both between dashes, a lead may name who acts."""
    task = ground.task or words
    if passage.is_marked:
        parts = DASHED.split(re.sub(form("layout", "marker"), "", words).strip())
        if len(parts) > 1 and (owners := owners_named(parts[0])):
            return owners, parts[1]
        subject, told = _told_to(re.sub(form("layout", "marker"), "", words).strip())
        if owners := owners_named(subject):
            return owners, told
    owners = (
        owners_before(ground.subject) or _asked(words) or owners_after(words) or owners_at_start(without_label(words))
    )
    if not owners and passage.lead:
        owners = owners_before(split_at_commit(passage.lead)[0] or passage.lead.rstrip(" :"))
    return owners, task


def _told_to(words: str) -> tuple[str, str]:
    """ "X to do Y" as X and do Y."""
    subject, _, told = words.partition(" to ")
    return (subject, told) if told else ("", words)


def _asked(words: str) -> tuple[str, ...]:
    """Who is asked in "the Board asked X to do Y"."""
    match = re.search(r"\b(?:asked|requested|instructed|invited)\s+(?:that\s+)?(.{3,60}?)\s+to\b", words)
    return owners_named(match[1]) if match else ()


def _of_row(document: DocumentText, passage: Passage, *, bare: bool) -> Iterator[Proposal]:
    """The proposal of a row of a table of actions, unless the row says that it is done."""
    cells = {meaning: words_in(document.text, span)[:LONGEST_SENTENCE] for meaning, span in passage.cells}
    action = without_label(cells.get("action", "")).strip()
    told_done = any(form("commitments", "done_status").match(cells.get(one, "")) for one in ("status", "date"))
    if len(action.split()) < 2 or told_done or denial_of(action):
        return
    span = next(span for meaning, span in passage.cells if meaning == "action")
    dates = dates_in(f"by {cells['date']}" if "date" in cells else action) or dates_in(action)
    numbers = recommendations_in(_with_name(cells.get("recommendations", "")), bare=True)
    yield Proposal(
        action=action_words(action, dates_in(action)),
        owners=owners_in_cell(cells["owner"]) if "owner" in cells else owners_after(action),
        dates=dates,
        targets=targets_in(cells.get("target", "").replace(" at ", " to ")) or targets_in(action),
        recommendations=numbers or recommendations_in(action, bare=bare),
        sentence=" | ".join(words for words in cells.values() if words),
        lead="",
        place=document.place(*span),
        because="a row of a table of actions",
    )


def _with_name(words: str) -> str:
    """The cell of a column of recommendations, which may print the number alone."""
    return words if re.search(r"[a-z]", words, re.IGNORECASE) else f"recommendations {words}"
