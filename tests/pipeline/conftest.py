"""A store of its own for each test, with the rules and organisations that travel with the product."""

from pathlib import Path

import pytest
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.store.folder import StoreKind, create_store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty demo store, ready to load into."""
    return Desk(
        create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), tmp_path
    )
