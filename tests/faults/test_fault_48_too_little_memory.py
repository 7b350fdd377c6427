"""Fault 48: too little memory for the figures. The engine spills to disk, or refuses with what it would need."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.cli.mishaps import mishap_in_words
from clearway.pipeline.build import BuildSettings
from clearway.records.findings import Refused
from clearway.store.folder import StoreKind, create_store

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose figures are of 2,999 rows, with 3,000 rows waiting to be published."""
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    desk = Desk(store, ManifestInMemory(), tmp_path)
    desk.load(desk.csv(records(*[{} for _ in range(2_999)])), organisation="RZA", month="2025-03")
    desk.publish()
    desk.load(desk.csv(records(*[{} for _ in range(3_000)])), organisation="RZA", month="2025-03")
    return desk


def test_fault_48_figures_are_the_same_in_little_memory(desk: Desk):
    desk.publish(settings=BuildSettings(memory_limit="120MB", threads=1), anew=True)
    little = desk.contents()
    desk.publish(anew=True)
    assert little == desk.contents()


def test_fault_48_too_little_is_refused_with_what_it_would_need_and_readers_keep_their_figures(desk: Desk):
    with pytest.raises(Refused) as refusal:
        desk.publish(settings=BuildSettings(memory_limit="3MB", threads=1), anew=True)
    assert refusal.value.code == "MEMORY"
    assert "3,000 rows, about" in refusal.value.reason
    assert "MB when unpacked" in refusal.value.reason
    assert desk.rows("SELECT count(*) FROM records") == [(2_999,)]
    assert not list(desk.store.analytical.glob("building-*"))
    desk.publish()
    assert desk.rows("SELECT count(*) FROM records") == [(3_000,)]


def raises(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_fault_48_memory_that_runs_out_in_python_is_told_in_the_same_words(desk: Desk):
    with patch("clearway.pipeline.publish.build", raises(MemoryError())), pytest.raises(Refused, match="memory"):
        desk.publish(anew=True)


def test_fault_48_a_command_that_runs_out_of_memory_is_refused_and_is_no_fault_of_ours():
    for error in (MemoryError(), duckdb.OutOfMemoryException("could not allocate")):
        mishap = mishap_in_words(error)
        assert mishap is not None
        assert mishap.code == "MEMORY"
