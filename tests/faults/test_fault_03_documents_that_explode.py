"""Faults 3 and 4, for strategy documents: what grows without end is refused unread or stopped at a limit."""

import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from tests.planning.documents.builders import paragraph, pdf_file, word_file

from clearway.planning.documents.limits import DOCUMENT
from clearway.planning.documents.opening import open_document, read_here
from clearway.records.findings import Refused


def refusal(path: Path, **limits: float) -> Refused:
    """What is said of a file that is refused."""
    with pytest.raises(Refused) as refused:
        read_here(path, path.name, replace(DOCUMENT, **limits))  # type: ignore[arg-type]
    return refused.value


def test_a_word_file_that_would_grow_a_hundred_times_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert refusal(word_file(tmp_path, paragraph("a" * 20_000_000))).code == "ZIP_SIZE"


def test_a_word_file_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    path = word_file(tmp_path, paragraph("We will act."))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"word/media/{number}", "")
    assert refusal(path).code == "ZIP_ENTRIES"


def test_a_word_file_whose_parts_lie_thousands_deep_is_refused_in_words(tmp_path: Path) -> None:
    body = f"<w:p>{'<w:r>' * 5_000}<w:t>We will act.</w:t>{'</w:r>' * 5_000}</w:p>"
    assert refusal(word_file(tmp_path, body)).code == "DOCUMENT_DEPTH"


def test_a_document_beyond_the_limits_of_size_or_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("We will act. " * 200_000, encoding="utf-8")
    assert refusal(path).code == "DOCUMENT_LENGTH"
    assert refusal(path, file_bytes=1_000).code == "FILE_SIZE"


def test_a_pdf_of_more_pages_than_a_strategy_has_is_refused(tmp_path: Path) -> None:
    assert refusal(pdf_file(tmp_path, ["We will act."] * 301)).code == "PDF_PAGES"


@pytest.mark.slow
def test_a_pdf_whose_page_unpacks_to_half_a_gigabyte_is_stopped_at_the_limit_of_memory(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b" " * 10_000_000) for _ in range(50)) + packer.flush()
    with pytest.raises(Refused) as refused:
        open_document(pdf_file(tmp_path, bomb), limits=replace(DOCUMENT, memory_bytes=400_000_000, seconds=20))
    assert refused.value.code == "READING_MEMORY"


def test_a_document_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_document(pdf_file(tmp_path, ["We will act."] * 300), limits=replace(DOCUMENT, seconds=0.02))
    assert refused.value.code == "READING_TIME"
