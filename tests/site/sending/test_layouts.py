"""A stranger's layout: read with the profile that the sender names, or that is remembered of them, or not at all."""

from dataclasses import replace

import pytest
from tests.intake.profiles.written import profile
from tests.site.sending.conftest import TOKENS, barnsleys, the_sending

from clearway.site.mapping.services import save_profile
from clearway.site.sending.models import Upload
from clearway.site.submissions.models import Submission
from clearway.store.folder import StoreKind

OWN = barnsleys({}, {})
THEIRS = OWN.replace(b",", b";")
"""The same rows as their own system exports them: with semicolons."""


@pytest.fixture
def saved(tracker):
    """A profile for that export, remembered for Barnsley."""
    return save_profile(
        by=tracker, organisation_code="RFF", profile=profile(layout="{kind: csv, separator: semicolon}")
    )


def test_a_layout_that_nobody_knows_is_refused_and_leads_to_a_profile(at_barnsley):
    text = at_barnsley.loads(THEIRS)
    assert "its cells look separated by semicolons" in text
    assert the_sending().refused_code == "SEPARATOR_WRONG"


def test_the_profile_that_is_remembered_reads_what_is_in_no_layout_of_ours(at_barnsley, saved):
    assert "Loaded as <strong>version 1</strong>" in at_barnsley.loads(THEIRS)
    assert Submission.unscoped.get().profile.startswith("our-register@1")


def test_a_file_in_the_records_own_layout_is_read_without_the_profile(at_barnsley, saved):
    assert "Loaded as <strong>version 1</strong>" in at_barnsley.loads(OWN)
    assert Submission.unscoped.get().profile == ""


def test_a_file_in_utf_16_that_nobody_declared_is_read_by_the_profile_that_is_remembered(at_barnsley, tracker):
    layout = "{kind: csv, separator: comma, encoding: utf-16}"
    save_profile(by=tracker, organisation_code="RFF", profile=profile(layout=layout))
    assert "Loaded as <strong>version 1</strong>" in at_barnsley.loads(OWN.decode().encode("utf-16"))


def test_wrong_dates_in_the_records_own_layout_are_told_as_such_when_the_profile_does_not_fit_either(
    at_barnsley, saved
):
    text = at_barnsley.loads(OWN.replace(b"2025-03-03", b"13/03/2025").replace(b"2025-03-12", b"14/03/2025"))
    assert "is not written YYYY-MM-DD" in text
    assert the_sending().refused_code == "DATE_FORMAT"


def test_a_mistake_in_a_known_layout_is_told_as_such_and_not_blamed_on_the_profile(at_barnsley, saved):
    at_barnsley.loads(OWN, month="2025-06")
    assert the_sending().refused_code == "MONTH_DIFFERS"


def test_a_profile_can_be_named_and_its_version_need_not_be(at_barnsley, saved):
    assert "Mapping profile: Our register" in at_barnsley.page("/data/send")
    at_barnsley.sends(THEIRS, end="1", month="never")
    upload = Upload.unscoped.get()
    form = at_barnsley.page(f"/data/send?upload={upload.pk}&source=RFF.our-register@1")
    assert '<option value="RFF.our-register" selected>' in form
    at_barnsley.loads([], token=TOKENS[1], upload=upload.pk, source="RFF.our-register")
    assert Submission.unscoped.get().profile.startswith("our-register@1")


def test_another_trusts_profile_is_not_offered_and_not_taken(at_the_alliance, desk_of, tracker, analyst):
    save_profile(by=analyst, organisation_code="RFR", profile=profile(), use_for_sender=False)
    barnsley = desk_of(tracker)
    assert "RFR.our-register" not in barnsley.page("/data/send")
    assert barnsley.sends(OWN, source="RFR.our-register").status_code == 422


def test_a_held_file_says_that_it_does_not_count_and_leads_to_the_decision(at_barnsley):
    at_barnsley.loads(OWN)
    Submission.unscoped.update(state="held")
    text = at_barnsley.page(f"/data/send/{TOKENS[0]}")
    assert "It is held back and does not count yet" in text
    assert f'href="/data/quality/held/{Submission.unscoped.get().pk}"' in text
    assert "Held back" in at_barnsley.page("/data/send")


def test_what_is_still_to_be_mended_is_counted_and_the_sheet_is_one_step_away(at_barnsley):
    text = at_barnsley.loads(barnsleys({}, {"crtp_start": "2025-02-31"}), month="2025-03")
    assert "To mend in your register: <strong>0 mended, 0 still open, 1 new</strong>." in text
    assert 'href="/data/quality/mend?organisation=RFF"' in text
    text = at_barnsley.loads(barnsleys({}, {}), month="2025-03", token=TOKENS[1])
    assert "Nothing was found wrong with it." in text
    assert "<strong>1 mended, 0 still open, 0 new</strong>" in text


def test_a_refusal_that_names_a_command_says_in_the_browser_what_to_do_there(at_barnsley, settings):
    settings.STORE = replace(settings.STORE, kind=StoreKind.LIVE)
    text = at_barnsley.loads(OWN.replace(b"9990000018", b"9434765919"))
    assert the_sending().refused_code == "AGREEMENT_MISSING"
    assert "Have the agreement recorded under Data, Sharing agreements" in text
    assert "clearway agreements add" not in text
    assert str(at_barnsley.store.path) not in text
