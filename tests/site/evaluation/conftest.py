"""A store with the real published 62-day figures of every month since October 2023, and people who look at it."""

from collections.abc import Iterator

import pyarrow.compute as pc
import pytest
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory
from tests.site.performance.conftest import page

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.site.performance import figures
from clearway.store.folder import StoreFolder, StoreKind, create_store

__all__ = ["page"]


@pytest.fixture(scope="session")
def months_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreFolder]:
    """Published 62-day figures of all cancers together, eighteen months."""
    folder = tmp_path_factory.mktemp("months")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    figures_of = packed_figures(["provider_workbooks", "provider_extracts"])
    wanted = figures_of.filter(pc.equal(figures_of["standard"], "62"))
    admit_readings(list(published_readings(wanted)), store=desk.store, manifest=desk.manifest, declared=Declared())
    desk.publish()
    yield desk.store
    figures.reader_of.cache_clear()


@pytest.fixture(autouse=True)
def _site_of_the_months(settings, months_store: StoreFolder) -> None:
    settings.STORE = months_store
