"""Is the store as it was written?"""

import json

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk

from clearway.pipeline.staging import folder_of, identifiers_of
from clearway.pipeline.verify import problems_of


def problems(desk: Desk) -> list[str]:
    return [one.problem for one in problems_of(desk.store, desk.manifest.submissions())]


@pytest.fixture
def published(desk: Desk) -> Desk:
    desk.load(desk.csv(records({}, {})))
    desk.publish()
    return desk


def test_a_store_as_it_was_written_has_no_problem(published: Desk) -> None:
    assert problems(published) == []


def test_a_file_that_was_changed_is_named(published: Desk) -> None:
    folder = folder_of(published.store, published.manifest.rows[0].id)
    (folder / "findings.json").write_text("{}")
    assert problems(published) == ["findings.json is not as it was written"]


def test_a_list_of_checksums_that_was_changed_with_its_file_is_seen_by_its_seal(published: Desk) -> None:
    contents = folder_of(published.store, published.manifest.rows[0].id) / "contents.json"
    told = json.loads(contents.read_text())
    told["checksums"]["findings.json"] = "0" * 64
    contents.write_text(json.dumps(told))
    assert problems(published) == ["its list of checksums was changed"]


def test_identifiers_that_are_gone_are_missed(published: Desk) -> None:
    identifiers_of(published.store, published.manifest.rows[0].id).unlink()
    assert problems(published) == ["identifiers is missing"]


def test_a_submission_without_its_row_says_that_the_manifest_lost_something(published: Desk) -> None:
    published.manifest.rows.clear()
    assert problems(published) == [
        "was visible once and has no row in the manifest any more",
        "was built from other submissions than those that count now",
    ]


def test_figures_that_lag_behind_or_are_damaged_are_told(published: Desk) -> None:
    published.load(published.csv(records({"icd10": "C509"})))
    assert problems(published) == ["was built from other submissions than those that count now"]
    published.publish()
    for path in published.store.analytical.glob("version-*.duckdb"):
        path.write_bytes(b"damaged")
    assert problems(published) == ["is not as it was written"]
    published.publish()
    assert problems(published) == []
