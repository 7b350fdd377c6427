"""A store that is filled once and only read."""

import pytest
from tests.pathways.filled import BARNSLEY, DONCASTER, ELSEWHERE, IN_TIME, LATE_HANDOVER, OWN_BREACH, FilledStore

from clearway.store.analytical import Reader


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> FilledStore:
    made = FilledStore(tmp_path_factory.mktemp("filled"))
    made.take("may-rff.csv", [LATE_HANDOVER, OWN_BREACH, IN_TIME], BARNSLEY)
    made.take("may-rp5.csv", [ELSEWHERE], DONCASTER, release="provisional")
    made.publish()
    return made


@pytest.fixture
def figures(filled):
    with Reader(filled.store.analytical).open() as opened:
        yield opened
