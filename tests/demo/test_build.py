"""Filling a store: what is handed over, in which order, under whose name."""

import hashlib
from datetime import date

import pytest

from clearway.demo.build import Steps, build_demo, published_readings
from clearway.demo.published import packed_sources
from clearway.demo.published.indicators import packed_files
from clearway.records.findings import Refused

HUMBER = "E56000026"


class Store:
    """Notes what it is given."""

    def __init__(self, held: tuple[str, ...] = ()) -> None:
        self.held = held
        self.done: list[tuple] = []

    @property
    def steps(self) -> Steps:
        return Steps(
            held_records=lambda: self.held,
            admit_published=lambda readings: self.done.append(("published", len(readings))),
            load_records=lambda path, said: self.done.append(("records", path.name, said, path.read_bytes())),
            publish=lambda: self.done.append(("publish",)),
        )


@pytest.fixture(scope="module")
def filled(organisations):
    store, said = Store(), []
    answer = build_demo(
        store.steps, alliance=HUMBER, organisations=organisations, years=1, seed=3, late_from="RWA", say=said.append
    )
    return store, said, answer


@pytest.mark.slow
def test_published_figures_come_first_then_each_trust_then_the_late_file_then_publishing(filled):
    store, _, _ = filled
    kinds = [done[0] for done in store.done]
    assert kinds == ["published", *["records"] * (len(kinds) - 2), "publish"]
    assert store.done[0][1] == len(packed_sources()) + len(packed_files())
    assert store.done[-2][1] == "synthetic-records-RWA-late.csv"


@pytest.mark.slow
def test_each_file_is_declared_as_its_trusts_and_as_of_the_day_it_is_seen(filled):
    store, _, answer = filled
    for _, name, said, head in store.done[1:-1]:
        assert said.organisation in name
        assert said.today == answer.scope.today == date(2025, 4, 23)
        assert head.startswith(b"record_id,")


@pytest.mark.slow
def test_what_is_said_calls_the_people_made_up(filled):
    _, said, answer = filled
    assert any("synthetic, no real patient" in words for words in said)
    assert any("Open Government Licence" in words for words in said)
    assert answer.records > 30_000
    assert answer.late_records == 40


@pytest.mark.slow
def test_a_demo_begun_with_other_people_is_refused_before_anything_is_loaded(organisations):
    store = Store(held=("0" * 64,))
    with pytest.raises(Refused, match="another seed"):
        build_demo(store.steps, alliance=HUMBER, organisations=organisations, years=1, seed=3)
    assert store.done == []


@pytest.mark.slow
def test_a_demo_that_was_broken_off_goes_on_with_the_same_files(organisations, filled):
    first = filled[0].done[1]
    store = Store(held=(hashlib.sha256(first[-1]).hexdigest(),))
    build_demo(store.steps, alliance=HUMBER, organisations=organisations, years=1, seed=3, late_from="RWA")
    assert [done[:2] for done in store.done] == [done[:2] for done in filled[0].done]


def test_a_packed_file_goes_in_under_its_own_name_and_checksum(figures):
    readings = published_readings(figures)
    for reading, source in zip(readings, packed_sources(), strict=True):
        assert (reading.source.file_name, reading.source.sha256) == (source.file_name, source.sha256)
        assert reading.tables["figures"].num_rows == source.rows
        assert reading.facts["month"].split() == list(source.months)
        assert reading.facts["release"] == source.release
        assert set(reading.tables["figures"]["source_sha256"].unique().to_pylist()) == {source.sha256}
