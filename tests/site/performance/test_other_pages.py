"""Alliances side by side, definition cards, search, and an empty store."""

import re
from datetime import date

import pytest

from clearway.measures.catalogue import load_catalogue
from clearway.site.annotations.models import AnnotationKind, Precision
from clearway.site.annotations.services.notes import annotate
from clearway.site.performance import figures
from clearway.site.performance.asked import read
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.presenters.alliances import alliances_page
from clearway.store.folder import StoreKind, create_store


def test_all_21_alliances_stand_side_by_side_each_standard_with_its_interval():
    grid = alliances_page(read({})).grid
    assert len(grid.rows) == 21
    for row in grid.rows:
        assert len(row.cells) == 3
        assert all(re.fullmatch(r"\d+\.\d% to \d+\.\d%", cell.details[0]) for cell in row.cells)


def test_alliances_are_counted_by_trusts_or_by_residents_never_both():
    by_trusts, by_residents = (alliances_page(read({"side": side})) for side in ("trusts", "residents"))
    assert by_trusts.side_words == "sum of its trusts"
    assert by_residents.side_words == "count of its residents"
    assert {row[4] for row in by_trusts.grid.table.rows} == {"sums its trusts"}
    assert {row[4] for row in by_residents.grid.table.rows} == {"counts its residents"}


def test_the_page_of_alliances_says_that_later_mergers_are_provisional(page):
    text = page("/alliances")
    assert "April 2021" in text
    assert "<strong>provisional</strong>" in text
    assert "this store&#39;s alliance" in text


@pytest.mark.parametrize("slug", list(cards()))
def test_every_definition_says_what_is_counted_out_of_what_and_what_it_cannot_tell(page, slug):
    text = page(definition_href(slug))
    assert "What it cannot tell" in text
    assert "Out of" in text


def test_every_rule_of_a_card_is_in_the_rule_book():
    known = figures.rules()
    for card in cards().values():
        assert set(card.rules) | set(card.exclusions) <= set(known.rules)
        assert set(card.standards) <= set(known.standards)


def test_a_definition_shows_rules_with_trust_labels_and_thresholds_by_date(page):
    text = page("/measures/CWT-62D")
    assert 'href="/standards/D62-3"' in text
    assert "[from running code]" in text
    assert "from 1 October 2023" in text
    assert "provisional (from memory)" in text
    assert "Published figures are held from" in text


def test_an_unknown_definition_is_not_found(page):
    page("/measures/nonsense", 404)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sheffield", "/waits/62/RHQ"),
        ("RFF", "/waits/62/RFF"),
        ("peninsula", "/?alliance="),
        ("62 days", "/measures/CWT-62D#rules"),
    ],
)
def test_the_search_finds_trusts_alliances_and_definitions(page, words, found):
    assert f'href="{found}' in page(f"/search?q={words}")


def test_a_store_without_figures_says_how_to_load_some(page, settings, tmp_path):
    settings.STORE = create_store(tmp_path / "empty", kind=StoreKind.DEMO, alliance="E56000025")
    for path in ("/", "/waits/62", "/alliances"):
        assert "No figures are loaded yet" in page(path)


def test_a_damaged_analytical_store_is_told_as_unavailable_and_not_as_an_error_of_the_visitor(page, settings, tmp_path):
    settings.STORE = create_store(tmp_path / "broken", kind=StoreKind.DEMO, alliance="E56000025")
    (settings.STORE.analytical / "current").write_text("rubbish")
    page("/", 503)


def test_a_page_still_has_its_tables_when_charts_cannot_be_drawn(page, monkeypatch):
    from clearway.publications.charts import DrawingBoard

    def fail(spec):
        raise RuntimeError

    monkeypatch.setattr(figures, "drawing_board", lambda: DrawingBoard(render=fail))
    text = page("/waits/62")
    assert "The table has the same figures" in text
    assert 'id="by-provider"' in text


def test_no_page_has_a_style_attribute_or_a_script_of_its_own(page):
    for path in ("/", "/waits/62", "/alliances", "/measures/CWT-62D"):
        text = page(path)
        assert " style=" not in text
        assert not re.search(r"<script(?![^>]*nonce=)", text)


def test_a_campaign_that_somebody_noted_stands_on_the_line_of_its_standard(as_analyst, analyst):
    words = "Radio campaign in Barnsley"
    annotate(
        by=analyst,
        measure=load_catalogue()["CWT-62D"],
        area="RFF",
        at=date(2024, 12, 10),
        precision=Precision.DAY,
        kind=AnnotationKind.CAMPAIGN,
        words=words,
    )
    assert words in as_analyst.get("/waits/62/RFF?basis=published").content.decode()
    assert words not in as_analyst.get("/waits/62/RHQ?basis=published").content.decode()
    assert words not in as_analyst.get("/waits/28/RFF?basis=published").content.decode()
