"""A conflict of identity on screen: counts for all, numbers for the owner with a reason; nothing is ever merged."""

import pytest
from tests.site.quality.conftest import BARNSLEY, page, rows

from clearway.pipeline.quality.identity import read_conflicts
from clearway.pipeline.quality.ledger import ledger_folder
from clearway.site.audit.models import Event
from clearway.site.quality.models import IdentityDecision

NUMBER = "9990000018"
WHY = "the ward telephoned about it"


@pytest.fixture
def conflict(db, settings, tmp_path_factory):
    """Barnsley has two ages under one number, in a store of this test's own."""
    from tests.pipeline.loading import Desk
    from tests.pipeline.manifest_in_memory import ManifestInMemory
    from tests.site.tracking.conftest import keep_rows

    from clearway.store.folder import StoreKind, create_store

    folder = tmp_path_factory.mktemp("identity")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    sent = rows(BARNSLEY, A1={"age_at_referral": "61"}, B1={"age_at_referral": "35"})
    desk.load(desk.csv(sent, "two.csv"), organisation="RFF", month="2025-04")
    desk.publish()
    keep_rows(desk.manifest.rows)
    settings.STORE = desk.store
    (found,) = read_conflicts(ledger_folder(desk.store))
    return f"/data/quality/identity/{found.key}"


def test_the_list_counts_conflicts_and_an_administrator_sees_no_single_one(as_administrator, conflict):
    text = page(as_administrator, "/data/quality/identity")
    assert "<strong>1</strong> open. One NHS number stands for what cannot be one person." in text
    assert conflict not in text
    assert as_administrator.get(conflict).status_code == 403


def test_an_analyst_sees_the_conflict_and_no_number(as_analyst, conflict):
    text = page(as_analyst, conflict)
    assert "ages that do not fit" in text
    assert "The numbers are for staff of the sending trusts." in text
    assert as_analyst.post(conflict, {"wanted": "numbers", "reason": WHY}).status_code == 404


def test_the_owner_is_told_the_numbers_with_a_reason_that_is_kept(as_tracker, conflict):
    assert NUMBER not in page(as_tracker, conflict)
    assert as_tracker.post(conflict, {"wanted": "numbers", "reason": "why"}).status_code == 422
    answer = as_tracker.post(conflict, {"wanted": "numbers", "reason": WHY})
    assert answer.content.decode().count(NUMBER) == 2
    event = Event.objects.get(event="numbers of a conflict revealed")
    assert (event.reason, event.after["rows"]) == (WHY, 2)
    assert NUMBER not in str(event.after)


def test_what_a_person_found_is_kept_and_nothing_is_merged(as_tracker, tracker, conflict, settings):
    before = sorted(path.stat().st_mtime_ns for path in settings.STORE.submissions.rglob("*"))
    assert as_tracker.post(conflict, {"wanted": "finding", "reason": WHY}).status_code == 422
    answer = as_tracker.post(conflict, {"wanted": "finding", "finding": "different people", "reason": WHY})
    assert answer.status_code == 302
    assert IdentityDecision.objects.get().decided_by == tracker.person.email
    assert "They are different people" in page(as_tracker, conflict)
    assert sorted(path.stat().st_mtime_ns for path in settings.STORE.submissions.rglob("*")) == before


def test_another_trust_does_not_find_it_and_the_question_is_recorded(as_rotherham, conflict):
    assert as_rotherham.get(conflict).status_code == 404
    assert Event.objects.filter(event="another organisation's record asked for").count() == 1
    assert "No conflict is known." in page(as_rotherham, "/data/quality/identity")
