"""T1: every worked example as a page, which says what the example must come to."""

from collections.abc import Iterator

import pytest
from tests.pathways.filled import FilledStore
from tests.site.tracking.conftest import keep_rows, page

from clearway.intake.reading import Declared
from clearway.pipeline.load import load
from clearway.site.standards.presenters import _shipped_examples
from clearway.standards.examples import FOLDER
from clearway.store.analytical import Reader

EXAMPLES = ("given.csv", "own.csv")


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory) -> FilledStore:
    """A store that holds every worked example as a record."""
    made = FilledStore(tmp_path_factory.mktemp("examples"))
    for name in EXAMPLES:
        load([FOLDER / name], store=made.store, manifest=made.manifest, declared=Declared(organisation=""))
    made.publish()
    return made


@pytest.fixture
def example_links(settings, examples_store: FilledStore, db) -> Iterator[dict[str, str]]:
    settings.STORE = examples_store.store
    keep_rows(examples_store.manifest.rows)
    with Reader(examples_store.store.analytical).open() as figures:
        yield dict(figures.execute("SELECT record_id, link FROM records").fetchall())


@pytest.mark.slow
def test_every_worked_example_has_a_page_that_says_what_it_must_come_to(as_analyst, example_links):
    shown = 0
    for example in _shipped_examples().values():
        if example.id not in example_links:
            continue
        text = page(as_analyst, f"/pathways/{example_links[example.id]}")
        for clock in ("fds", "31", "62"):
            if example.expected.get(f"{clock}_counted") == "Y":
                assert f"day {example.expected[f'{clock}_days']}" in text, (example.id, clock)
        shown += 1
    assert shown >= 100


@pytest.mark.slow
def test_a_breach_is_called_one_and_a_wait_within_its_limit_is_not(as_analyst, example_links):
    for name, words in (
        ("E02", "within the 62-day limit"),
        ("E03", "1 day over the 62-day limit"),
        ("E28", "8 days over the 62-day limit"),
        ("E46", "Counted, but not as a success"),
    ):
        assert words in page(as_analyst, f"/pathways/{example_links[name]}"), name
