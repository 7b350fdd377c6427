"""A store with one month of records, whose manifest and trail are in the test's database."""

from pathlib import Path

import pytest
from tests.pipeline.loading import Desk
from tests.site.conftest import member

from clearway.site.organisations.roles import InformationGovernanceLead
from clearway.site.submissions.manifest import OperationalManifest
from clearway.store.folder import StoreKind, create_store


@pytest.fixture
def lead(alliance):
    return member("lead@example.org", alliance, InformationGovernanceLead)


@pytest.fixture
def desk(settings, tmp_path: Path, administrator) -> Desk:
    """A desk of a demo store that the site serves."""
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    settings.STORE, settings.STORE_KEY = store, store.key()
    return Desk(store, OperationalManifest(administrator), tmp_path)
