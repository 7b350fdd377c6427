"""Sending a file through the browser: taken in, loaded by a job, told of, mended and sent again."""

import os
import stat
from datetime import timedelta

import pytest
from tests.site.conftest import member
from tests.site.sending.conftest import TOKENS, a_file, barnsleys, the_sending, work_all

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.jobs.models import Job
from clearway.site.jobs.worker import work_once
from clearway.site.organisations.roles import Tracker
from clearway.site.sending import jobs
from clearway.site.sending.models import Sending, Upload
from clearway.site.sending.uploads import NotShown, open_sample
from clearway.site.submissions.models import Submission

GOOD = barnsleys({}, {}, {})
TWO_WRONG = barnsleys({}, {"crtp_start": "2025-02-31"}, {"treatment_start_date": "31/31/2025"})


def test_the_page_offers_a_tracker_their_own_trust_and_says_the_limit(at_barnsley):
    text = at_barnsley.page("/data/send")
    assert "Records of <strong>Barnsley Hospital (RFF)</strong>" in text
    assert "at most 256 MB" in text
    assert 'name="organisation_code" value="RFF"' in text
    assert "You have not sent a file yet." in text


def test_the_page_offers_an_analyst_every_trust_of_the_alliance_and_none(at_the_alliance):
    text = at_the_alliance.page("/data/send")
    for words in ("Barnsley Hospital (RFF)", "The Rotherham (RFR)", "Several organisations, or a published file"):
        assert words in text


def test_the_data_pages_lead_to_sending(at_barnsley):
    assert 'href="/data/send"' in at_barnsley.page("/data/")
    assert 'href="/data/send"' in at_barnsley.page("/data/submissions")


def test_a_file_is_taken_in_under_our_own_name_for_the_owner_alone_and_hashed(at_barnsley):
    answer = at_barnsley.sends(GOOD)
    upload = Upload.unscoped.get()
    assert answer["Location"] == f"/data/send/{TOKENS[0]}"
    (path,) = at_barnsley.left()
    assert path == at_barnsley.store.path / "uploads" / upload.pk / "1"
    assert path.read_bytes() == GOOD
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert upload.files[0]["name"] == "march.csv"
    assert len(upload.sha256) == 64


def test_a_file_that_waits_says_so_refreshes_without_javascript_and_can_be_left(at_barnsley):
    text = at_barnsley.page(at_barnsley.sends(GOOD)["Location"])
    assert "Waiting its turn" in text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text
    assert 'role="status" aria-live="polite"' in text
    assert "You can leave this page" in text


def test_a_good_file_becomes_version_1_is_published_and_leaves_the_scratch(at_barnsley):
    text = at_barnsley.loads(GOOD, month="2025-03")
    assert "Loaded as <strong>version 1</strong> of March 2025" in text
    assert "3 rows read = 3 accepted + 0 rejected" in text
    assert "<noscript><meta" not in text
    assert at_barnsley.left() == []
    assert the_sending().upload.removed_because == "loaded"
    assert Submission.unscoped.get().loaded_by == "tracker@example.org"
    assert at_barnsley.store.snapshot() is not None
    assert verify_chain() == []


def test_wrong_rows_are_told_by_kind_with_how_to_mend_and_the_mended_file_becomes_version_2(at_barnsley):
    text = at_barnsley.loads(TWO_WRONG, month="March 2025")
    assert "1 accepted + 2 rejected" in text
    assert "<strong>2 ×</strong>" in text
    first = Submission.unscoped.get()
    mending = f"/data/send?mends={first.pk}"
    assert f'href="{mending}"' in text
    form = at_barnsley.page(mending)
    assert "Send the mended file" in form
    assert 'value="2025-03"' in form
    text = at_barnsley.loads(GOOD, month="2025-03", token=TOKENS[1])
    assert "Loaded as <strong>version 2</strong>" in text
    assert "It took the place of version 1" in text
    assert "Nothing was found wrong with it." in text


def test_the_same_bytes_again_do_nothing_and_say_so(at_barnsley):
    at_barnsley.loads(GOOD)
    text = at_barnsley.loads(GOOD, token=TOKENS[1])
    assert "These bytes are here already, as version 1" in text
    assert "Nothing was done." in text
    assert Submission.unscoped.count() == 1


def test_several_files_of_one_submission_are_one(at_barnsley):
    files = [
        a_file(barnsleys({}, {}), "a.csv"),
        a_file(barnsleys({"record_id": "X1", "pathway_id": "PX"}), "b.csv"),
    ]
    at_barnsley.sends(files)
    work_all()
    held = Submission.unscoped.get()
    assert held.accepted == 3
    assert "a.csv, b.csv" in at_barnsley.page(f"/data/send/{TOKENS[0]}")


