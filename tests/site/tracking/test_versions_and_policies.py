"""A record that was sent twice shows what changed; a local policy stands beside the national sharing, by name."""

import re
from shutil import copytree

import pytest
from tests.pathways.filled import BARNSLEY, LATE_HANDOVER, FilledStore
from tests.site.tracking.conftest import keep_rows, page

from clearway.site.submissions.models import Submission
from clearway.standards.examples import FOLDER
from clearway.store.analytical import Reader


@pytest.fixture
def sent_twice(settings, tmp_path, db) -> FilledStore:
    made = FilledStore(tmp_path)
    first = LATE_HANDOVER | {
        "treatment_start_date": "2025-05-21",
        "delay_ref_to_treat": "",
        "transfer_date": "2025-04-11",
    }
    made.take("may.csv", [first], BARNSLEY, release="provisional")
    made.take("may-final.csv", [LATE_HANDOVER | {"transfer_date": "2025-04-11"}], BARNSLEY, release="final")
    made.publish()
    settings.STORE = made.store
    keep_rows(made.manifest.rows)
    return made


@pytest.fixture
def link(sent_twice) -> str:
    with Reader(sent_twice.store.analytical).open() as figures:
        ((found,),) = figures.execute("SELECT link FROM records WHERE superseded_by IS NULL").fetchall()
    return found


def test_the_history_names_every_file_that_held_the_record_and_what_changed(as_tracker, link):
    history = page(as_tracker, f"/pathways/{link}").split('id="history"')[1].split("</section>")[0]
    assert history.index("may-final.csv") < history.index("may.csv")
    assert "counts now" in history
    assert "Treatment start date (cancer): 2025-05-21 → 2025-05-19" in history
    assert "(referral to treatment): not recorded → 02" in history


def test_every_date_that_was_moved_says_from_what_when_by_whom_and_why(as_tracker, link):
    Submission.unscoped.filter(file_name="may-final.csv").update(forced_reason="The first file had a typing error")
    moved = page(as_tracker, f"/pathways/{link}").split('id="moved"')[1].split("</section>")[0]
    assert "Treatment start date (cancer)" in moved
    assert "21 May 2025 became 19 May 2025" in moved
    assert re.search(r"by \S+, in may-final.csv, version \d", moved)
    assert "Why: The first file had a typing error" in moved
    assert "Transfer" not in moved, "what was sent twice alike was not moved"


def test_a_record_whose_dates_never_moved_says_nothing_of_it(as_tracker, sent_twice, link):
    Submission.unscoped.filter(file_name="may-final.csv").update(supersedes=None)
    assert 'id="moved"' not in page(as_tracker, f"/pathways/{link}")


def test_nothing_that_names_the_person_is_in_the_history(as_tracker, link):
    history = page(as_tracker, f"/pathways/{link}").split('id="history"')[1]
    assert "Mrs Example" not in history
    assert "9990000018" not in history


def test_without_a_local_policy_only_the_national_sharing_is_shown(as_tracker, link):
    text = page(as_tracker, f"/pathways/{link}")
    assert "National rules" in text
    assert "Local policy" not in text


def test_a_local_policy_is_shown_beside_the_national_sharing_with_who_agreed_it(as_tracker, sent_twice, link):
    copytree(FOLDER / "local_policy", sent_twice.store.policies)
    sharing = page(as_tracker, f"/pathways/{link}").split('id="sharing"')[1].split("</section>")[0]
    assert "Under the local policy:" in sharing
    assert "limit 31, late" in sharing
    assert "EXAMPLE-PROSTATE-HANDOVER" in sharing
    assert "12 March 2025" in sharing
    assert re.search(r"Barnsley.*?>0</td>.*?>½</td>", sharing)
    assert re.search(r"Sheffield.*?>1</td>.*?>½</td>", sharing)
