"""The published figures that travel with the product, in an analytical file made once."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.measures.small_store import TABLES, SmallStore
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.pipeline.publish import publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import current_version, open_read_only
from clearway.store.folder import StoreKind, create_store


@pytest.fixture(scope="session")
def published_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An analytical file that holds every packed release, and no records."""
    store = create_store(tmp_path_factory.mktemp("published") / "store", kind=StoreKind.DEMO, alliance="E56000025")
    manifest = ManifestInMemory()
    admit_readings(published_readings(packed_figures()), store=store, manifest=manifest, declared=Declared())
    publish(store=store, manifest=manifest, rules=load_rule_book(), organisations=load_organisations())
    version = current_version(store.analytical)
    assert version is not None
    return store.analytical / version.file


@pytest.fixture
def figures(published_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published figures, open for reading."""
    connection = open_read_only(published_file)
    yield connection
    connection.close()


@pytest.fixture
def store() -> Iterator[SmallStore]:
    """An empty small store, filled row by row."""
    connection = duckdb.connect()
    connection.execute(TABLES)
    yield SmallStore(connection)
    connection.close()