def test_a_refusal_says_why_and_the_same_file_can_be_declared_anew_without_sending_it_again(at_barnsley):
    text = at_barnsley.loads(barnsleys({}, crtp_start="03/03/2025"))
    assert "03/03/2025 is not written YYYY-MM-DD" in text
    assert "Nothing of this file was loaded" in text
    assert Submission.unscoped.count() == 0
    form = at_barnsley.page(f"/data/send?again={TOKENS[0]}")
    upload = Upload.unscoped.get()
    assert f'name="upload" value="{upload.pk}"' in form
    assert "is here already: you need not choose it again" in form
    at_barnsley.sends([], token=TOKENS[1], upload=upload.pk, date_format="DD/MM/YYYY")
    work_all()
    assert Sending.unscoped.get(pk=TOKENS[1]).upload_id == upload.pk


def test_a_wrong_form_keeps_the_file_and_names_each_mistake(at_barnsley):
    answer = at_barnsley.sends(GOOD, month="the other month")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the month as 2025-03 or March 2025" in text
    assert f'name="upload" value="{Upload.unscoped.get().pk}"' in text
    assert Job.unscoped.count() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("organisation_code", "RFR"), ("release", "draft"), ("date_format", "x"), ("separator", "#"), ("source", "magic")],
)
def test_what_the_form_does_not_offer_is_refused(at_barnsley, name, value):
    assert at_barnsley.sends(GOOD, **{name: value}).status_code == 422
    assert Job.unscoped.count() == 0


def test_without_a_file_the_form_asks_for_one(at_barnsley):
    answer = at_barnsley.sends([])
    assert answer.status_code == 422
    assert "Choose a file to send." in answer.content.decode()


def test_an_older_release_is_refused_until_a_reason_is_given_and_kept(at_barnsley):
    at_barnsley.loads(GOOD, month="2025-03", release="final")
    older = barnsleys({}, {})
    text = at_barnsley.loads(older, month="2025-03", release="provisional", token=TOKENS[1])
    assert "Give a reason and send it again" in text
    assert "--force" not in text
    upload = Upload.unscoped.get(removed_at=None)
    said = {"month": "2025-03", "release": "provisional", "upload": upload.pk, "force_reason": "the final one was cut"}
    at_barnsley.sends([], token=TOKENS[2], **said)
    work_all()
    assert Submission.unscoped.get(state="live").forced_reason == "the final one was cut"


def test_a_published_file_sent_for_a_trust_by_a_tracker_is_refused_in_words(at_barnsley, monkeypatch):
    from django.core.exceptions import PermissionDenied

    def not_theirs(*_a, **_k):
        raise PermissionDenied("Your role does not allow loading files that belong to no single organisation.")

    monkeypatch.setattr("clearway.pipeline.load.load", not_theirs)
    text = at_barnsley.loads(GOOD)
    assert "does not allow loading files that belong to no single organisation" in text
    assert "Send files of your own organisation" in text


def test_a_role_that_ended_before_the_worker_came_loads_nothing(at_barnsley, tracker):
    at_barnsley.sends(GOOD)
    tracker.ended_on = tracker.starts_on
    tracker.save()
    work_all()
    assert the_sending().refused_code == "NOT_ALLOWED"
    assert Submission.unscoped.count() == 0


def test_another_organisations_sending_is_not_found_and_the_question_is_recorded(at_barnsley, desk_of, rotherham):
    address = at_barnsley.sends(GOOD)["Location"]
    stranger = desk_of(member("other@example.org", rotherham, Tracker))
    assert stranger.browser.get(address).status_code == 404
    assert stranger.browser.get(f"/data/send?again={TOKENS[0]}").status_code == 404
    refusals = Event.objects.filter(event="another organisation's record asked for")
    assert {one.subject_id for one in refusals} == {TOKENS[0]}
    assert "march.csv" not in stranger.page("/data/send")


def test_the_alliance_sees_how_a_trusts_sending_went_but_not_into_its_files(at_barnsley, desk_of, analyst):
    address = at_barnsley.sends(GOOD)["Location"]
    upload = Upload.unscoped.get()
    assert "march.csv" in desk_of(analyst).page(address)
    with pytest.raises(NotShown):
        open_sample(upload.pk, analyst)


