"""Fault 69: figures are published while a board pack is made: one snapshot throughout, and it stands on every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.publications.packs.paper import pages_of, words_on
from tests.site.publishing.test_board_packs import made
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.publications.charts import DrawingBoard
from clearway.publications.packs import pack_files
from clearway.site.measures import figures as measured


def test_fault_69_a_pack_opens_the_figures_once_and_names_them_on_every_page(on_stocked_store, monkeypatch):  # noqa: F811
    opened, open_ground = [], measured.ground

    @contextmanager
    def counting() -> Iterator[object]:
        with open_ground() as ground:
            opened.append(ground)
            yield ground

    monkeypatch.setattr(measured, "ground", counting)
    pack = made()
    assert len(opened) == 1
    pages = pages_of(pack_files(replace(pack, pages=pack.pages[:4]), ["pdf"], board=DrawingBoard())["pdf"])
    assert all(f"Snapshot {pack.snapshot.id}" in words_on(page) for page in pages)
