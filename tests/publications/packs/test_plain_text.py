"""A publication as plain text: what people wrote is never read as markup."""

from decimal import Decimal

from tests.publications.packs.some_pack import HOSTILE, some_pack

from clearway.publications.packs import PageTable
from clearway.publications.packs.plain_text import as_markdown
from clearway.publications.packs.said import texts_of
from clearway.publications.tables import Column, Kind


def test_pages_are_headings_tables_and_points_in_which_words_stay_words() -> None:
    written = as_markdown("Pack", some_pack().pages)
    assert "## Within 62 days" in written
    assert "| Barnsley | 70.0% | 1,234.5 | improving |" in written
    assert "- Source: NHS England, cancer waiting times, 8 May 2025" in written
    assert HOSTILE not in written
    assert r"\*bold\*" in written
    assert r"\<label\>" in written
    assert "**Decision asked for:** " in written


def test_a_column_with_halves_or_pence_has_them_in_every_cell() -> None:
    columns = (
        Column("people", "People", Kind.COUNT),
        Column("whole", "Whole", Kind.COUNT),
        Column("sum", "Sum", Kind.POUNDS),
    )
    held = PageTable("", columns, ((114.5, 3, Decimal("900.25")), (115, 1200, Decimal(1000)), (None, 0, "none told")))
    assert texts_of(held) == [
        ["114.5", "3", "£900.25"],
        ["115.0", "1,200", "£1,000.00"],
        ["not shown", "0", "none told"],
    ]
