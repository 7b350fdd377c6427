"""The site on a store in which six causes were put between our records and the published figures."""

from pathlib import Path

import pytest
from tests.measures.reconciliation.conftest import Bench
from tests.measures.reconciliation.test_six_seeded_causes import OURS, THEIRS
from tests.measures.reconciliation.truth import agreed, counted_of, reading
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory
from tests.site.tracking.conftest import keep_rows

from clearway.store.folder import StoreKind, create_store


@pytest.fixture(scope="session")
def compared_store(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The store, made once and never changed."""
    place: Path = tmp_path_factory.mktemp("compared")
    store = create_store(place / "store", kind=StoreKind.DEMO, alliance="E56000025")
    bench = Bench(Desk(store, ManifestInMemory(), place))
    base = agreed(1, people=16)
    bench.publish_truth(counted_of([*base, *THEIRS], reading(upgrade_on_urgent="keep_referral_clock")))
    bench.send([*base, *OURS])
    bench.desk.publish()
    return bench


@pytest.fixture
def on_compared_store(settings, compared_store: Bench, db) -> Bench:
    """The site serves it."""
    settings.STORE = compared_store.desk.store
    keep_rows(compared_store.desk.manifest.rows)
    return compared_store
