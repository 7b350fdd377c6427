"""Fault 73: without the package of letters a publication is set in those of the typesetter; nothing is fetched."""

import socket
from pathlib import Path

import pytest
from tests.publications.packs.paper import pages_of, words_on
from tests.publications.packs.some_pack import HOSTILE, some_pack

from clearway.publications.charts import DrawingBoard
from clearway.publications.packs.pdf import pdf_file


def test_fault_73_a_publication_is_written_in_other_letters_without_asking_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("somebody asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    file = pdf_file(some_pack(), DrawingBoard(), letters=tmp_path / "nothing here")
    assert b"Libertinus" in file
    assert b"SourceSans" not in file
    assert HOSTILE.replace(" ", "") in words_on(pages_of(file)[3]).replace(" ", "")


def test_fault_73_with_its_package_a_publication_is_set_in_its_own_letters() -> None:
    assert b"SourceSans" in pdf_file(some_pack(), DrawingBoard())
