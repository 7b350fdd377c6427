"""Fault 32: a record of a published month changes. A new version, a report, and the published figure kept."""

from datetime import UTC, date, datetime

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.position import position, snapshot_of
from clearway.measures.question import Question
from clearway.measures.revised_figures import computed_revision
from clearway.measures.revisions import Cause, Count, Telling, cause_of
from clearway.pipeline.known_figures import keep_known, known_on
from clearway.pipeline.record_versions import version_before, version_difference
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import open_read_only
from clearway.store.folder import StoreKind, create_store

RULES, ORGANISATIONS = load_rule_book(), load_organisations()


@pytest.mark.slow
def test_fault_32_a_changed_record_makes_a_version_a_report_and_leaves_the_published_figure_askable(tmp_path) -> None:
    desk = Desk(
        create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025"),
        ManifestInMemory(datetime(2025, 5, 8, 9, tzinfo=UTC)),
        tmp_path,
    )
    sent = [dict(one) for one in records(*[{"treatment_start_date": "2025-04-20"}] * 4)]
    desk.load(desk.csv(sent), organisation="RZA", month="2025-04")
    published = desk.publish().snapshot
    (then,) = desk.position(standards=("62",))
    desk.manifest.now = datetime(2025, 6, 10, 9, tzinfo=UTC)
    corrected = [dict(one) for one in sent]
    corrected[0]["treatment_start_date"] = "2025-04-28"
    corrected[0]["crtp_start"] = "2025-01-02"
    desk.load(desk.csv(corrected), organisation="RZA", month="2025-04")
    desk.publish()

    first, second = desk.manifest.rows
    assert [(one.version, one.state) for one in (first, second)] == [(1, "superseded"), (2, "live")]
    assert version_before(second, desk.manifest.submissions()) == first
    report = version_difference(desk.store, first, second, rules=RULES, organisations=ORGANISATIONS)
    assert (report.added, report.gone, report.changed, report.same) == (0, 0, 1, 3)
    assert dict(report.changed_by_column) == {"crtp_start": 1, "treatment_start_date": 1}

    received = desk.manifest.submissions()
    known = known_on(date(2025, 5, 31), store=desk.store, received=received, rules=RULES, organisations=ORGANISATIONS)
    assert (known.records_differ, known.rules_differ) == (True, False)
    kept = keep_known(known, store=desk.store, received=received, rules=RULES, organisations=ORGANISATIONS)
    before = open_read_only(kept)
    try:
        (again,) = position(before, Question(basis="computed", standards=("62",)), RULES).rows
        assert again.as_json() == then, "the published figure is what it was"
        with desk.figures() as after:
            revision = computed_revision(
                before,
                after,
                month="2025-04",
                standard="62",
                tellings=(Telling(published, "", known.day), Telling(snapshot_of(after), "", None)),
                cause=cause_of(records_differ=known.records_differ, rules_differ=known.rules_differ),
            )
    finally:
        before.close()
    assert revision is not None
    assert revision.cause is Cause.RECORDS
    (row,) = revision.differing
    assert (row.code, row.before, row.after) == ("RZA", Count(then["total"], then["within"]), row.after)
    assert (row.total_by, row.breaches_by) == (0, 1)
    assert revision.whole.breaches_by == 1
