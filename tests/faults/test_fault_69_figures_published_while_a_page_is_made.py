"""Fault 69: figures are published while a page is being made: one version throughout, and the next one afterwards."""

from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from django.http import HttpRequest, HttpResponse

from clearway.site.performance import figures
from clearway.site.performance.middleware import OneVersion
from clearway.store.analytical import Reader, building, publish


def publish_snapshot(folder: Path, name: str) -> None:
    """A version whose only content is its name."""
    with building(folder) as path:
        connection = duckdb.connect(str(path))
        connection.execute("CREATE TABLE about AS SELECT ? AS snapshot", [name])
        connection.close()
        publish(folder, path)


def snapshot(reader: Reader) -> str:
    """The name that the figures give themselves."""
    with reader.open() as opened:
        return str(opened.execute("SELECT snapshot FROM about").fetchall()[0][0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish_snapshot(tmp_path, "first")
    return tmp_path


def test_fault_69_what_a_page_asks_is_of_the_version_that_it_asked_first(folder: Path) -> None:
    reader = Reader(folder)
    with reader.one_version():
        before = reader.version()
        publish_snapshot(folder, "second")
        assert (reader.version(), snapshot(reader)) == (before, "first")
        publish_snapshot(folder, "third")
        assert (reader.version(), snapshot(reader)) == (before, "first")
    assert snapshot(reader) == "third"
    reader.close()


def test_fault_69_a_version_first_asked_for_after_a_publishing_is_the_new_one(folder: Path) -> None:
    reader = Reader(folder)
    assert snapshot(reader) == "first"
    with reader.one_version():
        publish_snapshot(folder, "second")
        assert snapshot(reader) == "second"
    reader.close()


def test_fault_69_every_request_to_the_site_keeps_to_one_version_and_the_next_sees_the_new_one(
    folder: Path, settings
) -> None:
    settings.STORE = SimpleNamespace(analytical=folder)

    def page(request: HttpRequest) -> HttpResponse:
        values = snapshot(figures.reader())
        publish_snapshot(folder, f"after {values}")
        return HttpResponse(f"{values}, said to be of {snapshot(figures.reader())}")

    site = OneVersion(page)
    assert site(HttpRequest()).content.decode() == "first, said to be of first"
    assert site(HttpRequest()).content.decode() == "after first, said to be of after first"
    assert "clearway.site.performance.middleware.OneVersion" in settings.MIDDLEWARE
    figures.reader().close()
