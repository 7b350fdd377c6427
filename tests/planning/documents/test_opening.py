"""Files as documents: text, Word and PDF in, the same plain text out."""

from pathlib import Path

from clearway.planning.documents.document import DocumentKind
from clearway.planning.documents.opening import open_document, read_here
from tests.planning.documents.builders import paragraph, pdf_file, word_file

HELD_OUT = Path(__file__).parent / "held_out"


def test_a_text_file_is_read_in_a_process_of_its_own_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "received"
    path.write_bytes("\ufeffPlan\r\n\r\nWe will act.\r\n".encode())
    document = open_document(path, "C:\\plans\\plan.txt")
    assert document.kind is DocumentKind.TEXT
    assert document.text == "Plan\n\nWe will act.\n"


def test_words_that_a_tracked_change_takes_out_are_left_out_and_what_it_puts_in_is_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>We will </w:t></w:r><w:del><w:r><w:delText>stop</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>start</w:t></w:r></w:ins></w:p>"
    )
    assert read_here(word_file(tmp_path, body), "plan.docx").text.strip() == "We will start"


def test_a_row_of_a_word_table_is_one_line_with_tabs_between_its_cells(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Action", "Lead"))
    text = read_here(word_file(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "plan.docx").text
    assert text.strip() == "Action\tLead"


def test_columns_of_a_pdf_are_read_one_after_the_other_and_places_name_the_page() -> None:
    document = read_here(HELD_OUT / "strategy.pdf", "strategy.pdf")
    order = [
        document.text.index(words)
        for words in ("Where we stand", "Our ambitions", "Prevention", "Finding cancer early")
    ]
    assert order == sorted(order)
    at = document.text.index("Prevention")
    assert document.place(at, at + 10).page == 1


def test_running_heads_and_page_numbers_are_no_part_of_the_text(tmp_path: Path) -> None:
    pages = ["We will act.", "We will tell.", "We will stop."]
    document = read_here(pdf_file(tmp_path, pages, running="A plan for the north"), "plan.pdf")
    assert document.text.split("\n\n") == [*pages, ""]
    assert [document.place(at, at + 1).page for at in document.page_starts] == [1, 2, 3]
