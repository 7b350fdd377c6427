"""Fault 70: when the renderer of charts fails, a publication is still written: its tables stand, with a notice."""

from tests.publications.packs.paper import pages_of, words_on
from tests.publications.packs.some_pack import some_pack

from clearway.publications.charts import DrawingBoard
from clearway.publications.packs import pack_files


def test_fault_70_pages_of_a_publication_keep_their_tables_and_say_that_the_chart_is_lost() -> None:
    def fail(spec: dict[str, object]) -> str:
        raise RuntimeError("out of memory")

    file = pack_files(some_pack(), ["pdf"], board=DrawingBoard(render=fail))["pdf"]
    first, _, alone, _ = (words_on(page) for page in pages_of(file))
    assert "The chart could not be drawn. The table has the same figures." in first
    assert "1,234.5" in first
    assert "The chart could not be drawn." in alone
    assert "The table" not in alone
