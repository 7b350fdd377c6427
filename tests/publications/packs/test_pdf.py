"""A publication on paper: words stay words, charts are lines, every page says what it is."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from pdfminer.layout import LTCurve, LTImage
from tests.publications.packs.paper import count_of, pages_of, words_on
from tests.publications.packs.some_pack import HOSTILE, some_pack, table

from clearway.publications.charts import DrawingBoard
from clearway.publications.packs import Page, PageTable
from clearway.publications.packs.pdf import pdf_file
from clearway.publications.packs.pdf.letters import without_unknown

BOARD = DrawingBoard()


@pytest.fixture(scope="module")
def file() -> bytes:
    """The PDF of a small publication."""
    return pdf_file(some_pack(), BOARD)


def test_words_that_look_like_the_language_of_the_typesetter_are_printed_as_they_are(file: bytes) -> None:
    printed = words_on(pages_of(file)[3])
    assert printed.replace(" ", "").count(HOSTILE.replace(" ", "")) >= 4


def test_every_page_names_the_publication_its_month_its_snapshot_and_what_it_is(file: bytes) -> None:
    pack, pages = some_pack(), pages_of(file)
    said = (pack.title, "March 2025", pack.snapshot.id, "Draft, not approved", "Final")
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        printed = words_on(page)
        for words in (*said, f"Page {number} of 4"):
            assert words in printed


def test_marks_change_with_the_publication() -> None:
    pages = tuple(
        replace(page, figures=replace(page.figures, is_provisional=True)) if page.figures else page
        for page in some_pack().pages
    )
    pack = some_pack(pages=pages[2:3], is_demo=True).approved("Approved by the chair, 8 May 2025")
    printed = words_on(pages_of(pdf_file(pack, BOARD))[0])
    for words in ("Approved by the chair, 8 May 2025.", "Provisional", "Synthetic data"):
        assert words in printed
    assert "Draft" not in printed


def test_charts_are_lines_and_letters_and_no_page_has_a_picture_made_of_dots(file: bytes) -> None:
    pages = pages_of(file)
    assert all(count_of(page, LTImage) == 0 for page in pages)
    assert min(count_of(page, LTCurve) for page in pages[:3]) > 20
    assert "Standard 85%" in words_on(pages[0])


def test_the_file_is_tagged_says_its_language_and_has_words_for_its_charts(file: bytes) -> None:
    assert b"pdfuaid" in file
    assert b"/StructTreeRoot" in file
    assert b"(en-GB)" in file
    assert file.count(b"/Alt") >= 3


def test_equal_publications_give_equal_files(file: bytes) -> None:
    assert pdf_file(some_pack(), DrawingBoard()) == file


def test_signs_that_no_letter_shows_are_replaced_and_the_rest_is_printed() -> None:
    page = Page("Plan \U0001f600 for 汉字 ≥ Ж", table=table(("x" * 300, 0.1, 1, "\x00 nul")))
    printed = words_on(pages_of(pdf_file(some_pack(pages=(page,)), BOARD))[0])
    assert "Plan \ufffd for \ufffd\ufffd ≥ Ж" in printed
    assert printed.replace("\u200b", "").replace(" ", "").count("x") >= 300


def test_a_text_in_a_script_without_letters_is_replaced_without_trying_each_sign() -> None:
    text = "ok " + "".join(chr(0x4E00 + place) for place in range(500))
    trial = Mock(return_value=True)
    assert without_unknown(text, trial) == "ok " + "\ufffd" * 500
    trial.assert_not_called()


def test_a_long_table_goes_on_over_the_page_with_its_headings() -> None:
    rows = tuple((f"Trust {number}", 0.5, number, "") for number in range(1, 90))
    long = PageTable("Long", table().columns, rows)
    pages = pages_of(pdf_file(some_pack(pages=(Page("Many", table=long),)), BOARD))
    assert len(pages) > 1
    assert all("Within 62 days" in words_on(page) for page in pages)
    assert "Trust 89" in words_on(pages[-1])


def test_a_table_without_rows_says_so() -> None:
    empty = PageTable("None", table().columns, (), empty="Nothing beyond chance changed.")
    assert "Nothing beyond chance changed." in words_on(
        pages_of(pdf_file(some_pack(pages=(Page("Quiet", table=empty),)), BOARD))[0]
    )


def test_letters_of_the_machine_are_never_asked_for() -> None:
    assert b"Arial" not in pdf_file(some_pack(), BOARD)
