"""Fault 37, for strategy documents: whatever the text, reading it ends soon and never breaks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.documents.document import DocumentKind, DocumentText
from clearway.planning.documents.reader import Proposal, read_commitments
from clearway.records.findings import Refused

SIZE = 60_000


def read(text: str) -> tuple[Proposal, ...]:
    """The proposals of a text."""
    return read_commitments(DocumentText("plan.txt", DocumentKind.TEXT, text))


@pytest.mark.parametrize(
    "text",
    [
        "(" + "1" * SIZE,
        "a." + " " * SIZE + "b",
        "-" * SIZE,
        "a/" * (SIZE // 2),
        "<p " * (SIZE // 3),
        "will " * (SIZE // 5) + ":",
        "(1 1 " * (SIZE // 5),
        "asked x " * (SIZE // 8),
        "- a" + "\nb" * (SIZE // 2),
    ],
    ids=lambda text: text[:8],
)
def test_a_text_made_to_keep_a_reader_busy_is_read_soon(text: str) -> None:
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 4


def test_a_text_of_nothing_but_promises_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read("- Review the plan.\n" * 2_100)
    assert refused.value.code == "DOCUMENT_PROPOSALS"


PIECES = (
    "We will ",
    "ACTION 1: ",
    "\t",
    "\n",
    "- ",
    "• ",
    "Action\tOwner\n",
    ". ",
    "(12, 3)",
    "by Q3 2026/27",
    "75%",
    "<p>",
    ":\n",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30).map("".join))
def test_whatever_the_words_every_proposal_stands_where_it_says(text: str) -> None:
    for one in read(text):
        assert 0 <= one.place.start < one.place.end <= len(text)
        assert one.place.line == text.count("\n", 0, one.place.start) + 1
        assert one.sentence
