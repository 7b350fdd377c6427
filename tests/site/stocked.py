"""A store with something of everything: published figures of a month, and records of several trusts."""

from pathlib import Path

import pytest
from tests.pathways.filled import (
    BARNSLEY,
    DONCASTER,
    ELSEWHERE,
    IN_TIME,
    LATE_HANDOVER,
    OWN_BREACH,
    FilledStore,
)
from tests.site.tracking.conftest import keep_rows

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings

MONTHS = ("2025-03", "2024-12", "2017-03")


def stocked_store(folder: Path) -> FilledStore:
    """The store, published. Its manifest is in memory: `tests.site.tracking.conftest.keep_rows` makes rows of it."""
    made = FilledStore(folder)
    wanted = [one for one in published_readings(packed_figures()) if one.facts["month"] in MONTHS]
    admit_readings(wanted, store=made.store, manifest=made.manifest, declared=Declared())
    made.take("may-rff.csv", [LATE_HANDOVER, OWN_BREACH, IN_TIME], BARNSLEY)
    made.take("may-rp5.csv", [ELSEWHERE], DONCASTER, release="provisional")
    made.publish()
    return made


@pytest.fixture(scope="session")
def stocked(tmp_path_factory) -> FilledStore:
    """One stocked store for a whole run: looked at, never changed."""
    return stocked_store(tmp_path_factory.mktemp("stocked"))


@pytest.fixture
def on_stocked_store(settings, stocked: FilledStore, db) -> FilledStore:
    """The site serves the stocked store."""
    settings.STORE = stocked.store
    keep_rows(stocked.manifest.rows)
    return stocked
