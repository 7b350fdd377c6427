"""Fault 5, for strategy documents: entities declared in a Word file are refused, and nothing is fetched."""

from pathlib import Path

import pytest
from tests.planning.documents.builders import paragraph, word_file

from clearway.planning.documents.opening import read_here
from clearway.records.findings import Refused


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://localhost:9/d.dtd">',
    ],
)
def test_a_word_file_that_declares_entities_is_refused(tmp_path: Path, declared: str) -> None:
    with pytest.raises(Refused) as refused:
        read_here(word_file(tmp_path, paragraph("We will act."), declared=declared), "plan.docx")
    assert refused.value.code == "XML_ENTITIES"
