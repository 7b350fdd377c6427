"""A publication as plain text: what people wrote is never read as markup."""

from tests.publications.packs.some_pack import HOSTILE, some_pack

from clearway.publications.packs.plain_text import as_markdown


def test_pages_are_headings_tables_and_points_in_which_words_stay_words() -> None:
    written = as_markdown("Pack", some_pack().pages)
    assert "## Within 62 days" in written
    assert "| Barnsley | 70.0% | 1,234.5 | improving |" in written
    assert "- Source: NHS England, cancer waiting times, 8 May 2025" in written
    assert HOSTILE not in written
    assert r"\*bold\*" in written
    assert r"\<label\>" in written
    assert "**Decision asked for:** " in written
