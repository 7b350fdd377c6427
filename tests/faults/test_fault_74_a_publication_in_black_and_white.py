"""Fault 74: a publication printed in black and white says the same: shapes and words, never colour alone."""

from tests.publications.packs.paper import pages_of, words_on
from tests.publications.packs.some_pack import some_pack

from clearway.publications.charts import DrawingBoard
from clearway.publications.packs.pdf import pdf_file
from clearway.publications.packs.slides.native_table import SHAPES
from clearway.stats.spc import Assurance, Variation


def test_fault_74_each_sign_on_a_slide_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == {*Variation, *Assurance}
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_fault_74_signs_and_marks_on_paper_stand_beside_their_words() -> None:
    printed = words_on(pages_of(pdf_file(some_pack(), DrawingBoard()))[0])
    for words in ("improving", "misses", "Draft, not approved", "Final"):
        assert words in printed
