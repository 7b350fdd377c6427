"""Fault 15 through the browser: a file of another organisation or another month than declared is refused in words."""

import pytest
from tests.site.sending.conftest import barnsleys, the_sending

from clearway.site.submissions.models import Submission

ROTHERHAMS = barnsleys(
    {}, {}, **dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment", "pathway_issuer"), "RFR")
)


def test_fault_15_another_trusts_file_is_refused_naming_the_trust(at_barnsley):
    text = at_barnsley.loads(ROTHERHAMS)
    assert "The file was declared for RFF, but only 0 of 2 rows name it; most name RFR." in text
    assert "Correct what you declared, and send it again" in text
    assert the_sending().refused_code == "ORGANISATION_DIFFERS"
    assert Submission.unscoped.count() == 0


def test_fault_15_another_months_file_is_refused_naming_the_month(at_barnsley):
    text = at_barnsley.loads(barnsleys({}, {}), month="2025-06")
    assert "The file was declared for 2025-06" in text
    assert the_sending().refused_code == "MONTH_DIFFERS"


@pytest.mark.parametrize("code", ["RFR", "", "R0A", "' OR 1=1 --"])
def test_fault_15_a_tracker_cannot_declare_another_organisation_than_their_own(at_barnsley, code):
    assert at_barnsley.sends(ROTHERHAMS, organisation_code=code).status_code == 422


def test_fault_15_the_alliance_may_send_for_any_of_its_trusts(at_the_alliance):
    text = at_the_alliance.loads(ROTHERHAMS, organisation_code="RFR")
    assert "Loaded as <strong>version 1</strong>" in text
    assert Submission.unscoped.get().organisation_code == "RFR"
