"""Faults 1, 2 and 7, for strategy documents: what cannot be read is refused, saying what it is and what to send."""

from pathlib import Path

import pytest
from tests.planning.documents.builders import paragraph, pdf_file, word_file

from clearway.planning.documents.opening import read_here
from clearway.records.findings import Refused

HELD_OUT = Path(__file__).resolve().parents[1] / "planning" / "documents" / "held_out"


def refusal(path: Path) -> Refused:
    """What is said of a file that is refused."""
    with pytest.raises(Refused) as refused:
        read_here(path, path.name)
    return refused.value


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("plan.docx", b"", "FILE_KIND", "empty"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FILE_KIND", "before 2007"),
        ("plan.pdf", b"PK\x03\x04" + b"\0" * 60, "FILE_KIND", "a zip archive"),
        ("plan.txt", b"<html><body>We will act.</body></html>", "FILE_KIND", "a web page"),
        ("plan.txt", b"\n \n", "FILE_EMPTY", "no words"),
        ("plan.txt", b"We will\nact \xa35.\n", "ENCODING", "Line 2"),
        ("plan.pdf", b"%PDF-1.4\nnothing more", "DAMAGED", "damaged"),
    ],
)
def test_what_is_no_document_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, code: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.code == code
    assert said in refused.reason
    assert refused.mend


def test_a_word_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = word_file(tmp_path, paragraph("We will act. " * 50))
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path).code == "DAMAGED"


def test_a_pdf_cut_short_is_refused_or_read_as_far_as_it_goes_but_never_a_fault(tmp_path: Path) -> None:
    whole = (HELD_OUT / "strategy.pdf").read_bytes()
    for share in (0.2, 0.5, 0.8, 0.95):
        path = tmp_path / "strategy.pdf"
        path.write_bytes(whole[: int(len(whole) * share)])
        assert refusal(path).code in ("DAMAGED", "PDF_PICTURES")


def test_a_pdf_of_pictures_is_refused_and_told_so(tmp_path: Path) -> None:
    assert refusal(pdf_file(tmp_path, [""])).code == "PDF_PICTURES"


def test_a_locked_pdf_is_refused_and_told_so(tmp_path: Path) -> None:
    lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("00" * 32)
    assert refusal(pdf_file(tmp_path, ["We will act."], trailer=lock)).code == "LOCKED"
