"""Purging: person-level content goes for good; checksums, counts, a tombstone and the trail stay."""

import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.intake.builders import MonthlyWorkbook, records

from clearway.pipeline import tombstones
from clearway.pipeline.manifest import live_on
from clearway.pipeline.quality.identity import read_conflicts
from clearway.pipeline.quality.ledger import mending_of
from clearway.pipeline.quality.open_items import months_of_mending
from clearway.pipeline.staging import folder_of, identifiers_of
from clearway.pipeline.tombstones import read_tombstone
from clearway.pipeline.verify import problems_of
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.retention import services
from clearway.site.retention.figures import publish_without_purged
from clearway.site.retention.services import place_hold, purge_submission, release_hold
from clearway.site.submissions.models import Submission
from clearway.site.submissions.services import all_submissions

pytestmark = pytest.mark.slow
MARCH = {"organisation": "RZA", "month": "2025-03"}


@pytest.fixture
def march(desk) -> Submission:
    """Seven people of March, published."""
    (loaded,) = desk.load(desk.csv(records(*[{} for _ in range(7)])), **MARCH)
    desk.publish()
    return Submission.unscoped.get(pk=loaded.submission.id)


def names(desk, submission) -> set[str]:
    return {path.name for path in folder_of(desk.store, submission.pk).iterdir()}


def test_a_purge_removes_every_row_and_leaves_checksums_counts_and_a_sealed_tombstone(desk, march, lead):
    assert {"received.parquet", "records.parquet", "original-1.zst"} <= names(desk, march)
    purge_submission(by=lead, submission=march, because="its time is over", store=desk.store)
    assert names(desk, march) == {"tombstone.json", "visible"}
    assert not identifiers_of(desk.store, march.pk).exists()
    stone = read_tombstone(desk.store, march.pk)
    assert (stone.accepted, stone.rejected, stone.sha256) == (7, 0, march.sha256)
    assert {"records.parquet", "identifiers", "original-1.zst"} <= set(stone.checksums)
    march.refresh_from_db()
    assert march.state == "purged"
    assert march.purged_at


def test_the_figures_go_with_the_next_publish_and_no_earlier_version_still_holds_them(desk, march, lead):
    assert desk.rows("SELECT count(*) FROM events") != [(0,)]
    stone = purge_submission(by=lead, submission=march, because="over", store=desk.store)
    publish_without_purged(desk.store, desk.manifest)
    assert desk.rows("SELECT count(*) FROM events") == [(0,)]
    assert desk.rows("SELECT count(*) FROM records") == [(0,)]
    assert len(list(desk.store.analytical.glob("version-*.duckdb"))) == 1
    totals = {(one.standard, one.month): one.total for one in stone.last_published}
    assert totals
    assert set(totals.values()) == {7}


def test_the_store_and_the_trail_verify_after_a_purge_and_a_changed_tombstone_is_told(desk, march, lead):
    purge_submission(by=lead, submission=march, because="over", store=desk.store)
    publish_without_purged(desk.store, desk.manifest)
    assert list(problems_of(desk.store, all_submissions())) == []
    assert verify_chain() == []
    event = Event.objects.get(event="submission purged")
    assert (event.reason, event.before, event.after["state"]) == ("over", {"state": "live"}, "purged")
    stone = folder_of(desk.store, march.pk) / "tombstone.json"
    stone.write_text(stone.read_text().replace('"accepted": 7', '"accepted": 8'))
    assert "tombstone is missing or was changed" in next(problems_of(desk.store, all_submissions())).problem


def test_small_counts_are_hidden_on_the_tombstone_for_good(desk, lead):
    late = {"treatment_start_date": "2025-07-30"}
    (loaded,) = desk.load(desk.csv(records(*[{} for _ in range(7)], late)), organisation="RZA")
    desk.publish()
    row = Submission.unscoped.get(pk=loaded.submission.id)
    stone = purge_submission(by=lead, submission=row, because="over", store=desk.store)
    assert any(one.total is None for one in stone.last_published)
    for one in stone.last_published:
        for count in (one.total, one.within, one.total - one.within if one.total and one.within is not None else None):
            assert count is None or count == 0 or count >= 5


def test_what_is_held_cannot_be_purged_until_the_hold_is_released(desk, march, lead):
    place_hold(by=lead, submission=march, reason="inquiry 14")
    with pytest.raises(Refused, match="inquiry 14"):
        purge_submission(by=lead, submission=march, because="over", store=desk.store)
    assert "records.parquet" in names(desk, march)
    with pytest.raises(Refused, match="held back already"):
        place_hold(by=lead, submission=march, reason="again")
    release_hold(by=lead, submission=march, reason="closed")
    purge_submission(by=lead, submission=march, because="over", store=desk.store)
    assert [one.event for one in Event.objects.filter(subject_id=march.pk)][-3:] == [
        "legal hold placed",
        "legal hold released",
        "submission purged",
    ]


def test_only_a_governance_lead_or_an_administrator_purges_or_holds(desk, march, tracker, analyst):
    for by in (tracker, analyst):
        for change in (
            lambda by=by: purge_submission(by=by, submission=march, because="over", store=desk.store),
            lambda by=by: place_hold(by=by, submission=march, reason="x"),
            lambda by=by: release_hold(by=by, submission=march, reason="x"),
        ):
            with pytest.raises(PermissionDenied):
                change()