def test_a_sample_is_handed_to_those_who_sent_it_and_looking_is_audited(at_barnsley, tracker):
    at_barnsley.sends(GOOD)
    assert open_sample(Upload.unscoped.get().pk, tracker).read_bytes() == GOOD
    assert Event.objects.filter(event="upload looked into", actor="tracker@example.org").count() == 1
    with pytest.raises(NotShown):
        open_sample("0" * 32, tracker)


def test_a_layout_that_nobody_knows_leads_to_a_profile_where_there_is_such_a_page(at_barnsley, monkeypatch):
    monkeypatch.setattr("clearway.site.sending.presenters.known_address", lambda path: path)
    text = at_barnsley.loads(b"a,b\n1,2\n")
    assert "Make a mapping profile from this file" in text
    assert f"/data/profiles/new?sample={Upload.unscoped.get().pk}" in text


def test_a_crash_says_so_with_its_number_keeps_the_file_and_offers_another_try(at_barnsley, monkeypatch):
    def burst(*_a, **_k):
        raise ValueError("NHS number 999 000 0018")

    monkeypatch.setattr("clearway.pipeline.load.load", burst)
    text = at_barnsley.loads(GOOD)
    assert "Something went wrong on our side (error " in text
    assert "999 000" not in text
    assert "Nothing was half loaded." in text
    assert "Try again" in text
    assert len(at_barnsley.left()) == 1


def test_a_crash_while_figures_are_worked_out_does_not_hide_that_the_file_was_received(at_barnsley, monkeypatch):
    def burst(**_k):
        raise ValueError

    monkeypatch.setattr("clearway.pipeline.publish.publish", burst)
    text = at_barnsley.loads(GOOD)
    assert "The file itself was received (below)" in text
    assert Submission.unscoped.count() == 1


def test_a_disk_too_full_for_figures_is_said_beside_the_file_that_was_received(at_barnsley, monkeypatch):
    def full(**_k):
        raise Refused("The figures could not be written.", "Make room.", code="ANALYTICAL-UNWRITABLE")

    monkeypatch.setattr("clearway.pipeline.publish.publish", full)
    text = at_barnsley.loads(GOOD)
    assert "the figures could not be brought up to date" in text
    assert "Make room." in text
    assert "Loaded as <strong>version 1</strong>" in text


def test_a_load_waits_for_another_one_and_then_goes_on(at_barnsley, monkeypatch):
    from clearway.pipeline.load import load

    tries = []

    def busy_once(*a, **k):
        tries.append(1)
        if len(tries) == 1:
            raise Refused("Another load is writing to this store.", "Wait.", code="STORE-BUSY")
        return load(*a, **k)

    monkeypatch.setattr("clearway.pipeline.load.load", busy_once)
    assert "Loaded as <strong>version 1</strong>" in at_barnsley.loads(GOOD)


def test_progress_is_kept_in_words_and_numbers_and_not_oftener_than_one_can_read():
    kept = []

    class Kept:
        def report(self, **said):
            kept.append(said)

    told = jobs.Told(Kept())
    for number in range(1000):
        told("Reading a very long name of a file that nobody would type.csv", number, 1000)
    told("Storing what was read", 0, 1)
    assert len(kept) == 2
    assert kept[0] == {"done": 0, "total": 1000, "unit": "Reading a very long name of a file that "}


def test_files_that_nobody_loads_are_gone_within_a_day(at_barnsley):
    at_barnsley.sends(GOOD, month="wrong")
    lost = at_barnsley.store.path / "uploads" / "f" / "x"
    lost.mkdir(parents=True)
    os.utime(lost.parent, (0, 0))
    jobs.tidy_uploads({}, None)
    assert len(at_barnsley.left()) == 1
    upload = Upload.unscoped.get()
    upload.received_at -= timedelta(hours=19)
    upload.save()
    assert jobs.tidy_uploads({}, None) == {"removed": 1}
    assert at_barnsley.left() == []
    assert not lost.exists()
    assert at_barnsley.browser.get(f"/data/send?upload={upload.pk}").status_code == 404


def test_the_list_of_what_one_sent_downloads(at_barnsley):
    at_barnsley.loads(GOOD)
    answer = at_barnsley.browser.get("/data/send?table=sendings&format=csv")
    assert "march.csv" in answer.content.decode("utf-8-sig")


def test_the_worker_asks_for_tidying_of_its_own_accord(sending_store, db):
    from clearway.site.jobs.worker import Worker

    worker = Worker()
    worker._ask_for_what_is_regular()
    worker._ask_for_what_is_regular()
    kinds = list(Job.unscoped.values_list("kind", flat=True))
    assert sorted(kinds) == sorted(set(kinds))
    assert {"tidy uploads", "tidy sign-ins"} <= set(kinds)
    work_once("w")
