"""The pathways that cross alliances say which document names them, and no more than it says."""

from pathlib import Path

import pytest

from clearway.standards import StandardsError, Trust
from clearway.standards.shared_pathways import SharedPathway, shared_pathways

TEXT = """
source: {document: A plan, paragraph: "Transfers: to define", trust: seen}
pathways:
  - {key: eye, title: Cancer of the eye, printed: Occular, refers_to: not stated}
  - {key: skull, title: Skull base, printed: Skull base, refers_to: all to one}
"""


def test_the_shipped_ones_are_those_of_the_plan():
    assert [one.key for one in shared_pathways()] == ["ocular", "testicular", "skull_base", "sarcoma"]
    assert {one.trust for one in shared_pathways()} == {Trust.VERIFIED}


def test_a_pathway_holds_what_its_document_says(tmp_path: Path):
    path = tmp_path / "shared.yaml"
    path.write_text(TEXT.replace("trust: seen", "trust: verified"))
    where = ("A plan", "Transfers: to define", Trust.VERIFIED)
    assert shared_pathways(path) == (
        SharedPathway("eye", "Cancer of the eye", "Occular", "not stated", *where),
        SharedPathway("skull", "Skull base", "Skull base", "all to one", *where),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("source:", "more: 1\nsource:"),
        ("document: A plan", "document: A plan, page: 3"),
        ("key: eye", "key: eye, more: 1"),
        (", printed: Occular", ""),
    ],
)
def test_a_key_too_many_or_too_few_is_refused(before: str, after: str, tmp_path: Path):
    path = tmp_path / "shared.yaml"
    path.write_text(TEXT.replace("trust: seen", "trust: verified").replace(before, after))
    with pytest.raises(StandardsError, match=r"shared\.yaml"):
        shared_pathways(path)