def test_published_figures_and_what_is_gone_already_cannot_be_purged(desk, march, lead):
    (loaded,) = desk.load(MonthlyWorkbook().save(desk.folder / "MARCH-2025-FINAL.xlsx"))
    workbook = Submission.unscoped.get(pk=loaded.submission.id)
    with pytest.raises(Refused, match="nobody's records"):
        purge_submission(by=lead, submission=workbook, because="over", store=desk.store)
    purge_submission(by=lead, submission=march, because="over", store=desk.store)
    with pytest.raises(Refused, match="holds nothing any more"):
        purge_submission(by=lead, submission=march, because="again", store=desk.store)


def test_what_was_purged_comes_back_only_with_a_reason(desk, march, lead):
    purge_submission(by=lead, submission=march, because="over", store=desk.store)
    path = desk.csv(records(*[{} for _ in range(7)]))
    with pytest.raises(Refused, match="was purged here"):
        desk.load(path, **MARCH)
    (loaded,) = desk.load(path, force="purged by mistake", **MARCH)
    assert loaded.submission.version == 2


def test_a_file_purged_while_it_waited_never_counted(desk, march, lead):
    Submission.unscoped.filter(pk=march.pk).update(state="held")
    purge_submission(by=lead, submission=march, because="not ours to keep", store=desk.store)
    march.refresh_from_db()
    assert march.decision_reason == "not ours to keep"
    assert live_on(all_submissions(), timezone.localdate()) == ()


def test_no_byte_of_what_was_purged_is_left_anywhere_in_the_store(desk, lead):
    two = {"pathway_id": "LOCAL-PATHWAY-77", "nhs_number": "9990000034"}
    odd = {"icd10": "SECRETCELL", "treatment_start_date": "31/13/2025", "pathway_id": "LOCAL-PATHWAY-78"}
    (kept,) = desk.load(desk.csv(records({"record_id": "K1"})), organisation="RZA", month="2025-04")
    (sent,) = desk.load(
        desk.csv(records({}, {**two, "nhs_number": "9990000018"}, two, odd, {"icd10": "CELL-KEPT"})), **MARCH
    )
    desk.publish()
    named = pq.read_table(identifiers_of(desk.store, sent.submission.id)).to_pylist()
    mine = {row[column] for row in named for column in ("person", "pathway") if row[column]}
    others = pq.read_table(identifiers_of(desk.store, kept.submission.id)).to_pylist()
    mine -= {row[column] for row in others for column in ("person", "pathway")}
    row = Submission.unscoped.get(pk=sent.submission.id)
    purge_submission(by=lead, submission=row, because="its time is over", store=desk.store)
    publish_without_purged(desk.store, desk.manifest)
    words = {*mine, "9990000034", "LOCAL-PATHWAY", "SECRETCELL", "CELL-KEPT", "31/13/2025"}
    for path in (path for path in desk.store.path.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not [word for word in words if word.encode() in content], path.name
    row.refresh_from_db()
    assert row.findings
    assert not [word for word in words if word in str(row.findings)]
    assert read_conflicts(desk.store.path / "quality") == []


def test_a_conflict_with_a_file_that_was_replaced_is_forgotten_when_that_is_purged(desk, lead):
    (wrong,) = desk.load(desk.csv(records({"nhs_number": "9990000034"})), **MARCH)
    desk.publish()
    desk.load(desk.csv(records({"nhs_number": "9990000018"})), **MARCH)
    desk.publish()
    assert len(read_conflicts(desk.store.path / "quality")) == 1
    row = Submission.unscoped.get(pk=wrong.submission.id)
    purge_submission(by=lead, submission=row, because="its time is over", store=desk.store)
    publish_without_purged(desk.store, desk.manifest)
    assert read_conflicts(desk.store.path / "quality") == []


def test_items_of_a_purged_file_are_gone_with_the_purge_and_with_no_other_file(desk, lead):
    (kept,) = desk.load(desk.csv(records({"record_id": "K1"})), organisation="RZA", month="2025-04")
    (sent,) = desk.load(desk.csv(records({"icd10": "C99X9"})), **MARCH)
    desk.publish()
    row = Submission.unscoped.get(pk=sent.submission.id)
    purge_submission(by=lead, submission=row, because="its time is over", store=desk.store)
    publish_without_purged(desk.store, desk.manifest)
    assert mending_of(desk.store, kept.submission).gone == 0
    last = Submission.unscoped.get(pk=kept.submission.id)
    purge_submission(by=lead, submission=last, because="its time is over", store=desk.store)
    publish_without_purged(desk.store, desk.manifest)
    months = months_of_mending(desk.store, ["RZA"])
    assert months[-1].gone >= 1
    assert months[-1].open_at_end == 0


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize(
    ("moment", "is_purged"),
    [("clearway.site.retention.services._decide", False), ("clearway.pipeline.tombstones.clear", True)],
)
def test_a_purge_killed_midway_is_undone_or_finished_at_the_next_start(
    desk, march, lead, monkeypatch, moment, is_purged
):
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(moment, killed)
        if not is_purged:
            patch.setattr(tombstones, "finish", lambda *_: ())
        with pytest.raises(Killed):
            purge_submission(by=lead, submission=march, because="over", store=desk.store)
    assert (folder_of(desk.store, march.pk) / "tombstone.json").exists()
    assert "records.parquet" in names(desk, march)
    if is_purged:
        assert any("still here" in one.problem for one in problems_of(desk.store, all_submissions()))
    assert services.finish_broken_off(desk.store) == (march.pk,)
    march.refresh_from_db()
    assert (march.state == "purged") == is_purged
    assert ("records.parquet" in names(desk, march)) != is_purged
    assert ("tombstone.json" in names(desk, march)) == is_purged
    assert services.finish_broken_off(desk.store) == ()
